"""The count: cubes of units and tables of keys, filled from the rows of a load."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import prod

import numpy as np

from cjin.statistics.rules.counting.categories import Layer
from cjin.statistics.rules.counting.decoding import Numbers, years_of
from cjin.statistics.rules.counting.plan import AGE, OFFENCE, Cube, Way
from cjin.statistics.rules.counting.runs import Runs, firsts, gravest, starts_in_periods, starts_of
from cjin.statistics.rules.tableset import Period

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

    def places(self, rows: Rows, axes: Sequence[str], when: Numbers) -> Numbers:
        """The number of the cell of each row over some of the axes, the period's first: ``when`` is its place."""
        found = when.astype(np.int32, copy=True)
        for axis in axes:
            found *= np.int32(self.lengths[self.axes.index(axis)])
            found += self._axis(rows, axis)
        return found

    def _axis(self, rows: Rows, axis: str) -> Numbers:
        if axis == AGE and self.ages is not None:
            return self.ages[rows[AGE]]
        return rows[axis]


def _when(rows: Rows, shapes: Iterable[Shape]) -> dict[Period, Numbers]:
    """The place of the period of each row, by the length of periods."""
    shape_of = {shape.period: shape for shape in shapes}
    return {period: shape.periods(rows[shape.date]) for period, shape in shape_of.items()}


def chosen(rows: Rows, way: Way, ranks: Numbers | None) -> Rows:
    """The rows that count as units: all of them, the gravest of each key, or equal offences of an incident once."""
    if not way.key:
        return rows
    starts = starts_of(rows[way.key])
    offences = rows[OFFENCE]
    kept = np.flatnonzero(firsts(starts, offences)) if ranks is None else gravest(starts, ranks[offences])
    return some(rows, kept)


def some(rows: Rows, places: Numbers) -> Rows:
    """Some of the rows, by their places."""
    return {name: values.take(places) for name, values in rows.items()}


def count_units(
    batches: Iterator[Rows], way: Way, ranks: Numbers | None, shapes: Mapping[Cube, Shape]
) -> dict[Cube, Numbers]:
    """Every cube of one way, filled: (periods, axes...). If it has a key, a batch holds every row of its keys."""
    found = {cube: np.zeros(shape.cells, dtype=np.int64) for cube, shape in shapes.items()}
    for batch in batches:
        rows = chosen(batch, way, ranks)
        weights = rows["count"].astype(np.int64) if "count" in rows else 1
        when = _when(rows, shapes.values())
        for cube, shape in shapes.items():
            np.add.at(found[cube], shape.places(rows, shape.axes, when[shape.period]), weights)
    return {cube: found[cube].reshape(shape.count, *shape.lengths) for cube, shape in shapes.items()}


@dataclass(frozen=True)
class Keyed:
    """A table that counts keys: its shape, the layers of its sets (none: no categories), and which rows it takes.

    ``parts`` is how many national codes there are where a part of some code belongs to a set, else 0.
    """

    shape: Shape
    dimensions: tuple[str, ...]
    sets: int
    layers: tuple[Layer, ...]
    takes: Callable[[Rows], Numbers | None]
    parts: int


