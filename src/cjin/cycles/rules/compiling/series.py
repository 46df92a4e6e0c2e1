"""A question over rounds: how many told each state in each of them, and how those that told both times changed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from ..answers.replies import Reply
from ..vocabulary import LAW, NOT_REPORTED, PRACTICE, codes
from .changing import BOTH, CHANGES, change, change_of_law

type Asked = Mapping[tuple[str, str], Mapping[str, Reply]]
"""The replies of one round: by who gave them (State and body), by the questions of the newest form."""


@dataclass(frozen=True, slots=True)
class Told:
    """The replies of one round, and which questions of the newest form were asked in it."""

    questions: frozenset[str]
    replies: Asked


@dataclass(frozen=True, slots=True)
class Point:
    """What one round told: how many replied, states in law and in practice, and changes since the time before.

    ``changes`` has who told a state both times, ``of_law`` that of the law alone; ``new`` are those who tell one now
    and told none then.
    """

    replies: int
    law: Mapping[str, int]
    practice: Mapping[str, int]
    changes: Mapping[str, int]
    of_law: Mapping[str, int]

    @property
    def both(self) -> int:
        """How many told their state now and the time before."""
        return _both(self.changes)

    @classmethod
    def of(cls, points: Iterable[Self]) -> Self:
        """Points of several questions as one: each State counts once for each question."""
        every = list(points)
        states = codes("implementation")
        return cls(
            sum(one.replies for one in every),
            {code: sum(one.law[code] for one in every) for code in states},
            {code: sum(one.practice[code] for one in every) for code in states},
            {code: sum(one.changes[code] for one in every) for code in CHANGES},
            {code: sum(one.of_law[code] for one in every) for code in CHANGES},
        )

    def as_data(self) -> dict[str, Any]:
        """The point as it is given out, each count with its denominator."""
        return {
            "replies": self.replies, "law": dict(self.law), "of_law": sum(self.law.values()),
            "practice": dict(self.practice), "of_practice": sum(self.practice.values()),
            "changes": dict(self.changes), "of_both": self.both,
            "changes_law": dict(self.of_law), "of_both_law": _both(self.of_law),
        }  # fmt: skip


def _both(changes: Mapping[str, int]) -> int:
    return sum(changes[code] for code in BOTH)


def series(question: str, rounds: Sequence[Told]) -> list[Point | None]:
    """A point for each round, the oldest first; None where the question was not asked.

    Changes are told since the last round before that asked it.
    """
    found: list[Point | None] = []
    before: Told | None = None
    for one in rounds:
        asked = question in one.questions
        found.append(_point(question, one, before) if asked else None)
        before = one if asked else before
    return found


def together(questions: Sequence[str], all_series: Mapping[str, Sequence[Point | None]]) -> list[Point | None]:
    """The series of several questions as one; None where a round asked none of them."""
    rounds = zip(*(all_series[one] for one in questions), strict=True)
    return [Point.of(asked) if (asked := [one for one in points if one is not None]) else None for points in rounds]


def _point(question: str, now: Told, before: Told | None) -> Point:
    replies = 0
    told: dict[str, Counter[str]] = {one: Counter() for one in (LAW, PRACTICE, "changes", "of law")}
    for who, answers in now.replies.items():
        reply = answers.get(question)
        if reply is None or reply["reply"] == NOT_REPORTED:
            continue
        replies += 1
        value = reply.get("value")
        for scope in (LAW, PRACTICE):
            if isinstance(value, Mapping) and scope in value:
                told[scope][value[scope]] += 1
        if before is not None:
            then = before.replies.get(who, {}).get(question)
            told["changes"][change(then, reply)] += 1
            told["of law"][change_of_law(then, reply)] += 1
    states = codes("implementation")
    return Point(
        replies,
        {code: told[LAW][code] for code in states},
        {code: told[PRACTICE][code] for code in states},
        {code: told["changes"][code] for code in CHANGES},
        {code: told["of law"][code] for code in CHANGES},
    )
