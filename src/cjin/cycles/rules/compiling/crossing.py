"""What figures are read beside a topic, and their middle."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from statistics import median

from cjin.core.rules.catalogue import read

FILE = "cycles/figures"


@dataclass(frozen=True, slots=True)
class Tie:
    """The figures that belong to a topic: by their identifiers, and those of categories of ICCS."""

    figures: tuple[str, ...] = ()
    iccs: tuple[str, ...] = ()


@cache
def ties() -> dict[str, Tie]:
    """The figures of each topic that has some."""
    return {
        topic: Tie(tuple(one.get("figures", ())), tuple(one.get("iccs", ())))
        for topic, one in read(FILE)["topics"].items()
    }


def middle(values: Sequence[float]) -> float | None:
    """The median; None of nothing."""
    return median(values) if values else None
