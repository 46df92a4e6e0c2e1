"""Where the sheets of a workbook have formulas and merged cells, read from their XML by local names."""

import re
import zipfile
from collections.abc import Mapping, Sequence
from string import ascii_uppercase
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import XMLParser
from xlsxwriter.utility import xl_col_to_name

MOST_MARKS, MOST_IN_ROW = 1_000, 60
WHOLE = "A1:XFD1048576"
"""A sheet with more formulas or merged ranges than that is told as a whole, as is one whose place is no place."""
_BLOCK = 1024 * 1024
_AREA = re.compile(r"[A-Z]{1,3}[0-9]{1,7}(?::[A-Z]{1,3}[0-9]{1,7})?")
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")

type Said = Mapping[str, str]
type Spans = Sequence[tuple[str, int, int]]
"""Areas, each with its first and its last row."""


def marks_of(package: zipfile.ZipFile) -> dict[str, dict[str, list[str]]]:
    """The areas with formulas and those that are merged, by the name of each sheet. Raises ValueError."""
    parts = {one.replace("\\", "/").casefold(): one for one in package.namelist()}
    if len(parts) < len(package.namelist()):
        raise ValueError("a part of it stands twice")
    targets = {
        one.get("Id", ""): one.get("Target", "")
        for one in _walked(package, parts, "xl/_rels/workbook.xml.rels", _Every("Relationship")).found
    }
    found: dict[str, dict[str, list[str]]] = {}
    for sheet in _walked(package, parts, "xl/workbook.xml", _Every("sheet")).found:
        marks = _walked(package, parts, _place(targets.get(sheet.get("id", ""), "")), _Marks())
        found.setdefault(
            sheet.get("name", ""), {"formulas": _bounded(marks.formulas), "merged": _bounded(marks.merged)}
        )
    return found


def spans(areas: Sequence[str]) -> Spans:
    """Areas such as ``D3:E5`` with their rows."""
    rows = [[int(one.lstrip(ascii_uppercase)) for one in area.split(":")] for area in areas]
    return [(area, min(ends), max(ends)) for area, ends in zip(areas, rows, strict=True)]


def covering(areas: Spans, row: int) -> list[str]:
    """The areas that take in a row."""
    return [area for area, first, last in areas if first <= row <= last][:MOST_IN_ROW]


def _place(target: str) -> str:
    """The part that a relation of the workbook leads to."""
    plain = target.replace("\\", "/")
    return plain.lstrip("/") if plain.startswith(("/", "xl/")) else f"xl/{plain}"


def _walked[Target](package: zipfile.ZipFile, parts: Said, name: str, target: Target) -> Target:
    """What a target found on its way through a part, which is never whole in memory."""
    if name.casefold() not in parts:
        raise ValueError("a part of it is missing")
    parser = XMLParser(target=target, forbid_dtd=True)
    try:
        with package.open(parts[name.casefold()]) as part:
            while block := part.read(_BLOCK):
                parser.feed(block)
        parser.close()
    except (ParseError, DefusedXmlException):
        raise ValueError("a part of it is damaged") from None
    return target


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _bounded(areas: list[str]) -> list[str]:
    return areas if len(areas) <= MOST_MARKS else [WHOLE]


def _area(said: str) -> str:
    plain = said.upper().replace("$", "")
    return plain if _AREA.fullmatch(plain) else WHOLE


class _Every:
    """The attributes of all elements with one name."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.found: list[Said] = []

    def start(self, tag: str, said: Said) -> None:
        if _local(tag) == self.name:
            self.found.append({_local(name): value for name, value in said.items()})


class _Marks:
    """A way through a sheet. A row or cell that does not tell its place comes after the one before."""

    def __init__(self) -> None:
        self.formulas: list[str] = []
        self.merged: list[str] = []
        self.row, self.column, self.in_cell = 0, 0, False

    def start(self, tag: str, said: Said) -> None:
        match _local(tag):
            case "row":
                number = said.get("r", "")
                self.row = int(number) if number.isdecimal() and len(number) < 8 else self.row + 1
                self.column = 0
            case "c":
                self._cell(said.get("r", ""))
            case "f" if self.in_cell and len(self.formulas) <= MOST_MARKS:
                here = f"{xl_col_to_name(self.column - 1)}{self.row}"
                several = said.get("t") in ("array", "dataTable") and "ref" in said
                self.formulas.append(_area(said["ref"]) if several else here)
            case "mergeCell" if len(self.merged) <= MOST_MARKS:
                self.merged.append(_area(said.get("ref", "")))

    def _cell(self, place: str) -> None:
        told = _CELL.fullmatch(place.upper())
        self.column, self.in_cell = self.column + 1, True
        if told:
            self.row, self.column = int(told[2]), _column(told[1])

    def end(self, tag: str) -> None:
        if _local(tag) == "c":
            self.in_cell = False


def _column(letters: str) -> int:
    """The number of a column from 1."""
    found = 0
    for one in letters:
        found = found * 26 + ord(one) - 64
    return found
