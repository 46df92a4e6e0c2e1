"""Cells: what a table holds, one value with its status for every combination of codes, totals included."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

import numpy as np

from cjin.statistics.rules.counting.decoding import Axis, Numbers
from cjin.statistics.rules.tableset import Table
from cjin.statistics.rules.units import Status

CATEGORY, PERIOD = "category", "period"
_COMPONENTS = {PERIOD: "TIME_PERIOD", CATEGORY: "ICCS"}
STATUSES = tuple(Status)


def component(axis: str) -> str:
    """The name of an axis where others read it: its own in capitals, or that which SDMX has for it."""
    return _COMPONENTS.get(axis, axis.upper())


class Cell(NamedTuple):
    """One cell: codes by axis in order, the value (None where there is none), the rate, the status."""

    codes: tuple[str, ...]
    value: float | None
    rate: float | None
    status: Status


class Amount(NamedTuple):
    """Who an amount comes from: how many rows add something to it, and the two largest that do."""

    rows: int
    first: float
    second: float


@dataclass(frozen=True)
class Counted:
    """A counted table: its axes (period, category, dimensions; the total is the last code of a dimension), values and
    statuses (places in STATUSES) of that shape, and rates where the table has them. ``amounts`` say who its values come
    from, by the place of a cell in their order, where somebody asked for that; a cell that is zero has none.
    """

    table: Table
    axes: tuple[Axis, ...]
    values: Numbers
    status: Numbers
    rates: Numbers | None = None
    amounts: Mapping[int, Amount] | None = None

    def cells(self) -> Iterator[Cell]:
        """Every cell in the order of the axes."""
        codes = product(*(axis.codes for axis in self.axes))
        rates = [None] * self.values.size if self.rates is None else self.rates.ravel().tolist()
        rows = zip(codes, self.values.ravel().tolist(), rates, self.status.ravel().tolist(), strict=True)
        for key, value, rate, number in rows:
            status = STATUSES[number]
            told = status not in (Status.NOT_AVAILABLE, Status.NOT_APPLICABLE, Status.SUPPRESSED)
            near = round(value, 6)
            shown = int(near) if float(near).is_integer() else near
            known = told and rate is not None and np.isfinite(rate)
            yield Cell(key, shown if told else None, round(rate, 6) if known and rate is not None else None, status)
