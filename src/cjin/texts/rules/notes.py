"""Notes: where their texts stand (at the foot of a page, at the end of a file) and where their markers do."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cjin.texts.rules.cleaning import Clean
from cjin.texts.rules.lexicon import Lexicon, fold
from cjin.texts.rules.marks import MARK, without_marks

_PLAIN_NOTE = re.compile(r"^(\d{1,3}|[a-z]|\*{1,3})\s+(?=[A-Z(“\"\[‘'A-Я\u0600-\u06ff«]|www\.|https?:)")
_MARKED = re.compile(MARK.pattern + r":?\s*")
_ENDED = re.compile(r"[.;:!?)”\"]\W*$")


@dataclass(slots=True)
class Definition:
    """The text of a note and where it stands; ``lines`` are line numbers."""

    label: str
    parts: list[str]
    lines: list[int] = field(default_factory=list)

    @property
    def text(self) -> str:
        return without_marks(" ".join(part for part in self.parts if part))


def find_definitions(
    lines: Sequence[Clean], furniture: Mapping[int, str], lexicon: Lexicon, *, wrapped: bool
) -> list[Definition]:
    """The notes of a file in order. A line belongs to a note from its label to the next gap."""
    listed = _end_lists(lines, furniture, lexicon)
    found: list[Definition] = []
    open_note: Definition | None = None
    foot = False
    for index, line in enumerate(lines):
        code = furniture.get(index)
        if code or not line.text:
            foot = code == "ruler" or (foot and code is None)
            open_note = open_note if code is None and wrapped and line.hint.small else None
            continue
        start = _start(lines, index, lexicon, foot=foot or index in listed)
        if start:
            open_note = Definition(start.group(1), [line.text[start.end() :]], [line.number])
            found.append(open_note)
        elif open_note and _goes_on(open_note, line, wrapped=wrapped):
            open_note.parts.append(line.text)
            open_note.lines.append(line.number)
        else:
            open_note, foot = None, False
    return found


def _start(lines: Sequence[Clean], index: int, lexicon: Lexicon, *, foot: bool) -> re.Match[str] | None:
    line = lines[index]
    marked = _MARKED.match(line.text)
    if marked:
        rest = line.text[marked.end() :]
        before = lines[index - 1].text if index else ""
        runs_on = before and not _ENDED.search(without_marks(before)) and rest[:1].islower() and not foot
        return None if runs_on else marked
    if foot or line.hint.small:
        plain = _PLAIN_NOTE.match(line.text)
        return plain if plain and not _is_date(line.text, lexicon) else None
    return None


def _goes_on(note: Definition, line: Clean, *, wrapped: bool) -> bool:
    if line.hint.gap and not line.hint.small:
        return False
    return line.hint.small or wrapped or not _ENDED.search(note.parts[-1])


def _is_date(text: str, lexicon: Lexicon) -> bool:
    words = fold(text[:40]).split()
    return len(words) >= 2 and words[1] in lexicon.months


def _end_lists(lines: Sequence[Clean], furniture: Mapping[int, str], lexicon: Lexicon) -> set[int]:
    """Indices of lines in a list of notes without rule or markup: "1 …", "2 …", rising by one, at least two long."""
    found: set[int] = set()
    run: list[int] = []
    expected = 0
    for index, line in enumerate(lines):
        match = None if index in furniture else re.match(r"^(\d{1,3})\s+(?=\S)(?!\d)", line.text)
        if match and not _is_date(line.text, lexicon):
            number = int(match.group(1))
            if number == expected or number == 1:
                run = run if number == expected else []
                run.append(index)
                expected = number + 1
                continue
        if line.text and index not in furniture:
            found.update(run if len(run) >= 2 else ())
            run, expected = [], 0
    found.update(run if len(run) >= 2 else ())
    return found
