"""Who is to act: the speaker, the one who is asked, or the subject of a duty."""

import re
from collections.abc import Sequence

from cjin.texts.rules.commitments.acting import Said
from cjin.texts.rules.commitments.lexicon import Vocabulary
from cjin.texts.rules.sentences import Span

_TO = re.compile(r",?\s(?:in order\s)?to\s(?=[a-z])")
_NEAR = 30
_NAME = 80
"""So long a name of an actor is at most, with what joins it to the one before."""
_FAR = 600
"""So far within a subject an actor is looked for."""
_MOST = 24
"""So many actors in a row, and so many parts of a subject, are looked at."""
_BETWEEN = re.compile(r"[\s,]*(?:and|or|as well as|such as|,)?[\s,]*(?:the |other |relevant |all )*")
_THEM = re.compile(r"\s(?:them|it|those|both|all of them)\s(?=to\b|that\b|which\b|who\b)")
_BY = re.compile(r"\b(?:by|for)\s")
_PRONOUN = re.compile(r"^(?:it|they|these|this|their|its|such)\b")
_PASSIVE = re.compile(r"\s(?:not )?(?:also )?be\s(?:[a-z]+ly\s)?[a-z]+(?:ed|en|wn|lt|ut|ld|de)\b")


def actors_of(
    low: str, said: Said, vocabulary: Vocabulary, speaker: Sequence[str], before: Sequence[str], bound: Sequence[str]
) -> tuple[str, ...]:
    """Who is to act, the main one first. ``before`` is who acted, or was spoken of, before: for "it" and "them";
    ``bound`` whom it binds where it names nobody.
    """
    if said.act.towards:
        if said.own and before and _THEM.match(low, said.words.end):
            return tuple(before)
        return _asked(low, said, vocabulary) or tuple(bound)
    if said.own:
        return tuple(speaker)
    return _subject(low, said, vocabulary, before) or tuple(bound)


def _asked(low: str, said: Said, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Those named behind "requests": up to what they are asked to do."""
    if not said.own and (found := _first(said.subject, vocabulary)):
        return found
    start, end = said.words.end, said.clause.end
    rest = low[start:end]
    if rest.startswith(" that ") and (agents := _agents(rest, _PASSIVE.search(rest), vocabulary)):
        return agents
    opening = re.match(r"\s(?:to|that|for)?\s*", rest)
    skip = opening.end() if opening else 0
    stop = _TO.search(rest, skip)
    window = rest[skip : stop.start() if stop else len(rest)]
    between = window.find("between ") + len("between ") if rest.startswith(" for ") and "between " in window else 0
    return tuple(name for name, _ in _row(window[between:], vocabulary, _NEAR))


def _first(words: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The actors in the subject of a sentence."""
    if row := _row(words.strip(), vocabulary, 0):
        return tuple(name for name, _ in row)
    parts = [part for part in re.split(r",\s", words[-_FAR:]) if part.strip()][-_MOST:]
    for part in (*parts[:1], *reversed(parts)):
        row = _row(part.strip(), vocabulary, 0)
        if row:
            return tuple(name for name, _ in row)
    for part in reversed(parts):
        row = _row(part.strip(), vocabulary, len(part))
        if row:
            return (row[0][0],)
    return ()


def _subject(low: str, said: Said, vocabulary: Vocabulary, before: Sequence[str]) -> tuple[str, ...]:
    rest = low[said.words.end : said.clause.end]
    passive = _PASSIVE.match(rest)
    if passive:
        if agents := _agents(rest, passive, vocabulary):
            return agents
        if before and not _first(said.subject, vocabulary):
            return tuple(before)
    subject = said.subject.strip(" ,")
    last = subject[subject.rfind(",") + 1 :].lstrip()
    if _PRONOUN.match(last) and before:
        return tuple(before)
    return _first(subject, vocabulary)


def actor_in(words: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The actors named first in these words, wherever that is."""
    return tuple(name for name, _ in _row(words, vocabulary, _FAR))


def named_first(words: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The actors with which these words begin."""
    return tuple(name for name, _ in _row(words, vocabulary, 0))


def _agents(rest: str, passive: re.Match[str] | None, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Those by whom something is to be done, behind a verb in the passive."""
    by = _BY.search(rest, passive.end()) if passive else None
    return named_first(rest[by.end() :], vocabulary) if by else ()


def _row(words: str, vocabulary: Vocabulary, near: int) -> list[tuple[str, Span]]:
    """Actors named one after another; the first begins within ``near`` characters."""
    found: list[tuple[str, Span]] = []
    place = 0
    near = min(near, _FAR)
    for _ in range(_MOST):
        best = _next(words, place, place + (0 if found else near) + _NAME, vocabulary)
        if best is None:
            return found
        name, span = best
        if not found and span.start > near:
            return found
        if found and not _BETWEEN.fullmatch(words, place, span.start):
            return found
        if name not in (one for one, _ in found):
            found.append((name, span))
        place = span.end
    return found


def _next(words: str, start: int, end: int, vocabulary: Vocabulary) -> tuple[str, Span] | None:
    """The actor that begins first between two places; of those that begin together, the one of most words."""
    hits = [
        (hit.start(), -hit.end(), name)
        for name, pattern in vocabulary.actors.items()
        if (hit := pattern.search(words, start, end))
    ]
    if not hits:
        return None
    begin, end, name = min(hits)
    return name, Span(begin, -end)
