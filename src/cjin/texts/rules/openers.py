"""Lines that stand for themselves and never go on a block before them."""

import re

from cjin.texts.rules.endings import starts_small
from cjin.texts.rules.lexicon import Lexicon, fold
from cjin.texts.rules.marks import MARK

_ANNEX_TAIL = re.compile(r"\s*([ivxlc]{1,5}|\d{1,2}|[a-z])?\s*[.:]?\*?$")
_NUMBER = r"(?:\d{1,2}|\d{4}|S-\d{1,2})/\d{1,3}(?: ?[A-Z])?"
RESOLUTION = re.compile(
    rf"^(?:resolution\s+)?({_NUMBER})\.(?!\d)\s*(?=\S)"
    rf"|^(?:resolution\s+)({_NUMBER}|\d{{1,4}} [A-Z]? ?\([IVXL]+\)|\d{{3,4}} \(\d{{4}}\))[.:]?(?=\s|$)\s*",
    re.I,
)


def is_opener(text: str, lexicon: Lexicon) -> bool:
    """A resolution's number, a source in brackets, an adoption line."""
    if RESOLUTION.match(text[:40]) and not text[:11].lower().startswith("resolution "):
        return True
    adopted = not starts_small(text) and lexicon.adopted.match(fold(text[:60]))
    return text.startswith("[") or bool(adopted) or is_standalone(text, lexicon)


def is_standalone(text: str, lexicon: Lexicon) -> bool:
    """An annex mark, a closing formula, a source in brackets: nothing goes on it either."""
    if len(text) > 300:
        return False
    if text.startswith("[") and text.endswith("]"):
        return True
    folded = fold(MARK.sub("", text))
    if starts_small(text):
        return False
    if any(folded.startswith(word) and _ANNEX_TAIL.fullmatch(folded[len(word) :]) for word in lexicon.annexes):
        return True
    return bool(lexicon.closing.match(folded) and len(folded) < 80) or folded in lexicon.preamble


def speaks(text: str, lexicon: Lexicon) -> bool:
    """Whether a line opens like an author line, so that a title before it is complete."""
    folded = fold(text[:120])
    return bool(lexicon.peoples.match(folded) or lexicon.bodies.match(folded)) and len(text) < 300


def recalls(text: str, lexicon: Lexicon) -> bool:
    """Whether a text begins with a preambular participle."""
    word = re.match(r"[^\W\d_]+", fold(text[:40].lstrip()))
    return word is not None and word.group(0) in lexicon.participles


def enacts(text: str, lexicon: Lexicon) -> bool:
    """Whether a line is an enacting clause closed by a colon; it may begin in small letters after the recitals."""
    return text.endswith((":", "：")) and len(text) < 120 and bool(lexicon.enacting.match(fold(text)))
