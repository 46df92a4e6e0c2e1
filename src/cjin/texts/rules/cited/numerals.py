"""Numerals and lists of them, as texts write them: "I-III", "5, 6 and 8 to 10"."""

import re
from collections.abc import Iterator

_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
LONGEST = 100
"""A range that is longer than this is a slip; only its ends are taken."""


def value(numeral: str) -> int:
    """The number that digits or a Roman numeral write."""
    if numeral.isdigit():
        return int(numeral)
    ranks = [_VALUES[sign] for sign in numeral]
    return sum(-one if one < max(ranks[place:]) else one for place, one in enumerate(ranks))


def numbers(said: str) -> Iterator[int]:
    """Every number of a list, with those between the ends of "3 to 5" or "I-III"."""
    for part in re.finditer(r"(\d+|[IVXLC]+)(?:(?: to | through |\s?[-–—]\s?)(\d+|[IVXLC]+))?", said):
        first = value(part[1])
        yield from between(first, value(part[2]) if part[2] else first)


def between(first: int, last: int) -> list[int]:
    """The numbers from first to last, both with it."""
    return list(range(first, last + 1)) if first <= last < first + LONGEST else list(dict.fromkeys((first, last)))
