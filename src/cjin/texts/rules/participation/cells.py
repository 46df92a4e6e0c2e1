"""Tables in CSV as offices save them: rows by their header, each with its number."""

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from io import StringIO

from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.storable import is_plain
from cjin.texts.rules.days import written_day
from cjin.texts.rules.participation.records import MOST_ROWS

Line = dict[str, str]


def header_of(data: bytes, name: str) -> tuple[list[str], str]:
    """The names of the columns and what separates them: comma, semicolon or tabulator. Raises Invalid."""
    first = _text(data, name).partition("\n")[0].strip("\r")
    sign = max(",;\t", key=first.count)
    return [cell.strip().strip('"') for cell in first.split(sign)], sign


def lines(data: bytes, name: str, needed: Sequence[str]) -> Iterator[tuple[int, Line | str]]:
    """Each row with its number (the header is row 1): its cells by column, or why it cannot be taken.

    Raises Invalid for another table, one that is not in UTF-8, and one of more than ``MOST_ROWS`` rows.
    """
    header, sign = header_of(data, name)
    missing = [column for column in needed if column not in header]
    if missing or len(set(header)) != len(header):
        said = f"the column {missing[0]} is missing" if missing else "a column stands twice"
        raise Invalid("This is no table of participation.", [Fault(f"{name}, row 1", said)])
    rows = csv.reader(StringIO(_text(data, name), newline=""), delimiter=sign, strict=True)
    try:
        next(rows)
        for number, row in enumerate(rows, 2):
            if number > MOST_ROWS:
                raise Invalid("The table is too long.", [Fault(name, f"at most {MOST_ROWS} rows can be read")])
            yield number, _line(header, row)
    except csv.Error as error:
        raise Invalid("The table cannot be read.", [Fault(name, f"at row {rows.line_num}: {error}")]) from error


def _line(header: Sequence[str], row: Sequence[str]) -> Line | str:
    if len(row) > len(header) and any(row[len(header) :]):
        return f"it has {len(row)} cells and the header {len(header)}"
    said = dict.fromkeys(header, "") | {key: cell.strip() for key, cell in zip(header, row, strict=False)}
    odd = next((key for key, cell in said.items() if not is_plain(cell)), "")
    return f"{odd} holds a control character, which is no part of a text" if odd else said


def _text(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid("The table is not in UTF-8.", [Fault(name, f"at byte {error.start}")]) from error


def day(text: str, column: str) -> date | None:
    """A day written like 2003-09-24, None for an empty cell. Raises ValueError."""
    found = written_day(text)
    if text and found is None:
        raise ValueError(f"{column}: “{text[:20]}” is no day written like 2003-09-24")
    return found
