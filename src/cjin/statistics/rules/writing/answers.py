"""What a reader sees, as files: one row a cell with its codes and labels, and the notes that belong to it."""

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter

from cjin.core.rules.spreadsheets import harmless

type Value = str | float | bool | None


@dataclass(frozen=True)
class Sheet:
    """A table with the names of its columns, and notes as pairs of a heading and a text."""

    title: str
    names: Sequence[str]
    rows: Sequence[Sequence[Value]]
    notes: Sequence[tuple[str, str]]


def as_csv(sheet: Sheet) -> bytes:
    """UTF-8 with a byte order mark; no text is taken for a formula by a spreadsheet."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(sheet.names)
    writer.writerows([_plain(value) for value in row] for row in sheet.rows)
    return ("\ufeff" + out.getvalue()).encode()


def _plain(value: Value) -> str | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return harmless(value)


def as_json(sheet: Sheet) -> bytes:
    """Title, notes and one object a cell; a value that there is not is null, never zero."""
    cells = [dict(zip(sheet.names, row, strict=True)) for row in sheet.rows]
    told = {"title": sheet.title, "notes": dict(sheet.notes), "total": len(cells), "cells": cells}
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def as_xlsx(sheet: Sheet) -> bytes:
    """A workbook: the cells with a frozen header, codes as texts; the notes on a second sheet.

    Row by row, so that a large table takes little memory.
    """
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False}) as book:
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        page = book.add_worksheet("Figures")
        page.freeze_panes(1, 0)
        page.set_column(0, len(sheet.names), 16)
        page.write_row(0, 0, sheet.names, bold)
        for number, row in enumerate(sheet.rows, 1):
            _write(page, number, row)
        page.autofilter(0, 0, max(1, len(sheet.rows)), len(sheet.names) - 1)
        notes = book.add_worksheet("Notes")
        notes.set_column(0, 0, 34)
        notes.set_column(1, 1, 100)
        for number, (heading, text) in enumerate([("", sheet.title), *sheet.notes]):
            notes.write_string(number, 0, heading, bold)
            notes.write_string(number, 1, text, wrapped)
    return out.getvalue()


def _write(page: Any, number: int, row: Sequence[Value]) -> None:
    """A row. An empty text is an empty cell: half of a table of ready figures are, and each would take its time."""
    for place, value in enumerate(row):
        if value is None or value == "":
            continue
        if isinstance(value, str):
            page.write_string(number, place, value)
        elif isinstance(value, bool):
            page.write_string(number, place, str(_plain(value)))
        else:
            page.write_number(number, place, value)


WRITERS = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": (as_json, "application/json"),
}
"""What writes each format, and its media type."""
