"""What happened to a request, in the order of time: acts and letters side by side."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from ..models import Happened, Letter, Request
from ..rules.case.against import Against
from ..rules.case.clocks import OPENED
from ..rules.case.events import after
from ..rules.case.guards import breaches
from .cases import beginning, events_of

TOLD = ("reason", "conditions", "note", "use")
"""What was said with an act in words of its own."""


@dataclass(frozen=True)
class Told:
    """One thing that happened: an act, or a letter that was signed or came in."""

    at: datetime
    by: str = ""
    act: str = ""
    other: bool = False
    measure: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)
    letter: Letter | None = None
    breaches: tuple[Against, ...] = ()

    @property
    def words(self) -> list[str]:
        """What was said with it."""
        return [str(self.detail[name]) for name in TOLD if self.detail.get(name)]

    @property
    def worth(self) -> list[dict[str, str]]:
        """The values that were told with it."""
        return list(self.detail.get("values", ()))


def told(request: Request) -> list[Told]:
    """Acts and letters, the newest first. Three queries."""
    happened = request.happened.select_related("by").all()
    marked = _breaches(request)
    letters = request.letters.select_related("by").defer("data")
    every = [replace(_act(one), breaches=marked.get(one.position, ())) for one in happened] + [
        Told(one.at, one.by.username if one.by else "", letter=one) for one in letters
    ]
    return sorted(every, key=lambda one: one.at)[::-1]


def _act(one: Happened) -> Told:
    return Told(one.at, one.by.username if one.by else "", one.act, one.other, one.measure, one.detail)


def _breaches(request: Request) -> dict[int, tuple[Against, ...]]:
    """What the other State should have done otherwise, by the place of its act among all."""
    case, found = beginning(request), {}
    for place, event in enumerate(events_of(request)):
        if event.act == OPENED:
            continue
        found[place] = tuple(breaches(case, event))
        case = after(case, event)
    return found
