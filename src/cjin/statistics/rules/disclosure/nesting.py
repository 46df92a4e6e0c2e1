"""Nesting: which sets of codes lie inside which others."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from cjin.statistics.rules.units import TOTAL

KEPT = 256
"""So many collections of sets are remembered: the tables of one publication have few."""


@lru_cache(maxsize=KEPT)
def nested(every: frozenset[str], codes: Callable[[str], frozenset[str]]) -> Sequence[tuple[str, Sequence[str]]]:
    """Each set with the widest ones inside it, as often as it takes for none to overlap with another.

    ``codes`` says what a set holds; the total holds all the others and more.
    """
    holds = {one: codes(one) for one in sorted(every - {TOTAL})}
    if TOTAL in every:
        holds[TOTAL] = frozenset([TOTAL]).union(*holds.values())
    return tuple((whole, parts) for whole in holds for parts in _apart(_widest(whole, holds), holds))


def _widest(whole: str, holds: Mapping[str, frozenset[str]]) -> list[str]:
    inside = [one for one in holds if holds[one] < holds[whole]]
    return [one for one in inside if not any(holds[one] < holds[other] for other in inside)]


def _apart(sets: Sequence[str], holds: Mapping[str, frozenset[str]]) -> Iterator[Sequence[str]]:
    """The sets in collections without overlaps."""
    left = list(sets)
    while left:
        chosen: list[str] = []
        for one in left:
            if not any(holds[one] & holds[other] for other in chosen):
                chosen.append(one)
        yield chosen
        left = [one for one in left if one not in chosen]