def count_keys(
    batches: Iterator[Rows], way: Way, ranks: Numbers | None, tables: Sequence[Keyed], shapes: Mapping[Cube, Shape]
) -> tuple[dict[Cube, Numbers], list[tuple[Numbers, Numbers | None]]]:
    """How many keys have a row in each cell, in two parts that add up. A batch holds every row of its keys.

    Keys with one row in a year are units, and counted into cubes; for the others there is an array for each table,
    (periods, sets, dimensions...), with totals at the end of each dimension: a key is counted once in a total, however
    many of its cells it stands in. With ranks only the gravest row of each key counts. Beside each array stand the rows
    of those keys, (periods, codes), where a part of some code belongs to a set.
    """
    cubes = {cube: np.zeros(shape.cells, dtype=np.int64) for cube, shape in shapes.items()}
    found = [np.zeros(_totalled(table), dtype=np.int64) for table in tables]
    national = [np.zeros((one.shape.count, one.parts), dtype=np.int64) if one.parts else None for one in tables]
    date = tables[0].shape.date
    for whole in batches:
        rows = whole if ranks is None else some(whole, gravest(starts_of(whole[way.key]), ranks[whole[OFFENCE]]))
        alone, together, runs = _parted(rows, starts_in_periods(rows[way.key], years_of(rows[date])))
        when = _when(alone, shapes.values())
        for cube, shape in shapes.items():
            np.add.at(cubes[cube], shape.places(alone, shape.axes, when[shape.period]), 1)
        when = _when(together, [one.shape for one in tables])
        for table, counts, codes in zip(tables, found, national, strict=True):
            _add_keys(together, runs, table, counts, when[table.shape.period])
            if codes is not None:
                codes += _national(together, table, when[table.shape.period])
    filled = {cube: cubes[cube].reshape(shape.count, *shape.lengths) for cube, shape in shapes.items()}
    return filled, list(zip(found, national, strict=True))


def _national(rows: Rows, table: Keyed, when: Numbers) -> Numbers:
    """How many of the rows that a table takes stand at each national code: (periods, codes)."""
    places = when * table.parts + rows[OFFENCE]
    taken = table.takes(rows)
    counts = np.bincount(places if taken is None else places[taken], minlength=table.shape.count * table.parts)
    return counts.reshape(table.shape.count, table.parts)


def _parted(rows: Rows, starts: Numbers) -> tuple[Rows, Rows, Runs]:
    """The rows that are alone in their run, the others, and the runs of those."""
    size = next(iter(rows.values())).size
    lengths = np.diff(np.append(starts, size))
    alone = np.repeat(lengths == 1, lengths)
    several = lengths[lengths > 1]
    return (
        some(rows, np.flatnonzero(alone)),
        some(rows, np.flatnonzero(~alone)),
        Runs.of(np.cumsum(several) - several, int(several.sum())),
    )


def _totalled(table: Keyed) -> tuple[int, ...]:
    lengths = [table.shape.lengths[table.shape.axes.index(one)] + 1 for one in table.dimensions]
    return (table.shape.count, table.sets, *lengths)


def _add_keys(rows: Rows, runs: Runs, table: Keyed, counts: Numbers, when: Numbers) -> None:
    taken = table.takes(rows)
    layers = [(layer, *_inside(rows, table, layer, taken, when)) for layer in table.layers or (None,)]
    for size in range(len(table.dimensions) + 1):
        for split in combinations(table.dimensions, size):
            base = table.shape.places(rows, split, when)
            lengths = [table.shape.lengths[table.shape.axes.index(one)] for one in split]
            for layer, inside, places in layers:
                sets = layer.sets if layer else (0,)
                cells = base * np.int32(len(sets)) + places
                cells = cells if inside is None else np.where(inside, cells, -1)
                fresh = runs.firsts(cells) if inside is None else runs.firsts(cells) & inside
                total = np.bincount(cells[fresh], minlength=table.shape.count * prod(lengths) * len(sets))
                _put(counts, total.reshape(table.shape.count, *lengths, len(sets)), table.dimensions, split, sets)


def _inside(
    rows: Rows, table: Keyed, layer: Layer | None, taken: Numbers | None, when: Numbers
) -> tuple[Numbers | None, Numbers]:
    """Which rows count (None: all of them), and the place of each in its layer."""
    if layer is None:
        return taken, np.zeros(1, dtype=np.int32)
    places = layer.places[when * np.int32(layer.places.size // table.shape.count) + rows[OFFENCE]]
    inside = (places >= 0) if taken is None else (places >= 0) & taken
    return None if inside.all() else inside, places


def _put(counts: Numbers, total: Numbers, dimensions: Sequence[str], split: Sequence[str], sets: Sequence[int]) -> None:
    """Adds counts over some dimensions where the others stand at their total."""
    where = tuple(slice(0, -1) if one in split else -1 for one in dimensions)
    counts[(slice(None), slice(None), *where)][:, list(sets)] += np.moveaxis(total, -1, 1)
