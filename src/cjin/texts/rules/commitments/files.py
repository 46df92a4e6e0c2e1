"""Files of commitments: CSV, XLSX and JSON out and in."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cjin.core.rules import tables
from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.smalltables import LARGEST, table_rows
from cjin.core.rules.spreadsheets import bare
from cjin.core.rules.workbooks import Row
from cjin.texts.rules.commitments.rows import COLUMNS

FORMATS = tables.FORMATS
MOST_BYTES = LARGEST
_SHEET = "commitments"


def written(rows: Sequence[Mapping[str, Any]], form: str) -> tuple[bytes, str]:
    """The rows as a file of a format of ``FORMATS``, and its media type."""
    return tables.written(COLUMNS, rows, form, _SHEET)


def read(data: bytes, name: str) -> list[dict[str, Any]]:
    """The rows of a file by its ending; a blank one is empty. Raises Invalid with the place of what cannot be read."""
    if len(data) > MOST_BYTES:
        raise Invalid("The file is too large.", [Fault(name, f"at most {MOST_BYTES // 1024**2} MB can be read")])
    ending = name.rpartition(".")[2].lower()
    if ending == "json":
        return _read_json(data, name)
    if ending in ("xlsx", "csv"):
        return list(_tabled(table_rows(data, name), name))
    raise Invalid("A file of commitments is CSV, XLSX or JSON.", [Fault(name, "its name ends in none of these")])


def _read_json(data: bytes, name: str) -> list[dict[str, Any]]:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Invalid("The JSON cannot be read.", [Fault(name, str(error)[:200])]) from error
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise Invalid("The JSON is no list of commitments.", [Fault(name, "write a list of objects, one a commitment")])
    return found


def _tabled(rows: Sequence[Row], name: str) -> Iterator[dict[str, Any]]:
    """Each row by column; what is blank between two rows is empty, so that each keeps its number."""
    header = [cell.strip() for cell in rows[0].cells]
    missing = [column for column in ("provision", "act") if column not in header]
    if missing or len(set(filter(None, header))) != len([cell for cell in header if cell]):
        said = f"the column {missing[0]} is missing" if missing else "a column stands twice"
        raise Invalid("The header is not that of commitments.", [Fault(f"{name}, row {rows[0].number}", said)])
    number = 1
    for row in rows[1:]:
        yield from ({} for _ in range(row.number - number - 1))
        number = row.number
        yield {column: bare(cell) for column, cell in zip(header, row.cells, strict=False) if column}
