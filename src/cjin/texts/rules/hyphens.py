"""Words broken at the end of a line: told by the other words of the file whether the hyphen is their own."""

import re
from collections.abc import Iterable
from itertools import pairwise

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HEAD = re.compile(r"([^\W\d_]+)-$")
_TAIL = re.compile(r"[^\W\d_]+")
_OWN_HYPHEN = frozenset(("non", "self", "quasi"))


class Hyphens:
    """Knows the words of a file, and whether its lines break words that have no hyphen of their own."""

    def __init__(self, lines: Iterable[str]) -> None:
        texts = list(lines)
        self.words = {word for pair in pairwise(["", *texts]) for word in _WORD.findall(_whole(*pair).casefold())}
        breaks = [(head.group(1), tail.group(0)) for head, tail in map(_break, pairwise(texts)) if head and tail]
        told = [self._told(head.casefold(), tail.casefold()) for head, tail in breaks]
        strange = sum(self._is_strange(*pair) for pair, by in zip(breaks, told, strict=True) if by is None)
        self.usual = "" if told.count("") + strange / 2 >= max(1, told.count("-") + 0.5) else "-"

    def between(self, before: str, after: str) -> str:
        """What stands between the halves of a word that a line broke: its hyphen or nothing."""
        head, tail = _break((before, after))
        if head is None or tail is None or after[:1].islower() != head.group(1)[-1:].islower():
            return "-"
        told = self._told(head.group(1).casefold(), tail.group(0).casefold())
        return self.usual if told is None else told

    def _told(self, head: str, tail: str) -> str | None:
        """What other places of the file say; None where they say nothing."""
        if head + tail in self.words:
            return ""
        known = f"{head}-{tail}" in self.words or head in _OWN_HYPHEN
        return "-" if known or (min(len(head), len(tail)) > 3 and {head, tail} <= self.words) else None

    def _is_strange(self, head: str, tail: str) -> bool:
        """Whether neither half is a word of the file, as the halves of a compound mostly are."""
        return tail.islower() and not {head.casefold(), tail} & self.words


def _break(lines: tuple[str, str]) -> tuple[re.Match[str] | None, re.Match[str] | None]:
    return _HEAD.search(lines[0][-60:]), _TAIL.match(lines[1][:60])


def _whole(before: str, text: str) -> str:
    """A line without the half words at its ends."""
    start = _TAIL.match(text) if _HEAD.search(before[-60:]) else None
    return _HEAD.sub("", text[start.end() :] if start else text)
