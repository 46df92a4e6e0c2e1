"""Covering: from which day to which the records of a load tell, so that a period they end in is not taken for whole.

Records come in pauses. A period counts as covered to its end where the pause from the last day to that end is at most
TIMES the longest pause between two days of the year before that last day; to its beginning in the same way. A source
with few records has long pauses, and loses no year because nothing happened on its last day. Data of some day tell of
no later one, however long their pauses are.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import numpy as np

from cjin.statistics.rules.counting.cells import Counted
from cjin.statistics.rules.counting.decoding import EPOCH, NO_DAY, Numbers, rows_of
from cjin.statistics.rules.counting.held import Load
from cjin.statistics.rules.counting.plan import way_of
from cjin.statistics.rules.mapping import Covers
from cjin.statistics.rules.periods import days_of
from cjin.statistics.rules.records.loading import RECORDS
from cjin.statistics.rules.units import Status

TIMES = 3
YEAR = 366
NONE = timedelta()


@dataclass(frozen=True)
class Covered:
    """The days that records tell of, from ``first`` to ``last``, and how much longer before and after it may be that
    nothing was recorded because nothing happened.
    """

    first: date
    last: date
    before: timedelta
    after: timedelta

    def standing(self, start: date, end: date) -> Status:
        """What figures of a period are by the days that it begins and ends with: exact where it is covered whole,
        provisional where a part is, not available where none is.
        """
        if start >= self.first - self.before and end <= self.last + self.after:
            return Status.EXACT
        return Status.NOT_AVAILABLE if end < self.first or start > self.last else Status.PROVISIONAL


NOTHING = Covered(date.max, date.min, NONE, NONE)


def covered(load: Load, concept: str) -> Covered:
    """The days that the records of a load tell of by one of their dates, or those that their source says."""
    return covered_by(_days(load, concept), load.mapping.covers, load.vintage)


def covered_by(days: Numbers, said: Covers, vintage: date | None = None) -> Covered:
    """What some days with records tell of (in order, counted from 1970), which are data of the day ``vintage``; what
    their source says goes before.
    """
    if not days.size:
        return NOTHING
    pauses = np.diff(days)
    first, last = (EPOCH + timedelta(int(day)) for day in (days[0], days[-1]))
    before, after = (_silence(pauses[near]) for near in (days[:-1] < days[0] + YEAR, days[1:] > days[-1] - YEAR))
    if vintage is not None:
        after = max(NONE, min(after, vintage - last))
    return Covered(said.first or first, said.last or last, NONE if said.first else before, NONE if said.last else after)


def _silence(pauses: Numbers) -> timedelta:
    """How long nothing may be recorded. One day alone tells of no pause, and of a stock that is counted once a year."""
    return timedelta(TIMES * int(pauses.max()) - 1 if pauses.size else YEAR)


def _days(load: Load, concept: str) -> Numbers:
    """The different days of a date of the records, in order; they are kept beside the counts."""
    path = load.folder / "counted" / f"days-{concept}.npy"
    if path.exists():
        kept: Numbers = np.load(path, allow_pickle=False)
        return kept
    first, last = ((date.fromisoformat(day) - EPOCH).days for day in (load.report.first_day, load.report.last_day))
    seen = np.zeros(last - first + 1, dtype=bool)
    for rows in rows_of(load.folder / RECORDS, [concept], {}):
        seen[rows[concept][rows[concept] != NO_DAY] - first] = True
    found = np.flatnonzero(seen) + first
    _keep(found, path)
    return found


def _keep(days: Numbers, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    part = path.with_suffix(f".{uuid4().hex}.part.npy")  # somebody else may look at the same just now
    np.save(part, days)
    part.replace(path)


def uncovered(counted: Counted, load: Load) -> dict[str, Status]:
    """What the figures of each period of a table are by the days that the records tell of; exact ones left out."""
    known = covered(load, way_of(counted.table, load.mapping).date(load.mapping))
    every = {code: known.standing(*days_of(code)) for code in load.periods(counted.table.period).codes}
    return {code: status for code, status in every.items() if status is not Status.EXACT}
