"""Comparing how figures were counted: which rules differ, which are alike, which are not known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cjin.statistics.rules.publishing.flows import RULES

UNKNOWN = "unknown"


class Likeness(StrEnum):
    """Whether figures were counted alike by a rule."""

    ALIKE = "alike"
    DIFFERS = "differs"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Compared:
    """One rule with what each source says of it, None where it says nothing."""

    rule: str
    values: Sequence[str | None]
    likeness: Likeness


def compared(rules: Sequence[Mapping[str, str]]) -> list[Compared]:
    """Every counting rule beside each other, in their order."""
    return [_compared(rule, [one.get(rule) for one in rules]) for rule in RULES]


def _compared(rule: str, values: Sequence[str | None]) -> Compared:
    told = {value for value in values if value not in (None, UNKNOWN)}
    if len(told) > 1:
        return Compared(rule, values, Likeness.DIFFERS)
    known = told and all(value not in (None, UNKNOWN) for value in values)
    return Compared(rule, values, Likeness.ALIKE if known else Likeness.UNKNOWN)
