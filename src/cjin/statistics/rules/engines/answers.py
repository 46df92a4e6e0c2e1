"""Answers: the rows that an engine gives back, as the counted table that they are."""

from collections.abc import Iterable

import numpy as np

from cjin.statistics.rules.counting.cells import STATUSES, Counted
from cjin.statistics.rules.counting.folding import axes_of
from cjin.statistics.rules.counting.held import Load
from cjin.statistics.rules.counting.plan import Need
from cjin.statistics.rules.units import Status


def table_of(need: Need, load: Load, rows: Iterable[tuple[str | float | None, ...]]) -> Counted:
    """The counted table of rows of codes in the order of its axes, value and status, in any order of the rows."""
    axes = axes_of(need, load)
    places = [{code: place for place, code in enumerate(axis.codes)} for axis in axes]
    told = list(rows)
    parted = any(isinstance(value, float) for *_, value, _ in told)
    values = np.zeros([len(axis.codes) for axis in axes], dtype=np.float64 if parted else np.int64)
    status = np.zeros(values.shape, dtype=np.uint8)
    for *codes, value, said in told:
        cell = tuple(one[str(code)] for one, code in zip(places, codes, strict=True))
        values[cell] = value or 0
        status[cell] = STATUSES.index(Status(str(said)))
    return Counted(need.table, axes, values, status)
