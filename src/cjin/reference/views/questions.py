"""What a reader asks of the list of States, read from an address and written back into one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.identifiers import Language
from cjin.core.rules.multilingual import Multilingual


@dataclass(frozen=True)
class StatesQuestion:
    """A day, a group, a standing, the language of a second column of names, and a format for a download."""

    day: date
    today: date
    group: str = ""
    standing: str = ""
    names: str = ""
    format: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str], *, today: date) -> "StatesQuestion":
        """Read an address. Raises Invalid where a day or a language is none."""
        return cls(
            day=_day(asked.get("on", ""), today),
            today=today,
            group=asked.get("group", ""),
            standing=asked.get("standing", ""),
            names=str(Language.of(asked["names"])) if asked.get("names") else "",
            format=asked.get("format", ""),
        )

    @property
    def asked_day(self) -> str:
        """The day as a form field takes it; empty for today."""
        return "" if self.day == self.today else self.day.isoformat()

    def query(self, **changes: str) -> str:
        """The question as the end of an address, with changes; what is not asked is left out."""
        now = {"on": self.asked_day, "group": self.group, "standing": self.standing, "names": self.names}
        return urlencode({name: value for name, value in {**now, **changes}.items() if value})

    def option(self, name: str, value: str, label: str | Multilingual, count: int) -> dict[str, object]:
        """One option of a filter: its address chooses it, or takes it away where it is chosen."""
        chosen = getattr(self, name) == value
        if isinstance(label, Multilingual):
            label = label.get(get_language() or "en") or value
        return {
            "label": label,
            "count": count,
            "chosen": chosen,
            "url": "?" + self.query(**{name: "" if chosen else value}),
        }


def _day(text: str, today: date) -> date:
    if not text.strip():
        return today
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Invalid(
            _("The list cannot be made."), [Fault("on", _("a day is expected, such as 2021-12-16"))]
        ) from None
