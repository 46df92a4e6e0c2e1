"""Stems: the forms of a word become one. Snowball for en, es, fr and ru, a light stemmer of our own for Arabic."""

import re
import threading
import unicodedata
from collections.abc import Callable
from typing import Any, Final

from cjin.core.rules.analysis.spellings import usual_spelling

ARABIC = re.compile("[\u0621-\u064a]+")
CYRILLIC = re.compile("[\u0400-\u052f]+")
LATIN = re.compile("[a-z]+")
NAMES: Final = {"en": "english", "es": "spanish", "fr": "french", "ru": "russian"}
# Snowball wants the accents that folding took away; these endings tell where they were.
SPANISH_ENDINGS = re.compile(r"([cs])ion$")
FRENCH_ENDINGS = re.compile(r"(it)e(s?)$|e(e)(s?)$")
ARABIC_BEGINNINGS = ("وال", "بال", "كال", "فال", "لل", "ال")
ARABIC_ENDINGS = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")

_of_this_thread = threading.local()


def stem(word: str, language: str) -> str:
    """The stem of a folded word. Latin words are taken for English where the language is not es or fr."""
    if LATIN.fullmatch(word):
        return _latin(word, language if language in _LATIN else "en")
    if ARABIC.fullmatch(word):
        return _arabic(word)
    if CYRILLIC.fullmatch(word):
        return _plain(_snowball("ru", word))
    return word


def _latin(word: str, language: str) -> str:
    return _plain(_snowball(language, _LATIN[language](word)))


def _spanish(word: str) -> str:
    return SPANISH_ENDINGS.sub(r"\1ión", word)


def _french(word: str) -> str:
    return FRENCH_ENDINGS.sub(lambda found: f"ité{found[2]}" if found[1] else f"ée{found[4]}", word)


def _arabic(word: str) -> str:
    """Takes away "and", the article with what is written onto it, and endings, as long as three letters stay."""
    if word.startswith("و") and len(word) > 3:
        word = word[1:]
    begins = next((part for part in ARABIC_BEGINNINGS if word.startswith(part) and len(word) - len(part) >= 2), "")
    word = word[len(begins) :]
    for part in ARABIC_ENDINGS:
        if word.endswith(part) and len(word) - len(part) >= 3:
            word = word[: -len(part)]
    return word


def _snowball(language: str, word: str) -> str:
    """A stemmer keeps its place while it works, so each thread has its own."""
    stemmers: dict[str, Any] = _of_this_thread.__dict__
    if language not in stemmers:
        import snowballstemmer  # loads the stemmers of thirty languages, which most commands do not need

        stemmers[language] = snowballstemmer.stemmer(NAMES[language])
    return str(stemmers[language].stemWord(word))


def _plain(word: str) -> str:
    """Without the accents that were put in for Snowball."""
    if word.isascii():
        return word
    apart = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", apart.replace("\u0301", ""))


_LATIN: Final[dict[str, Callable[[str], str]]] = {"en": usual_spelling, "es": _spanish, "fr": _french}
