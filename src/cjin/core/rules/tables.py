"""Rows as files: CSV, XLSX and JSON."""

import json
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

from cjin.core.rules.spreadsheets import csv_text

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def written(columns: Sequence[str], rows: Sequence[Mapping[str, Any]], form: str, sheet: str) -> tuple[bytes, str]:
    """The rows as a file of a format of ``FORMATS``, and its media type; ``sheet`` names the sheet of a workbook.

    In a cell the parts of a list are joined by "; ".
    """
    if form == "json":
        return json.dumps(list(rows), ensure_ascii=False, indent=1).encode(), FORMATS[form]
    if form == "xlsx":
        return _xlsx(columns, rows, sheet), FORMATS[form]
    return csv_text(columns, ([row[name] for name in columns] for row in rows)).encode(), FORMATS[form]


def _xlsx(columns: Sequence[str], rows: Sequence[Mapping[str, Any]], name: str) -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, columns, book.add_format({"bold": True}))
        for number, row in enumerate(rows, 1):
            sheet.write_row(number, 0, [_cell(row[column]) for column in columns])
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 0, 36)
    return out.getvalue()


def _cell(value: Any) -> Any:
    return "; ".join(map(str, value)) if isinstance(value, (list, tuple)) else value
