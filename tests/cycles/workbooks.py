"""A filled workbook as a file, and what somebody did to it in another program."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

from cjin.cycles.rules.answers.replies import Reply
from cjin.cycles.rules.workbook.child import main
from cjin.cycles.rules.workbook.reading import Filled, read_workbook
from cjin.cycles.rules.workbook.writing import Sheet, as_workbook
from tests.cycles.forms import every_kind

REPLIES: dict[str, Reply] = {
    "para-1": {
        "reply": "answered",
        "value": {"law": "implemented", "practice": "in-progress", "difficulties": ["funds", "data"]},
    },
    "law": {"reply": "answered", "value": "partly", "text": {"en": "As the law has it", "ar": "نص"}},
    "many": {"reply": "answered", "value": ["a", "c"]},
    "number": {"reply": "answered", "value": 12},
    "day": {"reply": "answered", "value": "2026-03-02"},
    "table": {"reply": "answered", "value": {"0101": {"m": 3, "f": "not-reported"}}},
    "tools": {"reply": "answered", "value": [{"type": "manual", "about": "corruption", "text": {"fr": "Un manuel"}}]},
    "assistance": {"reply": "nil"},
    "proposals": {"reply": "answered", "value": [{"text": {"en": "=1+1 is no formula"}}]},
}


def written(tmp_path: Path, replies: dict[str, Reply], language: str = "en", **more: Any) -> Path:
    """The workbook as a file."""
    path = tmp_path / "form.xlsx"
    path.write_bytes(
        as_workbook(Sheet(every_kind(), "round", "KEN", "Title", language, ["en", language], replies, **more))
    )
    return path


def said(filled: Filled) -> dict[str, Reply]:
    return {name: one for name, one in filled.replies.items() if one is not None}


def sheets_of(path: Path) -> list[dict[str, Any]]:
    """The sheets, read without a process of their own."""
    return list(main(str(path))["sheets"])


def changed(path: Path, change: Callable[[openpyxl.Workbook], None]) -> Path:
    """The workbook after somebody changed it in another program."""
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path


def cell_of(book: openpyxl.Workbook, mark: str, place: int = 0) -> Any:
    """The cell of a field by the identifier of its row."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows(min_col=1, max_col=1):
            if row[0].value == mark:
                return sheet.cell(row[0].row, 4 + place)
    raise LookupError(mark)


def read(path: Path) -> Filled:
    return read_workbook(sheets_of(path), every_kind())
