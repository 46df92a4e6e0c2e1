"""What is likely to be a slip: told as a hint, and no reason to stop a request."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from .kinds import Item, Type
from .speaking import SCRIPTS, SMALL_WORDS, plainly

FAR = 5
"""A deadline more than so many years ahead is hardly meant."""


class Slip(StrEnum):
    """What makes one look twice."""

    FAR = "far"
    """A day that is years away."""
    AHEAD = "ahead"
    """A time of which records are asked for has not been yet."""
    LANGUAGE = "language"
    """A text is plainly in another language than the request is said to be written in."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """An answer that looks like a slip."""

    item: str
    slip: Slip


def doubts(items: list[Item], answers: Mapping[str, Any], today: date) -> Iterator[Doubt]:
    """The days and texts among the answers that look like a slip, in the order of the items."""
    written_in = next(iter(answers.get("languages", ())), "")
    ahead = {one.item.partition(".")[0] for one in items if one.ahead}
    for one in items:
        if one.type is Type.WORDS and _is_foreign(answers.get(one.item), written_in):
            yield Doubt(one.item, Slip.LANGUAGE)
        day = answers.get(one.item)
        if one.type is not Type.DAY or not isinstance(day, str):
            continue
        if one.ahead and int(day[:4]) - today.year > FAR:
            yield Doubt(one.item, Slip.FAR)
        elif not one.ahead and day > today.isoformat() and one.item.partition(".")[0] not in ahead:
            yield Doubt(one.item, Slip.AHEAD)


def _is_foreign(text: Any, written_in: str) -> bool:
    """Whether a text is plainly in another one of the languages that can be told apart."""
    if written_in not in {*SCRIPTS, *SMALL_WORDS} or not isinstance(text, str):
        return False
    return plainly(text) not in ("", written_in)
