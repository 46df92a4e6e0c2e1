"""Rows brought together by a key: in portions that hold every row of their keys, however many rows there are."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import numpy as np

from cjin.core.rules.errors import Unavailable
from cjin.statistics.rules.counting.count import Rows, some
from cjin.statistics.rules.counting.decoding import NO_KEY

PORTION = 125_000
"""A portion has about so many rows: what is sorted at a time, without leaving the processor's memory."""
MOST = 8
"""Two to the power of this is how many portions there are at most: each is an open file while rows are handed out."""
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
"""Keys that follow each other fall into different portions when multiplied by it."""


def together(batches: Iterator[Rows], key: str, count: int, folder: Path) -> Iterator[Rows]:
    """The same portions, with equal keys beside each other, the rows of each as they came."""
    for rows in scattered(batches, key, count, folder):
        yield _in_order(rows, key)


def scattered(batches: Iterator[Rows], key: str, count: int, folder: Path) -> Iterator[Rows]:
    """The rows in portions that hold every row of their keys. Rows that tell no key stand in portions of their own,
    each with a key that no other has there.

    ``count`` is about how many rows there are; ``folder`` takes them meanwhile, in files without a name, which are gone
    however this ends. Raises Unavailable.
    """
    try:
        with ExitStack() as stack:
            bits = min(MOST, (count // PORTION).bit_length())
            parts = [stack.enter_context(TemporaryFile(dir=folder)) for _ in range(1 << bits)]
            layout = np.dtype([])
            for rows in batches:
                lacking = rows[key] == NO_KEY
                if lacking.any():
                    without = some(rows, np.flatnonzero(lacking))
                    yield without | {key: np.arange(without[key].size)}
                    rows = some(rows, np.flatnonzero(~lacking))
                layout = np.dtype([(name, values.dtype) for name, values in rows.items()])
                _hand_out(rows, key, layout, parts)
            for part in parts:
                part.seek(0)
                records = np.fromfile(part, layout) if layout.names else np.empty(0, layout)
                if records.size:
                    yield {name: records[name] for name in layout.names or ()}
    except OSError as error:
        raise Unavailable(f"The records cannot be brought together: {error.strerror}.") from error


def _hand_out(rows: Rows, key: str, layout: np.dtype[np.void], parts: Sequence[IO[bytes]]) -> None:
    """Writes each row to the part of its key."""
    records = np.empty(rows[key].size, layout)
    for name, values in rows.items():
        records[name] = values
    top = (rows[key].view(np.uint64) * _SPREAD) >> np.uint64(64 - MOST)
    numbers = top.astype(np.uint8) >> (MOST - len(parts).bit_length() + 1)
    order = np.argsort(numbers, kind="stable")
    sorted_by_part = memoryview(records.take(order).view(np.uint8))
    ends = np.cumsum(np.bincount(numbers, minlength=len(parts))) * layout.itemsize
    for part, first, last in zip(parts, [0, *ends[:-1]], ends, strict=True):
        part.write(sorted_by_part[first:last])


def _in_order(rows: Rows, key: str) -> Rows:
    keys = np.ascontiguousarray(rows[key])
    order = np.argsort(keys)
    ranks = np.empty(keys.size, np.int64)
    ranks[order] = np.cumsum(np.concatenate([[0], keys[order][1:] != keys[order][:-1]]))
    bits = int(keys.size).bit_length()
    places = np.sort((ranks << bits) | np.arange(keys.size)) & ((1 << bits) - 1)
    return {name: values[places] for name, values in rows.items()}
