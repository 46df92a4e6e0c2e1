"""The form of an act on a request: just what its guards ask for, the faults beside their fields."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from django import forms

from cjin.core.forms import Act as SentAct
from cjin.core.rules.errors import Invalid

from ..models import Request
from ..queries.offers import Offer
from ..rules.case.events import Case
from .acting import MOST_VALUES, fields_of

PARTS = ("what", "amount", "currency")
NEEDED: Mapping[str, tuple[str, ...]] = {
    "reason": ("reason",), "lawful-ground": ("ground",), "review-day": ("review",), "day-told": ("day",),
    "authenticity-known": ("authentic",), "custody-told": ("holder", "place"), "text-told": ("note",),
    "use-told": ("use",), "question-told": ("note",), "answer-told": ("note",), "ground-told": ("ground",),
}  # fmt: skip
"""The fields that a guard asks for."""
TEXTS = ("reason", "ground", "article", "conditions", "note", "item", "description", "medium", "action", "holder",
         "place", "use")  # fmt: skip
"""What is told in words."""
HASHES = ("sha256", "sha512", "size")


class ActForm(SentAct):
    """What is told with an act. ``why`` puts a guard and its message into words."""

    places = MappingProxyType({
        "reason": "reason", "lawful-ground": "ground", "review-day": "review", "day-told": "day", "measure": "measure",
        "measure-open": "measure", "measure-executing": "measure", "measure-begun": "measure",
        "authenticity-known": "authentic", "hashes": "file", "known-evidence": "item", "custody-told": "holder",
        "text-told": "note", "use-told": "use", "use-asked": "use", "use-consented": "use", "noticed": "item",
        "values": "value-0-amount", "item-number": "item", "item-taken": "item", "evidence-taken": "nothing_found",
        "article": "article", "question-told": "note", "answer-told": "note", "ground-told": "ground",
        "measure-done": "measure", "conditions-told": "conditions", "signed": "on_paper", "answer-signed": "on_paper",
    })  # fmt: skip

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2_000_000_000)

    def __init__(
        self, sent: Any, files: Any, *, offer: Offer, case: Case, request: Request, why: Callable[[str, str], str]
    ) -> None:
        super().__init__(sent, files, initial={"revision": request.revision}, auto_id="act_%s")
        self.why = why
        self.offer = offer
        for name, field in fields_of(offer, case, request):
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
        detail: dict[str, Any] = {name: told[name].strip() for name in TEXTS if told.get(name)}
        detail |= {name: True for name in ("nothing_found", "on_paper") if told.get(name)}
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
