"""Code tables: what the SQL of a table knows besides the records, as lists of values that stand in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import numpy as np

from cjin.statistics.rules.counting.categories import divided, ranks, whole
from cjin.statistics.rules.counting.cells import CATEGORY, PERIOD
from cjin.statistics.rules.counting.decoding import Axis, Numbers
from cjin.statistics.rules.counting.folding import axes_of, shares_of
from cjin.statistics.rules.counting.held import Load
from cjin.statistics.rules.counting.plan import OFFENCE, Need
from cjin.statistics.rules.records.engine import text
from cjin.statistics.rules.tableset import Counted
from cjin.statistics.rules.units import Principal, Status

type Value = str | int | float
NUMBER = "number"
"""The number of a period, 2024 or 202403: what records are counted by."""


@dataclass(frozen=True)
class CodeTable:
    """Rows of values with a name for each column, as SQL has them in a common table expression."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    @property
    def sql(self) -> str:
        """The expression; without rows it holds none, and its columns are texts."""
        values = ", ".join(f"({', '.join(map(_literal, row))})" for row in self.rows)
        nothing = f"SELECT {', '.join(f"'' AS {column}" for column in self.columns)} WHERE 1 = 0"
        return f"{self.name} ({', '.join(self.columns)}) AS ({f'VALUES {values}' if values else nothing})"


def _literal(value: Value) -> str:
    """A text, a whole number, or a double: that with an exponent, as every dialect knows it from a decimal."""
    if isinstance(value, float):
        said = repr(value)
        return said if "e" in said else f"{said}E0"
    return text(value) if isinstance(value, str) else str(value)


@dataclass(frozen=True)
class Codes:
    """The code tables of one table.

    ``axes`` are the codes of each axis, those of the categories with the status that they have whatever was counted.
    ``shares`` say to which sets a national code belongs in which periods, with its ``share`` where ``parted``;
    ``parts`` are those of which only a part does; ``ranks`` say how grave a national code is, the gravest first.
    """

    axes: tuple[CodeTable, ...]
    shares: CodeTable | None = None
    parts: CodeTable | None = None
    ranks: CodeTable | None = None
    parted: bool = False

    @property
    def tables(self) -> tuple[CodeTable, ...]:
        """Those that there are."""
        return (*self.axes, *(one for one in (self.shares, self.parts, self.ranks) if one is not None))


def codes_of(need: Need, load: Load) -> Codes:
    """The code tables of a table over a load."""
    axes = axes_of(need, load)
    listed = tuple(_categories(axis, need, load) if axis.name == CATEGORY else _axis(axis) for axis in axes)
    graded = _ranks(load) if need.way.principal is not Principal.NONE else None
    if not need.table.categories:
        return Codes(listed, ranks=graded)
    share = shares_of(need, load)
    parted = need.way.counted is Counted.UNITS and not whole(share)
    counted = share if need.way.counted is Counted.UNITS else np.where(share >= 0.5, 1.0, 0.0)
    held = list(_held(counted, axes, load))
    shares = CodeTable("shares", (*_HELD, "share"), tuple(held)) if parted else _periods("shares", held)
    parts = _periods("parts", _held(np.where(divided(share), 1.0, 0.0), axes, load)) if divided(share).any() else None
    return Codes(listed, shares, parts, graded, parted)


_HELD = (OFFENCE, CATEGORY, "since", "until")


def _axis(axis: Axis) -> CodeTable:
    if axis.name == PERIOD:
        return CodeTable("periods", (PERIOD, NUMBER), tuple((code, _number(code)) for code in axis.codes))
    return CodeTable(f"codes_of_{axis.name}", (axis.name,), tuple((code,) for code in axis.codes))


def _number(period: str) -> int:
    return int(period.replace("-", ""))


def _categories(axis: Axis, need: Need, load: Load) -> CodeTable:
    covered = load.correspondence.covered if load.correspondence else frozenset()
    held = {name: bool(covered.intersection(codes)) for name, codes in need.table.categories.items()}
    rows = tuple((code, str(Status.EXACT if held.get(code, True) else Status.NOT_AVAILABLE)) for code in axis.codes)
    return CodeTable("categories", (CATEGORY, "status"), rows)


def _periods(name: str, held: Iterator[tuple[Value, ...]] | list[tuple[Value, ...]]) -> CodeTable:
    return CodeTable(name, _HELD, tuple(row[:-1] for row in held))


def _held(share: Numbers, axes: Sequence[Axis], load: Load) -> Iterator[tuple[Value, ...]]:
    """The national codes with their sets, from which period until which, and their shares."""
    periods, sets = [_number(code) for code in axes[0].codes], axes[1].codes
    for place, number in zip(*np.nonzero(share.any(axis=0).T), strict=True):
        whens = enumerate(share[:, number, place].tolist())
        for value, run in groupby(whens, key=lambda one: one[1]):
            when = [period for period, _ in run]
            if value:
                yield load.codes[OFFENCE][place], sets[number], periods[when[0]], periods[when[-1]], value


def _ranks(load: Load) -> CodeTable:
    assert load.correspondence is not None
    codes, day = load.codes[OFFENCE], date.fromisoformat(load.report.last_day)
    found = ranks(codes, load.correspondence, load.mapping.counting.severity, day)
    return CodeTable("ranks", (OFFENCE, "gravity"), tuple(zip(codes, found.tolist(), strict=True)))
