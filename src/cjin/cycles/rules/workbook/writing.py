"""Writes a form as an XLSX workbook: a sheet a section, lists to choose from, protected but for the cells to fill."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from cjin.core.rules.multilingual import Multilingual

from ..answers.replies import Reply, digest
from ..form.questions import Form, Question, Section
from ..report.action import paragraph_of
from ..vocabulary import NO_ANSWERS, codes, word
from .cells import Values, cells_of
from .fields import FIRST, Cell, Field, Type, fields_of

VERSION = 1
HIDDEN, LISTS, MEASURES = "_cjin", "_lists", "measures_named"
WIDEST = 14
MEASURE_HEADS = ("name", "type", "title", "since", "until")
MOST_MEASURES = 200
_STILL = datetime(2000, 1, 1)


@dataclass(frozen=True)
class Sheet:
    """What a workbook is made from: for whom, what they said so far, their measures.

    ``ghosts`` are what they said before, in words, by question.
    """

    form: Form
    round: str
    respondent: str
    title: str
    language: str
    languages: Sequence[str]
    replies: Mapping[str, Reply] = field(default_factory=dict)
    measures: Sequence[Mapping[str, Any]] = ()
    ghosts: Mapping[str, str] = field(default_factory=dict)


def as_workbook(sheet: Sheet) -> bytes:
    """The workbook as an XLSX file; the same content gives the same bytes."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": sheet.title[:250], "created": _STILL})
    _Book(book, sheet).write()
    book.close()
    return stream.getvalue()


