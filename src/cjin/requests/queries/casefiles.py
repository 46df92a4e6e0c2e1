"""What happened to a request, in the order of time: acts and letters side by side."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ..models import Happened, Letter, Request

TOLD = ("reason", "note", "use")
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

    @property
    def words(self) -> list[str]:
        """What was said with it."""
        return [str(self.detail[name]) for name in TOLD if self.detail.get(name)]

    @property
    def worth(self) -> list[dict[str, str]]:
        """The values that were told with it."""
        return list(self.detail.get("values", ()))


def told(request: Request) -> list[Told]:
    """Acts and letters, the newest first. Two queries."""
    happened = request.happened.select_related("by").all()
    letters = request.letters.select_related("by").defer("data")
    every = [_act(one) for one in happened] + [
        Told(one.at, one.by.username if one.by else "", letter=one) for one in letters
    ]
    return sorted(every, key=lambda one: one.at)[::-1]


def _act(one: Happened) -> Told:
    return Told(one.at, one.by.username if one.by else "", one.act, one.other, one.measure, one.detail)
