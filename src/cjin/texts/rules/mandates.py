"""Mandates: what an instrument commissions from organs, what shall come of it, and at which session it is due."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from cjin.core.rules.catalogue import read
from cjin.texts.rules.commitments.deadlines import Deadline, ends_in
from cjin.texts.rules.commitments.lexicon import kinds
from cjin.texts.rules.commitments.proposing import Commitment
from cjin.texts.rules.sentences import small

PROPOSED, CONFIRMED = "proposed", "confirmed"
OTHER = "action"
ASKED = 2
"""An act of this strength or more commissions; a weaker one only says something."""


@dataclass(frozen=True, slots=True)
class Mandate:
    """One thing that an organ is to bring about. ``due`` is None where the text names no time.

    ``words`` are those that ask for it, ``until`` the last year of what is standing, where they tell one. ``state`` is
    "confirmed" where a person said what shall come of it, else "proposed".
    """

    eid: str
    addressee: str
    output: str
    act: str
    due: Deadline | None
    conditions: tuple[str, ...] = ()
    words: str = ""
    state: str = PROPOSED
    until: int | None = None

    def due_facts(self) -> dict[str, Any] | None:
        """The due session with its year, or the rhythm, as data."""
        return self.due.facts() if self.due else None


@cache
def _outputs(language: str, where: str = "words") -> tuple[tuple[str, re.Pattern[str], bool], ...]:
    return tuple(
        (entry["output"], re.compile("|".join(entry[where][language])), bool(entry.get("states")))
        for entry in read("commitments/outputs.yaml")
        if entry.get(where, {}).get(language)
    )


def mandates_in(
    commitments: Iterable[Commitment], texts: Mapping[str, str], *, language: str = "en", adopted: int | None = None
) -> list[Mandate]:
    """The mandates among commitments, in order; one for each output. ``texts`` are the words of the provisions,
    ``adopted`` is the year of the instrument.

    Of the same output of the same organ, due at the same time in the same provision, there is one. A review that an
    instrument gives to an organ without a time is due at each of the sessions that it prescribes.
    """
    once: dict[tuple[str, ...], Mandate] = {}
    for one in _each(commitments, texts, language, adopted):
        once.setdefault(_key(one), one)
    found = list(once.values())
    rhythm = {one.addressee: one.due for one in found if one.output == "meeting" and one.due and one.due.recurring}
    return [
        replace(one, due=rhythm[one.addressee])
        if one.due is None and one.output == "review" and one.addressee in rhythm
        else one
        for one in found
    ]


def _each(
    commitments: Iterable[Commitment], texts: Mapping[str, str], language: str, adopted: int | None
) -> Iterator[Mandate]:
    for one in commitments:
        words = one.span.of(texts[one.eid])
        kept = tuple(condition.kind for condition in one.conditions)
        standing = one.deadline and one.deadline.recurring
        until = ends_in(small(words), adopted) if standing else None
        said = _said(one) if one.outputs else _guessed(one, small(words), language)
        for addressee, output in said:
            state = CONFIRMED if one.outputs else PROPOSED
            yield Mandate(one.eid, addressee, output, one.act, one.deadline, kept, words, state, until)


def _key(one: Mandate) -> tuple[str, ...]:
    return one.eid, one.addressee, one.output, str(one.due_facts())


def _said(one: Commitment) -> Iterator[tuple[str, str]]:
    """What a person said that shall come of it: no rule is asked."""
    return ((addressee, output) for addressee in one.actors for output in one.outputs)


def _guessed(one: Commitment, clause: str, language: str) -> Iterator[tuple[str, str]]:
    """What the words of a clause ask for, where its act commissions something."""
    if one.strength < ASKED or one.act in _SELF:
        return
    for addressee in one.actors:
        for output in _brought(clause, addressee, language):
            if one.act not in _DECIDED or output in _HELD:
                yield addressee, output


_SELF = frozenset({"establish", "endorse", "commit", "resolve", "support", "may"})
_DECIDED = frozenset({"decide"})
_HELD = frozenset({"meeting", "discussion", "review"})
"""What a body commissions from itself where it decides."""


def _brought(clause: str, addressee: str, language: str) -> Iterator[str]:
    """What a clause asks for; of an organ always something, of States only what they owe to the programme."""
    organ = bool(kinds("actor")[addressee].organ)
    found = [name for name, words, states in _outputs(language) if (organ or states) and words.search(clause)]
    if not found and organ:
        found = [name for name, words, _ in _outputs(language, "otherwise") if words.search(clause)]
    specific = [name for name in found if name not in _GENERAL]
    yield from specific or found[:1] or ([OTHER] if organ else [])


_GENERAL = frozenset({"assistance", "guidance"})
