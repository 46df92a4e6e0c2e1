"""The columns of a file of records, with values that occur in them: what a mapping is proposed from."""

import re
from collections.abc import Sequence
from pathlib import Path

import duckdb

from cjin.statistics.rules.daysread import LIKELY
from cjin.statistics.rules.mapping import File
from cjin.statistics.rules.proposing import Seen
from cjin.statistics.rules.records.engine import engine, name, text
from cjin.statistics.rules.records.sources import Origin, origin_of

ROWS = 1_000
"""So many rows of a file are looked at."""
LONGEST = 200
_LIKELY = re.compile(LIKELY, re.ASCII)
_FIRST = r"^[0-9]+[-/.][0-9]+[-/.][0-9]+"


MOST_ROWS = 2_000_000
"""So many are looked at in columns of days, whose writing may change anywhere."""
MOST_DAYS = 5_000


def columns_of(path: Path, file: File, work: Path) -> list[Seen]:
    """Every column with the different values of the first rows, and one of each day of the others where it holds days.

    ``work`` takes what has to be rewritten. Raises NotFound, Unavailable, and Invalid for what is no table or has a
    faulty header.
    """
    with engine(work) as connection:
        origin = origin_of(path, file, work)
        texts = ", ".join(f"left({name(column)}::VARCHAR, {LONGEST})" for column in origin.columns)
        rows = connection.execute(f"SELECT {texts} FROM {origin.relation} LIMIT {ROWS}").fetchall()
        first = [tuple(dict.fromkeys(row[place] for row in rows if row[place])) for place in range(len(origin.columns))]
        return [
            Seen(column, tuple(dict.fromkeys((*values, *_days(connection, origin, column, values)))))
            for column, values in zip(origin.columns, first, strict=True)
        ]


def _days(connection: duckdb.DuckDBPyConnection, origin: Origin, column: str, values: Sequence[str]) -> list[str]:
    """A value of each day, by each way of writing its time, in a column in which the first values are mostly days."""
    if 2 * sum(bool(_LIKELY.match(value)) for value in values) <= len(values) or not values:
        return []
    day, time = f"regexp_extract(value, {text(_FIRST)})", f"regexp_replace(value, {text(_FIRST)}, '')"
    found = connection.execute(
        f"SELECT min(value) FROM (SELECT trim(left({name(column)}::VARCHAR, {LONGEST})) AS value "
        f"FROM {origin.relation} LIMIT {MOST_ROWS}) WHERE value <> '' "
        f"GROUP BY {day}, regexp_replace({time}, '[0-9]', '9', 'g') ORDER BY 1 LIMIT {MOST_DAYS}"
    )
    return [value for (value,) in found.fetchall()]
