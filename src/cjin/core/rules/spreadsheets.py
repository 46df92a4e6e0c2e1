"""Texts in files that a spreadsheet opens: one that begins like a formula must not become one."""

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any

FORMULA = r"'*[=+\-@\t\r]"
"""How a text begins that a spreadsheet would reckon with; also behind apostrophes, so that none of them gets lost."""
_BEGINS = re.compile(FORMULA)


def harmless[T](value: T) -> T | str:
    """A text that no spreadsheet takes for a formula, by an apostrophe before it; what is no text stays as it is."""
    return f"'{value}" if isinstance(value, str) and _BEGINS.match(value) else value


def bare(text: str) -> str:
    """The text that ``harmless`` was given."""
    return text[1:] if text.startswith("'") and _BEGINS.match(text) else text


def csv_text(columns: Sequence[str], rows: Iterable[Iterable[Any]]) -> str:
    """A CSV of these columns with a byte order mark, so that spreadsheets read it right, and without formulas.

    Of a list the parts are joined by "; "; nothing is an empty cell, yes and no are true and false.
    """
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return "\ufeff" + out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return harmless("; ".join(map(str, value)))
    if isinstance(value, bool):
        return str(value).lower()
    return harmless(value)
