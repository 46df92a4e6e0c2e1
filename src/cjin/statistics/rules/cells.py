"""The cells of a small table, from CSV or XLSX, each row with its number; a child process with limits reads XLSX."""

import csv
import json
import resource
import subprocess
import sys
from collections.abc import Sequence
from io import BytesIO, StringIO

import python_calamine

from cjin.core.rules.errors import Fault, Invalid

SECONDS = 60
MEMORY = 1_000 * 1024 * 1024
LARGEST = 8 * 1024 * 1024
MOST_ROWS = 50_000
MOST_BLANK = 1_000
MOST_COLUMNS = 100
LONGEST = 10_000

type Row = tuple[int, list[str]]
"""The number of a row, as a spreadsheet counts, and its cells as text."""


def cells_of(content: bytes, name: str) -> list[Row]:
    """The rows of a table that are not blank. XLSX is known by how it begins. Raises Invalid."""
    if len(content) > LARGEST:
        raise _not_read(name, f"it is larger than {LARGEST // 1024**2} MB")
    rows = _sheet(content, name) if content.startswith(b"PK") else _lines(content, name)
    if not rows:
        raise _not_read(name, "it holds no rows")
    return rows


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
        for number, row in enumerate(reader, 1):
            _check_size(number, row, name)
            if any(cell.strip() for cell in row):
                rows.append((number, row))
    except csv.Error as error:
        raise _not_read(f"{name}, line {reader.line_num}", str(error)) from None
    return rows


def _check_size(number: int, row: Sequence[str], name: str) -> None:
    if number > MOST_ROWS:
        raise _not_read(name, f"it has more than {MOST_ROWS} rows")
    if len(row) > MOST_COLUMNS or any(len(cell) > LONGEST for cell in row):
        raise _not_read(f"{name}, row {number}", f"more than {MOST_COLUMNS} cells, or one of over {LONGEST} characters")


def _sheet(content: bytes, name: str) -> list[Row]:
    command = [sys.executable, "-m", "cjin.statistics.rules.cells"]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
        answer = json.loads(done.stdout or b"{}")
    except (subprocess.TimeoutExpired, ValueError):
        answer = {}
    if "rows" not in answer:
        raise _not_read(name, answer.get("error", "its reader reached a limit of memory or time"))
    rows = [(number, cells) for number, cells in answer["rows"]]
    for number, cells in rows:
        _check_size(number, cells, name)
    return rows


def main() -> None:
    """The child process. It reads a workbook from its input; what it says is one JSON object."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(sys.stdin.buffer.read()))
        answer: dict[str, object] = {"rows": _rows(book.get_sheet_by_name(book.sheet_names[0]))}
    except MemoryError:
        answer = {"error": "it needs more memory than a table may"}
    except Exception as error:  # whatever a foreign file brings about is told, never thrown
        answer = {"error": str(error)[:300] or type(error).__name__}
    sys.stdout.write(json.dumps(answer))


def _rows(sheet: python_calamine.CalamineSheet) -> list[Row]:
    rows: list[Row] = []
    blank = 0
    first = (sheet.start or (0, 0))[0] if hasattr(sheet, "start") else 0
    for number, row in enumerate(sheet.to_python(skip_empty_area=True), first + 1):
        texts = [_text(value) for value in row]
        blank = 0 if any(texts) else blank + 1
        if blank > MOST_BLANK or number > MOST_ROWS + 1:
            break
        if any(texts):
            rows.append((number, texts))
    return rows


def _text(value: object) -> str:
    """A cell as text: whole numbers without a point, days as ISO has them."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    said = str(getattr(value, "isoformat", lambda: value)())
    return said.removesuffix("T00:00:00")


if __name__ == "__main__":
    main()
