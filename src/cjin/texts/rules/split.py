"""Where each instrument of a file begins: at a resolution's number, an annex mark, or the title before an author
line.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from cjin.texts.rules.blocks import Block
from cjin.texts.rules.kinds import Judge, Kind
from cjin.texts.rules.labels import Form, follows
from cjin.texts.rules.marks import labels_in

_BODY = {Kind.AUTHOR, Kind.LABELLED, Kind.CONTAINER, Kind.CLOSING}


@dataclass(slots=True)
class Part:
    """The blocks of one instrument and how it was found. ``annex`` is its number among annexes, "" without one."""

    blocks: list[Block]
    kinds: list[Kind]
    start: Kind
    annex: str | None = None
    front: list[Block] = field(default_factory=list)


def split(blocks: Sequence[Block], judge: Judge, starred: Sequence[int] = ()) -> tuple[list[Block], list[Part]]:
    """The front matter, and the parts of a file in order. No part where nothing looks like an instrument.

    ``starred`` are the lines of asterisk notes that give a symbol: a title that cites one opens an instrument.
    """
    kinds = [judge.kind(block) for block in blocks]
    starts = _starts(blocks, kinds, judge, starred)
    if not starts:
        return list(blocks), []
    parts = []
    for place, start in enumerate(starts):
        end = starts[place + 1] if place + 1 < len(starts) else len(blocks)
        annex = judge.annex_number(blocks[start]) if kinds[start] is Kind.ANNEX else None
        parts.append(Part(list(blocks[start:end]), kinds[start:end], kinds[start], annex))
    return list(blocks[: starts[0]]), parts


def _starts(blocks: Sequence[Block], kinds: list[Kind], judge: Judge, starred: Sequence[int]) -> list[int]:
    starts: list[int] = []
    for index, kind in enumerate(kinds):
        if (
            (kind is Kind.RESOLUTION and (_is_named(blocks[index]) or _is_resolution(kinds, index)))
            or kind is Kind.ANNEX
            or (_is_starred_title(blocks[index], judge, starred) and (not starts or starts[-1] != index - 1))
        ):
            starts.append(index)
        elif kind is Kind.AUTHOR:
            start = _title_before(blocks, kinds, index, judge)
            if not _has_header(kinds, starts, start, index) and not (starts and _is_embedded(blocks, start)):
                starts.append(start)
    if not starts or (starts[0] > 0 and _is_body(blocks, kinds, starts[0])):
        first = _first_title(blocks, kinds, starts[0] if starts else len(blocks))
        starts = ([first] if first is not None else []) + starts
    return starts


def _is_starred_title(block: Block, judge: Judge, starred: Sequence[int]) -> bool:
    """A title whose asterisk leads to a note with a symbol, as collections of instruments print them."""
    cites = any(label.startswith("*") for label in labels_in(block.text))
    return cites and judge.is_title_like(block, 400) and any(line > block.last for line in starred)


def _is_named(block: Block) -> bool:
    """A heading that says what it is: "Resolution 217 A (III)", alone on its line."""
    return len(block.text) < 60 and block.text[:11].lower() == "resolution "


def _is_resolution(kinds: list[Kind], index: int) -> bool:
    """A number like 60/177 opens a resolution where a body speaks soon after, or an adoption line stands before."""
    ahead = kinds[index + 1 : index + 5]
    behind = kinds[max(0, index - 3) : index]
    return Kind.AUTHOR in ahead or Kind.ADOPTED in behind or Kind.SOURCE in behind


def _title_before(blocks: Sequence[Block], kinds: list[Kind], author: int, judge: Judge) -> int:
    """The first block of the run of titles right before an author line."""
    start = author
    while start > 0:
        before, kind = blocks[start - 1], kinds[start - 1]
        if kind is Kind.TITLE or kind is Kind.PREAMBLE_WORD:
            start -= 1
        elif (
            kind is Kind.LABELLED
            and before.label
            and before.label.form is Form.NUMBER
            and judge.is_title_like(before, 400)
        ):
            return start - 1
        else:
            break
    return start


def _has_header(kinds: list[Kind], starts: list[int], start: int, author: int) -> bool:
    """Whether an instrument that began already is still in its header, so that this author line is its own."""
    if not starts:
        return False
    between = kinds[starts[-1] : author]
    return starts[-1] >= start or not any(kind in _BODY for kind in between)


def _is_embedded(blocks: Sequence[Block], start: int) -> bool:
    """Whether the words before a title lead over to it: "adopts the following political declaration:"."""
    return start > 0 and blocks[start - 1].label is None and blocks[start - 1].text.rstrip().endswith(":")


def _is_body(blocks: Sequence[Block], kinds: list[Kind], end: int) -> bool:
    """Whether the blocks before the first start hold an instrument of their own that opens without an author line."""
    articles = sum(kind is Kind.CONTAINER for kind in kinds[:end])
    return articles >= 2 or _is_numbered_from_one(blocks[:end])


def _is_numbered_from_one(blocks: Sequence[Block]) -> bool:
    """Whether paragraphs count up from 1 (a fragment of another instrument does not begin there)."""
    numbers = [b.label.num for b in blocks if b.label and b.label.form is Form.NUMBER]
    return len(numbers) >= 2 and numbers[0] == "1" and follows(numbers[1], "1", Form.NUMBER)


def _first_title(blocks: Sequence[Block], kinds: list[Kind], end: int) -> int | None:
    """Where an instrument without author line begins: the file's first title, if units follow that can be numbered."""
    units = [i for i in range(end) if kinds[i] in (Kind.CONTAINER, Kind.LABELLED)]
    if not units or not (_is_body(blocks, kinds, end) or len(units) >= 2):
        return None
    start = units[0]
    while start > 0 and kinds[start - 1] in (
        Kind.TITLE,
        Kind.DIVISION,
        Kind.PREAMBLE_WORD,
        Kind.TEXT,
        Kind.AUTHOR,
        Kind.ADOPTED,
    ):
        start -= 1
    return start


def is_date(text: str) -> bool:
    """Whether a text is only a date like "16 December 2005"."""
    return bool(re.fullmatch(r"\d{1,2} [^\W\d_]{3,12} \d{4}\.?", text.strip()))
