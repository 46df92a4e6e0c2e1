"""The child process: reads the cells of a workbook with their types, and says where formulas and merged cells are."""

import sys
import zipfile
from collections.abc import Iterator
from typing import Any

import python_calamine

from cjin.core.rules.apart import answer, limit

from .marks import marks_of

SECONDS, MEMORY = 60, 1_500 * 1024 * 1024
MOST_ROWS, MOST_CELLS, MOST_UNPACKED = 20_000, 60, 100_000_000


def main(path: str) -> dict[str, Any]:
    """Sheets with their rows; of each row its number from 1 and its cells, a cell as ``[type, value]`` or null."""
    with zipfile.ZipFile(path) as package:
        if sum(one.file_size for one in package.infolist()) > MOST_UNPACKED:
            raise ValueError("it is too large when it is unpacked")
        marks = marks_of(package)
    book = python_calamine.CalamineWorkbook.from_path(path)
    sheets = []
    for name in book.sheet_names:
        rows = list(_rows(book.get_sheet_by_name(name)))
        sheets.append({"name": name, "rows": rows[:MOST_ROWS], "more": max(len(rows) - MOST_ROWS, 0), **marks[name]})
    return {"sheets": sheets}


def _rows(sheet: python_calamine.CalamineSheet) -> Iterator[list[Any]]:
    first_row, first_column = sheet.start or (0, 0)
    for number, row in enumerate(sheet.iter_rows(), 1):
        if number <= first_row:
            continue
        cells = [_cell(one) for one in row[: MOST_CELLS - first_column]]
        if any(one is not None for one in cells):
            yield [number, [None] * first_column + cells]


def _cell(value: object) -> list[Any] | None:
    if value in ("", None):
        return None
    if isinstance(value, bool):
        return ["bool", value]
    if isinstance(value, int | float):
        return ["number", int(value) if float(value).is_integer() else value]
    if isinstance(value, str):
        return ["text", value]
    told = getattr(value, "isoformat", lambda: str(value))()
    return ["day", told]


if __name__ == "__main__":
    limit(seconds=SECONDS, memory=MEMORY)
    answer(lambda: main(sys.argv[1]))
