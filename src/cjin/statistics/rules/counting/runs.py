"""Runs of equal keys: the gravest row of each, and the rows that are the first of their kind in it."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from cjin.statistics.rules.counting.decoding import Numbers

LONG = 32
"""A run longer than this is looked through by sorting, so that no source makes the time grow with its square."""


def whole_runs(batches: Iterator[dict[str, Numbers]], key: str) -> Iterator[dict[str, Numbers]]:
    """The same rows in portions that end where a run ends."""
    held: dict[str, Numbers] | None = None
    for batch in batches:
        rows = batch if held is None else {name: np.concatenate([held[name], batch[name]]) for name in batch}
        keys = rows[key]
        end = int(np.searchsorted(keys, keys[-1], side="left")) if keys.size else 0
        held = {name: values[end:] for name, values in rows.items()}
        if end:
            yield {name: values[:end] for name, values in rows.items()}
    if held is not None and held[key].size:
        yield held


def starts_of(keys: Numbers) -> Numbers:
    """Where each run begins."""
    return np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])) if keys.size else np.empty(0, np.int64)


def gravest(starts: Numbers, ranks: Numbers) -> Numbers:
    """The row of each run with the lowest rank, the first of several."""
    packed = (ranks.astype(np.int64) << 32) | np.arange(ranks.size, dtype=np.int64)
    found: Numbers = np.minimum.reduceat(packed, starts) & 0xFFFFFFFF
    return found


@dataclass(frozen=True)
class Runs:
    """The runs of some rows, looked at once for all tables: for each row its place in its run, and the rows whose run
    has at least ``back`` rows before them, for ``back`` from 1.
    """

    starts: Numbers
    later: tuple[Numbers, ...]
    long: Numbers

    @classmethod
    def of(cls, starts: Numbers, size: int) -> "Runs":
        """The runs that begin at some rows."""
        lengths = np.diff(np.append(starts, size))
        places = np.arange(size) - np.repeat(starts, lengths)
        long = np.repeat(lengths > LONG, lengths)
        found: list[Numbers] = []
        later = np.flatnonzero((places >= 1) & ~long)
        while later.size:
            found.append(later)
            later = later[places[later] > len(found)]
        return cls(starts, tuple(found), np.flatnonzero(long))

    def firsts(self, cells: Numbers) -> Numbers:
        """Which rows are the first of their run with their cell, as a mask."""
        fresh: Numbers = np.ones(cells.size, dtype=bool)
        for back, later in enumerate(self.later, 1):
            fresh[later] &= cells[later] != cells[later - back]
        if self.long.size:
            runs = np.searchsorted(self.starts, self.long, side="right")
            order = np.lexsort((self.long, cells[self.long], runs))
            rows = self.long[order]
            same = (runs[order][1:] == runs[order][:-1]) & (cells[rows][1:] == cells[rows][:-1])
            fresh[rows[1:][same]] = False
        return fresh


def firsts(starts: Numbers, cells: Numbers) -> Numbers:
    """Which rows are the first of their run with their cell, as a mask."""
    return Runs.of(starts, cells.size).firsts(cells)


def starts_in_periods(keys: Numbers, years: Numbers) -> Numbers:
    """Where each run of one key in one year begins; of one key, where a key's years do not follow each other."""
    same = keys[1:] == keys[:-1]
    if (same & (years[1:] < years[:-1])).any():
        return starts_of(keys)
    return np.flatnonzero(np.concatenate([[True], ~same | (years[1:] != years[:-1])])) if keys.size else starts_of(keys)
