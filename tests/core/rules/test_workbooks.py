"""Workbooks as rows: cells stand in their columns, and what is no workbook is told by its name."""

from pathlib import Path

import pytest
import xlsxwriter

from cjin.core.rules.errors import Invalid
from cjin.core.rules.smalltables import table_rows
from cjin.core.rules.workbooks import Limits, Row, sheet_to_csv, workbook_rows


def book(folder: Path) -> Path:
    path = folder / "figures.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        first, second = made.add_worksheet("First"), made.add_worksheet("Second")
        first.write_row(2_000, 2, ["0101", 3.0, 2.5])
        first.write(2_003, 3, "below")
        second.write(0, 0, "top")
        made.add_worksheet("Empty")
    return path


def test_each_cell_stands_in_its_column_and_each_row_has_its_number(tmp_path: Path) -> None:
    rows = list(workbook_rows(book(tmp_path), tmp_path))
    assert rows == [
        Row("First", 2001, ["", "", "0101", "3", "2.5"]),
        Row("First", 2004, ["", "", "", "below", ""]),
        Row("Second", 1, ["top"]),
    ]
    first = list(workbook_rows(book(tmp_path), tmp_path, every_sheet=False))
    assert first == rows[:2] == table_rows((tmp_path / "figures.xlsx").read_bytes(), "figures.xlsx")


def test_a_sheet_as_csv_begins_where_it_is_filled(tmp_path: Path) -> None:
    path = book(tmp_path)
    for sheet, rows in (("", "0101,3,2.5\n,below,\n"), ("Second", "top\n")):
        written, _gaps = sheet_to_csv(path, sheet, tmp_path)
        assert written.read_text(encoding="utf-8") == rows
    with pytest.raises(Invalid, match=r"figures\.xlsx") as raised:
        sheet_to_csv(path, "Third", tmp_path)
    assert "there is no sheet “Third”; there are First, Second, Empty" in str(raised.value.faults[0])


def test_what_is_no_workbook_is_told_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"PK\3\4 nothing")
    for read in (lambda: list(workbook_rows(path, tmp_path)), lambda: sheet_to_csv(path, "", tmp_path)):
        with pytest.raises(Invalid) as raised:
            read()
        assert raised.value.faults[0].message.endswith("save it again, or as CSV")
    with pytest.raises(Invalid) as raised:
        table_rows(path.read_bytes(), "theirs.xlsx")
    assert raised.value.faults[0].where == "theirs.xlsx"


def test_a_limit_is_told(tmp_path: Path) -> None:
    with pytest.raises(Invalid) as raised:
        list(workbook_rows(book(tmp_path), tmp_path, limits=Limits(seconds=0)))
    assert "reached a limit" in raised.value.faults[0].message


def test_a_row_below_a_million_blank_ones_is_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "long.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        sheet = made.add_worksheet()
        sheet.write(0, 0, "first")
        sheet.write(1_000_000, 0, "far away")
    assert [(row.number, row.cells) for row in workbook_rows(path, tmp_path)] == [
        (1, ["first"]),
        (1_000_001, ["far away"]),
    ]
