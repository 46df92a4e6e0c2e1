"""The SQL of a table set in the embedded engine: the reference of what the same text must answer elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from duckdb import DuckDBPyConnection

from cjin.statistics.rules.counting.held import Load
from cjin.statistics.rules.counting.tables import Outcome, needs_of, undated
from cjin.statistics.rules.engines.answers import table_of
from cjin.statistics.rules.engines.statement import RECORDS, ROW, statement
from cjin.statistics.rules.records import loading
from cjin.statistics.rules.records.engine import engine, text
from cjin.statistics.rules.tableset import TableSet


def count(tables: TableSet, load: Load) -> Outcome:
    """Every table of a set whose unit the load holds, by DuckDB. Raises Invalid, Unavailable."""
    needs, refused = needs_of(tables, load)
    with records_of(load) as connection:
        found = [table_of(need, load, connection.execute(statement(need, load)).fetchall()) for need in needs]
    return Outcome(tuple(found), refused, undated(needs, load))


@contextmanager
def records_of(load: Load) -> Iterator[DuckDBPyConnection]:
    """An engine in which the records of a load stand under the name that statements use. Raises Unavailable."""
    with engine(load.folder) as connection:
        connection.execute(f"CREATE VIEW {RECORDS} AS SELECT * FROM {_source(load)}")
        yield connection


def export(load: Load, target: Path) -> int:
    """Writes the records of a load as Parquet with the number of each row; how many there are. Raises Unavailable."""
    with engine(load.folder) as connection:
        query = f"COPY (SELECT * FROM {_source(load)}) TO {text(str(target))} (FORMAT parquet, COMPRESSION zstd)"
        ((rows,),) = connection.execute(query).fetchall()
    return int(rows)


def _source(load: Load) -> str:
    return f"read_parquet({text(str(load.folder / loading.RECORDS))}, {ROW} = true)"
