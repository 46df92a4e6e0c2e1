"""A table set over a load: every table with all its cells."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from cjin.core.rules.errors import CjinError, Fault, Invalid
from cjin.statistics.rules.correspondence import Correspondence
from cjin.statistics.rules.counting.categories import divided, layers, members, ranks, shares, whole
from cjin.statistics.rules.counting.cells import CATEGORY, PERIOD, STATUSES, Counted
from cjin.statistics.rules.counting.count import Keyed, Rows, Shape, count_keys, count_units
from cjin.statistics.rules.counting.decoding import Axis, Numbers, Periods, age_axis, periods_between, rows_of
from cjin.statistics.rules.counting.plan import AGE, ATTEMPTED, OFFENCE, Cube, Need, Way, cubes, need_of
from cjin.statistics.rules.mapping import Mapping
from cjin.statistics.rules.records.loading import RECORDS, Report, sort
from cjin.statistics.rules.tableset import Counted as What
from cjin.statistics.rules.tableset import Period, TableSet
from cjin.statistics.rules.units import TOTAL, Attempts, Principal, Status


@dataclass(frozen=True)
class Load:
    """A load that tables are counted from: its folder, how it was read, and what it covers."""

    folder: Path
    mapping: Mapping
    report: Report
    correspondence: Correspondence | None

    @property
    def codes(self) -> dict[str, Sequence[str]]:
        """The codes that occur, by concept."""
        return dict(self.report.codes)

    def periods(self, period: Period) -> Periods:
        """The periods from the first to the last day."""
        first, last = (date.fromisoformat(day) for day in (self.report.first_day, self.report.last_day))
        return periods_between(first, last, period)


@dataclass(frozen=True)
class Outcome:
    """The tables that were counted, and why others were not, by their identifiers."""

    tables: tuple[Counted, ...]
    refused: dict[str, str]


def count_tables(tables: TableSet, load: Load) -> Outcome:
    """Every table of a set whose unit the load holds. Raises Invalid where not one of them can be counted."""
    needs, refused = needs_of(tables, load)
    counted = {**_units([one for one in needs if one.table.counted is What.UNITS], load)}
    counted |= _keys([one for one in needs if one.table.counted is not What.UNITS], load)
    return Outcome(tuple(counted[one.table.id] for one in needs), refused)


def needs_of(tables: TableSet, load: Load) -> tuple[list[Need], dict[str, str]]:
    """What the tables of a set need that can be counted from a load, and why the others cannot, by their identifiers.

    Raises Invalid where not one of them can.
    """
    needs: list[Need] = []
    refused: dict[str, str] = {}
    for table in tables.tables:
        try:
            if table.unit is not load.mapping.unit:
                raise Invalid(f"the load holds {load.mapping.unit}s and not {table.unit}s")
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
        found = count_units(_rows(load, way.key, columns), way, _ranks(way, load), shapes)
        for cube, values in found.items():
            counted |= {need.table.id: _fold(need, cube, values, load) for need in cube.needs}
    return counted


def _sizes(load: Load) -> dict[str, int]:
    sizes = {name: len(codes) for name, codes in load.codes.items()}
    return sizes | {str(period): len(load.periods(period).codes) for period in Period} | {AGE: 20}


def _shape(axes: Sequence[str], ages: Sequence[int], period: Period, way: Way, load: Load) -> Shape:
    periods = load.periods(period)
    groups = age_axis(ages, ()) if ages else None
    lengths = tuple(len(ages) + 1 if axis == AGE else len(load.codes[axis]) for axis in axes)
    return Shape(
        way.date(load.mapping), periods.of, len(periods.codes), tuple(axes), lengths, groups[1] if groups else None
    )


def _ranks(way: Way, load: Load) -> Numbers | None:
    if way.principal is Principal.NONE or load.correspondence is None:
        return None
    day = date.fromisoformat(load.report.last_day)
    return ranks(load.codes[OFFENCE], load.correspondence, load.mapping.counting.severity, day)


def _rows(load: Load, key: str, columns: Sequence[str], *, in_time: bool = False) -> Iterator[Rows]:
    """The rows of a load, in the order of a key where one is asked for; equal keys by their days, or as they came."""
    path = load.folder / RECORDS
    if key and key not in load.report.ascending:
        days = [one for one in ("record_date", "event_date") if in_time and one in load.report.concepts]
        path = load.folder / f"by-{key}{'-in-time' if days else ''}.parquet"
        if not path.exists():
            sort(load.folder, [key, *days], path)
    return rows_of(path, list(dict.fromkeys(columns)), load.codes)


def _fold(
    need: Need, cube: Cube, values: Numbers, load: Load, more: Numbers | None = None, national: Numbers | None = None
) -> Counted:
    """A table out of a cube: narrowed, summed over what it does not show, by categories, with totals.

    ``more`` is added to it where keys are counted: those that do not stand in the cube. ``national`` are their rows by
    national code.
    """
    axes = list(cube.axes)
    values = _narrowed(values, axes, need, load)
    for place in reversed(range(len(axes))):
        if axes[place] != OFFENCE and axes[place] not in need.table.dimensions:
            values = values.sum(axis=place + 1)
            del axes[place]
    if OFFENCE in axes and OFFENCE not in need.axes:
        values = values.sum(axis=axes.index(OFFENCE) + 1)
        axes.remove(OFFENCE)
    order = [axes.index(one) + 1 for one in ([OFFENCE] if OFFENCE in axes else []) + list(need.table.dimensions)]
    values = np.transpose(values, (0, *order))
    status = None
    if OFFENCE in need.axes:
        values, status = _by_category(values, need, load, national)
    else:
        values = values[:, None]
    whole = _with_totals(values)
    return _finished(need, whole if more is None else whole + more, status, load)


def _narrowed(values: Numbers, axes: Sequence[str], need: Need, load: Load) -> Numbers:
    for name, kept in narrowing(need, load).items():
        codes = load.codes[name]
        places = [place for place, code in enumerate(codes) if code in kept]
        mask = np.zeros(len(codes), dtype=bool)
        mask[places] = True
        shape = [1] * values.ndim
        shape[list(axes).index(name) + 1] = len(codes)
        values = values * mask.reshape(shape)
    return values


def narrowing(need: Need, load: Load) -> dict[str, frozenset[str]]:
    """The codes that a row must have to be taken, by concept; rows are taken after the gravest were chosen."""
    where = {name: frozenset(codes) for name, codes in need.table.where.items()}
    attempts = load.mapping.counting.attempts if need.table.attempts is None else need.table.attempts
    if attempts is not Attempts.INCLUDED:
        every = frozenset(load.codes[ATTEMPTED])
        where[ATTEMPTED] = frozenset({"ATT"}) if attempts is Attempts.ONLY else every - {"ATT"}
    return where


def _by_category(values: Numbers, need: Need, load: Load, more: Numbers | None) -> tuple[Numbers, Numbers]:
    """From national codes to the sets of a table, and the status of each set in each period.

    A key is no quantity: it goes whole to the set that holds at least half of its code.
    """
    share = shares_of(need, load)
    national = values.reshape(*values.shape[:2], -1).sum(axis=2)
    status = _standing(share, national if more is None else national + more, need, load)
    if need.way.counted is not What.UNITS:
        share = (share >= 0.5).astype(float)
    folded = np.stack([np.tensordot(share[place], values[place], axes=1) for place in range(values.shape[0])])
    return np.rint(folded).astype(np.int64) if whole(share) else folded, status


def shares_of(need: Need, load: Load) -> Numbers:
    """The share of each national code in each set of a table: (periods, sets, codes)."""
    assert load.correspondence is not None
    starts = load.periods(need.period).starts()
    return shares(need.table.categories, load.codes[OFFENCE], load.correspondence, starts)


def _standing(share: Numbers, national: Numbers, need: Need, load: Load) -> Numbers:
    """Not available where no national code belongs to a set; estimated where only a share of one does."""
    assert load.correspondence is not None
    covered = load.correspondence.covered
    found = np.full(share.shape[:2], STATUSES.index(Status.EXACT))
    found[(divided(share) & (national[:, None, :] > 0)).any(axis=2)] = STATUSES.index(Status.ESTIMATED)
    for number, codes in enumerate(need.table.categories.values()):
        if not covered.intersection(codes):
            found[:, number] = STATUSES.index(Status.NOT_AVAILABLE)
    return found


def _with_totals(values: Numbers) -> Numbers:
    for axis in range(2, values.ndim):
        values = np.concatenate([values, values.sum(axis=axis, keepdims=True)], axis=axis)
    return values


def axes_of(need: Need, load: Load) -> tuple[Axis, ...]:
    """The axes of a table: its periods, its sets, and its dimensions with their totals."""
    table = need.table
    axes = [Axis(PERIOD, load.periods(need.period).codes), Axis(CATEGORY, tuple(table.categories) or (TOTAL,))]
    for name in table.dimensions:
        codes = age_axis(table.ages.firsts, table.ages.codes)[0].codes if name == AGE else tuple(load.codes[name])
        axes.append(Axis(name, (*codes, TOTAL)))
    return tuple(axes)


def _finished(need: Need, values: Numbers, status: Numbers | None, load: Load) -> Counted:
    standing = np.full(values.shape[:2], STATUSES.index(Status.EXACT)) if status is None else status
    every = np.broadcast_to(standing.reshape(*standing.shape, *[1] * (values.ndim - 2)), values.shape)
    return Counted(need.table, axes_of(need, load), values, every)


# Keys: distinct incidents or persons


def _keys(needs: Sequence[Need], load: Load) -> dict[str, Counted]:
    counted: dict[str, Counted] = {}
    for way, mine, shapes in _ways(needs, load):
        keyed = [_keyed(need, load) for need in mine]
        columns = [way.key, way.date(load.mapping), *(axis for need in mine for axis in need.axes)]
        columns += [OFFENCE] if way.principal is not Principal.NONE else []
        in_time = way.principal is Principal.NONE
        rows = _rows(load, way.key, columns, in_time=in_time)
        alone, together = count_keys(rows, way, _ranks(way, load), keyed, shapes)
        more = dict(zip([need.table.id for need in mine], together, strict=True))
        for cube, values in alone.items():
            counted |= {one.table.id: _fold(one, cube, values, load, *more[one.table.id]) for one in cube.needs}
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
