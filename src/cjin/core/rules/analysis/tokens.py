"""Text to tokens: words folded and stemmed, ideographs as single signs and pairs."""

from collections.abc import Iterator
from functools import lru_cache

from cjin.core.rules.analysis.folding import LONGEST, fold, fold_ideograph
from cjin.core.rules.analysis.stems import stem
from cjin.core.rules.analysis.words import IDEOGRAPHS, PIECES, WORDS

VERSION = 2
"""Raise this when tokens change: an index that was built with another version is built anew."""


def analyse(text: str, language: str) -> list[str]:
    """The tokens of a text in their order, for index and query alike; never raises.

    ``language`` (``ar``, ``en``, ``es``, ``fr``, ``ru``, ``zh``) decides how Latin words are stemmed; Arabic, Cyrillic
    and ideographs are known by their script. Tokens are letters and digits of any script, at most 64 of them.
    """
    if IDEOGRAPHS.search(text):
        return [token for token, _, _ in spans(text, language)]
    return [token for word in WORDS.findall(text) if (token := token_of(word, language))]


def spans(text: str, language: str) -> Iterator[tuple[str, int, int]]:
    """The tokens of ``analyse`` with where each stands in the text: (token, start, end) in characters.

    A pair of ideographs overlaps with its neighbours; other spans do not.
    """
    for found in PIECES.finditer(text):
        start, end = found.span(found.lastindex or 0)
        if found.lastindex == 2:
            yield from _ideographs(text, start, end)
        elif token := token_of(found[1], language):
            yield token, start, end


@lru_cache(maxsize=2**16)
def token_of(word: str, language: str) -> str:
    """The token of one word; empty where nothing is left of it."""
    return stem(fold(word), language)[:LONGEST]


def _ideographs(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Each ideograph, and each with the next: pairs find words of a script without blanks, single ones the rest."""
    signs = [fold_ideograph(sign) for sign in text[start:end]]
    for at, sign in enumerate(signs):
        yield sign, start + at, start + at + 1
        if at + 1 < len(signs):
            yield sign + signs[at + 1], start + at, start + at + 2
