"""Finer tables: what lies inside several cells of other tables at once, counted to be looked at and never published."""

from collections.abc import Sequence
from dataclasses import replace

from cjin.statistics.rules.counting.plan import ATTEMPTED
from cjin.statistics.rules.tableset import Table, TableSet
from cjin.statistics.rules.units import Attempts


def finer(tables: Sequence[Table]) -> TableSet | None:
    """A table for each one that is narrowed or counts sets of several categories: split by all that it is narrowed by,
    and by each category alone. None where there is no such table.
    """
    found: dict[str, Table] = {}
    for table in tables:
        split = _split(table)
        if split not in [*tables, *found.values()] and split != table:
            named = replace(split, id=f"finer-{len(found) + 1}")
            found.setdefault(repr(split), named)
    return TableSet("finer", "finer", tuple(found.values())) if found else None


def _split(table: Table) -> Table:
    attempted = (ATTEMPTED,) if table.by_attempts else ()
    every = {code: (code,) for codes in table.categories.values() for code in codes}
    return replace(
        table,
        categories=every,
        dimensions=tuple(dict.fromkeys((*table.dimensions, *table.where, *attempted))),
        where={},
        attempts=Attempts.INCLUDED if attempted else table.attempts,
        rate=None,
    )
