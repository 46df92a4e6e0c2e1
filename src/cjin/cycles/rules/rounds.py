"""Rounds: how respondents are called, where a reply and its sections stand, and which act leads where."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cjin.core.rules.errors import NotFound

PAGES = ("open", "forms", "workplan", "measures", "evidence")
"""Names that no round has: those of the pages beside the rounds."""


class Calling(StrEnum):
    """Whether a round comes round by itself, or was asked for once."""

    SCHEDULED = "scheduled"
    UPON_REQUEST = "upon-request"


class Standing(StrEnum):
    """Where the reply of a respondent stands."""

    OPEN = "open"
    CLEARED = "cleared"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class PartStanding(StrEnum):
    """Where a section of a reply stands."""

    OPEN = "open"
    SUBMITTED = "submitted"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Move:
    """An act of the process: from where it leads to where, which duty it needs, whether it needs a reason."""

    act: str
    sources: tuple[str, ...]
    to: str
    duty: str
    reasoned: bool = False


ANSWERS, CLEARS = "cycles.answer", "cycles.clear"
OF_PARTS = (
    Move("submit", (PartStanding.OPEN, PartStanding.RETURNED), PartStanding.SUBMITTED, ANSWERS),
    Move("take-back", (PartStanding.SUBMITTED,), PartStanding.OPEN, ANSWERS),
    Move("return", (PartStanding.SUBMITTED,), PartStanding.RETURNED, CLEARS, reasoned=True),
)
OF_REPLIES = (
    Move("clear", (Standing.OPEN, Standing.WITHDRAWN), Standing.CLEARED, CLEARS),
    Move("publish", (Standing.CLEARED,), Standing.PUBLISHED, CLEARS),
    Move("correct", (Standing.CLEARED, Standing.PUBLISHED, Standing.WITHDRAWN), Standing.OPEN, CLEARS, reasoned=True),
    Move("withdraw", (Standing.OPEN, Standing.CLEARED, Standing.PUBLISHED), Standing.WITHDRAWN, CLEARS, reasoned=True),
)


def move(moves: tuple[Move, ...], act: str) -> Move:
    """The act of this name. Raises NotFound for none of these."""
    found = next((one for one in moves if one.act == act), None)
    if found is None:
        raise NotFound(f"“{act[:40]}” is no act here; there are: {', '.join(one.act for one in moves)}.")
    return found


def reminders_due(due: date, days_before: tuple[int, ...], today: date) -> list[int]:
    """Which of the reminders, by days before the end, fall on this day; 0 the day it is due, -1 once a week after."""
    left = (due - today).days
    late = [-1] if left < 0 and left % 7 == 0 else []
    return [one for one in days_before if one == left] + late
