"""In which language a text is plainly written: told by its script, or by the small words that only one language has.

A cautious rule for a hint, and for nothing else: where it is not plain, nothing is said.
"""

import re
from collections.abc import Mapping

LEAST_LETTERS, LEAST_WORDS, TIMES = 40, 4, 3
"""A text is judged from so many letters on; in Latin script by so many small words, and so many times those of any
other language.
"""
MOST_LOOKED_AT = 20_000
SCRIPTS = {
    "ar": re.compile(r"[\u0620-\u064a\u0671-\u06d3]"),
    "ru": re.compile(r"[\u0400-\u04ff]"),
    "zh": re.compile(r"[\u4e00-\u9fff]"),
    "latin": re.compile(r"[A-Za-z\u00c0-\u024f]"),
}
SMALL_WORDS: Mapping[str, frozenset[str]] = {
    "en": frozenset({"the", "of", "and", "to", "is", "was", "were", "are", "that", "which", "with", "from", "by",
                     "this", "has", "have", "been", "not", "it", "his", "at"}),
    "es": frozenset({"el", "los", "las", "y", "por", "para", "con", "una", "del", "al", "lo", "fue", "han", "ha",
                     "este", "esta", "como", "más", "su"}),
    "fr": frozenset({"le", "les", "des", "du", "et", "est", "une", "dans", "pour", "qui", "par", "sur", "aux", "au",
                     "il", "elle", "ont", "été", "avec", "ce", "cette", "sont"}),
}  # fmt: skip
"""Words without which no paragraph of a language is written, and that the two others do not have."""
_WIDE = 4
"""A sign of Chinese says about as much as so many letters."""


def plainly(text: str) -> str:
    """The one of the six languages in which a text is plainly written; nothing where that is not plain."""
    text = text[:MOST_LOOKED_AT]
    counts = {script: len(found.findall(text)) for script, found in SCRIPTS.items()}
    counts["zh"] *= _WIDE
    script, letters = max(counts.items(), key=lambda one: one[1])
    if letters < LEAST_LETTERS or letters * 4 < sum(counts.values()) * 3:
        return ""
    return _by_small_words(text) if script == "latin" else script


def _by_small_words(text: str) -> str:
    said = re.findall(r"[^\W\d_]+", text.casefold())
    counts = sorted(((sum(word in small for word in said), name) for name, small in SMALL_WORDS.items()), reverse=True)
    (most, language), (next_most, _name) = counts[:2]
    return language if most >= LEAST_WORDS and most >= TIMES * next_most else ""
