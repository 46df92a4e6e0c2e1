"""The sentence that answers: text to sentences in six languages, and the one with the most matches."""

import re
from collections.abc import Collection, Iterator

from cjin.core.rules.analysis import spans
from cjin.core.rules.search.sought import Sought

type Span = tuple[int, int]

LONGEST = 420
LEAD = 140
# A sentence ends at . ! ? ؟ ۔ before a blank and no small letter, at a Chinese stop, at a semicolon, at a new line.
END = re.compile(r"(?<![.!?؟۔])[.!?؟۔]++[\"'”’»)\]]*(?=\s)(?!\s+[a-zа-яё0-9])|[。！？；]+[”’」』）]*|[;؛](?=\s)|\n+")
ABBREVIATION = re.compile(
    r"(?:\b[A-Za-zА-Я]|\b(?:No|Nos|art|arts|para|paras|Mr|Ms|Mrs|Dr|vol|chap|sect|cf|núm|párr|ст|п))\.$"
)


def sentences(text: str) -> Iterator[Span]:
    """Where each sentence stands in the text, without the blanks around it; together they hold all of its words."""
    start = 0
    for found in END.finditer(text):
        if ABBREVIATION.search(text, max(0, found.end() - 8), found.end()):
            continue
        yield from _trimmed(text, start, found.end())
        start = found.end()
    yield from _trimmed(text, start, len(text))


def answering(text: str, language: str, sought: Collection[Sought]) -> tuple[str, tuple[Span, ...]]:
    """The sentence with the most of what is sought, and where the matches stand in it.

    The first of equal ones; without a match the first sentence. A very long one is cut around its first match.
    """
    words = frozenset(one.token for one in sought if not one.beginning)
    begun = tuple(one.token for one in sought if one.beginning)
    matches = [span for span in spans(text, language) if span[0] in words or span[0].startswith(begun)]
    found, count = next(sentences(text), (0, 0)), (0, 0)
    remaining = iter(matches)
    match = next(remaining, None)
    for start, end in sentences(text) if matches else ():
        inside: list[tuple[str, int, int]] = []
        while match is not None and match[1] < end:
            inside.append(match)
            match = next(remaining, None)
        weight = (len({token for token, _, _ in inside}), len(inside))
        if weight > count:
            found, count = (start, end), weight
    return _cut(text, found, _merged((start, end) for _, start, end in matches if found[0] <= start < found[1]))


def _merged(found: Iterator[Span]) -> list[Span]:
    """Spans in order, those that touch or overlap as one."""
    merged: list[Span] = []
    for start, end in found:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _cut(text: str, sentence: Span, marked: list[Span]) -> tuple[str, tuple[Span, ...]]:
    start, end = sentence
    before = after = ""
    if end - start > LONGEST:
        first = marked[0][0] if marked else start
        if first - start > LEAD:
            start = _word_start(text, first - LEAD, first)
            before = "… "
        if end - start > LONGEST:
            end = start + LONGEST
            after = " …"
    shift = len(before) - start
    kept = tuple((max(a, start) + shift, min(b, end) + shift) for a, b in marked if a < end and b > start)
    return before + text[start:end] + after, kept


def _word_start(text: str, place: int, limit: int) -> int:
    blank = text.find(" ", place, limit)
    return blank + 1 if blank >= 0 else place


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    part = text[start:end]
    kept = part.strip()
    if kept:
        lead = len(part) - len(part.lstrip())
        yield start + lead, start + lead + len(kept)
