"""Stems: the forms of a word become one. Snowball for en, es, fr and ru, a light stemmer of our own for Arabic."""

import re
import threading
import unicodedata
from collections.abc import Callable
from typing import Any, Final

from cjin.core.rules.analysis.nouns import kept, singular
from cjin.core.rules.analysis.spellings import usual_spelling

ARABIC = re.compile("[\u0621-\u064a]+")
CYRILLIC = re.compile("[\u0400-\u052f]+")
LATIN = re.compile("[a-z]+")
NAMES: Final = {"en": "english", "es": "spanish", "fr": "french", "ru": "russian"}
# Snowball wants the accents that folding took away; these endings tell where they were.
SPANISH_ENDINGS = re.compile(r"([cs])ion$")
FRENCH_ENDINGS = re.compile(r"(it)e(s?)$|e(e)(s?)$")
# What Snowball leaves of one word in two ways: "juez" and "juec", "loi" and "lois", "lieu" and "lieux".
LEFT_OVER = {"es": (re.compile("z$"), "c"), "fr": (re.compile("(?<!^foi)(?<!^moi)(?<=[iu])s$|(?<=eu)x$"), "")}
# "And", and the article with what is written onto it; at least so many letters must stay.
ARABIC_BEGINNINGS = {"و": 3, "ال": 2, "بال": 2, "لل": 2, "كال": 3, "فال": 3}
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
    if noun := kept(word, language):
        return noun
    found = _plain(_snowball(language, _LATIN[language](singular(word, language))))
    if language in LEFT_OVER:
        rest, put = LEFT_OVER[language]
        return rest.sub(put, found)
    return found


def _spanish(word: str) -> str:
    return SPANISH_ENDINGS.sub(r"\1ión", word)


def _french(word: str) -> str:
    return FRENCH_ENDINGS.sub(lambda found: f"ité{found[2]}" if found[1] else f"ée{found[4]}", word)


def _arabic(word: str) -> str:
    """Takes off beginnings, then endings, until none is left to take: so a stem of a stem is that stem."""
    while shorter := next((word[len(part) :] for part in ARABIC_BEGINNINGS if _begins(word, part)), ""):
        word = shorter
    while shorter := next((word[: -len(part)] for part in ARABIC_ENDINGS if _ends(word, part)), ""):
        word = shorter
    return word


def _begins(word: str, part: str) -> bool:
    return word.startswith(part) and len(word) - len(part) >= ARABIC_BEGINNINGS[part]


def _ends(word: str, part: str) -> bool:
    """At least three letters stay. A ya after alef is the word's own, as in "judicial" and "protection"."""
    rest = word.removesuffix(part)
    return len(part) < len(word) - 2 and rest != word and not (part[0] == "ي" and part != "ين" and rest[-1] == "ا")


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
