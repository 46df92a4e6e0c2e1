"""Sentences of a text and places in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BREAK = re.compile(
    r"(?<=[.!?…])[”\"’')\]]*\s+(?=[“\"‘(\[]?[A-ZÀ-ÞА-Я])"  # a sentence ends
    r"|(?<=[;:])\s+(?=(?:and |hence |therefore )?we\s)"  # "...; we call upon"
)
_ABBREVIATED = re.compile(r"(?:\b(?:Nos?|vols?|art|arts|paras?|chap|sect|Corr|Add|Rev|pp?|cf|St)|\b[A-Z])\.$")


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
        if _ABBREVIATED.search(text[start : gap.start()]):
            continue
        yield Span(start, gap.start())
        start = gap.end()
    if text[start:].strip():
        yield Span(start, len(text.rstrip()))


def small(text: str) -> str:
    """The text in small letters, of the same length, so that places in it are places in the text."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(one if len(one := sign.lower()) == 1 else sign for sign in text)
