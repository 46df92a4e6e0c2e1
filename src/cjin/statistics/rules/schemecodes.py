"""Codes of offences among the values of a column: those of a scheme that is known, or what is made like codes."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

FEWEST = 3
"""So many different values are codes of a scheme before the values alone tell that it is theirs."""
SHORTEST = 3
"""Shorter codes are numbers of anything: districts, ages, months."""
ALIKE = 0.9
"""So large a part of a scheme's codes is of one length where zeros before a code can have got lost."""
_CODE = re.compile(r"[^\W\d_]{0,4}[-./ ]?\d[\w./-]{0,11}\Z")


@dataclass(frozen=True)
class Coded:
    """The part of the different values that are codes of a scheme, "" for none; to ``pad`` signs once zeros are put
    before them, as a spreadsheet takes them away.
    """

    scheme: str = ""
    part: float = 0.0
    pad: int = 0


def coded_by(values: Sequence[str], schemes: Mapping[str, Collection[str]]) -> Coded:
    """The scheme that most of the values are codes of, among the codes of several."""
    there = set(values)
    found = [one for scheme, codes in schemes.items() for one in _ways(there, scheme, codes)]
    return max(found, key=lambda one: one.part, default=Coded())


def _ways(values: Collection[str], scheme: str, codes: Collection[str]) -> list[Coded]:
    """The values as they are, and filled up with zeros where the codes of the scheme are of one length."""
    pads = [0, *_length(codes)]
    found = [(pad, [one for one in values if _filled(one, pad) in codes]) for pad in pads]
    return [Coded(scheme, _telling(held) / len(values), pad) for pad, held in found if _telling(held) >= FEWEST]


def _filled(value: str, pad: int) -> str:
    return value.rjust(pad, "0")


def _telling(held: Collection[str]) -> int:
    return sum(len(one) >= SHORTEST for one in held)


def _length(codes: Collection[str]) -> list[int]:
    return [length for length, count in Counter(map(len, codes)).items() if count >= ALIKE * len(codes)]


def codelike(values: Sequence[str]) -> float:
    """The part of the values that are made like codes: short, without blanks, with a digit after letters at most."""
    return sum(bool(_CODE.match(one)) for one in values) / len(values) if values else 0.0
