"""Where confirmed commitments stand in a text: each is anchored to a span by the words that carry its act."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from cjin.texts.rules.annotations import Asked
from cjin.texts.rules.commitments.conditions import Condition, conditions_in
from cjin.texts.rules.commitments.deadlines import Deadline
from cjin.texts.rules.commitments.lexicon import acts, vocabulary
from cjin.texts.rules.commitments.proposing import Commitment, Unit
from cjin.texts.rules.sentences import Span, sentences, small


def anchored(unit: Unit, asked: Sequence[Asked], language: str = "en") -> list[Commitment]:
    """The commitments of a provision with their places in its text, in order.

    A commitment whose words are not in the text reaches over the whole of it: its ``place`` is None, as for one that a
    chapeau hands down.
    """
    places = [place_of(unit.text, one) for one in asked]
    return [
        _commitment(unit, one, place, _span(unit.text, place, places), language)
        for one, place in zip(asked, places, strict=True)
    ]


def fits(text: str, asked: Sequence[Asked]) -> bool:
    """Whether the words of all these commitments stand in a text; else they were confirmed for another wording."""
    return all(not one.words or place_of(text, one) is not None for one in asked)


def refitted(text: str, asked: Sequence[Asked], proposed: Sequence[Commitment]) -> list[Asked]:
    """Commitments that were confirmed for another wording, each with the words by which rules find its act now; one
    whose act they do not find keeps its own.
    """
    left = list(proposed)
    found: list[Asked] = []
    for one in asked:
        now = None if fits(text, [one]) else _same_act(one, left)
        if now is None:
            found.append(one)
        else:
            left.remove(now)
            there = asked_of(now, text)
            found.append(replace(one, words=there.words, nth=there.nth))
    return found


def _same_act(one: Asked, proposed: Sequence[Commitment]) -> Commitment | None:
    """The proposal of the same act, of the same actor where there is one."""
    alike = [other for other in proposed if other.act == one.act]
    return next((other for other in alike if other.actors[0] in one.actors), next(iter(alike), None))


def asked_of(one: Commitment, text: str) -> Asked:
    """A proposal as it would be confirmed."""
    nth = text[: one.place.start].lower().count(one.words.lower()) + 1 if one.place else 1
    return Asked(
        one.actors, one.act, one.words if one.place else "", nth, tuple(c.kind for c in one.conditions),
        one.deadline.facts() if one.deadline else None,
    )  # fmt: skip


def place_of(text: str, one: Asked) -> Span | None:
    """The ``nth`` place of the words of the act, in whatever letters."""
    low, words = small(text), small(one.words)
    start = -1
    for _ in range(one.nth if words else 0):
        start = low.find(words, start + 1)
        if start < 0:
            return None
    return Span(start, start + len(words)) if words else None


def _span(text: str, place: Span | None, others: Sequence[Span | None]) -> Span:
    """From the beginning of its sentence, or from its own words where another act stands before it in the sentence, to
    the next act or the end of the sentence.
    """
    parts = list(sentences(text))
    if not parts:
        return Span(0, len(text))
    if place is None:
        return parts[0]
    sentence = next((one for one in parts if one.start <= place.start < one.end), Span(0, len(text)))
    starts = sorted(one.start for one in others if one and sentence.start <= one.start < sentence.end)
    before = [one for one in starts if one < place.start]
    after = [one for one in starts if one > place.start]
    return Span(place.start if before else sentence.start, after[0] if after else sentence.end)


def _commitment(unit: Unit, one: Asked, place: Span | None, span: Span, language: str) -> Commitment:
    return Commitment(
        eid=unit.eid,
        span=span,
        actors=one.actors,
        act=one.act,
        strength=acts()[one.act].strength,
        words=one.words,
        place=place,
        conditions=_conditions(unit, one.conditions, span, language),
        deadline=Deadline.from_facts(one.deadline),
        outputs=one.outputs,
    )


def _conditions(unit: Unit, said: Sequence[str], span: Span, language: str) -> tuple[Condition, ...]:
    """The conditions with their words where the text has them."""
    words = vocabulary(language)
    there = {
        found.kind: found
        for part in (span, Span(0, len(unit.text)))
        for found in reversed(conditions_in(unit.text, part, words))
        if part is span or found.kind in said
    }
    return tuple(there.get(kind, Condition(kind, "")) for kind in said)


def dated(deadline: Mapping[str, Any] | None) -> dict[str, Any]:
    """A deadline with the year that follows from its day or session; empty for none."""
    due = Deadline.from_facts(deadline)
    return due.facts() if due else {}
