"""Blocks: the lines of one paragraph, heading or label joined again, across wrapped lines, pages, notes and
furniture.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from cjin.texts.rules.cleaning import Clean
from cjin.texts.rules.endings import awaits_more, ends_in_comma, has_case, is_conjunction, is_ended, starts_small
from cjin.texts.rules.hyphens import Hyphens
from cjin.texts.rules.labels import Form, Label, follows, is_first, read_label
from cjin.texts.rules.lexicon import Lexicon, fold
from cjin.texts.rules.marks import without_marks
from cjin.texts.rules.openers import enacts, is_opener, is_standalone, recalls, speaks


@dataclass(slots=True)
class Block:
    """Lines that belong together. ``text`` is joined and still holds label and note markers."""

    text: str
    lines: list[int]
    label: Label | None = None
    level: int = 0
    bold: bool = False
    italic: bool = False
    bullet: bool = False
    gap: bool = False
    words: str = ""
    joined: list[int] = field(default_factory=list)

    @property
    def first(self) -> int:
        return self.lines[0]

    @property
    def last(self) -> int:
        return self.lines[-1]

    @property
    def plain(self) -> str:
        """The words without label and markers."""
        return without_marks(self.words)


def is_wrapped(lines: Sequence[Clean], skip: set[int]) -> bool:
    """Whether the file breaks its paragraphs into lines: many lines go on in small letters right under another."""
    texts = ["" if index in skip else line.text for index, line in enumerate(lines)]
    width = _usual_width(texts)
    pairs = [(before, text) for before, text in pairwise(texts) if before and text]
    small = sum(_breaks(before, text, width) for before, text in pairs)
    return len(pairs) >= 4 and small / len(pairs) > 0.25


def _breaks(before: str, text: str, width: int) -> bool:
    """Whether a sentence goes on below; where a script has no small letters, the line above must be a full one."""
    if is_ended(before):
        return False
    return starts_small(text) or not (has_case(text) or ends_in_comma(before) or len(before) < width * 0.75)


_CHINESE_END = re.compile(r"[\u4e00-\u9fff，。；：、]\Z")
_CHINESE = re.compile(r"[\u4e00-\u9fff（]")
_LAST_WORD = re.compile(r"([^\W\d_]+)\.?$|\s\(?(?:[a-z]{1,4}|\d{1,2})\),?$")


@dataclass(frozen=True, slots=True)
class Item:
    """A content line: whether a gap stands above it, and how the run of lines that it begins ends."""

    line: Clean
    gap: bool
    tail: str = ""


class Joiner:
    """Builds blocks from content lines in one pass. It remembers the last labels, to tell a label from a stray
    number.
    """

    def __init__(self, lexicon: Lexicon, *, wrapped: bool, laid_out: bool) -> None:
        self.lexicon = lexicon
        self.wrapped = wrapped
        self.laid_out = laid_out
        self.blocks: list[Block] = []
        self.last_number = ""
        self.last_letter = ""
        self.width = 0
        self.hyphens = Hyphens(())

    def join(self, items: Sequence[Item]) -> list[Block]:
        """All blocks of the lines, in order."""
        self.width = _usual_width(item.line.text for item in items) if self.wrapped else 0
        self.hyphens = Hyphens(item.line.text for item in items)
        for item in items:
            self._take(item)
        for block in self.blocks:
            block.words = block.text[block.label.end :] if block.label else block.text
        return self.blocks

    def _take(self, item: Item) -> None:
        line = item.line
        before = self.blocks[-1] if self.blocks else None
        label = self._label(line, before, gap=item.gap)
        if label is None and before is not None and self._goes_on(before, item):
            self._extend(before, line)
            return
        block = Block(line.text, [line.number], label, line.level, line.bold, line.italic, line.bullet, item.gap)
        self.blocks.append(block)
        self._remember(label)

    def _remember(self, label: Label | None) -> None:
        if label and label.form in (Form.NUMBER, Form.PAREN_NUMBER):
            self.last_number, self.last_letter = label.num, ""
        elif label and label.form in (Form.LETTER, Form.ROMAN):
            self.last_letter = label.num
        elif label:
            self.last_number = self.last_letter = ""

    def _label(self, line: Clean, before: Block | None, *, gap: bool) -> Label | None:
        label = read_label(line.text, self.lexicon)
        if not label or before is None:
            return label
        open_text = not is_ended(before.text) and not ends_in_comma(before.text) and not _is_bare(before)
        adjacent = not gap and (self.wrapped or not line.bullet)
        if self._cites_on(before, label, gap=gap):
            return None
        if label.form in (Form.CONTAINER, Form.DIVISION):
            rest = line.text[label.end :]
            return None if (adjacent and open_text and self.wrapped) or starts_small(rest) else label
        if label.form in (Form.NUMBER, Form.DOTTED) and open_text and self.wrapped and before.label:
            heading = _is_heading_like(before) or before.level or before.bold or (gap and len(before.text) < 150)
            return label if heading or self._expected(label) else None
        small = label.form in (Form.LETTER, Form.ROMAN, Form.PAREN_NUMBER)
        if small and adjacent and self.wrapped and open_text and before.label and len(before.text) > before.label.end:
            return None
        if small and open_text and self.wrapped and label.form is Form.PAREN_NUMBER and not self._expected(label):
            return None
        if label.loose and small:
            return label if self._expected(label) else None
        if label.form in (Form.UPPER, Form.UPPER_ROMAN) and adjacent and open_text and self.wrapped and not line.bold:
            return None
        return label

    def _cites_on(self, before: Block, label: Label, *, gap: bool) -> bool:
        """Whether a full line ends in "paragraph", "and" or "1 (a),", so that what looks like a label is cited."""
        if not self.wrapped or _is_heading_like(before) or (gap and before.label is None):
            return False
        if label.form is Form.DIVISION or self._follows_letter(label):
            return False
        word = _LAST_WORD.search(fold(before.text[-30:]))
        cites = word is not None and (word.group(1) is None or word.group(1) in self.lexicon.number_words)
        return cites and not is_ended(before.text) and self.tail_width(before) > self.width * 0.7

    def _expected(self, label: Label) -> bool:
        if label.form in (Form.LETTER, Form.ROMAN):
            first = is_first(label.num, Form.LETTER) or is_first(label.num, Form.ROMAN)
            return first or self._follows_letter(label)
        if label.form is Form.DOTTED:
            return True
        return is_first(label.num, label.form) or (
            bool(self.last_number) and follows(label.num, self.last_number, label.form)
        )

    def _follows_letter(self, label: Label) -> bool:
        small = label.form in (Form.LETTER, Form.ROMAN) and bool(self.last_letter)
        return small and any(follows(label.num, self.last_letter, form) for form in (Form.LETTER, Form.ROMAN))

    def _goes_on(self, before: Block, item: Item) -> bool:
        line = item.line
        if is_conjunction(line.text):
            return True
        if line.level or is_opener(line.text, self.lexicon) or _is_bare(before):
            return False
        if is_standalone(before.text, self.lexicon) or (before.level and item.gap):
            return False
        if item.gap:
            if self._is_unit_title(before) and not starts_small(line.text):
                return False
            return self._runs_on(before, line, item.tail or line.text) and not self._opens_part(before, line.text)
        return self._wraps(before, line)

    def _extend(self, block: Block, line: Clean) -> None:
        """Adds a line to a block: with one blank, or none inside a word or between Chinese characters."""
        text = block.text
        if re.search(r"[^\W\d]-$", text[-2:]):
            block.text = text[:-1] + self.hyphens.between(text, line.text) + line.text
        elif re.search(r"[^\W\d]/$", text[-2:]) or (_CHINESE_END.search(text[-1:]) and _CHINESE.match(line.text)):
            block.text = text + line.text
        else:
            block.text = f"{text} {line.text}"
        block.lines.append(line.number)
        block.joined.append(len(line.text))
        block.bold = block.bold and line.bold

    def _runs_on(self, before: Block, line: Clean, tail: str) -> bool:
        """Whether a line after a gap is the second half of a paragraph that a page, a note or a blank line split."""
        if before.bold != line.bold and (line.bold or not before.label):
            return False
        text = before.text
        titled = _is_title_like(before) and not recalls(text, self.lexicon)
        if starts_small(line.text):
            return (awaits_more(text) or not is_ended(text)) and not titled
        if is_ended(text) or ends_in_comma(text):
            return False
        if line.text[:1].isupper() or not line.text[:1].isalpha():
            closed = is_ended(tail) or (before.label is None and ends_in_comma(tail))
            long = before.label is not None or len(text) > 80 or recalls(text, self.lexicon)
            return closed and long and not _is_heading_like(before)
        return is_ended(tail) and not titled

    def _opens_part(self, before: Block, text: str) -> bool:
        """Whether a line opens the next part of a header or preamble: who speaks, what they recall, what they enact."""
        if before.label is None and not starts_small(text) and speaks(text, self.lexicon):
            return True
        if not ends_in_comma(before.text):
            return False
        after = speaks(before.text, self.lexicon) or (starts_small(before.text) and recalls(before.text, self.lexicon))
        return enacts(text, self.lexicon) or (after and recalls(text, self.lexicon))

    def _wraps(self, before: Block, line: Clean) -> bool:
        """Whether a line right under a block, with no gap between, belongs to it."""
        if before.bold and line.bold:
            return not before.text[-3:].rstrip().endswith((".", "。", "؟", "?"))
        if before.bold != line.bold and (line.bold or not before.label) and not starts_small(line.text):
            return False
        if before.level:
            return starts_small(line.text) or not self.wrapped
        if self.laid_out:
            return True
        if not self.wrapped:
            if is_ended(before.text) or self._opens_part(before, line.text):
                return False
            return starts_small(line.text) or not (ends_in_comma(before.text) or self._is_whole_title(before))
        short = len(before.text) < self.width * 0.6 and len(before.lines) == 1
        if is_ended(before.text) and not starts_small(line.text):
            return self._last_line_is_full(before) or _is_half_title(before, line.text)
        return not (
            short
            and not starts_small(line.text)
            and not is_ended(before.text)
            and not before.label
            and len(line.text) > self.width * 0.7
        )

    def _is_unit_title(self, before: Block) -> bool:
        """Whether a block is the title of the article whose bare number stands above it."""
        return before.label is None and len(self.blocks) > 1 and _is_bare(self.blocks[-2])

    def _is_whole_title(self, before: Block) -> bool:
        """Whether a line of its own that no mark closes is a title, not the first half of a sentence."""
        recital = (
            not self.last_number
            and recalls(before.text, self.lexicon)
            and (len(before.text) > 90 or not has_case(before.text))
        )
        return (before.label is None and len(before.text) < 300 and not recital) or _is_heading_like(before)

    def _last_line_is_full(self, before: Block) -> bool:
        return self.tail_width(before) >= self.width * 0.8

    @staticmethod
    def tail_width(before: Block) -> int:
        return before.joined[-1] if before.joined else len(before.text)


def _usual_width(texts: Iterable[str]) -> int:
    widths = sorted(len(text) for text in texts if text)
    return widths[int(len(widths) * 0.8)] if widths else 0


def _is_half_title(before: Block, text: str) -> bool:
    """Whether a title goes on below its colon."""
    return before.label is None and before.text.endswith(":") and not (is_ended(text) or ends_in_comma(text))


def _is_title_like(block: Block) -> bool:
    return block.label is None and len(block.text) < 90 and not ends_in_comma(block.text) and not block.italic


def _is_heading_like(block: Block) -> bool:
    return block.label is not None and block.label.form in (Form.UPPER, Form.UPPER_ROMAN, Form.CONTAINER, Form.DIVISION)


def _is_bare(block: Block) -> bool:
    """A label of a container or division alone on its line: its title comes next and is its own block."""
    label = block.label
    bare = label is not None and label.form in (Form.CONTAINER, Form.DIVISION)
    return bare and len(block.lines) == 1 and not block.text[label.end :].strip() if label else False
