"""The columns of a file of records, with values that occur in them: what a mapping is proposed from."""

from pathlib import Path

from cjin.statistics.rules.mapping import File
from cjin.statistics.rules.proposing import Seen
from cjin.statistics.rules.records.engine import engine, name
from cjin.statistics.rules.records.sources import origin_of

ROWS = 1_000
"""So many rows of a file are looked at."""
LONGEST = 200


def columns_of(path: Path, file: File, work: Path) -> list[Seen]:
    """Every column with the different values of the first rows. ``work`` takes what has to be rewritten.

    Raises NotFound, Unavailable, and Invalid for what is no table or has a faulty header.
    """
    with engine(work) as connection:
        origin = origin_of(path, file, work)
        texts = ", ".join(f"left({name(column)}::VARCHAR, {LONGEST})" for column in origin.columns)
        rows = connection.execute(f"SELECT {texts} FROM {origin.relation} LIMIT {ROWS}").fetchall()
    return [
        Seen(column, tuple(dict.fromkeys(row[place] for row in rows if row[place])))
        for place, column in enumerate(origin.columns)
    ]
