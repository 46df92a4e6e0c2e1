"""The calendar of mandates: what is due in which year, from which organ, once or again and again."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from cjin.texts.rules.commitments.lexicon import kinds
from cjin.texts.rules.commitments.sessions import CONGRESS, sessions_between
from cjin.texts.rules.commitments.years import year_in

_EVERY = {
    "annual": 1, "every-session": 1, "biennial": 2, "every-three-years": 3, "every-four-years": 4,
    "every-five-years": 5, "regular": 0,
}  # fmt: skip
OTHER = "other"
_CONGRESSES = re.compile(r"\bcongress(?:es)?\b[^.;]{0,60}\bevery five years\b")
"""Whoever is asked to see to it: what meets is a congress, and congresses meet in years of their own."""


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A mandate as the calendar takes it: the provision, its organ and output, when it is due, and since when; what is
    standing ends with the year ``until``. ``words`` ask for it; ``state`` is "proposed" or "confirmed".
    """

    slug: str
    eid: str
    addressee: str
    output: str
    due: dict[str, Any] | None
    since: int
    conditions: tuple[str, ...] = ()
    act: str = ""
    words: str = ""
    state: str = "proposed"
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that is due in a year; ``session`` where the organ meets in numbered sessions; ``standing`` where it
    is due again and again.
    """

    year: int
    organ: str
    session: int | None
    asked: Asked
    standing: bool = False


def organ_of(addressee: str) -> str:
    """The organ of the calendar in whose column an addressee stands."""
    actor = kinds("actor").get(addressee)
    return actor.organ if actor and actor.organ else OTHER


def entries(mandates: Iterable[Asked], until: int) -> Iterator[Entry]:
    """What is due up to a year, in order of the mandates.

    A standing mandate is due every so many years after that of its text, or from the year that it begins in, up to
    ``until`` or the year that it ends in; one without rhythm or time is
    in no year.
    """
    for one in mandates:
        due = one.due or {}
        if year := year_in(due.get("year")):
            yield Entry(year, str(due.get("organ") or organ_of(one.addressee)), due.get("session"), one)
        elif step := _EVERY.get(str(due.get("recurring", "")), 0):
            yield from _again(one, step, until)


def _again(one: Asked, step: int, until: int) -> Iterator[Entry]:
    """Every so many years after the text, up to the year in which it ends; congresses when they meet."""
    congresses = one.output == "meeting" and _CONGRESSES.search(one.words.lower())
    organ = CONGRESS if congresses else organ_of(one.addressee)
    last = min(until, one.until or until)
    first = year_in((one.due or {}).get("since")) or one.since + step
    numbers = {year: number for number, year in sessions_between(organ, one.since, last)}
    held = (year for year in numbers if year > one.since) if organ == CONGRESS else range(first, last + 1, step)
    for year in held:
        yield Entry(year, organ, numbers.get(year), one, standing=True)
