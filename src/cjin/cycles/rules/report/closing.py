"""Conclusions: what the Commission may wish to do, one for each gap that the replies show."""

from collections.abc import Iterator

from ..compiling.counting import What
from ..form.questions import Kind
from ..vocabulary import codes
from .action import paragraph_of
from .material import Material
from .parts import Block, Paragraph, Sentence
from .phrases import difficulty, sentence

MOST = 5
"""So many gaps of a kind are told at most, the widest first."""
NOT_BEGUN = ("not-started", "regressed")
LEAST = 0.25
"""A gap is one from this part of the replies on."""


def conclusions(material: Material, language: str) -> Iterator[Block]:
    """A paragraph for each gap."""
    found = [*_practice(material, language), *_law(material, language), *_difficulty(material, language)]
    silent = material.silent()
    if silent.number:
        found.append(material.say("gap-response", language, count=silent))
    if not found:
        found = [sentence("nothing", language, about="conclusions")]
    for number, one in enumerate(found, 1):
        yield Paragraph(f"conclusions/{one.key}", (one,), spill=0 if number <= MOST else 3)


def _practice(material: Material, language: str) -> list[Sentence]:
    return _widest(material, "gap-practice", What.PRACTICE, NOT_BEGUN, language)


def _law(material: Material, language: str) -> list[Sentence]:
    return _widest(material, "gap-law", What.BEHIND, ("behind",), language)


def _widest(material: Material, phrase: str, what: What, wanted: tuple[str, ...], language: str) -> list[Sentence]:
    """The provisions on which the gap is widest."""
    asked = [one for one in material.form.questions if one.kind is Kind.IMPLEMENTATION]
    counts = [(material.count(what, one.question, codes=wanted), one) for one in asked]
    gaps = [(count, one) for count, one in counts if count.of and count.number / count.of >= LEAST]
    gaps.sort(key=lambda gap: -gap[0].number / gap[0].of)
    return [
        material.say(phrase, language, about=one.question, count=count, paragraph=paragraph_of(one))
        for count, one in gaps[:MOST]
    ]


def _difficulty(material: Material, language: str) -> list[Sentence]:
    """The difficulty that most States told of anything."""
    names = [one.question for one in material.form.questions if one.kind is Kind.IMPLEMENTATION]
    counts = [(material.count(What.DIFFICULTY, *names, codes=(code,)), code) for code in codes("difficulties")]
    count, code = max(counts, key=lambda one: one[0].number)
    if not count.number:
        return []
    return [material.say("gap-difficulty", language, count=count, difficulty=difficulty(code, language))]
