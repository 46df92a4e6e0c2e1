"""Covering: from which day to which the records of a load tell, so that a period they end in is not taken for whole.

Records come in pauses. A period counts as covered to its end where the pause from the last day to that end is at most
TIMES the longest pause between two days of the year before that last day; to its beginning in the same way. A source
with few records has long pauses, and loses no year because nothing happened on its last day.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import uuid4

import numpy as np

from cjin.statistics.rules.counting.cells import Counted
from cjin.statistics.rules.counting.decoding import EPOCH, NO_DAY, Numbers, rows_of
from cjin.statistics.rules.counting.held import Load
from cjin.statistics.rules.counting.plan import way_of
from cjin.statistics.rules.records.loading import RECORDS
from cjin.statistics.rules.tableset import Period
from cjin.statistics.rules.units import Status

TIMES = 2
YEAR = 366


@dataclass(frozen=True)
class Covered:
    """The days that records tell of, counted from 1970: from ``first`` to ``last``, and as many more before and after
    as may have passed without a record."""

    first: int
    last: int
    before: int
    after: int

    def standing(self, start: int, end: int) -> Status:
        """What figures of a period are by the days that it begins and ends with: exact where it is covered whole,
        provisional where a part is, not available where none is.
        """
        if start >= self.first - self.before and end <= self.last + self.after:
            return Status.EXACT
        return Status.NOT_AVAILABLE if end < self.first or start > self.last else Status.PROVISIONAL


def covered(load: Load, concept: str) -> Covered:
    """The days that the records of a load tell of by one of their dates, or those that their source says."""
    days, said = _days(load, concept), load.mapping.covers
    first, last = int(days[0]), int(days[-1])
    pauses = np.diff(days)
    found = Covered(first, last, _most(pauses[days[:-1] < first + YEAR]), _most(pauses[days[1:] > last - YEAR]))
    if said.first is not None:
        found = Covered((said.first - EPOCH).days, found.last, 0, found.after)
    if said.last is not None:
        found = Covered(found.first, (said.last - EPOCH).days, found.before, 0)
    return found


def _most(pauses: Numbers) -> int:
    """How many days may pass without a record. One day alone tells of no pause: a stock is counted on one day."""
    return TIMES * int(pauses.max()) - 1 if pauses.size else YEAR


def _days(load: Load, concept: str) -> Numbers:
    """The different days of a date of the records, in order; they are kept beside the counts."""
    path = load.folder / "counted" / f"days-{concept}.npy"
    if path.exists():
        kept: Numbers = np.load(path, allow_pickle=False)
        return kept
    seen: set[int] = set()
    for rows in rows_of(load.folder / RECORDS, [concept], {}):
        seen.update(np.unique(rows[concept]).tolist())
    found = np.array(sorted(seen - {NO_DAY}), dtype=np.int64)
    _keep(found, path)
    return found


def _keep(days: Numbers, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    part = path.with_suffix(f".{uuid4().hex}.part.npy")  # somebody else may look at the same just now
    np.save(part, days)
    part.replace(path)


def standings(counted: Counted, load: Load) -> dict[str, Status]:
    """What the figures of each period of a table are by the days that the records tell of; exact ones left out."""
    known = covered(load, way_of(counted.table, load.mapping).date(load.mapping))
    every = {code: known.standing(*_ends(code)) for code in load.periods(counted.table.period).codes}
    return {code: status for code, status in every.items() if status is not Status.EXACT}


def _ends(code: str) -> tuple[int, int]:
    """The first and the last day of a year or month."""
    unit = "Y" if len(code) == len("2024") else "M"
    start = np.datetime64(code, unit)
    first, after = (int(one.astype("datetime64[D]").astype(int)) for one in (start, start + 1))
    return first, after - 1
