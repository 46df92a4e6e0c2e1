"""Identifiers of units: one rule for what the parser finds and for what a person corrects."""

from collections.abc import Sequence
from typing import Protocol

from cjin.texts.rules.alphabets import latin

SHORT = {
    "paragraph": "para",
    "subparagraph": "subpara",
    "point": "point",
    "item": "item",
    "article": "art",
    "regulation": "reg",
}
"""Kinds that are written shorter in an identifier; every other kind stands there as it is called."""


class Numbered(Protocol):
    """What an identifier is made of."""

    @property
    def kind(self) -> str:
        """recital, paragraph, article and so on."""

    @property
    def num(self) -> str:
        """The label without punctuation, empty where there is none."""


def identifiers(
    instrument: str, units: Sequence[Numbered], parents: Sequence[int | None]
) -> tuple[list[str], list[int]]:
    """The identifier of each unit in order, and the places of those whose number had occurred before.

    ``parents`` are places in ``units``, each before its children. No identifier comes twice: a repeated number gets
    the count of its repetition at its end.
    """
    numbered = any(
        parent is None and unit.num and unit.kind != "recital" for unit, parent in zip(units, parents, strict=True)
    )
    found: list[str] = []
    taken: set[str] = set()
    counts: dict[str, int] = {}
    repeated: list[int] = []
    plain = 0
    for place, (unit, parent) in enumerate(zip(units, parents, strict=True)):
        plain += not unit.num
        own = _own(unit, plain, numbered=numbered)
        full = f"{instrument}/{own}" if parent is None else f"{found[parent]}__{own}"
        if full in taken:
            repeated.append(place)
            full = _counted(full, taken, counts)
        taken.add(full)
        found.append(full)
    return found, repeated


def _own(unit: Numbered, plain: int, *, numbered: bool) -> str:
    if unit.kind == "recital":
        return f"preamble_{unit.num}"
    if unit.num:
        return segment(unit.kind, unit.num)
    return f"unnumbered_{plain}" if numbered else f"{SHORT.get(unit.kind, unit.kind)}_{plain}"


def segment(kind: str, num: str) -> str:
    """The part of an identifier that a numbered unit gives: ``para_61``, ``art_3-bis``, ``rule_1-1``."""
    return f"{SHORT.get(kind, kind)}_{latin(num).replace('.', '-').replace(' ', '-')}"


def _counted(full: str, taken: set[str], counts: dict[str, int]) -> str:
    while True:
        counts[full] = counts.get(full, 1) + 1
        if (counted := f"{full}_{counts[full]}") not in taken:
            return counted
