"""Which series answers a question: the one that has what was asked, the totals, most areas, most values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as arrow
import pyarrow.compute as compute

from cjin.statistics.rules.publishing.flows import Flow
from cjin.statistics.rules.publishing.measures import NUMBER, headline_of
from cjin.statistics.rules.tableset import catalogue_tables
from cjin.statistics.rules.units import TOTAL

TOTALS = frozenset({TOTAL, "TOTAL", NUMBER})
AREAS, UNIT = "REF_AREA", "UNIT_MEASURE"
MOST = 50_000
"""Of so many cells every series is weighed; of more only those of the best code of a dimension, one after another."""


@dataclass(frozen=True)
class Choice:
    """The codes of the series that is shown, and those that were asked for but that no figure has together.

    ``lacking`` are codes of the flow's headline, which nobody asked to leave, that the series has not.
    """

    codes: Mapping[str, str]
    without: Mapping[str, str]
    lacking: Mapping[str, str] = field(default_factory=dict)

    @property
    def astray(self) -> bool:
        """Whether it is of other things than what the flow is named for, as the whole is where a part is meant."""
        return any(name != UNIT for name in self.lacking)


def chosen(flow: Flow, cells: arrow.Table, asked: Mapping[str, str], free: Sequence[str]) -> Choice | None:
    """The series to show, without the ``free`` dimensions; None where there are no cells at all.

    Where no figure has all the codes that were asked for, as many of them are kept as can be, the first ones rather.
    Where nothing else is asked for, it is the headline of the flow: its measure, or at least what it counts.
    """
    names = [name for name in flow.key if name != "TIME_PERIOD" and name not in free]
    wanted = {name: code for name, code in asked.items() if name in names}
    several = [name for name in names if len(flow.lists.get(name, ())) > 1]
    spread = spread_of(flow, free)
    headline = headline_for(flow, asked, free)
    own = {name: code for name, code in headline.items() if name != UNIT}
    for kept in (headline | wanted, own | wanted, wanted, {}) if headline else (wanted, {}):
        there = _series(_narrowed(_having(cells, kept), several), names, spread)
        found = _telling(there, spread) if headline and kept else there
        if found:
            break
    if not found:
        return None
    best = max(found, key=lambda one: _worth(one, names, wanted))
    codes = dict(zip(names, best.codes, strict=True))
    without = {name: code for name, code in wanted.items() if codes[name] != code}
    return Choice(codes, without, {name: code for name, code in headline.items() if codes[name] != code})


def headline_for(flow: Flow, asked: Mapping[str, str], free: Sequence[str]) -> dict[str, str]:
    """The codes of a flow's headline that a question leaves open; no measure where what it measures is not one code."""
    declared = catalogue_tables().get(flow.id)
    every = flow.headline or (headline_of(declared) if declared else {})
    found = {name: code for name, code in every.items() if name in flow.key and name not in (*asked, *free)}
    whole = all(name in found for name in every if name != UNIT)
    return found if whole else {name: code for name, code in found.items() if name != UNIT}


def _telling(found: Sequence["Counted"], spread: Sequence[str]) -> list["Counted"]:
    """The series that have something to show: a value, and where parts are looked at, one of a part."""
    return [one for one in found if (one.above if spread else one.count)]


def spread_of(flow: Flow, free: Sequence[str]) -> list[str]:
    """The dimensions whose parts a reader wants to see: those without one code that have more than a total."""
    return [name for name in free if name not in (AREAS, "SOURCE") and set(flow.lists.get(name, ())) - TOTALS]


def telling(cells: arrow.Table, spread: Sequence[str]) -> arrow.ChunkedArray:
    """Which cells have something to draw: a value above zero, and of parts rather than of their totals alone."""
    above = compute.greater(compute.fill_null(cells["OBS_VALUE"], 0.0), 0.0)
    part = None
    for name in spread:
        own = compute.not_equal(cells[name], TOTAL)
        part = own if part is None else compute.or_(part, own)
    return above if part is None else compute.and_(above, part)


def fullest(cells: arrow.Table) -> arrow.Table:
    """The cells of the periods in which at least half as many areas have a value as in the best one."""
    counted = cells.group_by("TIME_PERIOD", use_threads=False).aggregate([(AREAS, "count_distinct")])
    areas = dict(zip(counted["TIME_PERIOD"].to_pylist(), counted[f"{AREAS}_count_distinct"].to_pylist(), strict=True))
    enough = [period for period, count in areas.items() if 2 * count >= max(areas.values())]
    return cells.filter(compute.is_in(cells["TIME_PERIOD"], value_set=arrow.array(enough, arrow.string())))


@dataclass(frozen=True)
class Counted:
    """A series: its codes, how many areas have a value of it, how many cells have something to draw, how many a value.

    Areas are counted where the series is one of several areas, otherwise there is one.
    """

    codes: tuple[str, ...]
    areas: int
    above: int
    count: int


def _having(cells: arrow.Table, wanted: Mapping[str, str]) -> arrow.Table:
    for name, code in wanted.items():
        cells = cells.filter(compute.equal(cells[name], code))
    return cells


def _narrowed(cells: arrow.Table, names: Sequence[str]) -> arrow.Table:
    """The cells of the total, or else of the code with the most values, by dimension until they are few enough."""
    for name in names:
        if cells.num_rows <= MOST:
            break
        counted = cells.group_by(name, use_threads=False).aggregate([("OBS_VALUE", "count")])
        codes = sorted(zip(counted[name].to_pylist(), counted["OBS_VALUE_count"].to_pylist(), strict=True))
        best = max(codes, key=lambda one: (one[0] in TOTALS, one[1]))[0]
        cells = cells.filter(compute.equal(cells[name], best))
    return cells


def _series(cells: arrow.Table, names: Sequence[str], spread: Sequence[str]) -> list[Counted]:
    """Every series with what it has, in the order of the key."""
    if not cells.num_rows:
        return []
    valued = compute.is_valid(cells["OBS_VALUE"])
    area = compute.if_else(valued, cells[AREAS], arrow.scalar(None, arrow.string()))
    cells = cells.append_column("above", telling(cells, spread).cast(arrow.int64())).append_column("valued", area)
    wanted = [("valued", "count_distinct"), ("above", "sum"), ("OBS_VALUE", "count")]
    found = cells.group_by(list(names), use_threads=False).aggregate(wanted)
    keys = zip(*(found[name].to_pylist() for name in names), strict=True)
    counts = (found[name].to_pylist() for name in ("valued_count_distinct", "above_sum", "OBS_VALUE_count"))
    return [Counted(*one) for one in zip(keys, *counts, strict=True)]


def _worth(one: Counted, names: Sequence[str], wanted: Mapping[str, str]) -> tuple[object, ...]:
    kept = [one.codes[at] == wanted[name] for at, name in enumerate(names) if name in wanted]
    return (
        sum(kept),
        kept,
        sum(code in TOTALS for code in one.codes),
        one.areas,
        one.above,
        one.count,
        [-ord(letter) for letter in "".join(one.codes)],
    )
