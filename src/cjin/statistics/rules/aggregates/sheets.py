"""Workbooks read in a child process with limits: every filled row of every sheet, with its number."""

import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import python_calamine

from cjin.core.rules.errors import Fault, Invalid
from cjin.statistics.rules.records.sheets import MEMORY, MOST_BLANK, SECONDS

MOST_CELLS = 400
"""A row has so many cells at most; a table of figures is narrow."""


class Row(NamedTuple):
    """A row of a file as texts: the sheet it stands in (none in a CSV file) and its number from 1."""

    sheet: str
    number: int
    cells: list[str]


def workbook_rows(path: Path, work: Path) -> Iterator[Row]:
    """The filled rows of a workbook, sheet by sheet. ``work`` takes what the child writes. Raises Invalid."""
    written = work / "workbook.jsonl"
    command = [sys.executable, "-m", "cjin.statistics.rules.aggregates.sheets", str(path), str(written)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
        answer = json.loads(done.stdout or b"{}")
    except (subprocess.TimeoutExpired, ValueError):
        answer = {}
    if "rows" not in answer:
        why = answer.get("error", "its reader reached a limit of memory or time")
        raise Invalid(f"{path.name} cannot be read.", [Fault(path.name, f"{why}; save it again, or as CSV")])
    with written.open(encoding="utf-8") as stream:
        yield from (Row(*json.loads(line)) for line in stream)


def main(path: str, written: str) -> None:
    """The child process. What it says is one JSON object."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
        with Path(written).open("w", encoding="utf-8") as stream:
            rows = 0
            for name in book.sheet_names:
                for number, cells in _filled(book.get_sheet_by_name(name)):
                    stream.write(json.dumps([name, number, cells]) + "\n")
                    rows += 1
        answer: dict[str, object] = {"rows": rows}
    except MemoryError:
        answer = {"error": "it needs more memory than a table may"}
    except Exception as error:  # whatever a foreign file brings about is told, never thrown
        answer = {"error": str(error)[:300] or type(error).__name__}
    sys.stdout.write(json.dumps(answer))


def _filled(sheet: python_calamine.CalamineSheet) -> Iterator[tuple[int, list[str]]]:
    """Rows with something in them. The reader starts at the first filled cell of a sheet, the numbers at its row 1."""
    first_row, first_column = sheet.start or (0, 0)
    blank = 0
    for number, row in enumerate(sheet.to_python(skip_empty_area=True), first_row + 1):
        cells = [""] * first_column + [_text(value) for value in row[:MOST_CELLS]]
        blank = 0 if any(cells) else blank + 1
        if blank > MOST_BLANK:
            return
        if any(cells):
            yield number, cells


def _text(value: object) -> str:
    """A cell as text: whole numbers without a point, days as ISO has them."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(getattr(value, "isoformat", lambda: value)())


if __name__ == "__main__":
    main(*sys.argv[1:3])
