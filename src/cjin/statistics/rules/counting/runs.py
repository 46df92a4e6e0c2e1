"""Runs of equal keys: the gravest row of each, those that are the first of their kind in it, and those that agree."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from cjin.statistics.rules.counting.decoding import Numbers

LONG = 32
"""A run longer than this is looked through by sorting, so that no source makes the time grow with its square."""


def whole_runs(batches: Iterator[dict[str, Numbers]], key: str) -> Iterator[dict[str, Numbers]]:
    """The same rows in portions that begin and end where a run does."""
    held: dict[str, Numbers] | None = None
    for batch in batches:
        rows = batch
        if held is not None:
            more = int(np.searchsorted(rows[key], held[key][-1], side="right"))
            held = {name: np.concatenate([held[name], values[:more]]) for name, values in rows.items()}
            rows = {name: values[more:] for name, values in rows.items()}
        if rows[key].size:
            if held is not None:
                yield held
            end = int(np.searchsorted(rows[key], rows[key][-1], side="left"))
            held = {name: values[end:] for name, values in rows.items()}
            if end:
                yield {name: values[:end] for name, values in rows.items()}
    if held is not None:
        yield held


def several(keys: Numbers) -> Numbers:
    """The rows of the runs that have more than one, in order."""
    found = np.zeros(keys.size, dtype=bool)
    np.equal(keys[1:], keys[:-1], out=found[1:])
    found[:-1] |= found[1:]
    return np.flatnonzero(found)


def gravest(keys: Numbers, ranks: Numbers) -> Numbers:
    """Which rows have the lowest rank of their run, the first of several, as a mask.

    Every row is compared with the one beside it; where a run is longer than two, those that are left go on.
    """
    found: Numbers = np.ones(keys.size, dtype=bool)
    same = keys[1:] == keys[:-1]
    worse = ranks[1:] >= ranks[:-1]
    found[1:] &= ~(same & worse)
    found[:-1] &= ~same | worse
    if (same[1:] & same[:-1]).any():
        left = np.flatnonzero(found)
        found[left] = gravest(keys[left], ranks[left])
    return found


@dataclass(frozen=True)
class Runs:
    """The runs of some rows, looked at once for all tables: the rows whose run has at least ``back`` rows before them,
    for ``back`` from 1; and of runs that are too long for this, their rows and the numbers of their runs.
    """

    size: int
    later: tuple[Numbers, ...]
    long: Numbers
    numbers: Numbers

    @classmethod
    def of(cls, keys: Numbers) -> "Runs":
        """The runs of equal keys that stand beside each other."""
        found: list[Numbers] = []
        later = np.flatnonzero(keys[1:] == keys[:-1]) + 1
        while later.size and len(found) < LONG:
            found.append(later)
            back = len(found) + 1
            later = later[later >= back]
            later = later[keys[later] == keys[later - back]]
        if not later.size:
            return cls(keys.size, tuple(found), later, later)
        numbers = np.cumsum(np.concatenate([[0], keys[1:] != keys[:-1]]))
        long = np.isin(numbers, numbers[later])
        rows = np.flatnonzero(long)
        return cls(keys.size, tuple(one[~long[one]] for one in found), rows, numbers[rows])

    def firsts(self, cells: Numbers) -> Numbers:
        """Which rows are the first of their run with their cell, as a mask."""
        fresh: Numbers = np.ones(self.size, dtype=bool)
        for back, later in enumerate(self.later, 1):
            fresh[later] &= cells[later] != cells[later - back]
        if self.long.size:
            order = np.lexsort((self.long, cells[self.long], self.numbers))
            rows, runs = self.long[order], self.numbers[order]
            same = (runs[1:] == runs[:-1]) & (cells[rows][1:] == cells[rows][:-1])
            fresh[rows[1:][same]] = False
        return fresh

    def alike(self, agree: Callable[[Numbers, Numbers], Numbers]) -> Numbers:
        """The rows that agree with another row of their run, in order; those of a long run all do.

        ``agree`` says of pairs of rows whether they do.
        """
        found = np.zeros(self.size, dtype=bool)
        found[self.long] = True
        for back, later in enumerate(self.later, 1):
            mine = later[agree(later, later - back)]
            found[mine] = found[mine - back] = True
        return np.flatnonzero(found)
