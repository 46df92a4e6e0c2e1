"""Files of commitments: CSV, XLSX and JSON out and in."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO, StringIO
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.spreadsheets import bare
from cjin.texts.rules import tables
from cjin.texts.rules.commitments.rows import COLUMNS

FORMATS = tables.FORMATS
MOST_BYTES = 20_000_000
_SHEET = "commitments"


def written(rows: Sequence[Mapping[str, Any]], form: str) -> tuple[bytes, str]:
    """The rows as a file of a format of ``FORMATS``, and its media type."""
    return tables.written(COLUMNS, rows, form, _SHEET)


def read(data: bytes, name: str) -> list[dict[str, Any]]:
    """The rows of a file by its ending; a blank one is empty. Raises Invalid with the place of what cannot be read."""
    if len(data) > MOST_BYTES:
        raise Invalid("The file is too large.", [Fault(name, f"at most {MOST_BYTES // 1_000_000} MB can be read")])
    ending = name.rpartition(".")[2].lower()
    if ending == "json":
        return _read_json(data, name)
    if ending in ("xlsx", "csv"):
        return list(_tabled(_sheet(data, name) if ending == "xlsx" else _lines(data, name), name))
    raise Invalid("A file of commitments is CSV, XLSX or JSON.", [Fault(name, "its name ends in none of these")])


def _read_json(data: bytes, name: str) -> list[dict[str, Any]]:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Invalid("The JSON cannot be read.", [Fault(name, str(error)[:200])]) from error
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise Invalid("The JSON is no list of commitments.", [Fault(name, "write a list of objects, one a commitment")])
    return found


def _lines(data: bytes, name: str) -> list[list[Any]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid("The CSV is not in UTF-8.", [Fault(name, f"at byte {error.start}")]) from error
    try:
        return [[bare(cell) for cell in line] for line in csv.reader(StringIO(text))]
    except csv.Error as error:
        raise Invalid("The CSV cannot be read.", [Fault(name, str(error))]) from error


def _sheet(data: bytes, name: str) -> list[list[Any]]:
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        return book.get_sheet_by_index(0).to_python()
    except (CalamineError, OSError, ValueError) as error:
        raise Invalid("The XLSX cannot be read.", [Fault(name, str(error)[:200])]) from error


def _tabled(lines: Sequence[Sequence[Any]], name: str) -> Iterator[dict[str, Any]]:
    header = [str(cell).strip() for cell in lines[0]] if lines else []
    missing = [column for column in ("provision", "act") if column not in header]
    if missing or len(set(header)) != len(header):
        said = f"the column {missing[0]} is missing" if missing else "a column stands twice"
        raise Invalid("The header is not that of commitments.", [Fault(f"{name}, row 1", said)])
    for line in lines[1:]:
        filled = any(str(cell).strip() for cell in line)
        yield dict(zip(header, line, strict=False)) if filled else {}
