"""Small tables, from CSV or XLSX: their rows as text, each with its number."""

import csv
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.workbooks import Limits, Row, workbook_rows

LIMITS = Limits(seconds=60, memory=1_000 * 1024 * 1024)
LARGEST = 8 * 1024 * 1024
MOST_ROWS = 50_000
MOST_COLUMNS = 100
LONGEST = 10_000


def table_rows(content: bytes, name: str, *, every_sheet: bool = False) -> list[Row]:
    """The rows of a table that are not blank, of a workbook those of its first or of every sheet.

    Raises Invalid, Unavailable.
    """
    if len(content) > LARGEST:
        raise _not_read(name, f"it is larger than {LARGEST // 1024**2} MB")
    rows = _sheets(content, name, every_sheet) if is_workbook(content) else _lines(content, name)
    if not rows:
        raise _not_read(name, "it holds no rows")
    return rows


def is_workbook(content: bytes) -> bool:
    """Whether a file is XLSX, which is known by how it begins."""
    return content.startswith(b"PK")


def _not_read(name: str, why: str) -> Invalid:
    return Invalid(f"{name} cannot be read.", [Fault(name, why)])


def _lines(content: bytes, name: str) -> list[Row]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise _not_read(f"{name}, line {line}", "this is not UTF-8; save it as “CSV UTF-8”") from None
    head = text.partition("\n")[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    try:
        for number, cells in enumerate(reader, 1):
            _take(Row("", number, cells), rows, name)
    except csv.Error as error:
        raise _not_read(f"{name}, line {reader.line_num}", str(error)) from None
    return rows


def _sheets(content: bytes, name: str, every_sheet: bool) -> list[Row]:
    rows: list[Row] = []
    with TemporaryDirectory() as folder:
        path = Path(folder) / "table.xlsx"
        path.write_bytes(content)
        for row in workbook_rows(path, Path(folder), every_sheet=every_sheet, limits=LIMITS, name=name):
            _take(row, rows, name)
    return rows


def _take(row: Row, rows: list[Row], name: str) -> None:
    if row.number > MOST_ROWS:
        raise _not_read(f"{name}, row {row.number}", f"it has more than {MOST_ROWS} rows")
    if len(row.cells) > MOST_COLUMNS or any(len(cell) > LONGEST for cell in row.cells):
        why = f"more than {MOST_COLUMNS} cells, or one of over {LONGEST} characters"
        raise _not_read(f"{name}, row {row.number}", why)
    if any(cell.strip() for cell in row.cells):
        rows.append(row)
