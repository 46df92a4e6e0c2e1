"""Our own workbook: made from a table set, filled, and read in again with each fault by sheet and cell."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import python_calamine
import xlsxwriter

from cjin.core.rules.errors import Invalid
from cjin.statistics.rules.aggregates.files import open_rows
from cjin.statistics.rules.aggregates.reading import Read
from cjin.statistics.rules.aggregates.templates.reading import read_template
from cjin.statistics.rules.aggregates.templates.shape import sheets
from cjin.statistics.rules.aggregates.templates.writing import write_template
from cjin.statistics.rules.tableset import table_set
from cjin.statistics.rules.units import Status

SET = "sustainable-development"
SHEET = "sdg-16-1-1"
FIRST = (SHEET, 2, next(one.header for one in sheets(table_set(SET)) if one.name == SHEET).index("OBS_VALUE"))


def filled(tmp_path: Path, cells: dict[tuple[str, int, int], Any], area: str = "XAA") -> Path:
    """A template whose cells are changed, as a person changes them: sheet, row and column from 0."""
    made = write_template(table_set(SET), tmp_path / "made.xlsx", years=[2023, 2024], area=area)
    book = python_calamine.CalamineWorkbook.from_path(str(made))
    path = tmp_path / "filled.xlsx"
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as out:
        for name in book.sheet_names:
            page = out.add_worksheet(name)
            for row, values in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False)):
                for column, value in enumerate(values):
                    page.write(row, column, cells.get((name, row, column), value))
            for (sheet, row, column), value in cells.items():
                if sheet == name:
                    page.write(row, column, value)
    return path


def read(path: Path, tmp_path: Path) -> Read:
    return read_template(open_rows(path, tmp_path), 2026)


def test_what_is_not_filled_comes_back_as_not_available(tmp_path: Path) -> None:
    found = read(filled(tmp_path, {FIRST: 41}), tmp_path)
    expected = sum(2 * len(list(one.rows())) for one in sheets(table_set(SET)))
    assert len(found.observations) == expected == found.rows
    assert Counter(one.status for one in found.observations) == {Status.NOT_AVAILABLE: expected - 1, Status.EXACT: 1}
    assert {one.value for one in found.observations} == {None, 41}
    assert len({tuple(one)[:8] for one in found.observations}) == expected


@pytest.mark.parametrize("area", ["XAA", ""])
def test_a_template_that_nobody_filled_is_refused(area: str, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="is not filled in") as caught:
        read(filled(tmp_path, {}, area=area), tmp_path)
    told = {fault.where: fault.message for fault in caught.value.faults}
    assert "no figure is filled in" in told[next(one.name for one in sheets(table_set(SET)))]
    assert ("About, REF_AREA" in told) == (not area)


def test_a_header_below_other_rows_is_found(tmp_path: Path) -> None:
    path = filled(tmp_path, {FIRST: 41})
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    lower = tmp_path / "lower.xlsx"
    with xlsxwriter.Workbook(str(lower)) as out:
        for name in book.sheet_names:
            page = out.add_worksheet(name)
            for row, values in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False)):
                page.write_row(row + (3 if name == SHEET else 0), 0, values)
            if name == SHEET:
                page.write(0, 0, "A note of the office")
    (one,) = (one for one in read(lower, tmp_path).observations if one.value is not None)
    assert (one.value, one.row) == (41, 6)


def test_codes_are_texts_and_the_structure_is_protected(tmp_path: Path) -> None:
    made = write_template(table_set(SET), tmp_path / "made.xlsx", years=[2024])
    rows = python_calamine.CalamineWorkbook.from_path(str(made)).get_sheet_by_name(SHEET).to_python()
    assert rows[1][0] == "ICCS"
    assert {row[0] for row in rows[2:]} == {"0101"}
    import zipfile

    with zipfile.ZipFile(made) as parts:
        sheet = parts.read("xl/worksheets/sheet2.xml").decode()
    assert "<sheetProtection" in sheet
    assert 'type="list"' in sheet


def test_twenty_years_and_no_more(tmp_path: Path) -> None:
    made = write_template(table_set(SET), tmp_path / "made.xlsx", years=range(2000, 2020))
    rows = python_calamine.CalamineWorkbook.from_path(str(made)).get_sheet_by_name(SHEET).to_python()
    assert len({row[rows[1].index("TIME_PERIOD")] for row in rows[2:]}) == 20
    with pytest.raises(Invalid) as caught:
        write_template(table_set(SET), tmp_path / "more.xlsx", years=range(2000, 2021))
    assert [fault.where for fault in caught.value.faults] == ["year"]
    assert not list(tmp_path.glob("more*"))


def test_what_a_person_writes_is_read(tmp_path: Path) -> None:
    header = next(one.header for one in sheets(table_set(SET)) if one.name == SHEET)
    at = {name: header.index(name) for name in header}
    cells = {
        (SHEET, 2, at["OBS_VALUE"]): 41,
        (SHEET, 3, at["OBS_VALUE"]): "<5",
        (SHEET, 4, at["OBS_VALUE"]): 0,
        (SHEET, 4, at["OBS_STATUS"]): "E",
        (SHEET, 4, at["BREAK"]): "yes",
        (SHEET, 4, at["NOTE"]): "a new law",
    }
    found = [one for one in read(filled(tmp_path, cells), tmp_path).observations if one.indicator == SHEET]
    by_row = {one.row: one for one in found}
    assert (by_row[3].value, by_row[3].status) == (41, Status.EXACT)
    assert (by_row[4].value, by_row[4].status) == (None, Status.SUPPRESSED)
    assert (by_row[5].value, by_row[5].status, by_row[5].break_, by_row[5].note) == (
        0,
        Status.ESTIMATED,
        True,
        "a new law",
    )
    assert by_row[3].area == "XAA"


def test_each_fault_is_told_by_sheet_and_cell(tmp_path: Path) -> None:
    header = next(one.header for one in sheets(table_set(SET)) if one.name == SHEET)
    letters = {name: chr(ord("A") + place) for place, name in enumerate(header)}
    cells = {
        (SHEET, 2, 0): 101,
        (SHEET, 3, header.index("OBS_VALUE")): "12,5",
        (SHEET, 4, header.index("OBS_STATUS")): "X",
        (SHEET, 5, header.index("OBS_STATUS")): "A",
        (SHEET, 6, header.index("TIME_PERIOD")): "1013",
        (SHEET, 7, header.index("BREAK")): "perhaps",
    }
    with pytest.raises(Invalid) as caught:
        read(filled(tmp_path, cells, area=""), tmp_path)
    told = {fault.where: fault.message for fault in caught.value.faults}
    assert set(told) >= {
        "About, REF_AREA",
        f"{SHEET}, A3",
        f"{SHEET}, {letters['OBS_VALUE']}4",
        f"{SHEET}, {letters['OBS_STATUS']}5",
        f"{SHEET}, {letters['OBS_VALUE']}6",
        f"{SHEET}, {letters['TIME_PERIOD']}7",
        f"{SHEET}, {letters['BREAK']}8",
    }
    assert "0101" in told[f"{SHEET}, A3"]


def test_a_changed_header_and_a_strange_workbook_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="faults") as caught:
        read(filled(tmp_path, {(SHEET, 1, 0): "CODE", FIRST: 3}), tmp_path)
    assert [fault.where for fault in caught.value.faults] == [f"{SHEET}, row 2"]
    strange = tmp_path / "strange.xlsx"
    with xlsxwriter.Workbook(str(strange)) as book:
        book.add_worksheet("Anything").write(0, 0, "x")
    with pytest.raises(Invalid, match="no template"):
        read(strange, tmp_path)
