"""Dialects: the SQL of a table set as other engines read it, as texts that stand alone."""

import re
from enum import StrEnum

from cjin.core.rules.errors import Fault, Invalid
from cjin.statistics.rules.counting.held import Load
from cjin.statistics.rules.counting.tables import needs_of
from cjin.statistics.rules.engines.statement import RECORDS, statement
from cjin.statistics.rules.tableset import TableSet

_RELATION = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*){0,2}", re.ASCII)


class Dialect(StrEnum):
    """An engine whose SQL can be written."""

    DUCKDB = "duckdb"
    SPARK = "spark"
    TRINO = "trino"


def in_dialect(query: str, dialect: Dialect, *, pretty: bool = False) -> str:
    """A query of DuckDB as another engine reads it."""
    from sqlglot import ErrorLevel, transpile

    (found,) = transpile(query, read="duckdb", write=str(dialect), pretty=pretty, unsupported_level=ErrorLevel.RAISE)
    return found


def queries(
    tables: TableSet, load: Load, dialect: Dialect, records: str = RECORDS
) -> tuple[dict[str, str], dict[str, str]]:
    """The query of each table of a set over the relation ``records``, and why others cannot be counted.

    Raises Invalid where the relation is not named as ``records``, ``schema.records`` or ``catalog.schema.records``.
    """
    if not _RELATION.fullmatch(records):
        raise Invalid("The name of the records cannot be used.", [Fault("records", "write catalog.schema.table")])
    needs, refused = needs_of(tables, load)
    found = {one.table.id: in_dialect(statement(one, load, records), dialect, pretty=True) for one in needs}
    return found, refused
