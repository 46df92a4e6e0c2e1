"""Decoding: the columns of a load as whole numbers, some rows at a time, in no more memory than those take."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as arrow
import pyarrow.parquet as parquet

from cjin.statistics.rules.tableset import Period
from cjin.statistics.rules.units import NOT_KNOWN

type Numbers = np.ndarray[Any, np.dtype[Any]]
BATCH = 65_536
EPOCH = date(1970, 1, 1)
NO_AGE = 255
NO_DAY = int(np.iinfo(np.int32).min)
NO_KEY = int(np.iinfo(np.int64).min)
UNSAID = {
    "age": NO_AGE, "count": 1, "event_date": NO_DAY, "record_date": NO_DAY, "incident": NO_KEY, "person": NO_KEY
}  # fmt: skip
"""What a number is where a row does not say."""


@dataclass(frozen=True)
class Axis:
    """An axis of a cube: its codes in order."""

    name: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Periods:
    """The periods of a load in order, and the place of the period of each day from ``first`` on (days since 1970)."""

    codes: tuple[str, ...]
    first: int
    days: Numbers

    def of(self, days: Numbers) -> Numbers:
        """The place of the period of each day."""
        found: Numbers = self.days.take(days - self.first)
        return found

    def starts(self) -> list[date]:
        """The first day of each period."""
        return [date.fromisoformat(code if len(code) > 7 else (code + "-01-01")[:10]) for code in self.codes]


FIRST_DAY = (date(1900, 1, 1) - EPOCH).days
_YEARS = np.arange(np.datetime64("1900-01-01"), np.datetime64("2101-01-01")).astype("datetime64[Y]").astype(np.int16)


def years_of(days: Numbers) -> Numbers:
    """The year of each day from 1900 to 2100, counted from 1970."""
    found: Numbers = _YEARS[days - FIRST_DAY]
    return found


@lru_cache(maxsize=32)
def periods_between(first: date, last: date, period: Period) -> Periods:
    """The periods from one day to another."""
    days = np.arange(np.datetime64(first), np.datetime64(last) + np.timedelta64(1, "D"))
    named = days.astype("datetime64[Y]" if period is Period.YEAR else "datetime64[M]")
    starts, places = np.unique(named, return_inverse=True)
    return Periods(tuple(map(str, starts)), (first - EPOCH).days, places.astype(np.min_scalar_type(len(starts))))


def rows_of(
    path: Path, columns: Sequence[str], codes: dict[str, Sequence[str]], size: int = BATCH
) -> Iterator[dict[str, Numbers]]:
    """The rows of a file, ``size`` at a time: by column the places of codes in their lists, days since 1970, numbers.

    The next rows are decoded while these are looked at.
    """
    batches = _decoded_rows(path, columns, codes, size)
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, batches, None)
        while (rows := coming.result()) is not None:
            coming = pool.submit(next, batches, None)
            yield rows


def _decoded_rows(
    path: Path, columns: Sequence[str], codes: dict[str, Sequence[str]], size: int
) -> Iterator[dict[str, Numbers]]:
    places = {name: {code: place for place, code in enumerate(codes[name])} for name in columns if name in codes}
    with parquet.ParquetFile(path, read_dictionary=list(places), pre_buffer=False) as file:
        for batch in file.iter_batches(batch_size=size, columns=list(dict.fromkeys(columns)), use_threads=False):
            yield {
                name: _decoded(name, column, places.get(name))
                for name, column in zip(batch.schema.names, batch.columns, strict=True)
            }


def _decoded(name: str, column: arrow.Array, places: dict[str, int] | None) -> Numbers:
    if places is None:
        numbers = _numbers(column, UNSAID.get(name, 0))
        return numbers.astype(np.uint8) if name == "age" else numbers
    told = np.array(
        [places.get(value, 0) for value in column.dictionary.to_pylist()] or [0], dtype=np.min_scalar_type(len(places))
    )
    found: Numbers = told[_numbers(column.indices, 0)]
    return found


def _numbers(column: arrow.Array, unsaid: int) -> Numbers:
    """The whole numbers or days of a column as they lie in memory; ``unsaid`` stands where a row does not say."""
    valid, values = column.buffers()
    width = np.dtype(np.int64 if column.type.bit_width == 64 else np.int32)
    found: Numbers = np.frombuffer(values, dtype=width)[column.offset : column.offset + len(column)]
    if not column.null_count:
        return found
    bits = np.unpackbits(np.frombuffer(valid, dtype=np.uint8), bitorder="little")
    return np.where(bits[column.offset : column.offset + len(column)], found, width.type(unsaid))


def age_axis(firsts: Sequence[int], codes: Sequence[str]) -> tuple[Axis, Numbers]:
    """The axis of age, and the place of each age from 0 to 255 on it; no age is the last place."""
    groups = np.searchsorted(np.array(firsts), np.arange(256), side="right") - 1
    groups[NO_AGE] = len(firsts)
    return Axis("age", (*codes, NOT_KNOWN)), groups.astype(np.uint8)
