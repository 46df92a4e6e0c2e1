"""Formulas and merged cells are found whatever program wrote the workbook, and crafted parts end soon."""

import re
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from cjin.cycles.rules.workbook.marks import MOST_MARKS, WHOLE, covering, marks_of, spans
from tests.cycles.workbooks import read, said, written

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet3.xml"
EMPTY = re.compile(r'<c r="(D\d+)" s="(\d+)"/>')


def rewritten(path: Path, change: Callable[[str, str], str]) -> Path:
    """The workbook after its parts were changed, each told by its name."""
    with zipfile.ZipFile(path) as package:
        parts = {one: package.read(one) for one in package.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, change(name, data.decode()) if name.endswith((".xml", ".rels")) else data)
    return path


def prefixed(text: str) -> str:
    """The same XML with a prefix before each name, as some programs write it."""
    named = re.sub(r"<(/?)(?![?!])([A-Za-z])", r"<\1x:\2", text)
    return named.replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')


PLAIN = r'<c r="\1" s="\2"><f>1+1</f><v>2</v></c>'
WRITERS = {
    "plain": (PLAIN, str),
    "single quotes": (r"<c r='\1' s='\2'><f>1+1</f><v>2</v></c>", str),
    "a blank before the end": (r'<c r="\1" s="\2" ><f ca = "1" >1+1</f ><v>2</v></c >', str),
    "the value first": (r'<c s="\2" r="\1"><v>2</v><f/></c>', str),
    "a prefix": (PLAIN, prefixed),
    "a comment between": (r'<c r="\1" s="\2"><!-- <f> --><f>1+1</f><v>2</v></c>', str),
}


@pytest.mark.parametrize("writer", WRITERS)
def test_a_formula_is_told_whoever_wrote_it(tmp_path: Path, writer: str) -> None:
    cell, after = WRITERS[writer]
    path = rewritten(
        written(tmp_path, {}), lambda name, text: after(EMPTY.sub(cell, text)) if name.startswith(SHEET) else text
    )
    filled = read(path)
    assert said(filled) == {}, "nothing of a formula is taken"
    assert sum("this is a formula" in one.message for one in filled.faults) > 10


def test_names_of_the_workbook_with_a_prefix_lead_to_the_same_sheets(tmp_path: Path) -> None:
    def change(name: str, text: str) -> str:
        text = EMPTY.sub(PLAIN, text) if name == SHEET else text
        return prefixed(text) if name == "xl/workbook.xml" else text

    filled = read(rewritten(written(tmp_path, {}), change))
    assert said(filled) == {}
    assert any("this is a formula" in one.message for one in filled.faults)


def test_a_formula_over_several_cells_holds_all_of_them() -> None:
    inside = '<row><c/><c><f t="array" ref="B1:B3">X1:X3</f><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c></row>'
    assert marked(inside) == {"formulas": ["B1:B3"], "merged": []}


def test_cells_that_do_not_tell_their_place_come_one_after_the_other() -> None:
    inside = "<row><c/><c/></row><row><c/><c><f>1</f></c><c r='e2'/><c><f>2</f></c></row>"
    assert marked(inside)["formulas"] == ["B2", "F2"]


def test_what_is_no_place_holds_the_whole_sheet() -> None:
    assert marked("", "<mergeCell ref='a1:$B$2'/>")["merged"] == ["A1:B2"]
    assert marked("", "<mergeCell ref='nowhere'/>")["merged"] == [WHOLE]
    assert covering(spans(["B5", "A1:C3", WHOLE]), 3) == ["A1:C3", WHOLE]


def test_more_marks_than_are_told_hold_the_whole_sheet() -> None:
    assert marked("<row>" + "<c><f/></c>" * (MOST_MARKS + 1) + "</row>")["formulas"] == [WHOLE]


def test_a_formula_among_the_measures_is_told_and_its_measure_not_taken(tmp_path: Path) -> None:
    measure = re.compile(r'<c r="(D3)" s="(\d+)"/>')
    path = rewritten(
        written(tmp_path, {}),
        lambda name, text: measure.sub(PLAIN, text) if name == "xl/worksheets/sheet4.xml" else text,
    )
    filled = read(path)
    assert filled.measures == []
    assert "this is a formula" in filled.faults[0].message


@pytest.mark.parametrize("inside", [
    "<c " * 3_000_000, "<c><f>" * 1_000_000, "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
    "<worksheet>" + "<c><f/></c>" * 3_000_000 + "</worksheet>",
])  # fmt: skip
def test_crafted_parts_end_soon(tmp_path: Path, inside: str) -> None:
    began = time.process_time()
    try:
        assert packed(tmp_path / "crafted.xlsx", inside)["One"]["formulas"] == [WHOLE]
    except ValueError as error:
        assert "damaged" in str(error)  # noqa: PT017 - it may also be read
    assert time.process_time() - began < 30


def test_a_part_twice_and_a_part_that_is_missing_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="twice"):
        packed(tmp_path / "twice.xlsx", "<a/>", {"XL/workbook.xml": "<a/>"})
    with pytest.raises(ValueError, match="missing"):
        packed(tmp_path / "missing.xlsx", "<a/>", target="other.xml")


def marked(rows: str, merged: str = "") -> dict[str, list[str]]:
    """What is found in a sheet with these rows and merged cells."""
    return packed(BytesIO(), f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{merged}</worksheet>')["One"]


def packed(
    file: Path | BytesIO, sheet: str, more: dict[str, str] | None = None, target: str = "/xl/sheet.xml"
) -> dict[str, dict[str, list[str]]]:
    """What is found in a workbook with one sheet."""
    parts = {
        "xl/workbook.xml": "<workbook xmlns:r='r'><sheets><sheet name='One' sheetId='1' r:id='a'/></sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships><Relationship Target='{target}' Id='a'/></Relationships>",
        "xl/sheet.xml": sheet,
        **(more or {}),
    }
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    with zipfile.ZipFile(file) as package:
        return marks_of(package)
