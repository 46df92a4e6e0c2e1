"""An entry of the directory as a form: words by language, and rows for competences, channels and keys.

What is typed is judged by ``rules.reading`` alone, as a file is; its faults come to stand beside their fields.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cjin.core.forms import OWN_NAMES, Day
from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.identifiers import Language

from ..queries.wording import FIELDS, KINDS
from ..rules.entries import Known, as_data
from ..rules.reading import LONGEST, read_known
from .rows import ROWS, RowSet

WORDS = ("names", "urgent_procedure", "requirements")
_ROW = re.compile(r"entry, (competences|channels|keys) (\d+)(?:, (\w+))?\Z")
_FIELD = re.compile(r"entry, (\w+)")


class MainForm(forms.Form):
    """What an entry says but its rows, and the days on which it holds."""

    body = forms.CharField(
        label=_("Short name in its address"),
        max_length=80,
        help_text=_("Small letters, digits and hyphens, such as xaa-central-authority; it stays for ever."),
    )
    state = forms.CharField(
        label=pgettext_lazy("country", "State"),
        max_length=3,
        required=False,
        help_text=_("Its code of three letters; empty for a body of several States."),
    )
    kind = forms.ChoiceField(label=_("Kind of body"), choices=list(KINDS.items()))
    since = Day(
        label=_("Holds from"), help_text=_("The first day on which this is so; earlier days keep what they say.")
    )
    until = Day(label=_("Until before"), required=False, help_text=_("Empty where no end is known."))
    part_of = forms.CharField(label=FIELDS["part_of"], max_length=80, required=False)
    languages = forms.CharField(
        label=FIELDS["languages"], max_length=200, required=False, help_text=_("Codes such as en; fr.")
    )
    time_zone = forms.CharField(
        label=FIELDS["time_zone"], max_length=60, required=False, help_text=_("Such as Africa/Nairobi.")
    )
    website = forms.CharField(label=FIELDS["website"], max_length=LONGEST, required=False)
    members = forms.CharField(
        label=FIELDS["members"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Short names of bodies or codes of States, parted by semicolons."),
    )
    source = forms.CharField(label=FIELDS["source"], max_length=LONGEST, required=False)
    fictional = forms.BooleanField(label=_("This body is made up"), required=False)
    version = forms.CharField(widget=forms.HiddenInput, required=False, max_length=5000)

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_new:
            del self.fields["body"], self.fields["state"]
        for name in WORDS:
            for code in _own_first():
                self.fields[f"{name}_{code}"] = _words(name, code)

    def of(self, name: str) -> list[forms.BoundField]:
        """The fields of words, one for each language."""
        return [self[f"{name}_{code}"] for code in _own_first()]

    @property
    def names(self) -> list[forms.BoundField]:
        """The names by language."""
        return self.of("names")

    @property
    def procedure(self) -> list[forms.BoundField]:
        """What is to be done when it is urgent, by language."""
        return self.of("urgent_procedure")

    @property
    def required_things(self) -> list[forms.BoundField]:
        """Legal and procedural requirements, by language."""
        return self.of("requirements")


def _own_first() -> list[str]:
    own = (get_language() or "en").partition("-")[0]
    return sorted(Language.ALL, key=lambda code: code != own)


def _words(name: str, code: str) -> forms.Field:
    attributes = {"lang": code, "dir": Language(code).direction}
    widget = forms.TextInput(attributes) if name == "names" else forms.Textarea({**attributes, "rows": 3})
    return forms.CharField(label=OWN_NAMES[code], max_length=LONGEST, required=False, widget=widget)


class EntryForms:
    """The form and its rows together."""

    def __init__(self, sent: Any = None, *, known: Known | None = None, since: date | None = None, version: str = ""):
        told = as_data(known.entry) if known else {}
        self.entry = known.entry if known else None
        self.main = MainForm(sent, initial=_initial(told, since, version), is_new=known is None)
        self.rows: dict[str, RowSet] = {
            name: make(sent, prefix=name, initial=make.given(told.get(name, ()))) for name, make in ROWS.items()
        }

    def read(self) -> Known | None:
        """The entry that was typed; None where something is wrong, and then the faults stand beside their fields."""
        right = [self.main.is_valid(), *(rows.is_valid() for rows in self.rows.values())]
        if not all(right):
            return None
        try:
            return read_known(self._data(), "entry")
        except Invalid as error:
            for fault in error.faults:
                self._put(fault)
        return None

    def _data(self) -> dict[str, Any]:
        said = self.main.cleaned_data
        words = {name: {code: said[f"{name}_{code}"] for code in Language.ALL} for name in WORDS}
        plain = ("kind", "part_of", "time_zone", "website", "source", "fictional", "since", "until")
        named = {"body": self.entry.body, "state": self.entry.state} if self.entry else _named(said)
        lists = {name: parted(said[name]) for name in ("languages", "members")}
        rows = {name: rows.data() for name, rows in self.rows.items()}
        return {name: said[name] for name in plain} | named | words | lists | rows

    def _put(self, fault: Fault) -> None:
        if row := _ROW.match(fault.where):
            self.rows[row[1]].put(int(row[2]), row[3] or "", fault.message)
            return
        found = _FIELD.match(fault.where)
        name = found[1] if found else ""
        name = f"{name}_{_own_first()[0]}" if name in WORDS else name
        self.main.add_error(name if name in self.main.fields else None, fault.message)

    def refuse(self, message: str, *, version: str = "") -> None:
        """Says at the top why nothing was written; sent again, the form names this version."""
        self.main.add_error(None, message)
        if version:
            self.main.data = {**dict(self.main.data.items()), "version": version}

    @property
    def is_wrong(self) -> bool:
        """Whether there is a fault."""
        return any(True for _fault in self.faults)

    @property
    def faults(self) -> Iterator[tuple[str, str, str]]:
        """Each fault for the summary: where it leads, the field, what is wrong."""
        for error in self.main.non_field_errors():
            yield "", "", str(error)
        for form in (self.main, *(form for rows in self.rows.values() for form in rows.forms)):
            for field in form:
                for error in field.errors:
                    yield f"#{field.id_for_label}", str(field.label), str(error)


def _named(said: Mapping[str, Any]) -> dict[str, str]:
    return {"body": said["body"].strip(), "state": said["state"].strip()}


def parted(text: str) -> list[str]:
    """What is parted by semicolons, commas or blanks."""
    return [one for one in re.split(r"[;,\s]+", text) if one]


def _initial(told: Mapping[str, Any], since: date | None, version: str) -> dict[str, Any]:
    words = {f"{name}_{code}": text for name in WORDS for code, text in told.get(name, {}).items()}
    lists = {name: "; ".join(told.get(name, ())) for name in ("languages", "members")}
    return {**told, **words, **lists, "since": since, "version": version}
