"""Provisional figures: of periods that may still change, by their source or since its records do not cover them."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from cjin.statistics.rules.counting.cells import PERIOD, STATUSES, Counted
from cjin.statistics.rules.counting.covering import uncovered
from cjin.statistics.rules.counting.decoding import Numbers
from cjin.statistics.rules.counting.held import Load
from cjin.statistics.rules.counting.plan import resolved
from cjin.statistics.rules.units import Status

_SETTLED, _OPEN, _UNKNOWN = map(STATUSES.index, (Status.EXACT, Status.PROVISIONAL, Status.NOT_AVAILABLE))


def settled(counted: Counted, load: Load) -> Counted:
    """A counted table with what its load says of it: the rules that it was really counted by, what is provisional.

    Tables that say the same rule in words or leave it open are then known for the same.
    """
    return replace(provisional(counted, load), table=resolved(counted.table, load.mapping))


def provisional(counted: Counted, load: Load) -> Counted:
    """The table with exact figures as provisional ones, zeros as well, where a period may still change; an estimate
    stays one. Figures of periods that the records do not tell of are not available.
    """
    since, known = load.mapping.provisional, uncovered(counted, load)
    place = [axis.name for axis in counted.axes].index(PERIOD)
    periods = counted.axes[place].codes
    late = [(bool(since) and code >= since[: len(code)]) or code in known for code in periods]
    outside = [known.get(code) is Status.NOT_AVAILABLE for code in periods]
    status = np.where(_along(late, counted, place) & (counted.status == _SETTLED), _OPEN, counted.status)
    status = np.where(_along(outside, counted, place), _UNKNOWN, status)
    return replace(counted, status=status.astype(counted.status.dtype))


def _along(flags: Sequence[bool], counted: Counted, place: int) -> Numbers:
    """Flags of the codes of one axis, in the shape in which they stand beside the cells."""
    shape = [1] * counted.status.ndim
    shape[place] = len(flags)
    return np.array(flags).reshape(shape)
