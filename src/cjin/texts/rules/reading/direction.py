"""Right-to-left lines of a PDF: brackets and numbers that its drawing order turned round."""

import re

_MIRRORED = str.maketrans("()[]«»", ")(][»«")
_NUMBER_FIRST = re.compile(r"^([.)–-])\s?(\d{1,3})(?=\s)")


def is_rtl(text: str) -> bool:
    """Whether most letters of a text run from right to left."""
    letters = sum(character.isalpha() for character in text)
    return letters > 0 and sum("\u0590" <= character <= "\u08ff" for character in text) * 2 > letters


def righted(text: str) -> str:
    """A line in reading order: a bracket that closes before one opens is turned, a number stands before its dot."""
    if not is_rtl(text):
        return text
    first = re.search(r"[()]", text)
    turned = text.translate(_MIRRORED) if first and first.group(0) == ")" else text
    return _NUMBER_FIRST.sub(r"\2\1", turned)
