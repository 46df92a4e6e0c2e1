"""Sentences of a text and places in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BREAK = re.compile(
    r"(?<=[.!?…])[”\"’')\]]*\s+(?=[“\"‘(\[]?[A-ZÀ-ÞА-Я])"  # a sentence ends
    r"|(?<=[;:])\s+(?=(?:and |hence |therefore )?we\s)"  # "...; we call upon"
)
_ABBREVIATED = re.compile(r"(?:\b(?:Nos?|vols?|art|arts|paras?|chap|sect|Corr|Add|Rev|pp?|cf|St)|\b[A-Z])\.$")
_LONGEST = 12
"""No abbreviation is longer, its full stop included."""
MOST = 6000
"""No real sentence is longer."""


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a text: ``start`` and ``end`` count characters from its beginning."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of this part."""
        return text[self.start : self.end]


def sentences(text: str) -> Iterator[Span]:
    """The sentences of a text in order, without the blanks around them."""
    start = 0
    for gap in _BREAK.finditer(text):
        if _ABBREVIATED.search(text[max(start, gap.start() - _LONGEST) : gap.start()]):
            continue
        yield from _cut(text, start, gap.start())
        start = gap.end()
    if text[start:].strip():
        yield from _cut(text, start, len(text.rstrip()))


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    """A sentence; what is longer than any real one in parts, at blanks where there are some."""
    while end - start > MOST:
        blank = text.rfind(" ", start + 1, start + MOST)
        cut = blank if blank > 0 and text[start:blank].strip() else start + MOST
        yield Span(start, cut)
        start = cut + (len(text[cut:end]) - len(text[cut:end].lstrip()))
    if text[start:end].strip():
        yield Span(start, end)


def small(text: str) -> str:
    """The text in small letters, of the same length, so that places in it are places in the text."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(one if len(one := sign.lower()) == 1 else sign for sign in text)
