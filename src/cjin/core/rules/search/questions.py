"""A question as a person types it: words, "a phrase", -without, begin*."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from cjin.core.rules.analysis import fold, is_stop, spans
from cjin.core.rules.analysis.words import IDEOGRAPHS
from cjin.core.rules.search.expressions import Expression, Phrase, Without, Word, every, some
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
class Reading:
    """A part as it is looked for; ``empty`` where it carries nothing of its own.

    ``loose`` where the part is answered as soon as something of what is sought is there, as a phrase is not.
    """

    expression: Expression
    sought: tuple[Sought, ...]
    empty: bool = False
    loose: bool = True


@dataclass(frozen=True)
class Asked:
    """What a question asks; ``sought`` is, part by part, what counts for ranking and is marked in the answer.

    ``loose`` where something of each part that is sought already answers the question: no phrase, nothing absent.
    """

    expression: Expression
    sought: tuple[tuple[Sought, ...], ...]
    loose: bool


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


def asked(parts: Iterable[Part], languages: Collection[str], *, any_term: bool = False) -> Asked | None:
    """What the parts ask of documents in these languages, or None where nothing is left of them.

    A word is looked for as each of the languages would read it. Words that carry nothing in one of them are not
    insisted on, unless there is nothing else. With ``any_term`` one part is enough.
    """
    read = [(part, reading) for part in parts if (reading := _read(part, languages)) is not None]
    wanted = [reading for part, reading in read if not part.without]
    absent = [reading.expression for part, reading in read if part.without]
    kept = [reading for reading in wanted if not reading.empty] or wanted
    if not kept:
        return None
    expressions = [reading.expression for reading in kept]
    whole = some(*expressions) if any_term else every(*expressions)
    sought = tuple(tuple(dict.fromkeys(reading.sought)) for reading in kept)
    loose = not absent and all(reading.loose for reading in kept)
    return Asked(Without(whole, some(*absent)) if absent else whole, sought, loose)


def _read(part: Part, languages: Collection[str]) -> Reading | None:
    """A part as all of the languages read it; None where it has no tokens."""
    found = [reading for language in languages if (reading := _read_in(part, language)) is not None]
    if not found:
        return None
    return Reading(
        expression=some(*(reading.expression for reading in found)),
        sought=tuple(one for reading in found for one in reading.sought),
        empty=any(reading.empty for reading in found),
        loose=all(reading.loose for reading in found),
    )


def _read_in(part: Part, language: str) -> Reading | None:
    tokens = tuple(token for token, _, _ in spans(part.text, language))[:MOST_TOKENS]
    sought = tuple(map(Sought, tokens))
    if not tokens:
        return None
    if IDEOGRAPHS.search(part.text) and not part.phrase:
        pairs = tuple(one for one in sought if len(one.token) > 1) or sought
        return Reading(every(*(one.expression for one in pairs)), pairs, loose=len(pairs) == 1)
    if len(tokens) > 1:
        return Reading(Phrase(tokens), sought, loose=False)
    if part.begins:
        return _beginning(fold(part.text), tokens[0])
    return Reading(Word(tokens[0]), sought, empty=not part.phrase and is_stop(fold(part.text), language))


def _beginning(typed: str, token: str) -> Reading:
    """Stems are indexed, so a beginning is looked for as typed and, where more than the stem is typed, as the stem."""
    if len(typed) < SHORTEST_BEGINNING:
        return Reading(Word(token), (Sought(token),))
    sought = (Sought(typed, beginning=True), *(() if token.startswith(typed) else (Sought(token),)))
    return Reading(some(*(one.expression for one in sought)), sought)
