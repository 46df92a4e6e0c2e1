"""Rows that cannot be read: why, where each stands in its file, and as they stood, kept in a file of their own."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pyarrow as arrow

from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.spreadsheets import FORMULA
from cjin.statistics.rules.records.engine import name, text
from cjin.statistics.rules.records.sources import Origin

TORN = "the row has not as many values as the header"
PLACE, FAULT, LINE, DOWN = (name(f"cjin:{one}") for one in ("place", "fault", "line", "down"))
"""Names that no column of a source has."""
MOST_TOLD = 20
TABLE = "cjin_torn"
MANY = 0.03
"""More than so large a part of the rows set apart is no matter of single faults: the mapping does not fit them."""


class Torn(NamedTuple):
    """A row of a CSV file that has not the form of its header: the number of its file, its line, what is wrong."""

    file: int
    line: int
    kind: str
    words: str


def torn_rows(connection: duckdb.DuckDBPyConnection, origins: Sequence[Origin]) -> list[Torn]:
    """The rows that the engine could not take apart into values, in the order of their lines."""
    if not _rows(connection, "SELECT 1 FROM duckdb_tables() WHERE temporary AND table_name = 'reject_errors'"):
        return []
    query = (
        "SELECT any_value(file_path), line, any_value(error_type), any_value(csv_line) FROM reject_errors "
        "JOIN reject_scans USING (scan_id, file_id) GROUP BY scan_id, file_id, line ORDER BY scan_id, line"
    )
    numbers = {origin.path: number for number, origin in enumerate(origins)}
    return [
        Torn(numbers[str(path)], int(line), str(kind).lower(), str(words)[:2000])
        for path, line, kind, words in _rows(connection, query)
    ]


def reasons_of(
    connection: duckdb.DuckDBPyConnection, source: str, origins: Sequence[Origin], torn: Sequence[Torn]
) -> tuple[dict[str, int], dict[str, str]]:
    """How many rows cannot be read, by reason, the most frequent first; and where the first of each stands."""
    rows = _rows(
        connection,
        f"SELECT fault, count(*), arg_min(file, file_row_number), min(file_row_number) FROM {source} "
        "WHERE fault IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1",
    )
    starts = dict(_rows(connection, f"SELECT file, min(file_row_number) FROM {source} GROUP BY 1")) if rows else {}
    reasons = {reason: count for reason, count, _file, _row in rows}
    places = {reason: _place(row - starts[file], file, origins[file], torn) for reason, _count, file, row in rows}
    if torn:
        reasons[TORN], places[TORN] = len(torn), f"{origins[torn[0].file].name}, line {torn[0].line}"
    return reasons, places


def many_apart(read: int, apart: int) -> bool:
    """Whether so many rows were set apart that figures counted from the others say too little."""
    return apart > MANY * read


def _steps(number: int, origin: Origin, torn: Sequence[Torn]) -> list[tuple[int, int]]:
    """From which counted line on a row stands how much further down: below torn rows, which are not counted by the
    engine, or below blank rows of a sheet.
    """
    lines = [one.line for one in torn if one.file == number]
    return [*origin.gaps, *((line - before, before + 1) for before, line in enumerate(lines))]


def _place(number: int, file: int, origin: Origin, torn: Sequence[Torn]) -> str:
    counted = number + origin.first
    down = max((down for line, down in _steps(file, origin, torn) if line <= counted), default=0)
    return f"{origin.name}, line {counted + down}"


def refused(
    read: int, apart: int, reasons: Mapping[str, int], places: Mapping[str, str], origins: Sequence[Origin]
) -> Invalid:
    """Why nothing of some files is loaded: each reason with its first place."""
    names = ", ".join(origin.name for origin in origins)
    if not read:
        return Invalid(f"{names} holds no rows.", [Fault(names, "there is nothing below the header")])
    told = list(reasons.items())[:MOST_TOLD]
    faults = [Fault(f"{places[reason]}{_more(count - 1)}", reason) for reason, count in told]
    return Invalid(f"{apart} of {read} rows of {names} cannot be read; nothing was loaded.", faults)


def _more(count: int) -> str:
    return f" and {count} more" if count else ""


def keep_apart(
    connection: duckdb.DuckDBPyConnection, source: str, origins: Sequence[Origin], target: Path, torn: Sequence[Torn]
) -> None:
    """Writes every row set apart, as it stood in its file, with its line and the reason."""
    parts = [_faulty(source, number, origin, torn) for number, origin in enumerate(origins)]
    if torn:
        connection.register(TABLE, _as_table(origins, torn))
        parts.append(f"SELECT file, line, reason, {_harmless('words')} AS words FROM {TABLE}")
    connection.execute(f"COPY ({' UNION ALL '.join(parts)}) TO {text(str(target))} (FORMAT csv, HEADER)")


def _as_table(origins: Sequence[Origin], torn: Sequence[Torn]) -> arrow.Table:
    """Torn rows as columns: as many statements of SQL would take more memory than the records."""
    return arrow.table(
        {
            "file": [origins[one.file].name for one in torn],
            "line": [one.line for one in torn],
            "reason": [one.kind for one in torn],
            "words": [one.words for one in torn],
        }
    )


def _faulty(source: str, number: int, origin: Origin, torn: Sequence[Torn]) -> str:
    bad = (
        f"SELECT fault AS {FAULT}, file_row_number - (SELECT min(file_row_number) FROM {source} WHERE file = {number}) "
        f"AS {PLACE} FROM {source} WHERE file = {number} AND fault IS NOT NULL"
    )
    rows = f"SELECT *, row_number() OVER () - 1 AS {PLACE} FROM {origin.relation}"
    counted = f"{PLACE} + {origin.first}"
    steps = ", ".join(f"({line}, {down})" for line, down in _steps(number, origin, torn)) or "(NULL, 0)"
    return (
        f"SELECT {text(origin.name)} AS file, {counted} + coalesce({DOWN}, 0) AS line, {FAULT} AS reason, "
        f"{_as_it_stood(origin)} AS words FROM ({rows}) JOIN ({bad}) USING ({PLACE}) ASOF LEFT JOIN "
        f"(SELECT {LINE}, max({DOWN}) AS {DOWN} FROM (VALUES {steps}) AS moved({LINE}, {DOWN}) GROUP BY 1) "
        f"ON {counted} >= {LINE}"
    )


def _as_it_stood(origin: Origin) -> str:
    values = ", ".join(f"coalesce({name(column)}::VARCHAR, '')" for column in origin.columns)
    return _harmless(f"left(array_to_string([{values}], ' | '), 2000)")


def _harmless(value: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    begins = text(f"^{FORMULA}")
    return f"CASE WHEN regexp_matches({value}, {begins}) THEN {text(chr(39))} || {value} ELSE {value} END"


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return connection.execute(query).fetchall()
