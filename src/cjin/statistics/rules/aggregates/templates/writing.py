"""The template as a workbook: guidance, drop-downs, protected structure, codes as texts."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from cjin.core.rules.errors import Fault, Invalid
from cjin.statistics.rules.aggregates.templates.shape import ABOUT, FIELDS, HIDDEN, VERSION, Sheet, sheets
from cjin.statistics.rules.classification import iccs
from cjin.statistics.rules.tableset import TableSet
from cjin.statistics.rules.units import Status

MOST_YEARS = 20
"""A template asks for so many years at most: each is written in every row of every table, for whoever asks."""
GUIDANCE = (
    "Write figures in the light cells only; everything else is protected.",
    "An empty value means that the figure is not available. It never means zero: write 0 where there was none.",
    "Write a value that is kept back as it is published, such as <5; its status becomes Q.",
    "OBS_STATUS: A exact, E estimated, P provisional, Q kept back, M not available, L not applicable.",
    "BREAK: yes where the series breaks in this year, because a law, a definition or a way of counting changed.",
    "NOTE: words that travel with the figure.",
)


def write_template(declared: TableSet, path: Path, *, years: Sequence[int], area: str = "") -> Path:
    """Writes the template of a table set for some years; the file is whole or not there.

    Raises Invalid where these are more than ``MOST_YEARS``.
    """
    if len(years) > MOST_YEARS:
        fault = Fault("year", f"name at most {MOST_YEARS} years, not {len(years)}")
        raise Invalid("A template for so many years is not made.", [fault])
    part = path.with_name(path.name + ".part")
    with xlsxwriter.Workbook(str(part), {"strings_to_formulas": False, "strings_to_numbers": False}) as book:
        formats = {
            "text": book.add_format({"num_format": "@"}),
            "head": book.add_format({"bold": True, "num_format": "@", "bottom": 1}),
            "open": book.add_format({"locked": False, "bg_color": "#EEF4FB", "border": 1, "border_color": "#B8C7D9"}),
            "words": book.add_format({"locked": False, "bg_color": "#EEF4FB", "num_format": "@", "text_wrap": True}),
        }
        _about(book, declared, formats, area)
        shown = sheets(declared)
        for sheet in shown:
            _table(book, sheet, formats, years)
        _hidden(book, declared, shown, formats)
    part.replace(path)
    return path


def _about(book: Any, declared: TableSet, formats: dict[str, Any], area: str) -> None:
    page = book.add_worksheet(ABOUT)
    page.set_column(0, 0, 22)
    page.set_column(1, 1, 40)
    page.set_column(2, 2, 90)
    page.write_string(0, 0, declared.title, formats["head"])
    for number, line in enumerate(GUIDANCE, 1):
        page.write_string(number, 0, line)
    first = len(GUIDANCE) + 2
    for number, (name, words) in enumerate(FIELDS):
        page.write_string(first + number, 0, name, formats["head"])
        page.write_string(first + number, 1, area if name == "REF_AREA" else "", formats["words"])
        page.write_string(first + number, 2, words)
    page.protect()


def _table(book: Any, sheet: Sheet, formats: dict[str, Any], years: Sequence[int]) -> None:
    page = book.add_worksheet(sheet.name)
    page.set_column(0, len(sheet.axes) - 1 if sheet.axes else 0, 12)
    page.set_column(len(sheet.axes), len(sheet.axes), 50)
    page.set_column(len(sheet.axes) + 1, len(sheet.header), 14)
    page.write_string(0, 0, sheet.table.title, formats["head"])
    for place, name in enumerate(sheet.header):
        page.write_string(1, place, name, formats["head"])
    number = 2
    for codes in sheet.rows():
        for year in years:
            _row(page, number, sheet, (*codes, _title(sheet, codes), str(year)), formats)
            number += 1
    page.freeze_panes(2, len(sheet.axes))
    _choices(page, sheet, number - 1)
    page.protect("", {"format_columns": True, "sort": True, "autofilter": True})


def _row(page: Any, number: int, sheet: Sheet, fixed: Sequence[str], formats: dict[str, Any]) -> None:
    for place, value in enumerate(fixed):
        page.write_string(number, place, value, formats["text"])
    for place in range(len(fixed), len(sheet.header)):
        page.write_blank(number, place, None, formats["open" if place == len(fixed) else "words"])


def _choices(page: Any, sheet: Sheet, last: int) -> None:
    status, broken = (sheet.header.index(name) for name in ("OBS_STATUS", "BREAK"))
    page.data_validation(2, status, last, status, {"validate": "list", "source": list(map(str, Status))})
    page.data_validation(2, broken, last, broken, {"validate": "list", "source": ["yes"]})


def _title(sheet: Sheet, codes: Sequence[str]) -> str:
    """What the category of a row is called; sets of several categories have their codes for a name."""
    code = codes[sheet.axes.index("ICCS")] if "ICCS" in sheet.axes else ""
    known = iccs().categories.get(code)
    return str(known.title.get("en") or code) if known else sheet.table.title


def _hidden(book: Any, declared: TableSet, shown: Sequence[Sheet], formats: dict[str, Any]) -> None:
    """What the reader needs to know the workbook again."""
    page = book.add_worksheet(HIDDEN)
    page.write_row(0, 0, ["TEMPLATE", VERSION, declared.id], formats["text"])
    for number, sheet in enumerate(shown, 1):
        page.write_row(number, 0, ["SHEET", sheet.name, sheet.table.id], formats["text"])
    page.protect()
    page.very_hidden()
