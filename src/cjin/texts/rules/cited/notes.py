"""Notes as citations: what each note names, and what "Ibid." and "see note 4" take over from a note before."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from cjin.texts.rules.cited.identifiers import Document, Resolution, TreatySeries
from cjin.texts.rules.cited.names import names_in, unknown_names_in
from cjin.texts.rules.cited.symbols import SERIES_AGAIN, Found, series, symbols_in
from cjin.texts.rules.sentences import Span

_IBID = re.compile(r"\*?\b[Ii]bid\b\.?\*?")
_SEE = re.compile(r"\b(?:[Ss]ee|[Aa]s in|[Ll]oc\. cit\.,) (?:foot)?note (?P<label>\d{1,3}|[a-z])\b")
_ANNEX = re.compile(r"\bannex(?P<which> [IVX]+\b)?")


def order_of(labels: Iterable[str]) -> list[str]:
    """The labels in the order in which their notes follow each other: numbers as numbers, then letters."""

    def rank(label: str) -> tuple[int, int, str]:
        if label.isdigit():
            return (1, int(label), "")
        return (2, len(label), label) if label.isalpha() else (0, 0, label)

    return sorted(labels, key=rank)


def notes_cite(notes: Mapping[str, str], own: str = "A") -> dict[str, list[Found]]:
    """What each note cites, by its label. A chain of "Ibid." leads back to the first note that names something."""
    cited: dict[str, list[Found]] = {}
    before: list[Found] = []
    for label in order_of(notes):
        text = notes[label]
        found = sorted(_said(text, own), key=lambda one: one.span.start)
        again = _IBID.search(text)
        see = _SEE.search(text)
        if again and before:
            found = [*_taken_over(text, again, before), *found]
        elif see and not found:
            found = [Found(one.identifier, Span(see.start(), see.end())) for one in cited.get(see["label"], [])]
        cited[label] = found
        before = found or before
    return cited


def _said(text: str, own: str) -> list[Found]:
    """What a note names itself; a name inside a symbol's words is not told twice."""
    found = list(symbols_in(text, own))
    if found:
        return found
    named = list(names_in(text))
    spans = [one.span for one in named]
    others = (one for one in unknown_names_in(text) if not any(_inside(one.span, span) for span in spans))
    return [*named, *others]


def _inside(one: Span, other: Span) -> bool:
    return other.start <= one.start < other.end or one.start <= other.start < one.end


def _taken_over(text: str, again: re.Match[str], before: list[Found]) -> list[Found]:
    """What "Ibid." means here: the same series with another volume, the same document, the same resolution."""
    last = before[-1].identifier
    words = Span(again.start(), len(text.rstrip()))
    if isinstance(last, TreatySeries):
        more = SERIES_AGAIN.search(text, again.end())
        return [Found(series(more).identifier, words)] if more else [Found(last, words)]
    if isinstance(last, Resolution):
        annex = _ANNEX.search(text, again.end())
        return [Found(replace(last, annex=1) if annex else last, words)]
    if isinstance(last, Document):
        return [Found(last, words)]
    return [Found(last, words)]
