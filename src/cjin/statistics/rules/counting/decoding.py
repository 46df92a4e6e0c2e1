"""Decoding: the columns of a load as whole numbers, some rows at a time, in no more memory than those take."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as arrow
import pyarrow.parquet as parquet

from cjin.statistics.rules.tableset import Period
from cjin.statistics.rules.units import NOT_KNOWN

type Numbers = np.ndarray[Any, np.dtype[Any]]
BATCH = 250_000
EPOCH = date(1970, 1, 1)
DATES = frozenset({"event_date", "record_date"})
NO_AGE = 255
UNSAID = {"age": NO_AGE, "count": 1}
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

    @classmethod
    def between(cls, first: date, last: date, period: Period) -> "Periods":
        """The periods from one day to another."""
        count = (last - first).days + 1
        named = [_period(first + timedelta(days=place), period) for place in range(count)]
        codes = tuple(dict.fromkeys(named))
        places = {code: place for place, code in enumerate(codes)}
        return cls(codes, (first - EPOCH).days, np.array([places[name] for name in named], dtype=np.int32))

    def of(self, days: Numbers) -> Numbers:
        """The place of the period of each day."""
        found: Numbers = self.days[days - self.first]
        return found

    def starts(self) -> list[date]:
        """The first day of each period."""
        return [date.fromisoformat(code if len(code) > 7 else (code + "-01-01")[:10]) for code in self.codes]


def _period(day: date, period: Period) -> str:
    return f"{day:%Y}" if period is Period.YEAR else f"{day:%Y-%m}"


def rows_of(path: Path, columns: Sequence[str], codes: dict[str, Sequence[str]]) -> Iterator[dict[str, Numbers]]:
    """The rows of a file, BATCH at a time: by column the places of codes in their lists, days since 1970, numbers."""
    places = {name: {code: place for place, code in enumerate(codes[name])} for name in columns if name in codes}
    with parquet.ParquetFile(path, read_dictionary=list(places)) as file:
        for batch in file.iter_batches(batch_size=BATCH, columns=list(dict.fromkeys(columns)), use_threads=True):
            yield {
                name: _decoded(name, column, places.get(name))
                for name, column in zip(batch.schema.names, batch.columns, strict=True)
            }


def _decoded(name: str, column: arrow.Array, places: dict[str, int] | None) -> Numbers:
    found: Numbers
    if places is not None:
        told = np.array([places[value] for value in column.dictionary.to_pylist()] or [0], dtype=np.int32)
        found = told[column.indices.to_numpy(zero_copy_only=False)]
    elif name in DATES:
        found = column.cast(arrow.int32()).to_numpy(zero_copy_only=False)
    else:
        found = column.fill_null(UNSAID.get(name, 0)).to_numpy(zero_copy_only=False)
    return found


def age_axis(firsts: Sequence[int], codes: Sequence[str]) -> tuple[Axis, Numbers]:
    """The axis of age, and the place of each age from 0 to 255 on it; no age is the last place."""
    groups = np.searchsorted(np.array(firsts), np.arange(256), side="right") - 1
    groups[NO_AGE] = len(firsts)
    return Axis("age", (*codes, NOT_KNOWN)), groups.astype(np.int32)
