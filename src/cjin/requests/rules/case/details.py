"""What a program may tell with an act: by name its form. Anything else is refused: no act keeps what nobody reads."""

from collections.abc import Callable, Mapping
from typing import Any

from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.offering import offered
from cjin.core.rules.storable import UNSEEN

from ..evidence.values import is_value
from .calendars import told_day

LARGEST_SIZE, MOST_VALUES = 2**53, 50
TEXTS = {
    "reason": 10_000, "note": 10_000, "conditions": 10_000, "article": 200,
    "description": 500, "use": 500, "holder": 300, "place": 300, "medium": 100,
    "item": 60, "ground": 60, "action": 60, "sha256": 64, "sha512": 128,
}  # fmt: skip
"""Texts, and how long each may be."""


def checked_detail(detail: Mapping[str, Any]) -> dict[str, Any]:
    """What a program tells with an act, where each name has its form. Raises Invalid with each name that has not."""
    faults = []
    for name, value in detail.items():
        said = f"there is no such field{offered(name, list(FORMS))}"
        if name not in FORMS or (said := FORMS[name](value)):
            faults.append(Fault(f"detail.{name[:60]}", said))
    if faults:
        raise Invalid("What was told with the act breaks a rule.", faults[:20])
    return dict(detail)


def _text(most: int) -> Callable[[Any], str]:
    def wrong(value: Any) -> str:
        if not isinstance(value, str):
            return "a text is expected"
        if len(value) > most:
            return f"at most {most} characters, this has {len(value)}"
        return "there is a sign in it that cannot be seen; remove it" if UNSEEN.search(value) else ""

    return wrong


def _day(value: Any) -> str:
    return "" if told_day(value) else "a day as 2026-03-02 is expected"


def _yes_no(value: Any) -> str:
    return "" if isinstance(value, bool) else "true or false is expected"


def _size(value: Any) -> str:
    whole = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST_SIZE
    return "" if whole else "a number of bytes is expected"


def _values(value: Any) -> str:
    whole = isinstance(value, list) and len(value) <= MOST_VALUES and all(map(is_value, value))
    return "" if whole else "a list is expected of what was frozen, confiscated or returned, amount and currency"


FORMS: Mapping[str, Callable[[Any], str]] = {
    **{name: _text(most) for name, most in TEXTS.items()},
    **dict.fromkeys(("review", "day"), _day),
    **dict.fromkeys(("can_keep", "authentic", "nothing_found", "on_paper"), _yes_no),
    "size": _size,
    "values": _values,
}
"""By name what is wrong with a value, in words; nothing where it is right."""
