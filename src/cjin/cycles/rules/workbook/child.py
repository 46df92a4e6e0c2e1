"""The child process: reads the cells of a workbook with their types, and says where formulas and merged cells are."""

import re
import sys
import zipfile
from collections.abc import Iterator
from typing import Any

import python_calamine

from cjin.core.rules.apart import answer, limit

SECONDS, MEMORY = 60, 1_500 * 1024 * 1024
MOST_ROWS, MOST_CELLS, MOST_UNPACKED = 20_000, 60, 300_000_000
_FORMULA = re.compile(rb'<c [^>]*?r="([A-Z]{1,3}\d{1,7})"[^>]*>\s*<f[ >/]')
_MERGED = re.compile(rb'<mergeCell [^>]*?ref="([A-Z0-9:]{1,30})"')


def main(path: str) -> dict[str, Any]:
    """Sheets with their rows; of each row its number from 1 and its cells, a cell as ``[type, value]`` or null."""
    with zipfile.ZipFile(path) as package:
        if sum(one.file_size for one in package.infolist()) > MOST_UNPACKED:
            raise ValueError("it is too large when it is unpacked")
        marks = [_marks(package.read(name)) for name in _sheet_parts(package)]
    book = python_calamine.CalamineWorkbook.from_path(path)
    sheets = []
    for place, name in enumerate(book.sheet_names):
        rows = list(_rows(book.get_sheet_by_name(name)))
        formulas, merged = marks[place] if place < len(marks) else ([], [])
        sheets.append({"name": name, "rows": rows[:MOST_ROWS], "more": max(len(rows) - MOST_ROWS, 0),
                       "formulas": formulas, "merged": merged})  # fmt: skip
    return {"sheets": sheets}


def _sheet_parts(package: zipfile.ZipFile) -> list[str]:
    """The parts of the sheets in the order of the workbook."""
    book = package.read("xl/workbook.xml").decode("utf-8", "replace")
    relations = package.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {}
    for one in re.findall(r"<Relationship [^>]*>", relations):
        name, target = re.search(r'Id="([^"]+)"', one), re.search(r'Target="([^"]+)"', one)
        if name and target:
            targets[name[1]] = target[1]
    sheets = [re.search(r'r:id="([^"]+)"', one) for one in re.findall(r"<sheet [^>]*>", book)]
    places = [targets.get(one[1], "") if one else "" for one in sheets]
    return [one.lstrip("/") if one.startswith("/") else f"xl/{one}" for one in places]


def _marks(part: bytes) -> tuple[list[str], list[str]]:
    return (
        [one.decode() for one in _FORMULA.findall(part)[:100]],
        [one.decode() for one in _MERGED.findall(part)[:100]],
    )


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
