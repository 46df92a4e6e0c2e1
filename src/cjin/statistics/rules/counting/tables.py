"""A table set over a load: every table with all its cells."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from cjin.core.rules.errors import CjinError, Fault, Invalid
from cjin.statistics.rules.counting.categories import layers, members, ranks
from cjin.statistics.rules.counting.cells import Counted
from cjin.statistics.rules.counting.count import Rows, Shape, count_units, some
from cjin.statistics.rules.counting.decoding import NO_DAY, Numbers, age_axis, rows_of
from cjin.statistics.rules.counting.folding import fold, narrowing, shares_of
from cjin.statistics.rules.counting.held import Load
from cjin.statistics.rules.counting.keys import Keyed, Surplus
from cjin.statistics.rules.counting.plan import AGE, OFFENCE, Cube, Need, Way, cubes, need_of
from cjin.statistics.rules.counting.repeats import keep_repeats, repeats_of
from cjin.statistics.rules.counting.runs import several, whole_runs
from cjin.statistics.rules.counting.sizes import check_size, sizes
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
    counted = dict(_counted(needs, load))
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
            need = need_of(table, load.mapping)
            check_size(need, load)
            needs.append(need)
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
        shared = cubes(mine, sizes(load))
        yield way, mine, {cube: _shape(cube.axes, cube.ages, cube.period, way, load) for cube in shared}


def _counted(needs: Sequence[Need], load: Load) -> Iterator[tuple[str, Counted]]:
    for way, mine, shapes in _ways(needs, load):
        ranks = _ranks(way, load)
        columns = _columns(way, shapes, load)
        surplus: dict[str, Numbers] = {}
        if way.by_offence or way.counted is What.UNITS:
            cubes = count_units(_rows(load, way, columns), way, ranks, shapes)
        else:
            cubes, surplus = _keys(way, mine, columns, shapes, load)
        for cube, values in cubes.items():
            for need in cube.needs:
                yield need.table.id, fold(need, cube, values, load, surplus.get(need.table.id))


def _columns(way: Way, shapes: Iterable[Cube], load: Load) -> list[str]:
    columns = [way.date(load.mapping), *(axis for cube in shapes for axis in cube.axes)]
    columns += [way.key, OFFENCE] if way.by_offence else []
    columns += ["count"] if way.counted is What.UNITS and "count" in load.mapping.columns else []
    return columns


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


def _rows(load: Load, way: Way, columns: Sequence[str]) -> Iterator[Rows]:
    """The rows that tell the day of a way, all those of one key together if that is among the columns."""
    wanted = list(dict.fromkeys(columns))
    rows = _dated(rows_of(load.folder / RECORDS, wanted, load.codes), load, way.date(load.mapping))
    if way.key not in wanted:
        return rows
    if way.key in load.report.ascending:
        return whole_runs(rows, way.key)
    return together(rows, way.key, load.report.kept, load.folder)


def _dated(batches: Iterator[Rows], load: Load, day: str) -> Iterator[Rows]:
    if not load.report.undated.get(day):
        return batches
    return (some(rows, np.flatnonzero(rows[day] != NO_DAY)) for rows in batches)


# Keys: distinct incidents or persons


def _keys(
    way: Way, needs: Sequence[Need], columns: Sequence[str], shapes: dict[Cube, Shape], load: Load
) -> tuple[dict[Cube, Numbers], dict[str, Numbers]]:
    """Every row counted into cubes, and by table what is to be taken from them so that a key is counted once."""
    surplus = Surplus(way.key, [_keyed(need, load) for need in needs], len(load.codes.get(OFFENCE, ())))
    if way.key in load.report.ascending:
        cubes = count_units(_added(_rows(load, way, [way.key, *columns]), way.key, surplus), way, None, shapes)
    else:
        cubes = count_units(_rows(load, way, columns), way, None, shapes)
        for batch in _repeats(load, way, columns):
            surplus.add(batch)
    surplus.settle()
    return cubes, {need.table.id: found for need, found in zip(needs, surplus.found, strict=True)}


def _added(batches: Iterator[Rows], key: str, surplus: Surplus) -> Iterator[Rows]:
    """The same rows; of them those that share their key have been added."""
    for rows in batches:
        surplus.add(some(rows, several(rows[key])))
        yield rows


def _repeats(load: Load, way: Way, columns: Sequence[str]) -> Iterator[Rows]:
    """The rows that tell the day of a way and whose key comes again in a year."""
    keep_repeats(load.folder / RECORDS, way.key, load.report.concepts, load.codes, load.report.kept)
    rows = repeats_of(load.folder, way.key, list(dict.fromkeys(columns)))
    return _dated(rows, load, way.date(load.mapping))


def _keyed(need: Need, load: Load) -> Keyed:
    ages = need.table.ages.firsts if AGE in need.axes else ()
    shape = _shape(need.axes, ages, need.period, need.way, load)
    sets = tuple(layers(members(shares_of(need, load)))) if need.table.categories else ()
    return Keyed(shape, need.table.dimensions, max(1, len(need.table.categories)), sets, _taker(need, load))


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
