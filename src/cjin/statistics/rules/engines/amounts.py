"""Who the amounts of tables come from: the rows that add up to each cell, counted by the embedded engine."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from duckdb import DuckDBPyConnection

from cjin.core.rules.errors import Fault, Invalid
from cjin.statistics.rules.counting.cells import Amount, Counted
from cjin.statistics.rules.counting.held import Load
from cjin.statistics.rules.counting.plan import need_of
from cjin.statistics.rules.disclosure.primary import Rule
from cjin.statistics.rules.engines.embedded import records_of
from cjin.statistics.rules.engines.statement import contributions
from cjin.statistics.rules.tableset import Counted as What

type Cells = dict[tuple[str, ...], Amount]


def weighed(tables: Sequence[Counted], load: Load, rule: Rule) -> Sequence[Counted]:
    """Tables with who their values come from where a rule looks at that. Raises Invalid where they tell no amounts."""
    if not rule.asks_who:
        return tables
    check_amounts(tables, load)
    return with_amounts(tables, load)


def check_amounts(tables: Sequence[Counted], load: Load) -> None:
    """Raises Invalid where the records do not tell an amount, or a table counts incidents or persons."""
    others = [one.table.id for one in tables if not _is_amount(one, load)]
    if others:
        message = f"{', '.join(others)}: no amounts; such a rule needs records with a column that is read as count"
        raise Invalid("This rule of confidentiality cannot be applied.", [Fault("rule", message)])


def with_amounts(tables: Sequence[Counted], load: Load) -> list[Counted]:
    """Tables over a load, those of amounts with who their values come from. Raises Unavailable."""
    with records_of(load) as connection:
        return [_filled(one, load, connection) if _is_amount(one, load) else one for one in tables]


def _is_amount(table: Counted, load: Load) -> bool:
    return "count" in load.mapping.columns and table.table.counted is What.UNITS


def _filled(table: Counted, load: Load, connection: DuckDBPyConnection) -> Counted:
    found: Cells = {}
    query = contributions(need_of(table.table, load.mapping), load)
    for *codes, count, largest in connection.execute(query).fetchall():
        assert isinstance(count, int)
        assert isinstance(largest, list)
        first, second = (*largest, 0, 0)[:2]
        found[tuple(map(str, codes))] = Amount(count, first, second)
    cells = product(*(axis.codes for axis in table.axes))
    return replace(table, amounts={place: found[codes] for place, codes in enumerate(cells) if codes in found})
