"""Words broken at the end of a line: told by the other words of the file whether the hyphen is their own."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from cjin.texts.rules.endings import is_conjunction

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HEAD = re.compile(r"([^\W\d_]+)-$")
_TAIL = re.compile(r"[^\W\d_]+")
_OWN_HYPHEN = {
    "non", "self", "quasi", "socio", "well", "good", "ill", "high", "low", "long", "short", "full", "half", "cross",
    "open", "so", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
}  # fmt: skip


class Hyphens:
    """Knows the words of a file, and whether its lines break words that have no hyphen of their own."""

    def __init__(self, lines: Iterable[str]) -> None:
        texts = list(lines)
        found = [word for pair in pairwise(["", *texts]) for word in _WORD.findall(_whole(*pair).casefold())]
        self.words = Counter(found)
        self.parts = {part for word in self.words for part in word.split("-")}
        told = [self._told(*pair) for pair in pairwise(texts) if _break(*pair)]
        strange = sum(self._is_strange(*pair) for pair in pairwise(texts) if self._told(*pair) is None)
        self.usual = "" if told.count("") + strange / 2 >= max(1, told.count("-") + 0.5) else "-"

    def between(self, before: str, after: str) -> str:
        """What stands between the halves of a word that a line broke: its hyphen or nothing."""
        told = self._told(before, after)
        return self.usual if told is None else told

    def _told(self, before: str, after: str) -> str | None:
        """What the words themselves and the other places of the file say; None where they say nothing."""
        halves = _break(before, after)
        if halves is None or halves[0][-1].islower() != halves[1][0].islower():
            return "-"
        head, tail = halves[0].casefold(), halves[1].casefold()
        if is_conjunction(tail):
            return "- "
        own = self.words[f"{head}-{tail}"]
        if {head + tail, f"{head}{tail}s", (head + tail).removesuffix("s")} & self.parts:
            return "" if self.words[head + tail] >= own else "-"
        chained = after[len(tail) : len(tail) + 1] == "-" or before[-len(head) - 2 : -len(head) - 1] == "-"
        compound = own > 0 or head in _OWN_HYPHEN
        doubled = head[-1] == tail[0] and head[-1] in "aeiou"
        return "-" if chained or compound or doubled else None

    def _is_strange(self, before: str, after: str) -> bool:
        """Whether neither half is a word of the file, as the halves of a compound mostly are."""
        halves = _break(before, after)
        return halves is not None and not {half.casefold() for half in halves} & self.parts


def _break(before: str, after: str) -> tuple[str, str] | None:
    """The halves of a word that a line's end broke."""
    head, tail = _HEAD.search(before[-60:]), _TAIL.match(after[:60])
    return (head.group(1), tail.group(0)) if head and tail else None


def _whole(before: str, text: str) -> str:
    """A line without the half words at its ends."""
    start = _TAIL.match(text) if _HEAD.search(before[-60:]) else None
    return _HEAD.sub("", text[start.end() :] if start else text)
