"""Which treaties are in force for a State on a day, and between two: what a legal basis is worked out from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from cjin.texts.models import Participation, StatusFile, Work
from cjin.texts.queries.participation.statuses import statuses
from cjin.texts.rules.participation.standing import is_in_force


@dataclass(frozen=True)
class InForce:
    """A treaty that was in force for a State on a day, since when, and the file that tells."""

    treaty: Work
    row: Participation
    file: StatusFile

    @property
    def since(self) -> date:
        """The day on which it entered into force for the State."""
        assert self.row.in_force is not None
        return self.row.in_force


def in_force_on(day: date, states: Iterable[str] | None = None) -> Mapping[str, Mapping[str, InForce]]:
    """The treaties in force on a day, by the codes of the States (of all, or of some) and the treaties' identifiers.

    A day later than a file knows is answered as of the file's day: its ``as_of`` says so.
    """
    found: dict[str, dict[str, InForce]] = {}
    for status in statuses(day, states=states):
        for row in status.rows:
            if row.state_id and is_in_force(row, status.day):
                found.setdefault(row.state_id, {})[status.treaty.slug] = InForce(status.treaty, row, status.file)
    return found


def between(one: str, other: str, day: date) -> list[tuple[InForce, InForce]]:
    """The treaties in force on a day for both of two States, by the age of the treaties."""
    there = in_force_on(day, [one, other])
    mine, theirs = there.get(one, {}), there.get(other, {})
    return [(mine[slug], theirs[slug]) for slug in mine if slug in theirs]
