"""Runs of equal keys: the gravest row of each, and the rows that are the first of their kind in it."""

from collections.abc import Iterator
from typing import Any

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


def firsts(starts: Numbers, cells: Numbers) -> Numbers:
    """Which rows are the first of their run with their cell, as a mask."""
    lengths = np.diff(np.append(starts, cells.size))
    fresh: np.ndarray[Any, np.dtype[np.bool_]] = np.ones(cells.size, dtype=bool)
    places = np.arange(cells.size) - np.repeat(starts, lengths)
    long = np.repeat(lengths > LONG, lengths)
    later = np.flatnonzero((places >= 1) & ~long)
    for back in range(1, LONG):
        later = later[places[later] >= back]
        if not later.size:
            break
        fresh[later] &= cells[later] != cells[later - back]
    rows = np.flatnonzero(long)
    if rows.size:
        runs = np.repeat(np.arange(starts.size), lengths)[rows]
        order = np.lexsort((rows, cells[rows], runs))
        same = (runs[order][1:] == runs[order][:-1]) & (cells[rows][order][1:] == cells[rows][order][:-1])
        fresh[rows[order][1:][same]] = False
    return fresh
