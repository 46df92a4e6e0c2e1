"""Reads a filled workbook: what each question was answered, and each fault with its sheet and cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from cjin.core.rules.apart import ask
from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.identifiers import Language

from ..answers.evidence import FIGURE
from ..answers.replies import Reply, checked
from ..form.questions import Form
from ..vocabulary import NO_ANSWERS, codes, word
from .cells import Values, reply_of
from .child import SECONDS
from .fields import FIRST, Cell, Field, Type, fields_of
from .marks import Spans, covering, spans
from .writing import HIDDEN, LISTS, MEASURE_HEADS, VERSION

MOST_NAMED = 200
"""So many faults are told at most."""
LARGEST = 8 * 1024 * 1024
"""So many bytes a filled workbook has at most, wherever it is brought."""
_MARK = "#"


@dataclass(frozen=True)
class Head:
    """What a workbook says of itself: for which round and respondent, and what each reply was when it was written.

    ``began`` has the digest of each; one that is not there was empty.
    """

    round: str
    respondent: str
    form: str
    language: str
    began: Mapping[str, str]


@dataclass
class Filled:
    """What was read. ``replies`` has every question that the workbook holds, None where it is empty and right;
    ``faults`` the cells that cannot be taken, and their questions are in no reply. ``missing`` are sections that have
    no sheet.
    """

    head: Head
    replies: dict[str, Reply | None] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    measures: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


type Row = tuple[int, Sequence[Any]]


def sheets_in(path: Path) -> list[dict[str, Any]]:
    """The sheets of a workbook with their cells, read in a child process. Raises Invalid."""
    if path.stat().st_size > LARGEST:
        raise Invalid("This file is too large.", [Fault(path.name, f"at most {LARGEST // 1024**2} MB are taken")])
    told = ask("cjin.cycles.rules.workbook.child", str(path), seconds=SECONDS)
    if "sheets" not in told:
        raise Invalid("This workbook cannot be read.", [Fault(path.name, f"{told['error']}; save it again as XLSX")])
    return list(told["sheets"])


def head_of(sheets: Sequence[Mapping[str, Any]]) -> Head:
    """What the workbook says of itself. Raises Invalid where it is none of this software."""
    rows = next((one["rows"] for one in sheets if one["name"] == HIDDEN), None)
    if rows is None:
        raise Invalid(
            "This is no workbook of a round.",
            [Fault("workbook", "its hidden sheet is missing; download the form again and copy your answers into it")],
        )
    told = {str(row[1][0][1]): str(row[1][1][1]) for row in rows if len(row[1]) > 1 and row[1][0] and row[1][1]}
    if told.get("version") != str(VERSION) or not {"round", "respondent", "form", "language"} <= set(told):
        raise Invalid(
            "This workbook is of another version.", [Fault("workbook", "download the form again and copy your answers")]
        )
    began = {name.partition(":")[2]: value for name, value in told.items() if name.startswith("began:")}
    if told["language"] not in Language.ALL:
        raise Invalid("This workbook is of no known language.", [Fault("workbook", "download the form again")])
    return Head(told["round"], told["respondent"], told["form"], told["language"], began)


def read_workbook(sheets: Sequence[Mapping[str, Any]], form: Form) -> Filled:
    """What a workbook says, by the form. Raises Invalid where it is for another form or version."""
    head = head_of(sheets)
    if head.form != f"{form.form}/{form.version}":
        raise Invalid(
            "This workbook is for another form.",
            [Fault("workbook", f"it was made for {head.form[:100]}, and the round asks {form.form}/{form.version}")],
        )
    return _Reading(form, head).read(sheets)


class _Reading:
    """One reading: rows are found by their identifiers, wherever they stand."""

    def __init__(self, form: Form, head: Head) -> None:
        self.form, self.filled = form, Filled(head)
        self.rows: dict[str, dict[str, tuple[str, Row]]] = {}
        self.blocked: set[str] = set()
        self.formulas: set[tuple[str, str]] = set()
        self.wrongs = 0

    def read(self, sheets: Sequence[Mapping[str, Any]]) -> Filled:
        seen = set()
        for sheet in sheets:
            if sheet["name"] not in (HIDDEN, LISTS):
                seen.add(self._sheet(sheet))
        sections = [one.section for one in self.form.sections]
        self.filled.missing = [one for one in sections if f"section:{one}" not in seen]
        for name, fields in self.rows.items():
            self._question(name, fields)
        return self.filled

    def wrong(self, sheet: str, cell: str, message: str) -> None:
        fault, self.wrongs = Fault(f"{sheet}!{cell}" if cell else sheet, message), self.wrongs + 1
        if len(self.filled.faults) < MOST_NAMED and fault not in self.filled.faults:
            self.filled.faults.append(fault)

    def _sheet(self, sheet: Mapping[str, Any]) -> str:
        """Puts the rows of a sheet where they belong; what the first cell says the sheet is."""
        name, rows, marks = sheet["name"], sheet["rows"], [spans(sheet[one]) for one in ("formulas", "merged")]
        identifier = _text(rows[0][1][0]) if rows and rows[0][1] else ""
        if sheet["more"]:
            self.wrong(name, "", f"{sheet['more']} rows more than a form has; take them away")
        for number, cells in rows:
            mark = _text(cells[0])
            if _MARK in mark:
                self._row(name, mark, (number, cells), marks)
            elif not mark and any(cells[FIRST:]):
                self._stray(name, number, cells)
        return identifier

    def _stray(self, sheet: str, number: int, cells: Sequence[Any]) -> None:
        """What is typed in a row that belongs to no question is told, never taken; heads of columns are ours."""
        if all(_text(one) in _heads(self.filled.head.language) for one in cells[FIRST:] if one):
            return
        place = next(place for place, one in enumerate(cells) if place >= FIRST and one)
        if _is_head_row(self.form, cells[FIRST:]):
            return
        self.wrong(
            sheet, xl_rowcol_to_cell(number - 1, place), "this row belongs to no question; move what it says to one"
        )

    def _row(self, sheet: str, mark: str, row: Row, marks: Sequence[Spans]) -> None:
        question, _, part = mark.partition(_MARK)
        if question == "measure":
            if not self._is_marked(sheet, row[0], marks):
                self._measure(sheet, row)
            return
        if question not in self.form.by_name:
            self.wrong(sheet, f"A{row[0]}", f"“{question[:60]}” is no question of this form")
            return
        fields = self.rows.setdefault(question, {})
        if part in fields:
            self.blocked.add(question)
            self.wrong(sheet, f"A{row[0]}", f"the row “{mark[:80]}” stands twice; take one of them away")
            return
        fields[part] = (sheet, row)
        if self._is_marked(sheet, row[0], marks):
            self.blocked.add(question)

    def _is_marked(self, sheet: str, row: int, marks: Sequence[Spans]) -> bool:
        """Whether a row has formulas or merged cells, which are told."""
        formulas, merged = (covering(one, row) for one in marks)
        self.formulas |= {(sheet, area) for area in formulas}
        for area in formulas:
            self.wrong(sheet, area, "this is a formula; put in the value itself")
        for area in merged:
            self.wrong(sheet, area, "cells are merged here; take them apart again")
        return bool(formulas or merged)

    def _question(self, name: str, rows: Mapping[str, tuple[str, Row]]) -> None:
        """Reads the cells of a question; with one wrong cell nothing of it is taken."""
        question = self.form.by_name[name]
        head = self.filled.head
        known = {one.part: one for one in fields_of(question, head.language, Language.ALL, _much(rows))}
        cells: dict[str, Values] = {}
        before = self.wrongs
        for part, (sheet, row) in rows.items():
            if part not in known:
                self.wrong(sheet, f"A{row[0]}", f"“{part[:60]}” is nothing that is asked here")
                continue
            cells[part] = [self._value(sheet, row, place, cell) for place, cell in enumerate(known[part].cells)]
            self._beyond(sheet, row, known[part])
        sheet, row = rows.get("reply") or next(iter(rows.values()))
        self.filled.places[name] = f"{sheet}!{xl_col_to_name(FIRST)}{row[0]}"
        if name in self.blocked or self.wrongs > before:
            return
        if "reply" not in rows:
            self.wrong(sheet, f"A{row[0]}", "the row with the reply is missing; copy your answer into a new download")
            return
        try:
            self.filled.replies[name] = checked(question, reply_of(question, cells))
        except Invalid as error:
            for fault in error.faults:
                self.wrong(sheet, f"{xl_col_to_name(FIRST)}{row[0]}", str(fault))

    def _beyond(self, sheet: str, row: Row, one: Field) -> None:
        """What stands beyond the last cell of a field is told."""
        for place, cell in enumerate(row[1][FIRST + len(one.cells) :]):
            if cell is not None:
                where = xl_rowcol_to_cell(row[0] - 1, FIRST + len(one.cells) + place)
                self.wrong(sheet, where, "nothing is asked here; take it away")

    def _value(self, sheet: str, row: Row, place: int, cell: Cell) -> Any:
        """What a cell says, as a reply has it; the empty text where nothing stands or it cannot be taken."""
        given = row[1][FIRST + place] if FIRST + place < len(row[1]) else None
        if given is None:
            return ""
        where = xl_rowcol_to_cell(row[0] - 1, FIRST + place)
        if (sheet, where) in self.formulas:
            return ""
        value, problem = _taken(cell, given[0], given[1], self.filled.head.language)
        if problem:
            self.wrong(sheet, where, problem)
        return value

    def _measure(self, sheet: str, row: Row) -> None:
        cells = row[1][FIRST:]
        values = [str(one[1]).strip() if one else "" for one in cells[:10]] + [""] * 10
        if not any(values):
            return
        types = {word("measures", code, self.filled.head.language): code for code in codes("measures")}
        titles = {code: one for code, one in zip(Language.ALL, values[2:8], strict=True) if one}
        said = {"name": values[0], "type": types.get(values[1], values[1]), "title": titles,
                "since": values[8][:10], "until": values[9][:10]}  # fmt: skip
        place = f"{sheet}!{xl_col_to_name(FIRST)}{row[0]}"
        self.filled.measures.append({key: one for key, one in said.items() if one} | {"place": place})


def _much(rows: Mapping[str, Any]) -> Reply:
    """A reply with as many entries and pieces of evidence as the workbook has rows for, so that all have fields."""
    entries = sum(part.startswith("entry:") for part in rows)
    pieces = sum(part.startswith("evidence:") for part in rows)
    return {"reply": "answered", "value": [{}] * entries, "evidence": [{}] * pieces}


def _taken(cell: Cell, kind: str, value: Any, language: str) -> tuple[Any, str]:
    """The value of a cell, and what is wrong with it."""
    match cell.type:
        case Type.NUMBER:
            return _number(kind, value, language)
        case Type.DAY:
            text = str(value)[:10] if kind == "day" else str(value).strip()
            return text, "" if kind in ("day", "text") else "a day as 2026-03-02 is expected"
        case Type.CODE:
            return _code(cell.codes or {}, str(value).strip())
        case _:
            return (str(value), "") if kind in ("text", "number", "day") else ("", "a text is expected")


def _number(kind: str, value: Any, language: str) -> tuple[Any, str]:
    if kind == "number":
        return value, ""
    missing = {word("replies", code, language): code for code in NO_ANSWERS} | {code: code for code in NO_ANSWERS}
    if kind == "text" and str(value).strip() in missing:
        return missing[str(value).strip()], ""
    return "", f"“{str(value)[:40]}” is a text, and a number is expected; type the number again"


def _code(known: Mapping[str, str], value: str) -> tuple[str, str]:
    """The code that a label, or a code, stands for."""
    by_label = {label.casefold(): code for code, label in known.items()} | {code.casefold(): code for code in known}
    found = by_label.get(value.casefold())
    return (found, "") if found else ("", f"“{value[:40]}” is none of the list; choose one of it")


def _text(cell: Any) -> str:
    return str(cell[1]) if cell else ""


def _heads(language: str) -> frozenset[str]:
    """What can stand at the head of a column."""
    labels = {word("fields", code, language) for code in codes("fields")} | {word("evidence", FIGURE, language)}
    return frozenset(labels | {f"{one} ({code})" for one in labels for code in Language.ALL} | set(MEASURE_HEADS))


def _is_head_row(form: Form, cells: Sequence[Any]) -> bool:
    """Whether a row has the heads of the columns of a table."""
    said = [_text(one) for one in cells if one]
    return any(
        set(said) <= {text for column in one.grid.columns for text in column.text.values()}
        for one in _tables(form)
        if one.grid
    )


def _tables(form: Form) -> Iterator[Any]:
    return (one for one in form.questions if one.grid is not None)
