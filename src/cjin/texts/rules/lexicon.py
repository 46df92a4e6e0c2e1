"""The drafting words of each language, from the catalogue, ready for matching."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from cjin.core.rules.catalogue import read

LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")


def fold(text: str) -> str:
    """Lower case without diacritics, Arabic letters in their plain forms: the form in which the lexicon is written."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return plain.translate(_ARABIC)


_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ى": "ي", "ـ": None})


@dataclass(frozen=True)
class Lexicon:
    """Matchers for one language. Each takes folded text and looks at its beginning only."""

    language: str
    containers: tuple[tuple[str, str], ...]
    divisions: tuple[str, ...]
    annexes: tuple[str, ...]
    preamble: frozenset[str]
    participles: frozenset[str]
    number_words: frozenset[str]
    months: tuple[str, ...]
    bodies: re.Pattern[str]
    peoples: re.Pattern[str]
    enacting: re.Pattern[str]
    closing: re.Pattern[str]
    adopted: re.Pattern[str]
    sources: re.Pattern[str]
    furniture: re.Pattern[str]
    mastheads: re.Pattern[str]


_NEVER = re.compile(r"(?!)")


def _starts(words: list[str]) -> re.Pattern[str]:
    """One pattern for plain words and /patterns/; a word matches where it ends at a boundary."""
    if not words:
        return _NEVER
    parts = [w[1:-1] if w.startswith("/") else r"(?:" + re.escape(w) + r")" + _boundary(w) for w in words]
    return re.compile("|".join(f"(?:{part})" for part in parts))


def _boundary(word: str) -> str:
    """Chinese writes no blank after a word."""
    return "" if "\u4e00" <= word[-1:] <= "\u9fff" else r"(?!\w)"


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language; English words serve every language for what UN documents keep in English."""
    data = read("texts/lexicon.yaml")
    own = data.get(language, data["en"])
    english = data["en"]
    containers = [(fold(word), name) for name, words in own["containers"].items() for word in words]
    return Lexicon(
        language=language,
        containers=tuple(containers),
        divisions=tuple(fold(w) for w in own["divisions"]),
        annexes=tuple(fold(w) for w in own["annexes"]),
        preamble=frozenset(fold(w) for w in own["preamble"]),
        participles=frozenset(fold(w) for w in own["participles"]),
        number_words=frozenset(fold(w) for w in own["number_words"]),
        months=tuple(fold(w) for w in own["months"]),
        bodies=_starts([fold(w) for w in own["bodies"]]),
        peoples=_starts([fold(w) for w in own["peoples"]]),
        enacting=_starts([fold(w) for w in own["enacting"]]),
        closing=_starts(own["closing"]),
        adopted=_starts(own["adopted"]),
        sources=_starts(own["sources"]),
        furniture=_starts(own["furniture"] + (english["furniture"] if language != "en" else [])),
        mastheads=_starts(own["mastheads"] + (english["mastheads"] if language != "en" else [])),
    )


_HINTS = {
    "en": {"the", "of", "and", "to", "in", "for", "shall", "that"},
    "fr": {"les", "des", "et", "dans", "pour", "que", "aux", "une"},
    "es": {"los", "las", "y", "para", "que", "del", "una", "con"},
}


def language_of(text: str) -> str:
    """The language of a text among the six, by its script and its commonest words; English where nothing tells."""
    sample = text[:20_000]
    scripts = {"ar": 0, "ru": 0, "zh": 0}
    for character in sample:
        code = ord(character)
        if 0x0600 <= code <= 0x06FF:
            scripts["ar"] += 1
        elif 0x0400 <= code <= 0x04FF:
            scripts["ru"] += 1
        elif 0x4E00 <= code <= 0x9FFF:
            scripts["zh"] += 3
    best = max(scripts, key=lambda name: scripts[name])
    if scripts[best] > len(sample) * 0.2:
        return best
    words = re.findall(r"[a-zà-ÿ]+", sample.lower())
    counts = {name: sum(word in hints for word in words) for name, hints in _HINTS.items()}
    winner = max(counts, key=lambda name: counts[name])
    return winner if counts[winner] else "en"
