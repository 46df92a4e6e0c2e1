"""How long things take: the middle one, and that within which nine of ten are done."""

from collections.abc import Sequence
from fractions import Fraction

from .hiding import FEWEST


def median(days: Sequence[int]) -> float:
    """The middle one of some numbers; between the two middle ones where they are even in number."""
    ordered, half = sorted(days), len(days) // 2
    return float(ordered[half]) if len(days) % 2 else (ordered[half - 1] + ordered[half]) / 2


def ninetieth(days: Sequence[int]) -> int:
    """The smallest number that at least nine of ten do not exceed (nearest rank)."""
    rank = -(-Fraction(9, 10) * len(days) // 1)
    return sorted(days)[int(rank) - 1]


def summed_up(days: Sequence[int]) -> tuple[float, int] | None:
    """The median and the 90th percentile; None for fewer than five."""
    return (median(days), ninetieth(days)) if len(days) >= FEWEST else None
