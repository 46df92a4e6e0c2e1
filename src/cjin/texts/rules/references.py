"""Note markers in the text: those that conversion glued to a word or set loose are found again, each with its note."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from cjin.texts.rules.blocks import Block
from cjin.texts.rules.document import Cleaning
from cjin.texts.rules.lexicon import Lexicon, fold
from cjin.texts.rules.marks import labels_in, mark
from cjin.texts.rules.notes import Definition

_GLUED = re.compile(
    r"(?P<before>[^\W\d_]{3,}[.,;:)”\"’\]]{0,2}|[)”\"’\]][.,;:]?|\d{4}[,;])(?P<label>\d{1,3}|(?<=[,;:)”\"’\]])[a-z])(?=[\s.,;:)”\"’]|$)"
)
_LOOSE = re.compile(r"(?P<before>\S+)\s(?P<label>\d{1,3})(?=\s|$|[.,;:])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:no|nos|vol|vols|art|arts|para|paras|chap|sect|corr|add|rev|conf|crp|res|fig|pp?)\.?|\w\.\w)$", re.I
)


def restore_markers(blocks: Sequence[Block], notes: Sequence[Definition], lexicon: Lexicon) -> list[Cleaning]:
    """Writes the markers that lost their markup back into the blocks' texts. Each one is logged with its line."""
    wanted = {note.label for note in notes}
    log: list[Cleaning] = []
    marked = {label for block in blocks for label in labels_in(block.text)}
    if wanted - marked:
        log += _restore_glued(blocks, wanted)
        log += _restore_loose(blocks, notes, lexicon)
    return log


def _restore_glued(blocks: Sequence[Block], wanted: set[str]) -> list[Cleaning]:
    """Digits stuck to the end of a word or its punctuation: "Justice1 and", "session,2"."""
    log: list[Cleaning] = []
    for block in blocks:
        start = block.label.end if block.label else 0

        def put(match: re.Match[str]) -> str:
            before, label = match.group("before"), match.group("label")
            known = label in wanted
            strong = label.isdigit() and before[-1] in ",;" and len(before) > 3
            if (known or strong) and not _ABBREVIATION.search(before) and not _in_symbol(match):
                return before + mark(label)
            return match.group(0)

        text = block.text[:start] + _GLUED.sub(put, block.text[start:])
        if text != block.text:
            log.append(Cleaning("glued-note-marker", block.first, block.text, text))
            block.text = text
            block.words = text[start:]
    return log


def _in_symbol(match: re.Match[str]) -> bool:
    """Whether digits stand inside a document symbol or a number like 1.5."""
    before = match.string[max(0, match.start() - 1) : match.start()]
    return before in ("/", "-", ".") or "/" in match.group("before")


def _restore_loose(blocks: Sequence[Block], notes: Sequence[Definition], lexicon: Lexicon) -> list[Cleaning]:
    """A number alone among words, where exactly one can be the marker that a note still lacks, between its
    neighbours.
    """
    log: list[Cleaning] = []
    numbers: dict[int, dict[str, list[tuple[int, int]]]] = {}
    firsts = [block.first for block in blocks]
    where: dict[str, list[int]] = defaultdict(list)
    for index, block in enumerate(blocks):
        for label in labels_in(block.text):
            where[label].append(index)
    for place, note in enumerate(notes):
        if not note.label.isdigit() or note.label == "0":
            continue
        start, end = _region(blocks, firsts, notes, place, where)
        if any(start <= index < end for index in where.get(note.label, ())):
            continue
        region = blocks[start:end]
        hits = [
            (block, place) for block in region for place in _loose_numbers(block, lexicon, numbers).get(note.label, ())
        ]
        if len(hits) == 1:
            block, (before, after) = hits[0]
            text = f"{block.text[:before]}{mark(note.label)}{block.text[after:]}"
            numbers.pop(id(block))
            log.append(Cleaning("loose-note-marker", block.first, block.text, text))
            block.text = text
            block.words = text[block.label.end :] if block.label else text
    return log


_REACH = 200


def _region(
    blocks: Sequence[Block], firsts: Sequence[int], notes: Sequence[Definition], place: int, where: dict[str, list[int]]
) -> tuple[int, int]:
    """The indices of the blocks between the markers of the notes before and after, where a marker can only be
    missing.
    """
    note = notes[place]
    end = bisect_left(firsts, note.lines[0])
    start = max(0, end - _REACH)
    foot = _foot_before(notes, place)
    while start < end and blocks[start].last < foot:
        start += 1
    if place and _is_next(notes[place - 1], note):
        above = [i for i in where.get(notes[place - 1].label, ()) if i < end]
        start = max(start, above[-1] if above else 0)
    if place + 1 < len(notes) and _is_next(note, notes[place + 1]):
        below = [i for i in where.get(notes[place + 1].label, ()) if i >= start]
        end = min(end, below[0] + 1) if below else end
    return start, end


def _foot_before(notes: Sequence[Definition], place: int) -> int:
    """The last line of the notes at the foot of an earlier page: a marker stands below it, on the page of its note."""
    here = notes[place].lines[0]
    for earlier in range(place - 1, max(-1, place - 50), -1):
        other = notes[earlier]
        if here - other.lines[-1] > _SAME_FOOT:
            return other.lines[-1]
        here = other.lines[0]
    return 0


_SAME_FOOT = 3


def _is_next(one: Definition, other: Definition) -> bool:
    return one.label.isdigit() and other.label.isdigit() and int(other.label) == int(one.label) + 1


def _loose_numbers(
    block: Block, lexicon: Lexicon, known: dict[int, dict[str, list[tuple[int, int]]]]
) -> dict[str, list[tuple[int, int]]]:
    """The numbers alone among words of a block that could be markers: label to places (end of the word, end of the
    number).
    """
    if id(block) in known:
        return known[id(block)]
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for match in _LOOSE.finditer(block.text, block.label.end if block.label else 0):
        before = match.group("before")
        word = fold(before[-40:]).strip("(),;:.“”\"'")
        after = fold(block.text[match.end() : match.end() + 20]).split(" ")
        counted = before[-1].isalnum() and word in lexicon.number_words
        dated = word in lexicon.months or any(w.strip(".,;") in lexicon.months for w in after[:2])
        if not (counted or dated or word.isdigit()):
            found[match.group("label")].append((match.end("before"), match.end("label")))
    known[id(block)] = found
    return found


class Resolver:
    """Finds the note that a marker means: the nearest one below with its label in the same instrument, else above."""

    def __init__(self, notes: Sequence[Definition]) -> None:
        self.notes = notes
        self.by_label: dict[str, list[int]] = defaultdict(list)
        for place, note in enumerate(notes):
            self.by_label[note.label].append(place)
        self.line = [note.lines[0] for note in notes]
        self.used: set[int] = set()

    def resolve(self, label: str, line: int, lines: tuple[int, int]) -> Definition | None:
        """The note for a marker at a line of an instrument that spans ``lines``; None when the file has none."""
        places = self.by_label.get(label, [])
        inside = [p for p in places if lines[0] <= self.line[p] <= lines[1]]
        for candidates in (inside, places):
            below = [p for p in candidates if self.line[p] >= line]
            above = [p for p in candidates if self.line[p] < line]
            if below or above:
                chosen = below[0] if below else above[-1]
                self.used.add(chosen)
                return self.notes[chosen]
        return None
