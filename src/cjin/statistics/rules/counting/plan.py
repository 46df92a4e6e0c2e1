"""The plan of a table set: which tables share a way of counting, and which dimensions are counted together.

Units are counted into cubes: one number for every combination of codes that some tables need. A table is then a sum
over a part of a cube, so that a row is looked at once for a cube and not once for a table.
"""

from collections.abc import Mapping as Map
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import prod

from cjin.core.rules.errors import Fault, Invalid
from cjin.statistics.rules.mapping import Mapping
from cjin.statistics.rules.tableset import Counted, Period, Table
from cjin.statistics.rules.units import Attempts, Dated, Principal

LARGEST = 2_000_000
"""A cube has at most so many cells, unless one table alone needs more."""
OFFENCE, ATTEMPTED, AGE = "offence", "attempted", "age"


@dataclass(frozen=True)
class Way:
    """How rows are counted: once a unit or once a key, all of them or the gravest of a key, at which date."""

    counted: Counted
    principal: Principal
    dated: Dated
    multiple: bool

    @property
    def key(self) -> str:
        """The key in whose order rows must come, "" where any order will do."""
        if self.counted is not Counted.UNITS:
            return "incident" if self.counted is Counted.INCIDENTS else "person"
        if self.principal is not Principal.NONE:
            return str(self.principal)
        return "" if self.multiple else "incident"

    @property
    def by_offence(self) -> bool:
        """Whether rows are chosen among those of a key by their offences."""
        return self.principal is not Principal.NONE or (self.counted is Counted.UNITS and not self.multiple)

    def date(self, mapping: Mapping) -> str:
        """The concept of the date; the other one where the source has only that."""
        wanted, other = ("event_date", "record_date") if self.dated is Dated.EVENT else ("record_date", "event_date")
        return wanted if wanted in mapping.columns else other


@dataclass(frozen=True, eq=False)
class Need:
    """What a table needs to be counted: the axes of its cube, the period's first. ``ages`` cut the axis of age."""

    table: Table
    way: Way
    axes: tuple[str, ...]

    @property
    def period(self) -> Period:
        """The length of a period."""
        return self.table.period


@dataclass(frozen=True, eq=False)
class Cube:
    """Axes that are counted together for some tables. The axis of age stands for the groups ``ages``."""

    way: Way
    period: Period
    ages: tuple[int, ...]
    axes: tuple[str, ...]
    needs: tuple[Need, ...]


def way_of(table: Table, mapping: Mapping) -> Way:
    """How a table is counted: as it says itself, else as its source declares.

    The rule of the principal offence is one for units; a table of keys follows it only where it says so itself.
    """
    counting = mapping.counting
    declared = counting.principal if table.counted is Counted.UNITS else Principal.NONE
    return Way(
        table.counted,
        declared if table.principal is None else table.principal,
        counting.dated if table.dated is None else table.dated,
        counting.multiple,
    )


def resolved(table: Table, mapping: Mapping) -> Table:
    """The table with the rules by which it is really counted from a source: what it leaves open is said."""
    way = way_of(table, mapping)
    dated = Dated.EVENT if way.date(mapping) == "event_date" else Dated.RECORD
    return replace(table, principal=way.principal, dated=dated, attempts=attempts_of(table, mapping))


def attempts_of(table: Table, mapping: Mapping) -> Attempts:
    """What becomes of attempts in a table: its own rule, or that of the source."""
    return mapping.counting.attempts if table.attempts is None else table.attempts


def need_of(table: Table, mapping: Mapping) -> Need:
    """What a table needs. Raises Invalid where the source does not say what the table asks."""
    axes = list(dict.fromkeys([*([OFFENCE] if table.categories else []), *table.dimensions, *table.where]))
    if attempts_of(table, mapping) is not Attempts.INCLUDED and ATTEMPTED not in axes:
        axes.append(ATTEMPTED)
    way = way_of(table, mapping)
    asked = [*axes, *([way.key] if way.key else []), *([OFFENCE] if way.by_offence and OFFENCE not in axes else [])]
    lacking = [one for one in asked if one not in mapping.columns]
    if lacking:
        message = f"the source does not tell {', '.join(lacking)}"
        raise Invalid(f"The table {table.id} cannot be counted.", [Fault(table.id, message)])
    if table.counted is not Counted.UNITS and way.principal not in (Principal.NONE, way.key):
        message = f"{way.key}s cannot be counted by the gravest offence of each {way.principal}"
        raise Invalid(f"The table {table.id} cannot be counted.", [Fault(table.id, message)])
    return Need(table, way, tuple(axes))


def cubes(needs: Sequence[Need], sizes: Map[str, int], largest: int = LARGEST) -> list[Cube]:
    """Cubes for some tables; ``sizes`` is how many codes an axis has. Larger needs choose first, smaller ones join."""
    found: list[Cube] = []
    for need in sorted(needs, key=lambda one: -size(one.axes, one.table.ages.firsts, one.period, sizes)):
        ages = need.table.ages.firsts if AGE in need.axes else ()
        fitting = [
            (place, joined)
            for place, cube in enumerate(found)
            if (joined := _joined(cube, need, ages)) is not None
            and size(joined.axes, joined.ages, joined.period, sizes) <= largest
        ]
        if fitting:
            place, joined = min(
                fitting,
                key=lambda one: size(one[1].axes, one[1].ages, one[1].period, sizes) - _size_of(found[one[0]], sizes),
            )
            found[place] = joined
        else:
            found.append(Cube(need.way, need.period, ages, need.axes, (need,)))
    return [replace(cube, axes=_in_order(cube, sizes)) for cube in found]


def _in_order(cube: Cube, sizes: Map[str, int]) -> tuple[str, ...]:
    """The axes with the fewest codes first: places on some of them together stay small numbers for long."""
    return tuple(sorted(cube.axes, key=lambda axis: size([axis], cube.ages, cube.period, sizes)))


def _joined(cube: Cube, need: Need, ages: tuple[int, ...]) -> Cube | None:
    """The cube with a further need, or None where they count in other ways or cut ages elsewhere."""
    if cube.way != need.way or cube.period is not need.period or (cube.ages and ages and cube.ages != ages):
        return None
    axes = (*cube.axes, *(one for one in need.axes if one not in cube.axes))
    return Cube(cube.way, cube.period, cube.ages or ages, axes, (*cube.needs, need))


def _size_of(cube: Cube, sizes: Map[str, int]) -> int:
    return size(cube.axes, cube.ages, cube.period, sizes)


def size(axes: Sequence[str], ages: Sequence[int], period: Period, sizes: Map[str, int]) -> int:
    """How many places a cube of these axes has; ``sizes`` is how many codes an axis has."""
    return sizes[str(period)] * prod(len(ages) + 1 if axis == AGE else sizes[axis] for axis in axes)
