"""An identifier with the words that name it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cjin.texts.rules.cited.identifiers import Identifier
from cjin.texts.rules.sentences import Span


@dataclass(frozen=True, slots=True)
class Found:
    """An identifier in a text with its place."""

    identifier: Identifier
    span: Span


def outermost(found: Iterable[Found]) -> list[Found]:
    """Without those whose words lie within the words of another; in order."""
    every = list(found)
    kept = [one for one in every if not any(other.span != one.span and within(one.span, other.span) for other in every)]
    return sorted(kept, key=lambda one: (one.span.start, one.span.end))


def within(one: Span, other: Span) -> bool:
    """Whether all of one part lies in the other."""
    return other.start <= one.start and one.end <= other.end


def meets(one: Span, others: Sequence[Span]) -> bool:
    """Whether a part has signs in common with one of the others."""
    return any(one.start < other.end and other.start < one.end for other in others)
