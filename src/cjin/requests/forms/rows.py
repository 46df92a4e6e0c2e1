"""Offences, persons, property and documents as rows of fields, with a blank one below them."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cjin.core.forms import Area
from cjin.directory.queries.wording import offence_named
from cjin.directory.rules.offences import offence_meant

from ..queries.dual import There
from ..rules.writing.answers import LONG, LONGEST_TEXT, LONGEST_WORDS, MOST, PARTS, THINGS
from ..rules.writing.completeness import NEEDED
from ..rules.writing.kinds import Type

if TYPE_CHECKING:
    from .asking import Asking

GONE, STATEMENT, BROUGHT, TAKEN, EARLIER = "gone", "statement", "statement-file", "taken", "earlier"
OFFENCES_KNOWN = "offences-known"
"""The list on the page in which categories of ICCS are looked for while they are typed."""
NAMES_OF_OTHERS = frozenset({"identifier", "penalty_years", "nationality"})
"""Parts that are written from left to right in every language."""


type Entries = list[Mapping[str, str]]


class Rows:
    """The entries of one item: a form each, and a blank one; the page sends how many there are."""

    def __init__(self, name: str, kind: Type, entries: Entries, asking: "Asking", sent: Any = None, files: Any = None):
        self.name, self.type, self.errors, self.files = name, kind, list[str](), files or {}
        self.earlier = asking.earlier.get(name, [])
        self.taken = sent.getlist(f"{name}-{EARLIER}") if sent is not None else []
        count = _counted(sent.get(f"{name}-rows", "")) if sent is not None else len(entries) + 1
        given = [*entries, *({} for _more in range(count))]
        self.forms = [
            _row(kind, asking, sent, prefix=f"{name}-{number}", initial=given[number], blank=number >= len(entries))
            for number in range(count)
        ]

    @property
    def count(self) -> int:
        """How many rows the page shows."""
        return len(self.forms)

    @property
    def is_sent(self) -> bool:
        """Whether anything was sent in a row."""
        return any(one.is_bound for one in self.forms) and bool(self.told())

    def told(self) -> list[dict[str, str]]:
        """The rows that are filled in and not taken away, as they were sent."""
        found = []
        for form in self.forms:
            form.is_valid()
            said = {part: form.data.get(form.add_prefix(part), "").strip() for part in PARTS[self.type]}
            said |= self._brought(form) | self._taken(form, said.get("there", "")) | _meant(said)
            if not form.data.get(form.add_prefix(GONE)) and any(said.values()):
                found.append({part: text for part, text in said.items() if text})
        return found + [dict(one.entry) for one in self.earlier if one.key in self.taken]

    def _brought(self, form: "Row") -> dict[str, str]:
        """What was brought as a file; its first bytes where it is larger than what can be kept."""
        brought = self.files.get(form.add_prefix(BROUGHT))
        return {STATEMENT: brought.read(LONGEST_WORDS + 1).decode("utf-8", "replace")} if brought else {}

    def _taken(self, form: "Row", there: str) -> dict[str, str]:
        """What was ticked of the offences that are known under the other law, below what is written of it."""
        sent: Any = form.data
        ticked = sent.getlist(form.add_prefix(TAKEN)) if TAKEN in form.fields else []
        lines = [there, *(one for one in ticked if one not in there)]
        return {"there": "\n".join(filter(None, lines))} if ticked else {}

    def refuse(self, message: str) -> None:
        """Says what is wrong with an entry, where its own fields do not say it."""
        if not self.wrong:
            self.errors.append(message)

    @property
    def wrong(self) -> list[Any]:
        """The fields, bound, in which something is wrong."""
        return [field for form in self.forms for field in form if form.is_bound and field.errors]


def _meant(said: Mapping[str, str]) -> dict[str, str]:
    """The code of the category that was typed or chosen by its code or title; what is none stays as it was typed."""
    return {"iccs": offence_meant(said["iccs"]) or said["iccs"]} if said.get("iccs") else {}


class Row(forms.Form):
    """One entry; ``needed`` are the parts that have to be told."""

    needed: frozenset[str] = frozenset()


def _row(kind: Type, asking: "Asking", sent: Any, *, prefix: str, initial: Any, blank: bool) -> Row:
    form = Row(sent, prefix=prefix, initial=dict(initial))
    form.needed = frozenset(NEEDED[kind])
    for part in PARTS[kind]:
        form.fields[part] = _field(part, asking, str(initial.get(part, "")))
        if part == "iccs":
            form.initial.pop(part, None)  # the field shows the title with the code
        if part == STATEMENT:
            form.fields[BROUGHT] = forms.FileField(
                label=_("Owners of a company (BODS 0.4, a JSON file)"), required=False
            )
    if kind is Type.OFFENCES and (known := asking.there.get(str(initial.get("iccs", "")))):
        form.fields[TAKEN] = _known_there(known)
    if not blank:
        form.fields[GONE] = forms.BooleanField(label=_("Take this entry away"), required=False)
    return form


def _known_there(known: Sequence[There]) -> forms.Field:
    return forms.MultipleChoiceField(
        label=_("Known here of the other law; what you tick is put in"),
        choices=[
            (str(one), str(one) if one.confirmed else _("%(entry)s (proposed)") % {"entry": one}) for one in known
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


def _field(part: str, asking: "Asking", given: str) -> forms.Field:
    label = asking.words.part(part)
    if part == "iccs":
        looked_for = forms.TextInput(attrs={"list": OFFENCES_KNOWN, "autocomplete": "off", "dir": "auto"})
        shown = offence_named(given) if given else ""
        return forms.CharField(label=label, required=False, widget=looked_for, initial=shown)
    if part == "type":
        things = [("", "–"), *((thing, asking.words.thing(thing)) for thing in THINGS)]
        return forms.ChoiceField(label=label, required=False, choices=things)
    if part == "language":
        languages = [("", "–"), *asking.languages.items()]
        return forms.ChoiceField(label=label, required=False, choices=languages)
    if part == STATEMENT:
        return forms.CharField(required=False, widget=forms.HiddenInput)
    longest = LONGEST_WORDS if part in LONG else LONGEST_TEXT
    widget = (
        forms.Textarea(attrs={"rows": 3, "dir": "auto"})
        if part in LONG
        else forms.TextInput(attrs={"dir": "ltr" if part in NAMES_OF_OTHERS else "auto"})
    )
    return Area(label=label, max_length=longest, required=False, widget=widget)


def _counted(said: str) -> int:
    """How many rows were sent; a number that no page sends counts as the most."""
    return min(int(said), MOST) if said.isdecimal() and said.isascii() and len(said) < 5 else 0
