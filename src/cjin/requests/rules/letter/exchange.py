"""Passages for a translator outside: all units of a request in one table, XLSX or JSON, out and in without loss."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.smalltables import is_workbook, table_rows
from cjin.core.rules.tables import written

from .units import GIVEN, Status, Unit, Wording

COLUMNS = ("unit", "source", "text", "status", "source_sha256")
LONGEST_CELL = 10_000
FORMATS = ("xlsx", "json")


def passages(units: Sequence[Unit], wordings: Sequence[Wording], language: str) -> list[dict[str, str]]:
    """The units with what they say in a language so far."""
    said = {one.unit: one for one in wordings if one.language == language}
    return [
        {
            "unit": unit.unit,
            "source": unit.text,
            "text": said[unit.unit].text if unit.unit in said else "",
            "status": str(said[unit.unit].status) if unit.unit in said else str(Status.HUMAN),
            "source_sha256": unit.sha256,
        }
        for unit in units
    ]


def as_file(rows: Sequence[Mapping[str, str]], form: str) -> tuple[bytes, str]:
    """The passages as a file, and its media type. Raises Invalid where one is too long for a cell of XLSX."""
    long = [row["unit"] for row in rows if max(len(row["source"]), len(row["text"])) > LONGEST_CELL]
    if form == "xlsx" and long:
        raise Invalid(
            "Take JSON.", [Fault(one, f"longer than {LONGEST_CELL} signs, which no cell holds") for one in long]
        )
    return written(COLUMNS, rows, form, "passages")


def read_file(content: bytes, name: str) -> list[dict[str, str]]:
    """The passages of a file that somebody has filled in. Raises Invalid with each fault and its place."""
    rows = _of_workbook(content, name) if is_workbook(content) else _of_json(content, name)
    faults = [
        Fault(f"{name}, {row['unit'][:60]}", f"the status is one of {', '.join(GIVEN)}")
        for row in rows
        if row["text"].strip() and row["status"] not in GIVEN
    ]
    if faults:
        raise Invalid("The file was not taken.", faults)
    return [row for row in rows if row["text"].strip()]


def _of_workbook(content: bytes, name: str) -> list[dict[str, str]]:
    first, *rows = table_rows(content, name)
    head = [one.strip() for one in first.cells]
    lacking = [one for one in COLUMNS if one != "source" and one not in head]
    if lacking:
        raise Invalid("The file was not taken.", [Fault(name, f"a column is missing: {', '.join(lacking)}")])
    filled = [dict(zip(head, [*row.cells, *[""] * len(head)], strict=False)) for row in rows]
    return [{column: row.get(column, "") for column in COLUMNS} for row in filled]


def _of_json(content: bytes, name: str) -> list[dict[str, str]]:
    try:
        data: Any = json.loads(content)
    except (ValueError, RecursionError):
        raise Invalid(
            "The file was not taken.", [Fault(name, "XLSX or JSON is expected, as it was given out")]
        ) from None
    right = isinstance(data, list) and all(
        isinstance(row, Mapping) and all(isinstance(row.get(one, ""), str) for one in COLUMNS) for row in data
    )
    if not right:
        raise Invalid("The file was not taken.", [Fault(name, "a list of passages is expected, as it was given out")])
    return [{column: row.get(column, "") for column in COLUMNS} for row in data]
