"""The form of an act on a request: just what its guards ask for, the faults beside their fields."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cjin.core.forms import Act as SentAct
from cjin.core.forms import Day
from cjin.core.rules.errors import Invalid
from cjin.shell.rules.lists import joined

from ..models import Request
from ..queries.articles import cite, for_basis
from ..queries.offers import Offer
from ..rules.case.events import Case
from ..rules.case.guards import STATED, grounds
from ..rules.evidence.values import WHAT
from ..rules.wording import words

MOST_VALUES = 3
PARTS = ("what", "amount", "currency")
NEEDED: Mapping[str, tuple[str, ...]] = {
    "reason": ("reason",), "lawful-ground": ("ground",), "review-day": ("review",), "day-told": ("day",),
    "authenticity-known": ("authentic",), "custody-told": ("holder", "place"), "text-told": ("note",),
    "use-told": ("use",),
}  # fmt: skip
"""The fields that a guard asks for."""
HASHES = ("sha256", "sha512", "size")
VALUE_WORDS: Mapping[str, Any] = {"frozen": _("Frozen"), "confiscated": _("Confiscated"), "returned": _("Returned")}
YES_NO = [("yes", _("Yes")), ("no", _("No"))]


class ActForm(SentAct):
    """What is told with an act. ``why`` puts a guard and its message into words."""

    places = MappingProxyType({
        "reason": "reason", "lawful-ground": "ground", "review-day": "review", "day-told": "day", "measure": "measure",
        "measure-open": "measure", "measure-executing": "measure", "measure-begun": "measure",
        "authenticity-known": "authentic", "hashes": "file", "known-evidence": "item", "custody-told": "holder",
        "text-told": "note", "use-told": "use", "use-asked": "use", "use-consented": "use", "noticed": "item",
        "values": "value-0-amount",
    })  # fmt: skip

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2_000_000_000)

    def __init__(
        self, sent: Any, files: Any, *, offer: Offer, case: Case, request: Request, why: Callable[[str, str], str]
    ) -> None:
        super().__init__(sent, files, initial={"revision": request.revision}, auto_id="act_%s")
        self.why = why
        self.offer = offer
        for name, field in _fields(offer, case, request.basis):
            self.fields[name] = field
        for guard, names in NEEDED.items():
            for name in names if guard in offer.act.guards else ():
                self._needed(name, why(guard, ""))

    def _needed(self, name: str, why: str) -> None:
        """Makes a field one that has to be filled in, with the words of the guard that asks for it."""
        if name in self.fields:
            self.fields[name].required = True
            self.fields[name].widget.is_required = True
            self.fields[name].error_messages["required"] = why

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        """The fields that stand one below the other."""
        apart = {field.name for field in (*self.typed_hashes, *(one for row in self.value_rows for one in row))}
        return [field for field in self if field.name not in apart and field.name != "note"]

    @property
    def typed_hashes(self) -> list[forms.BoundField]:
        """The fields for hashes that are known already."""
        return [self[name] for name in HASHES if name in self.fields]

    @property
    def hashes_are_typed(self) -> bool:
        """Whether something stands in these fields."""
        return any(field.value() or field.errors for field in self.typed_hashes)

    @property
    def value_rows(self) -> list[list[forms.BoundField]]:
        """The fields of values, those of each in a row."""
        rows = [[f"value-{number}-{part}" for part in PARTS] for number in range(MOST_VALUES)]
        return [[self[name] for name in row] for row in rows if row[0] in self.fields]

    @property
    def note_field(self) -> forms.BoundField | None:
        """What may be added in words, at the end."""
        return self["note"] if "note" in self.fields else None

    def do(self, act: Callable[..., Any], **more: Any) -> Any:
        """As any form does; that somebody was quicker is for the page to say. Raises Outdated."""
        try:
            return act(**self.arguments(), **more) if self.is_valid() else None
        except Invalid as error:
            self._put(error)
        return None

    def _put(self, error: Invalid) -> None:
        for fault in error.faults:
            field = self.places.get(fault.where, "")
            self.add_error(field if field in self.fields else None, self.why(fault.where, fault.message))

    def arguments(self) -> dict[str, Any]:
        """The revision, the measure and the detail of the act."""
        told = dict(self.cleaned_data)
        detail: dict[str, Any] = {}
        for name in ("reason", "ground", "note", "item", "description", "medium", "action", "holder", "place", "use"):
            if told.get(name):
                detail[name] = told[name].strip()
        detail |= {name: told[name].isoformat() for name in ("review", "day") if told.get(name)}
        detail |= {name: told[name] == "yes" for name in ("can_keep", "authentic") if told.get(name)}
        detail |= _hashes(told)
        if values := list(_values(told)):
            detail["values"] = values
        return {"revision": told["revision"], "measure": told.get("measure") or "", "detail": detail}


def _hashes(told: Mapping[str, Any]) -> dict[str, Any]:
    """The hashes of the file that was sent, or those that were typed; the file itself is not kept."""
    if file := told.get("file"):
        return {"sha256": file.sha256, "sha512": file.sha512, "size": file.size}
    typed: dict[str, Any] = {
        name: told[name].strip().lower() for name in ("sha256", "sha512") if told.get(name)
    }  # fmt: skip
    return typed | ({"size": told["size"]} if told.get("size") is not None else {})


def _values(told: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    for number in range(MOST_VALUES):
        amount = told.get(f"value-{number}-amount")
        if amount is not None:
            currency = told.get(f"value-{number}-currency", "").strip().upper()
            yield {"what": told[f"value-{number}-what"], "amount": format(amount, "f"), "currency": currency}


def _fields(offer: Offer, case: Case, basis: str) -> Iterator[tuple[str, forms.Field]]:
    act, guards = offer.act, set(offer.act.guards)
    if act.of_measure:
        said = words(get_language() or "en")
        choices = [(one, said.measure(one)) for one in offer.measures]
        yield "measure", forms.ChoiceField(label=_("Measure"), choices=choices)
    if "lawful-ground" in guards:
        yield from _ground(basis)
    for guard, make in MADE.items():
        if guard in guards:
            yield from make(case)
    if act.records in ("use", "refused-use") and any(case.asked.values()):
        yield from _use_asked(case)
    if act.records == "confidentiality":
        yield "can_keep", forms.ChoiceField(
            label=_("Can the fact and the substance of the request be kept confidential?"), choices=YES_NO,
            widget=forms.RadioSelect,
        )  # fmt: skip
    if "reason" not in guards:
        needed = "text-told" in guards
        yield "note", _long(_("What is told") if needed else _("Note"), required=False)


def _long(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 4, "dir": "auto"})
    return forms.CharField(label=label, widget=widget, max_length=10_000, required=required, help_text=help_text)


def _line(label: Any, most: int = 300, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    widget = forms.TextInput(attrs={"dir": "auto"})
    return forms.CharField(label=label, widget=widget, max_length=most, required=required, help_text=help_text)


type Fields = Iterator[tuple[str, forms.Field]]


def _reason(_case: Case) -> Fields:
    yield "reason", _long(_("Reason"), required=False)


def _ground(basis: str) -> Fields:
    """The closed list, each ground with the articles of the instrument that the request rests on."""
    said = words(get_language() or "en")
    allowed = {name: for_basis(articles, basis) for name, articles in grounds("allowed").items()}
    cited = cite(article for articles in allowed.values() for article in articles)
    choices = [
        (name, format_html('{} <span class="article">{}</span>', said.ground(name), _places(articles, cited)))
        for name, articles in allowed.items()
    ]
    field = forms.ChoiceField(label=_("Ground"), choices=choices, widget=forms.RadioSelect, required=False)
    never = joined((said.ground(name) for name in grounds("forbidden")), said.language)
    field.help_text = _("The treaties allow these. Never a ground: %(never)s.") % {"never": never}
    yield "ground", field


def _places(articles: Iterable[str], cited: Mapping[str, Any]) -> str:
    return joined((f"{cited[one].instrument} {cited[one].place}" for one in articles), get_language() or "en")


def _review(_case: Case) -> Fields:
    yield "review", Day(label=_("Looked at again on"), required=False)


def _day(_case: Case) -> Fields:
    yield "day", Day(label=_("Day of the surrender"), required=False)


def _authentic(case: Case) -> Fields:
    if case.authentic is None:
        yield "authentic", forms.ChoiceField(
            label=_("Is the letter genuine?"), widget=forms.RadioSelect, required=False,
            choices=[("yes", _("Yes, it was verified")), ("no", _("It cannot be verified"))],
        )  # fmt: skip


def _item_taken(_case: Case) -> Fields:
    yield (
        "item",
        _line(_("Number of the item"), 60, help_text=_("Each item has a number of its own, such as A-17.")),
    )
    yield "description", _line(_("What it is"), 500)
    yield "medium", _line(_("Medium"), 100, required=False, help_text=_("Such as paper, hard disk, file."))
    yield "file", forms.FileField(
        label=_("File"), required=False,
        help_text=_("Its hashes are worked out here; the file is not kept. At most 60 MB; of a larger one type them."),
    )  # fmt: skip
    yield "sha256", _hash("SHA-256", 64)
    yield "sha512", _hash("SHA-512", 128)
    yield "size", forms.IntegerField(label=_("Size in bytes"), min_value=0, max_value=2**53, required=False)


def _hash(label: str, length: int) -> forms.CharField:
    widget = forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"})
    return forms.CharField(label=label, widget=widget, max_length=length, required=False)


def _item_known(case: Case) -> Fields:
    yield "item", forms.ChoiceField(label=_("Item of evidence"), choices=[(one, one) for one in case.evidence])


def _custody(_case: Case) -> Fields:
    said = words(get_language() or "en")
    actions = [(one, said.evidence_action(one)) for one in ACTIONS]
    yield "action", forms.ChoiceField(label=_("What was done"), choices=actions)
    yield "holder", _line(_("Who holds it now"), required=False)
    yield "place", _line(_("Where"), required=False)


def _use_named(_case: Case) -> Fields:
    yield "use", _line(_("Use"), 500, required=False, help_text=_("Such as: proceeding 12/2026 for tax fraud."))


def _use_asked(case: Case) -> Fields:
    """A use that was asked for is chosen, and not named anew."""
    asked = dict.fromkeys(use for uses in case.asked.values() for use in sorted(uses))
    yield "use", forms.ChoiceField(label=_("Use"), choices=[(one, one) for one in asked])


def _use_made(case: Case) -> Fields:
    named = {use for uses in (*case.asked.values(), *case.uses.values()) for use in uses}
    choices = [(STATED, _("The purpose that the request stated")), *((one, one) for one in sorted(named))]
    yield "use", forms.ChoiceField(label=_("Use"), choices=choices, widget=forms.RadioSelect)


def _value(_case: Case) -> Fields:
    for number in range(MOST_VALUES):
        choices = [(one, VALUE_WORDS[one]) for one in WHAT]
        yield f"value-{number}-what", forms.ChoiceField(label=_("What happened"), choices=choices)
        amount = forms.DecimalField(label=_("Amount"), min_value=0, max_digits=19, decimal_places=4, required=False)
        yield f"value-{number}-amount", amount
        yield (
            f"value-{number}-currency",
            forms.CharField(
                label=_("Currency"), max_length=3, required=False, help_text=_("Three letters, such as EUR.")
            ),
        )


ACTIONS = (
    "collected", "sealed", "stored", "handed-over", "received", "opened", "examined", "copied", "transmitted",
    "returned", "destroyed",
)  # fmt: skip
MADE: Mapping[str, Callable[[Case], Fields]] = {
    "hashes": _item_taken, "known-evidence": _item_known, "custody-told": _custody,
    "reason": _reason, "review-day": _review, "day-told": _day, "authenticity-known": _authentic,
    "use-told": _use_named, "use-consented": _use_made, "values": _value,
}  # fmt: skip
"""The fields that a guard needs."""
