"""Codes with their texts as rows of fields: the options of a choice, the rows and columns of a table."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cjin.core.forms import OWN_NAMES
from cjin.core.rules.identifiers import Language
from cjin.core.rules.multilingual import Multilingual

from ..rules.form.composing import free_name
from ..rules.form.questions import Coded
from .composing import Composed, languages_first

MORE = 3
"""So many empty rows stand below those that are filled."""
MOST = 100
"""More of them are not typed on a page; they come from a table, or in the form as text."""


class Row:
    """A row, bound: its code, its text in the reader's language, and in the others."""

    def __init__(self, form: forms.Form, part: str, number: int) -> None:
        first, *others = languages_first(get_language() or "en")
        self.number = number + 1
        self.code = form[f"{part}_code_{number}"]
        self.text = form[f"{part}_text_{number}_{first}"]
        self.others = [form[f"{part}_text_{number}_{code}"] for code in others]
        self.place = f"{part} {number}"
        self.is_filled = any(one.value() for one in (self.code, self.text, *self.others))
        elsewhere = not self.text.value() and any(one.value() for one in self.others)
        self.is_open = elsewhere or any(one.errors for one in self.others)


def filled_of(sent: Mapping[str, Any], part: str) -> int:
    """The number of the last row that was sent with something in it."""
    number = last = 0
    while f"{part}_code_{number}" in sent and number < MOST + MORE:
        number += 1
        names = (f"{part}_code_{number - 1}", *(f"{part}_text_{number - 1}_{code}" for code in Language.ALL))
        last = number if any(str(sent.get(name, "")).strip() for name in names) else last
    return last


def put_rows(form: forms.Form, part: str, coded: Sequence[Coded], number: int) -> None:
    """Adds the fields of ``number`` rows, filled with what there is."""
    for place in range(number):
        one = coded[place] if place < len(coded) else Coded("", Multilingual())
        form.fields[f"{part}_code_{place}"] = forms.CharField(
            label=_("Code %(number)s") % {"number": place + 1}, required=False, max_length=80, initial=one.code,
            widget=forms.TextInput(attrs={"dir": "ltr"}),
        )  # fmt: skip
        for code in languages_first(get_language() or "en"):
            form.fields[f"{part}_text_{place}_{code}"] = forms.CharField(
                label=_("Text %(number)s: %(language)s") % {"number": place + 1, "language": OWN_NAMES[code]},
                required=False, max_length=300, initial=one.text.get(code, ""),
                widget=forms.TextInput(attrs={"lang": code, "dir": Language(code).direction}),
            )  # fmt: skip


def rows_of(form: forms.Form, part: str, number: int) -> list[Row]:
    """The rows, bound."""
    return [Row(form, part, place) for place in range(number)]


def swapped(sent: QueryDict, part: str, number: int, step: int) -> QueryDict:
    """What was typed, with a row one place up (-1) or down (1); at either end it stays."""
    found = sent.copy()
    if step in (-1, 1) and f"{part}_code_{number + step}" in sent:
        for name in ("code", *(f"text_{code}" for code in Language.ALL)):
            here, there = (_name(part, name, place) for place in (number, number + step))
            found[here], found[there] = sent.get(there, ""), sent.get(here, "")
    return found


def _name(part: str, name: str, place: int) -> str:
    kind, _line, language = name.partition("_")
    return f"{part}_{kind}_{place}" + (f"_{language}" if language else "")


def coded_of(form: Composed, part: str, number: int) -> tuple[Coded, ...]:
    """What was typed: rows with a text; a code that is missing is made from it. A code without a text is a fault."""
    typed = [(place, _code(form, part, place), form.words(f"{part}_text_{place}")) for place in range(number)]
    taken = {code for _place, code, _text in typed if code}
    found = []
    for place, code, text in typed:
        if code and not text:
            first = languages_first(get_language() or "en")[0]
            form.add_error(f"{part}_text_{place}_{first}", _("Write what this code stands for."))
        if not text:
            continue
        if not code:
            code = free_name(taken, text, part)
            taken.add(code)
        found.append(Coded(code, text))
    return tuple(found)


def _code(form: Composed, part: str, place: int) -> str:
    return str(form.cleaned_data.get(f"{part}_code_{place}", ""))
