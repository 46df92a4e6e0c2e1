"""Rows whose key comes again in a year, those of each key beside each other: a file beside the records of a load.

It is written once, when records are loaded, so that keys can be counted without bringing them together every time.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import numpy as np
import pyarrow as arrow
import pyarrow.ipc as ipc

from cjin.core.rules.errors import Unavailable
from cjin.statistics.rules.counting.count import Rows
from cjin.statistics.rules.counting.decoding import FIRST_DAY, Numbers, rows_of, years_of
from cjin.statistics.rules.counting.together import scattered

DATES = ("event_date", "record_date")
LARGE = 250_000
"""So many rows are handed out to portions at a time."""
_SPREAD, _APART = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
"""A key and a year are mixed into one number by these."""
UNCOUNTED = {"incident", "person", "count"}
"""What keys are not counted by."""


def repeats_of(folder: Path, key: str, columns: Sequence[str]) -> Iterator[Rows]:
    """Some columns of the rows of a load whose key comes again in a year, with a number for the key in its place."""
    with arrow.OSFile(str(_file(folder, key)), "rb") as source:
        names = ipc.open_file(source).schema.names
        wanted = [names.index(name) for name in (key, *columns)]
        file = ipc.open_file(source, options=ipc.IpcReadOptions(included_fields=wanted, use_threads=False))
        for number in range(file.num_record_batches):
            batch = file.get_batch(number)
            yield {name: _values(column) for name, column in zip(batch.schema.names, batch.columns, strict=True)}


def keep_repeats(
    records: Path, key: str, concepts: Sequence[str], codes: Mapping[str, Sequence[str]], count: int
) -> None:
    """Writes the file for a key beside the records, ``count`` rows, unless it is there. Raises Unavailable."""
    path = _file(records.parent, key)
    if path.exists():
        return
    columns = [key, *(one for one in concepts if one not in UNCOUNTED)]
    part = path.with_suffix(f".{uuid4().hex}.part")  # somebody else may do the same just now
    try:
        _write(scattered(rows_of(records, columns, dict(codes), LARGE), key, count, records.parent), key, part)
        part.replace(path)
    except OSError as error:
        raise Unavailable(f"The records cannot be brought together: {error.strerror}.") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _write(portions: Iterator[Rows], key: str, target: Path) -> None:
    number, writer = np.int32(0), None
    options = ipc.IpcWriteOptions(compression="lz4", use_threads=False)
    with arrow.OSFile(str(target), "wb") as sink:
        for portion in portions:
            rows = _repeated(portion, key, number)
            number = rows[key][-1] if rows[key].size else number
            batch = arrow.record_batch({name: _column(values) for name, values in rows.items()})
            writer = writer or ipc.new_file(sink, batch.schema, options=options)
            writer.write_batch(batch)
        if writer:
            writer.close()


def _values(column: arrow.Array) -> Numbers:
    found: Numbers = np.frombuffer(column.buffers()[1], dtype=str(column.type))
    return found[column.offset : column.offset + len(column)]


def _column(values: Numbers) -> arrow.Array:
    kind = arrow.type_for_alias(str(values.dtype))
    return arrow.Array.from_buffers(kind, values.size, [None, arrow.py_buffer(np.ascontiguousarray(values))])


def _repeated(rows: Rows, key: str, number: np.int32) -> Rows:
    """The rows whose key comes again in a year, in the order of their keys, which are numbered after ``number``."""
    places = np.flatnonzero(_come_again(np.ascontiguousarray(rows[key]), _years(rows)))
    places = places[np.argsort(rows[key][places])]
    keys = rows[key][places]
    steps = np.concatenate([[1], keys[1:] != keys[:-1]])[: keys.size]
    return {name: values[places] for name, values in rows.items()} | {key: np.cumsum(steps, dtype=np.int32) + number}


def _years(rows: Rows) -> list[Numbers]:
    return [years_of(np.maximum(rows[date], FIRST_DAY)) for date in DATES if date in rows]


def _come_again(keys: Numbers, years: Sequence[Numbers]) -> Numbers:
    """Which rows share a key and one of their years with another row; by a chance in 10**14 some more.

    Most rows have one year by all their days, so that there is one number to be sorted for each.
    """
    other = [np.flatnonzero(one != years[0]) for one in years[1:]]
    rows = np.concatenate([np.arange(keys.size), *other])
    named = np.concatenate([years[0], *(one[places] for one, places in zip(years[1:], other, strict=True))])
    mixed = keys[rows].view(np.uint64) * _SPREAD + named.astype(np.uint64) * _APART
    order = np.argsort(mixed)
    twice = mixed[order[1:]] == mixed[order[:-1]]
    found: Numbers = np.zeros(keys.size, dtype=bool)
    found[rows[order[1:][twice]]] = found[rows[order[:-1][twice]]] = True
    return found


def _file(folder: Path, key: str) -> Path:
    return folder / f"{key}.repeats"