class _Book:
    """A workbook that is being written."""

    def __init__(self, book: Any, sheet: Sheet) -> None:
        self.book, self.sheet, self.language = book, sheet, sheet.language
        self.lists: dict[tuple[str, ...], str] = {}
        wrap = {"text_wrap": True, "valign": "top"}
        self.plain = book.add_format(wrap)
        self.quiet = book.add_format(wrap | {"font_color": "#595959", "italic": True})
        self.strong = book.add_format(wrap | {"bold": True, "bg_color": "#E7EEF0"})
        self.head = book.add_format(wrap | {"bold": True, "font_size": 14})
        self.open = book.add_format(wrap | {"locked": False, "border": 1, "border_color": "#9AA7AB"})
        self.day = book.add_format(
            wrap | {"locked": False, "border": 1, "border_color": "#9AA7AB", "num_format": "yyyy-mm-dd"}
        )

    def write(self) -> None:
        first = self._sheet(word("fields", "guidance", self.language), "guidance")
        first.write_string(0, 2, self.sheet.title, self.head)
        for row, name in enumerate(codes("guidance"), 2):
            first.write_string(row, 2, word("guidance", name, self.language), self.plain)
        for section in self.sheet.form.sections:
            self._section(section)
        self._measures()
        self._hidden()

    def _sheet(self, title: str, identifier: str) -> Any:
        """A sheet whose first cell tells what it is, whatever it is called later."""
        made = self.book.add_worksheet(_free(title, [one.get_name() for one in self.book.worksheets()]))
        made.write_string(0, 0, identifier)
        made.set_column(0, 0, None, None, {"hidden": True})
        made.set_column(1, 1, 10)
        made.set_column(2, 2, 60)
        made.set_column(FIRST, FIRST + WIDEST, 24)
        if self.language == "ar":
            made.right_to_left()
        made.protect("", {"format_cells": True, "format_columns": True, "format_rows": True})
        return made

    def _section(self, section: Section) -> None:
        made = self._sheet(_words(section.title, self.language), f"section:{section.section}")
        made.write_string(0, 2, _words(section.title, self.language), self.head)
        if section.guidance:
            made.write_string(1, 2, _words(section.guidance, self.language), self.quiet)
        made.freeze_panes(1, FIRST)
        row = 2
        for question in section.questions:
            row = self._question(made, question, row) + 1

    def _question(self, made: Any, question: Question, row: int) -> int:
        made.write_string(row, 1, paragraph_of(question) if question.about else "", self.strong)
        made.write_string(row, 2, _words(question.text, self.language), self.strong)
        for text in filter(None, (_words(question.guidance, self.language), self._ghost(question))):
            row += 1
            made.write_string(row, 2, text, self.quiet)
        reply = self.sheet.replies.get(question.question)
        cells = cells_of(question, reply) if reply else {}
        heads: Sequence[str] = ()
        for one in fields_of(question, self.language, self.sheet.languages, reply):
            if one.heads and one.heads != heads:
                row += 1
                for place, text in enumerate(one.heads):
                    made.write_string(row, FIRST + place, text, self.quiet)
            heads = one.heads
            row += 1
            self._field(made, row, question, one, cells.get(one.part, ()))
        return row

    def _ghost(self, question: Question) -> str:
        said = self.sheet.ghosts.get(question.question)
        return f"{word('fields', 'last', self.language)}: {said}" if said else ""

    def _field(self, made: Any, row: int, question: Question, one: Field, values: Values) -> None:
        made.write_string(row, 0, f"{question.question}#{one.part}")
        made.write_string(row, 2, one.label, self.plain)
        for place, cell in enumerate(one.cells):
            value = values[place] if place < len(values) else ""
            self._cell(made, row, FIRST + place, cell, value)

    def _cell(self, made: Any, row: int, column: int, cell: Cell, value: Any) -> None:
        form = self.day if cell.type is Type.DAY else self.open
        if value == "":
            made.write_blank(row, column, None, form)
        elif isinstance(value, int | float):
            made.write_number(row, column, value, form)
        else:
            made.write_string(row, column, self._shown(cell, str(value)), form)
        if cell.codes:
            made.data_validation(row, column, row, column, {"validate": "list", "source": self._list(cell)})
        elif cell.type is Type.MEASURE:
            made.data_validation(row, column, row, column, {
                "validate": "list", "source": f"={MEASURES}", "error_type": "warning",
            })  # fmt: skip

    def _shown(self, cell: Cell, value: str) -> str:
        if cell.type is Type.NUMBER and value in NO_ANSWERS:
            return word("replies", value, self.language)
        return cell.codes.get(value, value) if cell.codes else value

    def _list(self, cell: Cell) -> str:
        """The place of a list on the hidden sheet; equal lists stand there once."""
        labels = tuple((cell.codes or {}).values())
        if labels not in self.lists:
            column = xl_col_to_name(len(self.lists))
            self.lists[labels] = f"={LISTS}!${column}$1:${column}${len(labels)}"
        return self.lists[labels]

    def _measures(self) -> None:
        made = self._sheet(word("kinds", "measures", self.language), "measures")
        name = made.get_name().replace("'", "''")
        self.book.define_name(MEASURES, f"='{name}'!$D$3:$D${MOST_MEASURES + 2}")
        heads = [*MEASURE_HEADS[:2], *(f"title:{code}" for code in _LANGUAGES), *MEASURE_HEADS[3:]]
        for place, name in enumerate(heads):
            kind, _, code = name.partition(":")
            made.write_string(
                1, FIRST + place, word("fields", kind, self.language) + (f" ({code})" if code else ""), self.strong
            )
        types = Cell(Type.CODE, {code: word("measures", code, self.language) for code in codes("measures")})
        for number in range(MOST_MEASURES):
            one = self.sheet.measures[number] if number < len(self.sheet.measures) else {}
            made.write_string(number + 2, 0, f"measure#{number + 1}")
            for place, value in enumerate(_measure(one)):
                cell = types if place == 1 else Cell(Type.DAY if place > 7 else Type.TEXT)
                self._cell(made, number + 2, FIRST + place, cell, value)

    def _hidden(self) -> None:
        lists = self.book.add_worksheet(LISTS)
        for column, labels in enumerate(self.lists):
            for row, label in enumerate(labels):
                lists.write_string(row, column, label)
        lists.hide()
        made = self.book.add_worksheet(HIDDEN)
        told = {
            "cjin": "form", "version": str(VERSION), "round": self.sheet.round, "respondent": self.sheet.respondent,
            "form": f"{self.sheet.form.form}/{self.sheet.form.version}", "language": self.language,
        }  # fmt: skip
        for row, (name, value) in enumerate([*told.items(), *_begun(self.sheet)]):
            made.write_string(row, 0, name)
            made.write_string(row, 1, value)
        made.protect()
        made.hide()


_LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")


def _begun(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """What each reply was when the workbook was written, so that what somebody changed is told from what they left."""
    for name in sheet.form.by_name:
        if name in sheet.replies:
            yield f"began:{name}", digest(sheet.replies[name])


def _measure(one: Mapping[str, Any]) -> list[str]:
    titles = one.get("title", {})
    return [one.get("name", ""), one.get("type", ""), *(titles.get(code, "") for code in _LANGUAGES),
            one.get("since", ""), one.get("until", "")]  # fmt: skip


def _words(words: Multilingual, language: str) -> str:
    return words.get(language) or words.get("en") or next(iter(words.values()), "")


def _free(title: str, taken: Sequence[str]) -> str:
    """A name that a sheet may have: at most 31 signs, none of the forbidden ones, and of no other sheet."""
    plain = "".join(" " if one in "[]:*?/\\'" else one for one in title).strip() or "–"
    names = (plain[:31], *(f"{plain[:27]} {number}" for number in range(2, 1000)))
    used = {one.casefold() for one in taken}
    return next(one for one in names if one.casefold() not in used)
