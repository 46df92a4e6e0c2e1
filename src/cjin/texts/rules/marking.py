"""A text in stretches, some of them marked."""

from collections.abc import Iterable
from dataclasses import dataclass

from cjin.texts.rules.sentences import Span


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch of a text; ``mark`` is empty where it is not marked."""

    text: str
    mark: str = ""


def marked(text: str, spans: Iterable[tuple[Span, str]]) -> list[Marked]:
    """The whole text in order; where spans overlap, the one that begins first is marked."""
    found: list[Marked] = []
    place = 0
    for span, mark in sorted(spans, key=lambda one: (one[0].start, -one[0].end)):
        if span.start < place or span.end <= span.start:
            continue
        if span.start > place:
            found.append(Marked(text[place : span.start]))
        found.append(Marked(span.of(text), mark))
        place = span.end
    if place < len(text):
        found.append(Marked(text[place:]))
    return found
