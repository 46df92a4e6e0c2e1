"""A question as a person types it: words, "a phrase", -without, begin*."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cjin.core.rules.analysis import fold, is_stop, spans
from cjin.core.rules.analysis.words import IDEOGRAPHS
from cjin.core.rules.search.expressions import Beginning, Expression, Phrase, Without, Word, every, some
from cjin.core.rules.search.marks import facet_mark
from cjin.core.rules.search.sought import Sought

LONGEST = 500
MOST_PARTS = 16
MOST_TOKENS = 24
SHORTEST_BEGINNING = 2
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂〝〞", '"'))
PART = re.compile(r'(?P<without>-?)"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+)')


@dataclass(frozen=True)
class Part:
    """One thing asked for, or asked to be absent."""

    text: str
    phrase: bool = False
    without: bool = False

    @property
    def begins(self) -> bool:
        return not self.phrase and self.text.endswith("*")


@dataclass(frozen=True)
class Asked:
    """What a question asks of the documents in one language; ``sought`` is what counts for ranking and is marked."""

    expression: Expression
    parts: tuple[Expression, ...]
    sought: tuple[Sought, ...]


def parts_of(question: str) -> list[Part]:
    """The parts of a question; what is longer than LONGEST characters or MOST_PARTS parts is cut. Never raises."""
    return list(_parts(question[:LONGEST].translate(QUOTES)))[:MOST_PARTS]


def _parts(question: str) -> Iterator[Part]:
    for found in PART.finditer(question):
        word = found["word"]
        if word is None:
            yield Part(found["phrase"], phrase=True, without=bool(found["without"]))
        elif word.startswith("-") and word.strip("-"):
            yield Part(word.lstrip("-"), without=True)
        else:
            yield Part(word)


def asked(parts: Iterable[Part], language: str, *, any_term: bool = False) -> Asked | None:
    """What the parts ask of documents in this language, or None where nothing is left of them.

    Words that carry nothing are not insisted on, unless there is nothing else. With ``any_term`` one part is enough.
    """
    wanted: list[tuple[Expression, list[Sought], bool]] = []
    absent: list[Expression] = []
    for part in parts:
        read = _read(part, language)
        if read is not None and part.without:
            absent.append(read[0])
        elif read is not None:
            wanted.append(read)
    kept = [read for read in wanted if not read[2]] or wanted
    if not kept:
        return None
    expressions = tuple(expression for expression, _, _ in kept)
    whole = some(*expressions) if any_term else every(*expressions)
    sought = tuple(dict.fromkeys(one for _, several, _ in kept for one in several))[:MOST_TOKENS]
    return Asked(Without(whole, some(*absent)) if absent else whole, expressions, sought)


def in_languages(readings: Sequence[tuple[str, Asked]]) -> Expression:
    """One expression for several languages: each reading holds for the documents in its languages only.

    Where all languages read the question alike, the language is not asked for.
    """
    grouped: dict[Expression, list[str]] = {}
    for language, read in readings:
        grouped.setdefault(read.expression, []).append(language)
    if len(grouped) == 1:
        return readings[0][1].expression
    return some(*(every(expression, _in_one_of(languages)) for expression, languages in grouped.items()))


def _in_one_of(languages: list[str]) -> Expression:
    return some(*(Word(facet_mark("language", language)) for language in languages))


def _read(part: Part, language: str) -> tuple[Expression, list[Sought], bool] | None:
    """A part's expression, what it seeks, and whether it carries nothing of its own; None where it has no tokens."""
    tokens = [token for token, _, _ in spans(part.text, language)][:MOST_TOKENS]
    if not tokens:
        return None
    if part.phrase or IDEOGRAPHS.search(part.text) is None:
        if len(tokens) > 1:
            return Phrase(tuple(tokens)), [Sought(token) for token in tokens], False
        if part.begins:
            return _beginning(part.text, tokens[0])
        return Word(tokens[0]), [Sought(tokens[0])], is_stop(fold(part.text), language) and not part.phrase
    pairs = [token for token in tokens if len(token) > 1] or tokens
    return every(*map(Word, pairs)), [Sought(token) for token in pairs], False


def _beginning(text: str, token: str) -> tuple[Expression, list[Sought], bool]:
    """Stems are indexed, so a beginning is looked for as typed and, where more than the stem is typed, as the stem."""
    typed = fold(text)
    if len(typed) < SHORTEST_BEGINNING:
        return Word(token), [Sought(token)], False
    expression = some(Beginning(typed), Word(token))
    return expression, [Sought(typed, beginning=True), *([] if token.startswith(typed) else [Sought(token)])], False
