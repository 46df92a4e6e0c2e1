"""Scales: round ticks from zero, years that have room for their labels, labels that do not cover each other."""

import math
from collections.abc import Sequence

STEPS = (1, 2, 2.5, 5, 10)


def ticks(highest: float, count: int = 5) -> list[float]:
    """Round values from zero to the first one that is not below the highest; at most ``count`` + 1 of them."""
    if not math.isfinite(highest) or highest <= 0:
        return [0.0, 1.0]
    power = 10.0 ** math.floor(math.log10(highest / count)) if highest / count > 1e-300 else 1e-300
    step = next(power * one for one in (*STEPS, 20) if power * one * count >= highest * (1 - 1e-12))
    last = max(1, math.ceil(highest / step - 1e-9))
    return [step * at for at in range(last + 1)]


def digits(values: Sequence[float]) -> int:
    """How many decimals the ticks need so that none of them is rounded."""
    if len(values) < 2:
        return 0
    step = values[1] - values[0]
    return next((count for count in range(7) if abs(round(step, count) - step) < step * 1e-6), 6)


def years(first: float, last: float, width: int, room: int = 52) -> list[int]:
    """Whole years from the first to the last whose labels have room; the last year is among them."""
    begin, end = math.ceil(first), math.floor(last)
    if end < begin:
        return [begin]
    most = max(1, width // room)
    span = end - begin
    step = next(one for one in (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, max(1000, span)) if span / one <= most)
    return list(range(end, begin - 1, -step))[::-1]


def apart(places: Sequence[float], distance: float, low: float, high: float) -> list[float]:
    """The places moved as little as needed to stand ``distance`` apart, in their order, between two limits.

    Where there is no room for all they stand closer, evenly.
    """
    if not places:
        return []
    gap = min(distance, (high - low) / max(1, len(places) - 1))
    order = sorted(range(len(places)), key=lambda at: places[at])
    found = [0.0] * len(places)
    floor = low
    for at in order:
        found[at] = floor = max(places[at], floor)
        floor += gap
    ceiling = high
    for at in reversed(order):
        found[at] = ceiling = min(found[at], ceiling)
        ceiling -= gap
    return found
