"""Primary confidentiality: cells that tell of single persons by themselves, by rules that are data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from cjin.core.rules.catalogue import read
from cjin.core.rules.errors import NotFound


@dataclass(frozen=True)
class Rule:
    """A rule of confidentiality.

    ``threshold``: counts below it are hidden; ``contributors``: fewer than so many; ``dominance``: the first so many
    hold more than a share; ``p_percent``: the second largest can tell the largest that closely. Zero switches a part
    off. ``width``: how far apart the least and the greatest value must lie that a reader can work out.
    """

    id: str
    title: str
    threshold: int = 0
    zeros: bool = False
    contributors: int = 0
    dominance: tuple[int, float] = (0, 1.0)
    p_percent: float = 0
    width: float = 0

    def hides_count(self, count: float) -> bool:
        """Whether a count may not be shown."""
        return 0 < count < self.threshold or (self.zeros and count == 0)

    def hides_amount(self, contributions: Sequence[float]) -> bool:
        """Whether a sum of contributions may not be shown."""
        largest = sorted((abs(one) for one in contributions if one), reverse=True)
        total = sum(largest)
        if not largest:
            return self.zeros
        first, share = self.dominance
        rest = total - sum(largest[:2])
        return (
            len(largest) < self.contributors
            or (first > 0 and sum(largest[:first]) > share * total)
            or (self.p_percent > 0 and rest < self.p_percent / 100 * largest[0])
        )


@cache
def rules() -> Mapping[str, Rule]:
    """The rules of the catalogue by their identifiers."""
    return {entry["id"]: _rule(entry) for entry in read("confidentiality")}


def _rule(entry: Mapping[str, Any]) -> Rule:
    dominance = entry.get("dominance", {})
    parts = {key: value for key, value in entry.items() if key != "dominance"}
    return Rule(**parts, dominance=(dominance.get("first", 0), dominance.get("share", 1.0)))


def rule(name: str) -> Rule:
    """A rule of the catalogue. Raises NotFound."""
    if name not in rules():
        raise NotFound(f"There is no rule of confidentiality {name[:60]}.")
    return rules()[name]
