"""The fields of a question in a workbook: each a row, told by the identifier in its first column.

A field's cells begin in the column ``FIRST``; several cells of a field stand side by side. Rows may be moved and sheets
renamed: only what the first column says counts.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cjin.core.rules.identifiers import Language

from ..answers.evidence import FIGURE, OF_EVIDENCE
from ..answers.replies import Reply
from ..answers.values import LANGUAGES
from ..form.questions import Kind, Question
from ..vocabulary import codes, word

FIRST = 3
"""The column of a field's first cell, counted from 0: before it stand the identifier, the number and the label."""
MOST_MEASURES, MORE_ENTRIES, MORE_EVIDENCE = 12, 5, 2
"""So many measures have room, and so many empty rows follow the entries and pieces of evidence that are there."""


class Type(StrEnum):
    """What a cell takes."""

    CODE = "code"
    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    MEASURE = "measure"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: what it takes and, for a code, the codes with what they are called."""

    type: Type
    codes: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A row of a question: its identifier, what stands before its cells, the cells."""

    part: str
    label: str
    cells: Sequence[Cell]
    heads: Sequence[str] = ()


def fields_of(question: Question, language: str, languages: Sequence[str], reply: Reply | None) -> Iterator[Field]:
    """The fields of a question in order, with room for what the reply holds and more."""
    yield Field("reply", _label("reply", language), [_coded("replies", language)])
    yield from _VALUES[question.kind](question, language, reply)
    said = (reply or {}).get("text", {})
    for code in [one for one in Language.ALL if one in languages or one in said]:
        yield Field(f"text:{code}", f"{_label('text', language)} ({code})", [Cell(Type.TEXT)])
    there = len((reply or {}).get("evidence", ()))
    heads = [word("evidence", FIGURE, language) if one == "value" else _label(one, language) for one in OF_EVIDENCE]
    lists = {"kind": "evidence", "status": "statuses"}
    cells = [_coded(lists[one], language) if one in lists else Cell(Type.TEXT) for one in OF_EVIDENCE]
    for number in range(1, there + MORE_EVIDENCE + 1):
        yield Field(f"evidence:{number}", f"{_label('evidence', language)} {number}", cells, heads)


def _coded(section: str, language: str) -> Cell:
    return Cell(Type.CODE, {code: word(section, code, language) for code in codes(section)})


def _label(name: str, language: str) -> str:
    return word("fields", name, language)


def _implementation(_question: Question, language: str, _reply: Reply | None) -> Iterator[Field]:
    state = _coded("implementation", language)
    for scope in ("law", "practice"):
        yield Field(scope, word("scopes", scope, language), [state])
    yield Field(
        "difficulties",
        _label("difficulties", language),
        [_coded("difficulties", language)] * len(codes("difficulties")),
    )
    yield Field("measures", word("kinds", "measures", language), [Cell(Type.MEASURE)] * MOST_MEASURES)
    yes = {code: word("three", code, language) for code in ("yes", "no")}
    yield Field("good_practice", _label("good_practice", language), [Cell(Type.CODE, yes)])


def _options(question: Question, language: str, _reply: Reply | None) -> Iterator[Field]:
    if question.kind is Kind.THREE:
        cell = _coded("three", language)
    else:
        cell = Cell(
            Type.CODE, {one.code: one.text.get(language) or next(iter(one.text.values())) for one in question.options}
        )
    several = len(question.options) if question.kind is Kind.MANY else 1
    yield Field("value", _label("value", language), [cell] * several)


def _plain(type_: Type) -> "Making":
    def made(_question: Question, language: str, _reply: Reply | None) -> Iterator[Field]:
        yield Field("value", _label("value", language), [Cell(type_)])

    return made


def _measures(_question: Question, language: str, _reply: Reply | None) -> Iterator[Field]:
    yield Field("value", word("kinds", "measures", language), [Cell(Type.MEASURE)] * MOST_MEASURES)


def _table(question: Question, language: str, _reply: Reply | None) -> Iterator[Field]:
    if question.grid is None:
        return
    heads = [one.text.get(language) or next(iter(one.text.values())) for one in question.grid.columns]
    for row in question.grid.rows:
        label = row.text.get(language) or next(iter(row.text.values()))
        yield Field(f"row:{row.code}", label, [Cell(Type.NUMBER)] * len(heads), heads)


def _needs(_question: Question, language: str, reply: Reply | None) -> Iterator[Field]:
    named = {code: code for code in LANGUAGES}
    cells = [
        _coded("tools", language), Cell(Type.TEXT), _coded("audiences", language), Cell(Type.CODE, named),
        _coded("urgencies", language), *[Cell(Type.TEXT)] * len(Language.ALL),
    ]  # fmt: skip
    names = ("type", "about", "audience", "language", "urgency")
    heads = [
        *(_label(name, language) for name in names),
        *(f"{_label('text', language)} ({one})" for one in Language.ALL),
    ]
    yield from _entries(cells, heads, language, reply)


def _proposals(_question: Question, language: str, reply: Reply | None) -> Iterator[Field]:
    cells = [Cell(Type.TEXT)] * (1 + len(Language.ALL))
    heads = [_label("about", language), *(f"{_label('text', language)} ({one})" for one in Language.ALL)]
    yield from _entries(cells, heads, language, reply)


def _entries(cells: Sequence[Cell], heads: Sequence[str], language: str, reply: Reply | None) -> Iterator[Field]:
    value = (reply or {}).get("value")
    for number in range(1, len(value or ()) + MORE_ENTRIES + 1):
        yield Field(f"entry:{number}", f"{_label('entry', language)} {number}", cells, heads)


def _nothing(_question: Question, _language: str, _reply: Reply | None) -> Iterator[Field]:
    yield from ()


type Making = Callable[[Question, str, Reply | None], Iterator[Field]]

_VALUES: dict[Kind, Making] = {
    Kind.IMPLEMENTATION: _implementation,
    Kind.CHOICE: _options,
    Kind.MANY: _options,
    Kind.THREE: _options,
    Kind.NUMBER: _plain(Type.NUMBER),
    Kind.DATE: _plain(Type.DAY),
    Kind.TABLE: _table,
    Kind.MEASURES: _measures,
    Kind.NEEDS: _needs,
    Kind.PROPOSALS: _proposals,
    Kind.TEXT: _nothing,
    Kind.EVIDENCE: _nothing,
}
