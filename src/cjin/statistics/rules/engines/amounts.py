"""Who the amounts of tables come from: the rows that add up to each cell, counted by the embedded engine."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from cjin.core.rules.errors import Fault, Invalid
from cjin.statistics.rules.counting.cells import Amount, Counted
from cjin.statistics.rules.counting.held import Load
from cjin.statistics.rules.counting.plan import need_of
from cjin.statistics.rules.engines.embedded import records_of
from cjin.statistics.rules.engines.statement import contributions
from cjin.statistics.rules.tableset import Counted as What

type Cells = dict[tuple[str, ...], Amount]


def with_amounts(tables: Sequence[Counted], load: Load) -> list[Counted]:
    """Tables over a load with who their values come from.

    Raises Invalid where rows do not tell an amount, or a table counts incidents or persons; Unavailable.
    """
    others = [one.table.id for one in tables if one.table.counted is not What.UNITS]
    if "count" not in load.mapping.columns or others:
        message = f"{', '.join(others) or 'the source'} tells no amounts: no column is read as count"
        raise Invalid("This rule of confidentiality cannot be applied.", [Fault("rule", message)])
    with records_of(load) as connection:
        return [
            _filled(one, connection.execute(contributions(need_of(one.table, load.mapping), load)).fetchall())
            for one in tables
        ]


def _filled(table: Counted, rows: Sequence[tuple[object, ...]]) -> Counted:
    found: Cells = {}
    for *codes, count, largest in rows:
        assert isinstance(count, int)
        assert isinstance(largest, list)
        first, second = (*largest, 0, 0)[:2]
        found[tuple(map(str, codes))] = Amount(count, first, second)
    cells = product(*(axis.codes for axis in table.axes))
    return replace(table, amounts={place: found[codes] for place, codes in enumerate(cells) if codes in found})
