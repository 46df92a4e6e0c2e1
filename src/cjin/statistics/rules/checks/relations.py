"""What the checks look at: observations, the same of earlier vintages, those of other sources, trees of categories."""

# ruff: noqa: S608 - every name and text goes into SQL through `name` and `text`

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from cjin.core.rules.catalogue import read
from cjin.statistics.rules.aggregates.observations import KEY
from cjin.statistics.rules.classification import iccs
from cjin.statistics.rules.records.engine import text

KEYS = ", ".join(KEY)
SERIES = ", ".join(name for name in KEY if name != "year")


@dataclass(frozen=True)
class Look:
    """The files to look at: the dataset's, those of earlier vintages of its source in order, those of other sources.

    ``partly`` are by file the indicators and years whose records cover only a part of the year: they are compared with
    no other year and with no later vintage.
    """

    dataset: Path
    before: Sequence[Path] = ()
    elsewhere: Sequence[tuple[str, Path]] = ()
    partly: Mapping[Path, Collection[tuple[str, int]]] = field(default_factory=dict)


def prepare(connection: duckdb.DuckDBPyConnection, look: Look) -> None:
    """Makes the tables ``raw``, ``obs``, ``before``, ``elsewhere``, ``tree`` and ``codes`` on the connection.

    ``around`` is ``obs`` and what others say of the same areas: suspects come from another authority than convicts.

    ``obs`` holds the figures that have a value and whose key stands once, or always with the same value: a key with two
    values takes part in no sum, since nobody can say which of them it would be. It marks years covered in part.
    """
    connection.execute(f"CREATE TABLE raw AS {_file(look.dataset)}")
    in_part = _in_part(look, look.dataset)
    connection.execute(
        f"CREATE TABLE obs AS SELECT {KEYS}, any_value(value) AS value, bool_or(break_) AS flagged, "
        f"any_value(region) AS region, {in_part} AS partly FROM raw WHERE value IS NOT NULL GROUP BY {KEYS} "
        "HAVING count(DISTINCT value) = 1"
    )
    _earlier(connection, look)
    _others(connection, look.elsewhere)
    connection.execute(
        f"CREATE VIEW around AS SELECT {KEYS}, value FROM obs UNION ALL SELECT {KEYS}, any_value(value) FROM elsewhere "
        f"WHERE area IN (SELECT area FROM obs) GROUP BY {KEYS} HAVING count(DISTINCT value) = 1"
    )
    _trees(connection)
    _codes(connection)


def _file(path: Path) -> str:
    return f"SELECT * FROM read_parquet({text(str(path))})"


def _in_part(look: Look, path: Path) -> str:
    """A condition: the figure is of a year that the records of a file cover only a part of."""
    pairs = ", ".join(f"({text(indicator)}, {int(year)})" for indicator, year in look.partly.get(path, ()))
    return f"(indicator, year) IN ({pairs})" if pairs else "false"


def _earlier(connection: duckdb.DuckDBPyConnection, look: Look) -> None:
    parts = [
        f"SELECT *, {number} AS vintage FROM ({_file(path)}) WHERE NOT {_in_part(look, path)}"
        for number, path in enumerate(look.before)
    ]
    told = " UNION ALL BY NAME ".join(parts) or "SELECT *, 0 AS vintage FROM raw LIMIT 0"
    connection.execute(
        f"CREATE TABLE before AS SELECT {KEYS}, arg_max(value, vintage) AS value FROM ({told}) "
        f"WHERE value IS NOT NULL GROUP BY {KEYS}"
    )


def _others(connection: duckdb.DuckDBPyConnection, paths: Sequence[tuple[str, Path]]) -> None:
    parts = [f"SELECT *, {text(name)} AS place FROM ({_file(path)})" for name, path in paths]
    told = " UNION ALL BY NAME ".join(parts) or "SELECT *, '' AS place FROM raw LIMIT 0"
    connection.execute(
        f"CREATE TABLE elsewhere AS SELECT {KEYS}, place, any_value(value) AS value FROM ({told}) "
        f"WHERE value IS NOT NULL GROUP BY {KEYS}, place HAVING count(DISTINCT value) = 1"
    )


def _trees(connection: duckdb.DuckDBPyConnection) -> None:
    """Parents and children: by ICCS, and by labels such as ``Sexual violence: Rape``."""
    connection.execute("CREATE TABLE tree (kind VARCHAR, parent VARCHAR, child VARCHAR)")
    pairs = [(one.parent, code) for code, one in iccs().categories.items() if one.parent]
    _fill(connection, "tree", (("iccs", parent, child) for parent, child in pairs))
    connection.execute(
        "INSERT INTO tree SELECT DISTINCT 'colon', split_part(category, ': ', 1), category FROM obs "
        "WHERE contains(category, ': ')"
    )


def _codes(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("CREATE TABLE codes (list VARCHAR, code VARCHAR, other VARCHAR)")
    _fill(connection, "codes", (("states", entry["iso3"], "") for entry in read("states")["states"]))


def _fill(connection: duckdb.DuckDBPyConnection, table: str, rows: Iterable[tuple[str, str, str]]) -> None:
    values = ", ".join("(" + ", ".join(map(text, row)) + ")" for row in rows)
    if values:
        connection.execute(f"INSERT INTO {table} VALUES {values}")
