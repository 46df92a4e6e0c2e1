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
from cjin.statistics.rules.counting.runs import Runs, several
from cjin.statistics.rules.counting.together import scattered

DATES = ("event_date", "record_date")
LARGE = 250_000
"""So many rows are handed out to portions at a time."""
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
    """The rows whose key comes again in the same year by one of their days; keys are numbered after ``number``."""
    keys = np.ascontiguousarray(rows[key])
    order = np.argsort(keys)
    order = order[several(keys[order])]
    years = [years_of(np.maximum(rows[date][order], FIRST_DAY)) for date in DATES if date in rows]

    def agree(one: Numbers, other: Numbers) -> Numbers:
        found: Numbers = np.logical_or.reduce([year[one] == year[other] for year in years])
        return found

    places = order[Runs.of(keys[order]).alike(agree)]
    keys = keys[places]
    steps = np.concatenate([[1], keys[1:] != keys[:-1]])[: keys.size]
    return {name: values[places] for name, values in rows.items()} | {key: np.cumsum(steps, dtype=np.int32) + number}


def _file(folder: Path, key: str) -> Path:
    return folder / f"{key}.repeats"
