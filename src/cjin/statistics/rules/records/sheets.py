"""XLSX: a sheet becomes a CSV file, in a child process with limits on memory and time."""

import csv
import json
import resource
import subprocess
import sys
from pathlib import Path

import python_calamine

from cjin.core.rules.errors import Fault, Invalid

SECONDS = 300
MEMORY = 2_000 * 1024 * 1024
MOST_BLANK = 1_000
"""After so many blank rows nothing more is expected; a sheet with a million of them is read no further."""


def sheet_to_csv(path: Path, sheet: str, work: Path) -> Path:
    """The rows of a sheet (the first one where none is named) as CSV. Raises Invalid."""
    written = work / f"{path.name}.csv"
    command = [sys.executable, "-m", "cjin.statistics.rules.records.sheets", str(path), sheet, str(written)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
        answer = json.loads(done.stdout or b"{}")
    except (subprocess.TimeoutExpired, ValueError):
        answer = {}
    if "rows" not in answer:
        why = answer.get("error", "its reader reached a limit of memory or time")
        raise Invalid(f"{path.name} cannot be read.", [Fault(path.name, f"{why}; save it again, or as CSV")])
    return written


def main(path: str, sheet: str, written: str) -> None:
    """The child process. What it says is one JSON object."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
        if sheet and sheet not in book.sheet_names:
            raise LookupError(f"there is no sheet “{sheet[:40]}”; there are {', '.join(book.sheet_names)[:200]}")
        rows = _write(book.get_sheet_by_name(sheet or book.sheet_names[0]), Path(written))
        answer: dict[str, object] = {"rows": rows}
    except MemoryError:
        answer = {"error": "it needs more memory than a table may"}
    except Exception as error:  # whatever a foreign file brings about is told, never thrown
        answer = {"error": str(error)[:300] or type(error).__name__}
    sys.stdout.write(json.dumps(answer))


def _write(sheet: python_calamine.CalamineSheet, written: Path) -> int:
    blank = rows = 0
    with written.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        for row in sheet.iter_rows():
            texts = [_text(value) for value in row]
            blank = 0 if any(texts) else blank + 1
            if blank > MOST_BLANK:
                break
            if any(texts):
                writer.writerow(texts)
                rows += 1
    return rows


def _text(value: object) -> str:
    """A cell as text: whole numbers without a point, days as ISO has them."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(getattr(value, "isoformat", lambda: value)())


if __name__ == "__main__":
    main(*sys.argv[1:4])
