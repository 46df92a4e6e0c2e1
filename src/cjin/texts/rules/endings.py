"""How a text begins and ends: closed like a sentence, with a comma, or open towards the next line."""

import re

from cjin.texts.rules.marks import MARK

_ENDED = re.compile(r"[.;:?!。；：；؛؟…][)\]”\"'’»」]*$")
_FULL_STOP = re.compile(r"[.?!。؟…][)\]”\"'’»」\d\s]*$")
_ABBREVIATED = re.compile(r"\b(?:Nos?|Núms?|[Aa]rts?|[Pp]aras?|[Vv]ols?|[Cc]hap|[Ss]ect|pp?|cf)\.$")
_COMMA = re.compile(r"[,،，、][)\]”\"'’»」]*$")
_CONJUNCTION = r"(and|or|et|ou|y|o|и|или|و|أو)(/(or|ou|o))?"
_TRAILING_CONJUNCTION = re.compile(rf"[;,]\s{_CONJUNCTION}$", re.I)
_ONLY_CONJUNCTION = re.compile(_CONJUNCTION)
_GLUED_END = re.compile(r"(?<=[.;:,)”\"’])\s?\d{1,3}$")


def is_ended(text: str) -> bool:
    """Whether a text closes with a mark that ends a unit; an item's "; and" and a glued note number do too."""
    bare = _GLUED_END.sub("", MARK.sub("", text[-60:]).rstrip())[-12:]
    closed = _ENDED.search(bare) and not _ABBREVIATED.search(bare)
    return bool(closed or _TRAILING_CONJUNCTION.search(bare))


def awaits_more(text: str) -> bool:
    """Whether a text ends in "; and": more follows, an item or the rest of this one."""
    return bool(_TRAILING_CONJUNCTION.search(MARK.sub("", text[-60:]).rstrip()))


def is_conjunction(text: str) -> bool:
    """Whether a line is only the "or" between two items of a list."""
    return bool(_ONLY_CONJUNCTION.fullmatch(text))


def closes_sentence(text: str) -> bool:
    """Whether a text closes like a sentence, not like an item that others follow."""
    return is_ended(text) and bool(_FULL_STOP.search(MARK.sub("", text[-60:])))


def ends_in_comma(text: str) -> bool:
    """Whether a text closes with a comma, as a preambular paragraph does."""
    return bool(_COMMA.search(_GLUED_END.sub("", MARK.sub("", text[-60:]).rstrip())))


def starts_small(text: str) -> bool:
    """Whether the first letter is a small one."""
    bare = text.lstrip("“\"'‘(«[ ")
    return bare[:1].islower()


def has_case(text: str) -> bool:
    """Whether the script of a text has capital and small letters."""
    letters = [character for character in text[:20] if character.isalpha()]
    return not letters or letters[0].lower() != letters[0].upper()
