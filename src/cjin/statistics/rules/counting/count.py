"""The count: cubes of units and tables of keys, filled from the rows of a load."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import prod

import numpy as np

from cjin.statistics.rules.counting.categories import Layer
from cjin.statistics.rules.counting.decoding import Numbers
from cjin.statistics.rules.counting.plan import AGE, OFFENCE, Cube, Way
from cjin.statistics.rules.counting.runs import firsts, gravest, starts_of, whole_runs

type Rows = dict[str, Numbers]


@dataclass(frozen=True)
class Shape:
    """How the cells of a cube are numbered: its axes with their lengths, the period's first."""

    date: str
    periods: Callable[[Numbers], Numbers]
    count: int
    axes: tuple[str, ...]
    lengths: tuple[int, ...]
    ages: Numbers | None

    @property
    def cells(self) -> int:
        """How many cells there are."""
        return self.count * prod(self.lengths)

    def places(self, rows: Rows, axes: Sequence[str]) -> Numbers:
        """The number of the cell of each row over some of the axes, the period's first."""
        found = self.periods(rows[self.date]).astype(np.int32, copy=True)
        for axis in axes:
            found *= np.int32(self.lengths[self.axes.index(axis)])
            found += self._axis(rows, axis)
        return found

    def _axis(self, rows: Rows, axis: str) -> Numbers:
        if axis == AGE and self.ages is not None:
            return self.ages[rows[AGE]]
        return rows[axis]


def chosen(rows: Rows, way: Way, ranks: Numbers | None) -> Rows:
    """The rows that count as units: all of them, the gravest of each key, or equal offences of an incident once."""
    if not way.key:
        return rows
    starts = starts_of(rows[way.key])
    offences = rows[OFFENCE]
    kept = np.flatnonzero(firsts(starts, offences)) if ranks is None else gravest(starts, ranks[offences])
    return _some(rows, kept)


def _some(rows: Rows, kept: Numbers) -> Rows:
    return {name: values[kept] for name, values in rows.items()}


def count_units(
    batches: Iterator[Rows], way: Way, ranks: Numbers | None, shapes: Mapping[Cube, Shape]
) -> dict[Cube, Numbers]:
    """Every cube of one way, filled: (periods, axes...)."""
    found = {cube: np.zeros(shape.cells, dtype=np.int64) for cube, shape in shapes.items()}
    for batch in whole_runs(batches, way.key) if way.key else batches:
        rows = chosen(batch, way, ranks)
        weights = rows.get("count")
        for cube, shape in shapes.items():
            places = shape.places(rows, shape.axes)
            found[cube] += np.bincount(places, weights, minlength=shape.cells).astype(np.int64, copy=False)
    return {cube: found[cube].reshape(shape.count, *shape.lengths) for cube, shape in shapes.items()}


@dataclass(frozen=True)
class Keyed:
    """A table that counts keys: its shape, the layers of its sets (none: no categories), which rows it takes, and the
    ranks of offences where only the gravest of each key counts.
    """

    shape: Shape
    dimensions: tuple[str, ...]
    sets: int
    layers: tuple[Layer, ...]
    takes: Callable[[Rows], Numbers | None]
    ranks: Numbers | None = None


def count_keys(batches: Iterator[Rows], key: str, tables: Sequence[Keyed]) -> list[Numbers]:
    """For each table how many keys have a row in each cell: (periods, sets, dimensions...), totals at the end of each.

    A key is counted once in a total, however many of its cells it stands in.
    """
    found = [np.zeros(_totalled(table), dtype=np.int64) for table in tables]
    for rows in whole_runs(batches, key):
        for table, counts in zip(tables, found, strict=True):
            taken = table.takes(rows)
            mine = rows if taken is None else _some(rows, taken)
            if table.ranks is not None and mine[key].size:
                mine = _some(mine, gravest(starts_of(mine[key]), table.ranks[mine[OFFENCE]]))
            if mine[key].size:
                _add_keys(mine, key, table, counts)
    return found


def _totalled(table: Keyed) -> tuple[int, ...]:
    lengths = [table.shape.lengths[table.shape.axes.index(one)] + 1 for one in table.dimensions]
    return (table.shape.count, table.sets, *lengths)


def _add_keys(rows: Rows, key: str, table: Keyed, counts: Numbers) -> None:
    for layer in table.layers or (None,):
        mine, places = rows, np.zeros(rows[key].size, dtype=np.int32)
        if layer is not None:
            when = table.shape.periods(rows[table.shape.date])
            places = layer.places[when * (layer.places.size // table.shape.count) + rows[OFFENCE]]
            inside = places >= 0
            mine = _some(rows, inside)
            places = places[inside]
        if not places.size:
            continue
        starts, sets = starts_of(mine[key]), layer.sets if layer else (0,)
        for size in range(len(table.dimensions) + 1):
            for split in combinations(table.dimensions, size):
                cells = table.shape.places(mine, split) * np.int32(len(sets)) + places
                lengths = [table.shape.lengths[table.shape.axes.index(one)] for one in split]
                fresh = cells[firsts(starts, cells)]
                total = np.bincount(fresh, minlength=table.shape.count * prod(lengths) * len(sets))
                _put(counts, total.reshape(table.shape.count, *lengths, len(sets)), table.dimensions, split, sets)


def _put(counts: Numbers, total: Numbers, dimensions: Sequence[str], split: Sequence[str], sets: Sequence[int]) -> None:
    """Adds counts over some dimensions where the others stand at their total."""
    where = tuple(slice(0, -1) if one in split else -1 for one in dimensions)
    moved = np.moveaxis(total, -1, 1)
    for place, number in enumerate(sets):
        counts[(slice(None), number, *where)] += moved[:, place]
