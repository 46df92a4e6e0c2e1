"""Classes of values: about as many areas in each, and never two areas with one value in two classes."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

MOST = 5


@dataclass(frozen=True)
class Classes:
    """``lows`` are the lowest values of the classes, ``highs`` the highest, ``sizes`` how many each holds."""

    lows: tuple[float, ...]
    highs: tuple[float, ...]
    sizes: tuple[int, ...]

    def of(self, value: float) -> int:
        """The class of a value that was there when the classes were made, from 0."""
        return max(0, bisect_right(self.lows, value) - 1)


def quantiles(values: Sequence[float], most: int = MOST) -> Classes:
    """Up to ``most`` classes; fewer where few values differ."""
    ordered = sorted(values)
    count = min(most, len(set(ordered)))
    lows = sorted({ordered[len(ordered) * at // count] for at in range(count)} | set(ordered[:1]))
    groups: list[list[float]] = [[] for _ in lows]
    for value in ordered:
        groups[bisect_right(lows, value) - 1].append(value)
    return Classes(tuple(lows), tuple(group[-1] for group in groups), tuple(len(group) for group in groups))
