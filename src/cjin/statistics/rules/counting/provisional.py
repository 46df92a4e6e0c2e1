"""Provisional figures: the periods of which a source says that their figures may still change."""

from dataclasses import replace

import numpy as np

from cjin.statistics.rules.counting.cells import PERIOD, STATUSES, Counted
from cjin.statistics.rules.counting.plan import resolved
from cjin.statistics.rules.mapping import Mapping
from cjin.statistics.rules.units import Status

_SETTLED = STATUSES.index(Status.EXACT)
_OPEN = STATUSES.index(Status.PROVISIONAL)


def settled(counted: Counted, mapping: Mapping) -> Counted:
    """A counted table with what its source says of it: the rules that it was really counted by, what is provisional.

    Tables that say the same rule in words or leave it open are then known for the same.
    """
    return replace(provisional(counted, mapping.provisional), table=resolved(counted.table, mapping))


def provisional(counted: Counted, since: str) -> Counted:
    """The table with exact figures as provisional ones from a year or month on; as it is where none is said.

    A year is provisional as soon as one of its months is. An estimate stays one.
    """
    if not since:
        return counted
    place = [axis.name for axis in counted.axes].index(PERIOD)
    late = np.array([code >= since[: len(code)] for code in counted.axes[place].codes])
    shape = [1] * counted.status.ndim
    shape[place] = late.size
    status = np.where(late.reshape(shape) & (counted.status == _SETTLED), _OPEN, counted.status)
    return replace(counted, status=status.astype(counted.status.dtype))
