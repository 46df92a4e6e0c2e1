"""Nesting: which sets of codes lie inside which others."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from cjin.statistics.rules.units import TOTAL

KEPT = 256
"""So many collections of sets are remembered: the tables of one publication have few."""


@lru_cache(maxsize=KEPT)
def nested(every: frozenset[str], codes: Callable[[str], frozenset[str]]) -> Sequence[tuple[str, Sequence[str]]]:
    """Each set with others inside it that do not overlap: as many collections as bring in every one of the widest.

    ``codes`` says what a set holds; the total holds all the others and more.
    """
    holds = {one: codes(one) for one in sorted(every - {TOTAL})}
    if TOTAL in every:
        holds[TOTAL] = frozenset([TOTAL]).union(*holds.values())
    return tuple((whole, parts) for whole in holds for parts in _collections(whole, holds))


def _collections(whole: str, holds: Mapping[str, frozenset[str]]) -> Iterator[Sequence[str]]:
    """What lies inside a set: the widest that are left, and beside them the greatest that have a place there."""
    inside = sorted((one for one in holds if holds[one] < holds[whole]), key=lambda one: -len(holds[one]))
    left = [one for one in inside if not any(holds[one] < holds[other] for other in inside)]
    while left:
        taken: frozenset[str] = frozenset()
        chosen = []
        for one in (*left, *inside):
            if not taken & holds[one]:
                chosen.append(one)
                taken |= holds[one]
        yield chosen
        left = [one for one in left if one not in chosen]
