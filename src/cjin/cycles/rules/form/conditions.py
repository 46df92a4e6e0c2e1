"""When a question is asked: only where another one was answered in a certain way."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cjin.core.rules.errors import Fault, Invalid


@dataclass(frozen=True, slots=True)
class Condition:
    """The question is asked where the reply to ``question`` is, or holds, one of ``values``.

    A value is a kind of reply (``nil``), or a code of the answer.
    """

    question: str
    values: tuple[str, ...]

    def holds(self, answers: Mapping[str, Mapping[str, Any]]) -> bool:
        """Whether it is so with these answers; where that question has none, it is not."""
        reply = answers.get(self.question)
        return reply is not None and not set(_said(reply)).isdisjoint(self.values)


def _said(reply: Mapping[str, Any]) -> Iterator[str]:
    """The codes in a reply."""
    yield str(reply.get("reply"))
    value = reply.get("value")
    for one in value.values() if isinstance(value, Mapping) else [value]:
        yield from map(str, one) if isinstance(one, (list, tuple)) else [str(one)]


def check_loops(conditions: Mapping[str, Condition | None]) -> None:
    """Raises Invalid where a question is asked only if it was answered itself, by way of others."""
    for name in conditions:
        way = _way_back(name, conditions)
        if way:
            raise Invalid(
                "The conditions of this form go in a circle.",
                [Fault(f"question {name}", f"is asked by way of {' → '.join(way)}; take one of these conditions away")],
            )


def _way_back(name: str, conditions: Mapping[str, Condition | None]) -> Sequence[str]:
    way = [name]
    while (condition := conditions.get(way[-1])) is not None:
        way.append(condition.question)
        if condition.question == name:
            return way
        if condition.question in way[:-1]:
            return ()
    return ()
