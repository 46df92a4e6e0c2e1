"""The count: cubes of units, filled from the rows of a load."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import prod

import numpy as np

from cjin.statistics.rules.counting.decoding import Numbers
from cjin.statistics.rules.counting.plan import AGE, OFFENCE, Cube, Way
from cjin.statistics.rules.counting.runs import Runs, gravest
from cjin.statistics.rules.tableset import Counted, Period

type Rows = dict[str, Numbers]


@dataclass(frozen=True)
class Shape:
    """How the cells of a cube are numbered: its axes with their lengths, the period's first."""

    date: str
    period: Period
    periods: Callable[[Numbers], Numbers]
    count: int
    axes: tuple[str, ...]
    lengths: tuple[int, ...]
    ages: Numbers | None

    @property
    def cells(self) -> int:
        """How many cells there are."""
        return self.count * prod(self.lengths)

    def length(self, axis: str) -> int:
        """How many codes an axis has."""
        return self.lengths[self.axes.index(axis)]

    def places(self, rows: Rows, axes: Iterable[str], found: Numbers, size: int) -> Numbers:
        """The place of each row on some axes together, in numbers as narrow as they can be.

        ``found`` is its place on what comes before them, one of ``size``.
        """
        for axis in axes:
            mine = self.ages.take(rows[AGE]) if axis == AGE and self.ages is not None else rows[axis]
            size *= self.length(axis)
            kind = np.result_type(found, np.min_scalar_type(size))
            found = np.multiply(found, self.length(axis), dtype=kind)
            found += mine
        return found


def weights(rows: Rows, way: Way, ranks: Numbers | None) -> Numbers | int:
    """What each row counts: 1, what it says itself, or 0 where another row of its key counts and it does not.

    That other one is the gravest of its key, or the first of equal offences in an incident.
    """
    units = rows["count"].astype(np.int64) if "count" in rows and way.counted is Counted.UNITS else 1
    if not way.by_offence:
        return units
    keys, offences = rows[way.key], rows[OFFENCE]
    return units * (Runs.of(keys).firsts(offences) if ranks is None else gravest(keys, ranks.take(offences)))


def count_units(
    batches: Iterator[Rows], way: Way, ranks: Numbers | None, shapes: Mapping[Cube, Shape]
) -> dict[Cube, Numbers]:
    """Every cube of one way, filled: (periods, axes...). If rows are chosen among those of a key, a batch holds every
    row of its keys.
    """
    found = {cube: np.zeros(shape.cells, dtype=np.int64) for cube, shape in shapes.items()}
    for rows in batches:
        counts = weights(rows, way, ranks)
        when = _when(rows, shapes.values())
        for cube, shape in shapes.items():
            np.add.at(found[cube], shape.places(rows, shape.axes, when[shape.period], shape.count), counts)
    return {cube: found[cube].reshape(shape.count, *shape.lengths) for cube, shape in shapes.items()}


def _when(rows: Rows, shapes: Iterable[Shape]) -> dict[Period, Numbers]:
    """The place of the period of each row, by the length of periods."""
    shape_of = {shape.period: shape for shape in shapes}
    return {period: shape.periods(rows[shape.date]) for period, shape in shape_of.items()}


def some(rows: Rows, places: Numbers) -> Rows:
    """Some of the rows, by their places."""
    return {name: values.take(places) for name, values in rows.items()}
