"""Keys that stand in several rows: by how much there are fewer of them in a cell than rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from math import prod

import numpy as np

from cjin.statistics.rules.counting.categories import Layer
from cjin.statistics.rules.counting.count import Rows, Shape, some
from cjin.statistics.rules.counting.decoding import Numbers
from cjin.statistics.rules.counting.plan import OFFENCE
from cjin.statistics.rules.counting.runs import Runs
from cjin.statistics.rules.tableset import Period

MOST = 4_096
"""With more national codes than this it is not worked out beforehand which of them stand together in a set."""
PORTION = 250_000
"""About so many rows are looked at together."""


@dataclass(frozen=True)
class Keyed:
    """A table that counts keys: its shape, the layers of its sets (none: no categories), and which rows it takes."""

    shape: Shape
    dimensions: tuple[str, ...]
    sets: int
    layers: tuple[Layer, ...]
    takes: Callable[[Rows], Numbers | None]

    def nothing(self) -> Numbers:
        """Zeros: (periods, sets, dimensions...), with the total at the end of each dimension."""
        lengths = (self.shape.length(one) + 1 for one in self.dimensions)
        return np.zeros((self.shape.count, self.sets, *lengths), dtype=np.int64)


@dataclass(frozen=True)
class Grain:
    """A length of periods and disjoint sets of offences: rows of a key have to agree on both before all else matters.

    ``tables`` are those that have it, with their numbers of these sets and their counts.
    """

    shape: Shape
    layer: Layer | None
    tables: list[tuple[Keyed, tuple[int, ...], Numbers]]

    def take(self, rows: Rows, runs: Runs, key: str) -> None:
        """Takes from the counts the rows that agree with one before them."""
        cells: Numbers = self.shape.periods(rows[self.shape.date]).astype(np.int32)
        if self.layer:
            cells = self.layer.cells(cells, rows[OFFENCE], self.shape.count)
        alike = runs.alike(partial(_equal, cells))
        alike = alike[cells[alike] >= 0]
        few, cells = some(rows, alike), cells[alike].astype(np.uint32)
        found = Runs.of(few[key])
        for table, sets, counts in self.tables:
            taken = table.takes(few)
            if taken is None:
                _take_splits(few, cells, found, table, sets, counts)
            else:
                mine = some(few, np.flatnonzero(taken))
                _take_splits(mine, cells[taken], Runs.of(mine[key]), table, sets, counts)


class Surplus:
    """What is to be taken from the rows of the cells of some tables, so that a key is counted once in each.

    Totals stand at the end of each dimension: a key is counted once in one, however many of its cells it stands in.
    Most keys have rows that are never in one set, as ``codes`` (how many national ones there are) tell; those are left
    out first, and what is left is looked at in large portions.
    """

    def __init__(self, key: str, tables: Sequence[Keyed], codes: int) -> None:
        self.found = [table.nothing() for table in tables]
        self._key = key
        self._related = _related(tables, codes)
        grains: dict[tuple[Period, bytes], Grain] = {}
        for table, counts in zip(tables, self.found, strict=True):
            for layer in table.layers or (None,):
                name = (table.shape.period, layer.places.tobytes() if layer else b"")
                grain = grains.setdefault(name, Grain(table.shape, layer, []))
                grain.tables.append((table, layer.sets if layer else (0,), counts))
        self._open = [grain for grain in grains.values() if not grain.layer]
        self._by_offence = [grain for grain in grains.values() if grain.layer]
        self._waiting: list[Rows] = []

    def add(self, rows: Rows) -> None:
        """Takes every row of some keys, those of each beside each other; a key with one row may be left out."""
        runs = Runs.of(rows[self._key])
        for grain in self._open:
            grain.take(rows, runs, self._key)
        if self._by_offence:
            related, codes = self._related, rows[OFFENCE]
            alike = runs.alike(lambda one, other: related[codes[one], codes[other]])
            self._waiting.append(some(rows, alike))
            if sum(one[self._key].size for one in self._waiting) > PORTION:
                self.settle()

    def settle(self) -> None:
        """Brings ``found`` up to date with what was added: by table (periods, sets, dimensions...), below zero."""
        if self._waiting:
            rows = {name: np.concatenate([one[name] for one in self._waiting]) for name in self._waiting[0]}
            self._waiting = []
            runs = Runs.of(rows[self._key])
            for grain in self._by_offence:
                grain.take(rows, runs, self._key)


def _equal(values: Numbers, one: Numbers, other: Numbers) -> Numbers:
    found: Numbers = values[one] == values[other]
    return found


def _take_splits(rows: Rows, cells: Numbers, runs: Runs, table: Keyed, sets: Sequence[int], counts: Numbers) -> None:
    for size in range(len(table.dimensions) + 1):
        for split in combinations(table.dimensions, size):
            lengths = [table.shape.length(one) for one in split]
            places = table.shape.places(rows, split, cells, table.shape.count * len(sets))
            again = places[~runs.firsts(places)]
            total = np.bincount(again, minlength=table.shape.count * len(sets) * prod(lengths))
            where = tuple(slice(0, -1) if one in split else -1 for one in table.dimensions)
            mine = counts[(slice(None), slice(None), *where)]
            mine[:, list(sets)] -= total.reshape(table.shape.count, len(sets), *lengths)


def _related(tables: Sequence[Keyed], codes: int) -> Numbers:
    """Which national codes stand together in some set of some table: (codes, codes)."""
    if codes > MOST:
        return np.broadcast_to(True, (codes, codes))
    found = np.zeros((codes, codes), dtype=bool)
    layers = {layer.places.tobytes(): layer.places for table in tables for layer in table.layers}
    rows = {row.tobytes(): row for places in layers.values() for row in places.reshape(-1, codes)}
    for mine in rows.values():
        found |= (mine[:, None] == mine) & (mine >= 0)
    return found
