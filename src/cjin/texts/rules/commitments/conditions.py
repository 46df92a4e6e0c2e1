"""Conditions of an act: the escape clauses in its words, each with its place."""

from dataclasses import dataclass

from cjin.texts.rules.commitments.lexicon import Vocabulary
from cjin.texts.rules.sentences import Span, small


@dataclass(frozen=True, slots=True)
class Condition:
    """A limit of an act: its kind, the words that say it, and where they stand; no place where it is inherited."""

    kind: str
    words: str
    span: Span | None = None


def conditions_in(text: str, clause: Span, vocabulary: Vocabulary) -> tuple[Condition, ...]:
    """The conditions within a clause, in order, each kind once."""
    low = small(text)
    found: list[tuple[int, Condition]] = []
    for kind, pattern in vocabulary.conditions.items():
        hit = pattern.search(low, clause.start, clause.end)
        if hit:
            place = Span(hit.start(), hit.end())
            found.append((hit.start(), Condition(kind, place.of(text), place)))
    return tuple(condition for _, condition in sorted(found, key=lambda one: one[0]))


def inherited(given: tuple[Condition, ...], own: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """The conditions of a lead-in before a unit's own; a kind that both have is the unit's own."""
    kinds = {condition.kind for condition in own}
    return (*(Condition(one.kind, one.words) for one in given if one.kind not in kinds), *own)
