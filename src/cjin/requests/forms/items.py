"""The items of a step as a form: a field for each question, rows for offences, persons, property and documents."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cjin.core.forms import Area, Day
from cjin.core.rules.errors import Fault
from cjin.shell.faults import told

from ..rules.writing.answers import LONGEST_TEXT, LONGEST_WORDS, PARTS
from ..rules.writing.kinds import Item, Type
from .asking import Asking
from .rows import Rows

OTHERS = "-others"
"""What is added to the name of an item of languages for those in which a rendering goes with the request."""


@dataclass(frozen=True)
class Part:
    """A question on the page: its bound fields or its rows; ``proposed`` where a field shows what nobody kept yet.

    ``folded``: it may be left open, and nothing is there that has to be seen.
    """

    item: Item
    fields: list[Any]
    rows: Rows | None
    needed: bool
    proposed: bool
    folded: bool


class StepForm:
    """The questions of a step: ``fields`` is a form, ``rows`` are those items that hold several entries.

    ``parts`` gives both in the order of the items, as the page shows them. ``needed`` are those that have to be
    answered besides the mandatory ones, ``proposed`` is shown where there is no answer.
    """

    def __init__(
        self,
        items: Iterable[Item],
        answers: Mapping[str, Any],
        asking: Asking,
        sent: Any = None,
        files: Any = None,
        *,
        needed: Collection[str] = (),
        proposed: Mapping[str, Any] | None = None,
    ):
        self.items = {one.item: one for one in items}
        self.needed = {*needed, *(name for name, one in self.items.items() if one.mandatory)}
        self.answered, self.proposed = set(answers), dict(proposed or {}) if sent is None else {}
        plain = [one for one in self.items.values() if one.type not in PARTS]
        self.fields = forms.Form(sent, initial=_begin(plain, {**self.proposed, **answers}))
        for one in plain:
            self.fields.fields.update(_fields(one, asking))
        self.rows = {
            name: Rows(name, one.type, answers.get(name, []), asking, sent, files)
            for name, one in self.items.items()
            if one.type in PARTS
        }

    def parts(self) -> list[Part]:
        """Each question with what it is answered in."""
        return [self._part(name) for name in self.items]

    def asked(self) -> list[Part]:
        """The questions that stand open on the page."""
        return [one for one in self.parts() if not one.folded]

    def folded(self) -> list[Part]:
        """Those that are there for whoever looks for them."""
        return [one for one in self.parts() if one.folded]

    def _part(self, name: str) -> Part:
        fields = [self.fields[key] for key in (name, name + OTHERS) if key in self.fields.fields]
        rows, needed = self.rows.get(name), name in self.needed
        seen = name in self.answered or any(one.errors or self._sent(one) for one in fields)
        seen = seen or (rows is not None and bool(rows.errors or rows.is_sent))
        return Part(self.items[name], fields, rows, needed, name in self.proposed, not needed and not seen)

    def _sent(self, field: Any) -> bool:
        return self.fields.is_bound and bool(field.value())

    def answers(self) -> dict[str, Any]:
        """What was sent, by item; nothing is refused here but what is no form of answer at all."""
        self.fields.is_valid()
        said = {name: _said(self.fields, one) for name, one in self.items.items() if one.type not in PARTS}
        return {**said, **{name: rows.told() for name, rows in self.rows.items()}}

    def refuse(self, faults: Iterable[Fault]) -> None:
        """Puts each fault beside its question."""
        for fault in faults:
            if fault.where in self.fields.fields:
                if fault.where not in self.fields.errors:
                    self.fields.add_error(fault.where, fault.message)
            elif fault.where in self.rows:
                self.rows[fault.where].refuse(fault.message)
            else:
                self.fields.add_error(None, str(fault))

    def faults(self) -> list[tuple[str, str, str]]:
        """Every fault with the place and the words of its question, for the list at the top."""
        found = [
            (field.id_for_label or field.auto_id, str(field.label), message)
            for field in self.fields
            for message in told(field, get_language() or "en")
        ]
        found += [("", "", str(message)) for message in self.fields.non_field_errors()]
        for name, rows in self.rows.items():
            found += [(f"rows-{name}", "", message) for message in rows.errors]
            found += [
                (field.id_for_label, str(field.label), message)
                for field in rows.wrong
                for message in told(field, get_language() or "en")
            ]
        return found


def _begin(items: Iterable[Item], answers: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in items:
        value = answers.get(one.item)
        if one.type is Type.LANGUAGES and value:
            found |= {one.item: value[0], one.item + OTHERS: value[1:]}
        elif one.type is Type.YES_NO:
            found[one.item] = "" if value is None else "yes" if value else "no"
        else:
            found[one.item] = value
    return found


def _said(form: forms.Form, one: Item) -> Any:
    """What was sent for an item as ``answers.checked`` takes it; None where nothing was."""
    data: Any = form.data
    if one.type is Type.MEASURES:
        return [*data.getlist(one.item)] or None
    if one.type is Type.LANGUAGES:
        first = data.get(one.item, "")
        return [*dict.fromkeys([first, *data.getlist(one.item + OTHERS)])] if first else None
    return data.get(one.item, "").strip() or None


def _fields(one: Item, asking: Asking) -> dict[str, forms.Field]:
    """The fields of an item. None is required: what is missing is told, and does not stop anybody from saving."""
    made = _field(one, asking)
    made.label, made.required = asking.words.question(asking.kind.kind, one.item), False
    if one.type is not Type.LANGUAGES:
        return {one.item: made}
    others = _several(list(asking.languages.items()))
    others.label, others.required = _("In which languages does a rendering go with it?"), False
    return {one.item: made, one.item + OTHERS: others}


def _field(one: Item, asking: Asking) -> forms.Field:
    match one.type:
        case Type.WORDS:
            return Area(max_length=LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": 7, "dir": "auto"}))
        case Type.DAY:
            return Day()
        case Type.NUMBER:
            return forms.CharField(max_length=10, widget=forms.TextInput(attrs={"inputmode": "numeric"}))
        case Type.YES_NO:
            return _one_of([("yes", _("Yes")), ("no", _("No")), *_open(one)])
        case Type.CHOICE:
            return _one_of([*((value, asking.words.choice(value)) for value in one.choices), *_open(one)])
        case Type.MEASURES:
            return _several([(name, asking.words.measure(name)) for name in _measures(asking)])
        case Type.LANGUAGES:
            return forms.ChoiceField(choices=[("", _("Choose a language")), *asking.languages.items()])
    return Area(max_length=LONGEST_TEXT, widget=forms.TextInput(attrs={"dir": "auto"}))


def _measures(asking: Asking) -> list[str]:
    return [one.measure for one in asking.kind.measures]


def _one_of(choices: list[tuple[str, Any]]) -> forms.Field:
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect)


def _several(choices: list[tuple[str, Any]]) -> forms.Field:
    return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple)


def _open(one: Item) -> list[tuple[str, Any]]:
    """What leaves a question open that may be left open."""
    return [] if one.mandatory else [("", _("Left open"))]
