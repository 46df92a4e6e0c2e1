"""A table set over a load: every table with all its cells."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from cjin.core.rules.errors import CjinError, Fault, Invalid
from cjin.statistics.rules.counting.categories import divided, layers, members, ranks
from cjin.statistics.rules.counting.cells import Counted
from cjin.statistics.rules.counting.count import Keyed, Rows, Shape, count_keys, count_units, some
from cjin.statistics.rules.counting.decoding import NO_DAY, Numbers, age_axis, rows_of
from cjin.statistics.rules.counting.folding import fold, narrowing, shares_of
from cjin.statistics.rules.counting.held import Load
from cjin.statistics.rules.counting.plan import AGE, OFFENCE, Cube, Need, Way, cubes, need_of
from cjin.statistics.rules.counting.runs import whole_runs
from cjin.statistics.rules.counting.together import together
from cjin.statistics.rules.records.loading import RECORDS
from cjin.statistics.rules.tableset import Counted as What
from cjin.statistics.rules.tableset import Period, TableSet
from cjin.statistics.rules.units import Principal


@dataclass(frozen=True)
class Outcome:
    """The tables that were counted, and why others were not, by their identifiers.

    ``undated`` are the rows that a table leaves out because they do not tell the day that decides its periods.
    """

    tables: tuple[Counted, ...]
    refused: dict[str, str]
    undated: dict[str, int]


def count_tables(tables: TableSet, load: Load) -> Outcome:
    """Every table of a set whose unit the load holds. Raises Invalid where not one of them can be counted."""
    needs, refused = needs_of(tables, load)
    counted = {**_units([one for one in needs if one.table.counted is What.UNITS], load)}
    counted |= _keys([one for one in needs if one.table.counted is not What.UNITS], load)
    return Outcome(tuple(counted[one.table.id] for one in needs), refused, undated(needs, load))


def needs_of(tables: TableSet, load: Load) -> tuple[list[Need], dict[str, str]]:
    """What the tables of a set need that can be counted from a load, and why the others cannot, by their identifiers.

    Raises Invalid where not one of them can.
    """
    needs: list[Need] = []
    refused: dict[str, str] = {}
    for table in tables.tables:
        try:
            if table.unit is not load.mapping.unit:
                raise Invalid(f"the load holds records of {load.mapping.unit}, this table counts {table.unit}")
            if table.categories and load.correspondence is None:
                raise Invalid("the load has no offences")
            needs.append(need_of(table, load.mapping))
        except CjinError as error:
            faults = error.faults if isinstance(error, Invalid) else ()
            refused[table.id] = "; ".join(fault.message for fault in faults) or error.message
    if not needs:
        unmet = [Fault(name, why) for name, why in refused.items()]
        raise Invalid(f"No table of {tables.id} can be counted from this load.", unmet)
    return needs, refused


def undated(needs: Sequence[Need], load: Load) -> dict[str, int]:
    """How many rows each table leaves out because they do not tell its day, where there are any."""
    found = {one.table.id: load.report.undated.get(one.way.date(load.mapping), 0) for one in needs}
    return {name: rows for name, rows in found.items() if rows}


def _ways(needs: Sequence[Need], load: Load) -> Iterator[tuple[Way, list[Need], dict[Cube, Shape]]]:
    """The needs that are counted in one way, and the cubes that they share: one pass over the rows each."""
    ways: dict[Way, list[Need]] = defaultdict(list)
    for need in needs:
        ways[need.way].append(need)
    for way, mine in ways.items():
        shared = cubes(mine, _sizes(load))
        yield way, mine, {cube: _shape(cube.axes, cube.ages, cube.period, way, load) for cube in shared}


# Units: cubes, then sums over them


def _units(needs: Sequence[Need], load: Load) -> dict[str, Counted]:
    counted: dict[str, Counted] = {}
    for way, _mine, shapes in _ways(needs, load):
        columns = [way.date(load.mapping), *(axis for cube in shapes for axis in cube.axes)]
        columns += [one for one in (way.key, OFFENCE if way.key else "") if one]
        columns += ["count"] if "count" in load.mapping.columns else []
        found = count_units(_rows(load, way, columns), way, _ranks(way, load), shapes)
        for cube, values in found.items():
            counted |= {need.table.id: fold(need, cube, values, load) for need in cube.needs}
    return counted


def _sizes(load: Load) -> dict[str, int]:
    sizes = {name: len(codes) for name, codes in load.codes.items()}
    return sizes | {str(period): len(load.periods(period).codes) for period in Period} | {AGE: 20}


def _shape(axes: Sequence[str], ages: Sequence[int], period: Period, way: Way, load: Load) -> Shape:
    periods = load.periods(period)
    groups = age_axis(ages, ()) if ages else None
    lengths = tuple(len(ages) + 1 if axis == AGE else len(load.codes[axis]) for axis in axes)
    places = groups[1] if groups else None
    return Shape(way.date(load.mapping), period, periods.of, len(periods.codes), tuple(axes), lengths, places)


def _ranks(way: Way, load: Load) -> Numbers | None:
    if way.principal is Principal.NONE or load.correspondence is None:
        return None
    day = date.fromisoformat(load.report.last_day)
    return ranks(load.codes[OFFENCE], load.correspondence, load.mapping.counting.severity, day)


def _rows(load: Load, way: Way, columns: Sequence[str], *, in_time: bool = False) -> Iterator[Rows]:
    """The rows that tell the day of a way, all those of one key together if it has one: by years, or as they came."""
    key, day = way.key, way.date(load.mapping)
    rows = rows_of(load.folder / RECORDS, list(dict.fromkeys(columns)), load.codes)
    if load.report.undated.get(day):
        rows = (some(batch, np.flatnonzero(batch[day] != NO_DAY)) for batch in rows)
    if not key:
        return rows
    if key in load.report.ascending:
        return whole_runs(rows, key)
    return together(rows, key, day if in_time else "", load.report.kept, load.folder)


# Keys: distinct incidents or persons


def _keys(needs: Sequence[Need], load: Load) -> dict[str, Counted]:
    counted: dict[str, Counted] = {}
    for way, mine, shapes in _ways(needs, load):
        keyed = [_keyed(need, load) for need in mine]
        columns = [way.key, way.date(load.mapping), *(axis for need in mine for axis in need.axes)]
        columns += [OFFENCE] if way.principal is not Principal.NONE else []
        in_time = way.principal is Principal.NONE
        rows = _rows(load, way, columns, in_time=in_time)
        alone, several = count_keys(rows, way, _ranks(way, load), keyed, shapes)
        more = dict(zip([need.table.id for need in mine], several, strict=True))
        for cube, values in alone.items():
            counted |= {one.table.id: fold(one, cube, values, load, *more[one.table.id]) for one in cube.needs}
    return counted


def _keyed(need: Need, load: Load) -> Keyed:
    ages = need.table.ages.firsts if AGE in need.axes else ()
    shape = _shape(need.axes, ages, need.period, need.way, load)
    share = shares_of(need, load) if need.table.categories else None
    sets = tuple(layers(members(share))) if share is not None else ()
    names = max(1, len(need.table.categories))
    parts = len(load.codes[OFFENCE]) if share is not None and divided(share).any() else 0
    return Keyed(shape, need.table.dimensions, names, sets, _taker(need, load), parts)


def _taker(need: Need, load: Load) -> Callable[[Rows], Numbers | None]:
    where = narrowing(need, load)
    masks = {name: np.isin(np.array(load.codes[name], dtype=object), list(kept)) for name, kept in where.items()}

    def takes(rows: Rows) -> Numbers | None:
        found: Numbers | None = None
        for name, mask in masks.items():
            mine = mask[rows[name]]
            found = mine if found is None else found & mine
        return found

    return takes
