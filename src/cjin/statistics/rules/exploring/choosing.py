"""Which series answers a question: the one that has what was asked, else the totals and the most that is not zero."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as arrow
import pyarrow.compute as compute

from cjin.statistics.rules.publishing.columns import NUMBER
from cjin.statistics.rules.publishing.flows import Flow
from cjin.statistics.rules.units import TOTAL

TOTALS = frozenset({TOTAL, "TOTAL", NUMBER})
MOST = 50_000
"""Of so many cells every series is weighed; of more only those of the best code of a dimension, one after another."""


@dataclass(frozen=True)
class Choice:
    """The codes of the series that is shown, and those that were asked for but that no figure has together."""

    codes: Mapping[str, str]
    without: Mapping[str, str]


def chosen(flow: Flow, cells: arrow.Table, asked: Mapping[str, str], free: Sequence[str]) -> Choice | None:
    """The series to show, without the ``free`` dimensions; None where there are no cells at all.

    Where no figure has all the codes that were asked for, as many of them are kept as can be, the first ones rather.
    """
    names = [name for name in flow.key if name != "TIME_PERIOD" and name not in free]
    wanted = {name: code for name, code in asked.items() if name in names}
    several = [name for name in names if len(flow.lists.get(name, ())) > 1]
    found = _series(_narrowed(_having(cells, wanted), several), names) or _series(_narrowed(cells, several), names)
    if not found:
        return None
    best = max(found, key=lambda one: _worth(one, names, wanted))
    codes = dict(zip(names, best[0], strict=True))
    return Choice(codes, {name: code for name, code in wanted.items() if codes[name] != code})


type Counted = tuple[tuple[str, ...], int, int]


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


def _series(cells: arrow.Table, names: Sequence[str]) -> list[Counted]:
    """Every series with how many of its values are not zero, and how many values it has, in the order of the key."""
    if not cells.num_rows:
        return []
    above = compute.greater(compute.fill_null(cells["OBS_VALUE"], 0.0), 0.0).cast(arrow.int64())
    wanted = [("above", "sum"), ("OBS_VALUE", "count")]
    counted = cells.append_column("above", above).group_by(list(names), use_threads=False).aggregate(wanted)
    keys = zip(*(counted[name].to_pylist() for name in names), strict=True)
    return list(zip(keys, counted["above_sum"].to_pylist(), counted["OBS_VALUE_count"].to_pylist(), strict=True))


def _worth(one: Counted, names: Sequence[str], wanted: Mapping[str, str]) -> tuple[object, ...]:
    codes, above, count = one
    kept = [codes[at] == wanted[name] for at, name in enumerate(names) if name in wanted]
    return (
        sum(kept),
        kept,
        sum(code in TOTALS for code in codes),
        above,
        count,
        [-ord(letter) for letter in "".join(codes)],
    )
