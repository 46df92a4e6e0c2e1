"""Workbooks (XLSX, XLS, ODS): their rows as text, read in a child process with limits."""

import csv
import json
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import python_calamine

from cjin.core.rules.apart import answer, ask, limit
from cjin.core.rules.errors import Fault, Invalid

MOST_GAPS = 10_000
"""Of so many gaps between filled rows it is told how long they are."""
MOST_CELLS = 400
"""A row of ``workbook_rows`` has so many cells at most; a table of figures is narrow."""


class Limits(NamedTuple):
    """How long the child process may work, and how many bytes of memory it may take."""

    seconds: int = 300
    memory: int = 2_000 * 1024 * 1024


USUAL = Limits()


class Row(NamedTuple):
    """A row of a file as texts: the sheet it stands in (none in a CSV file) and its number from 1."""

    sheet: str
    number: int
    cells: list[str]


def place_of(row: Row) -> str:
    """Where a row stands, for errors."""
    return f"{row.sheet}, row {row.number}" if row.sheet else f"row {row.number}"


def workbook_rows(
    path: Path, work: Path, *, every_sheet: bool = True, limits: Limits = USUAL, name: str = ""
) -> Iterator[Row]:
    """The filled rows of a workbook, or of its first sheet, one after the other; each cell stands in its own column.

    ``work`` is a folder that takes what the child process writes, ``name`` that of the file in errors. Raises Invalid,
    Unavailable.
    """
    written = work / "workbook.jsonl"
    _ask(path, written, ["rows", "every" if every_sheet else "first", ""], limits, name or path.name)
    with written.open(encoding="utf-8") as stream:
        yield from (Row(*json.loads(line)) for line in stream)


def sheet_to_csv(path: Path, sheet: str, work: Path) -> tuple[Path, list[tuple[int, int]]]:
    """The filled rows of a sheet (the first one where none is named) as CSV, from their first filled column on.

    Tells besides from which line on the rows stand how much further down in the sheet, for the blank rows above them.
    Raises Invalid, Unavailable.
    """
    written = work / f"{path.name}.csv"
    said = _ask(path, written, ["csv", "named" if sheet else "first", sheet], USUAL, path.name)
    return written, [(line, down) for line, down in said["gaps"]]


def _ask(path: Path, written: Path, wish: list[str], limits: Limits, name: str) -> dict[str, Any]:
    said = ask(__name__, *map(str, limits), str(path), str(written), *wish, seconds=limits.seconds)
    if "rows" not in said:
        raise Invalid(f"{name} cannot be read.", [Fault(name, f"{said['error']}; save it again, or as CSV")])
    return said


# The child process


def main(path: str, written: str, form: str, which: str, name: str) -> dict[str, Any]:
    """Writes the rows of a workbook in one of two forms, and says how many there are."""
    book = python_calamine.CalamineWorkbook.from_path(path)
    names = {"every": book.sheet_names, "first": book.sheet_names[:1], "named": [name]}[which]
    if not set(names) <= set(book.sheet_names):
        raise LookupError(f"there is no sheet “{name[:40]}”; there are {', '.join(book.sheet_names)[:200]}")
    count, gaps = 0, [(1, 0)]
    with Path(written).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        for one in names:
            for number, cells, first in _filled(book.get_sheet_by_name(one)):
                if form == "csv":
                    writer.writerow(cells)
                else:
                    placed = [""] * first + cells[:MOST_CELLS]
                    stream.write(json.dumps([one, number, placed]) + "\n")
                count += 1
                if number - count != gaps[-1][1] and len(gaps) < MOST_GAPS:
                    gaps.append((count, number - count))
    return {"rows": count, "gaps": gaps}


def _filled(sheet: python_calamine.CalamineSheet) -> Iterator[tuple[int, list[str], int]]:
    """Rows with something in them: the number, the cells, and the number of columns before them.

    Blank rows cost next to nothing, so that a row below a million of them is not lost.
    """
    first_row, first_column = sheet.start or (0, 0)
    for number, row in enumerate(islice(sheet.iter_rows(), first_row, None), first_row + 1):
        if any(value != "" for value in row):
            yield number, [_text(value) for value in row], first_column


def _text(value: object) -> str:
    """A cell as text: whole numbers without a point, days as ISO has them."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(getattr(value, "isoformat", lambda: value)())


if __name__ == "__main__":
    limit(seconds=int(sys.argv[1]), memory=int(sys.argv[2]), writes=True)
    answer(lambda: main(*sys.argv[3:8]))
