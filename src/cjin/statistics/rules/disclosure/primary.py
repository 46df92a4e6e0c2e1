"""Primary confidentiality: cells that tell of single persons by themselves, by rules that are data."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from cjin.core.rules.catalogue import read
from cjin.core.rules.errors import NotFound
from cjin.statistics.rules.counting.cells import Amount


@dataclass(frozen=True)
class Rule:
    """A rule of confidentiality.

    ``threshold``: counts below it are hidden; ``contributors``: fewer than so many; ``dominance``: the first so many
    hold more than a share; ``p_percent``: the second largest can tell the largest that closely. Zero switches a part
    off. ``width``: how far apart the least and the greatest value must lie that a reader can work out, ``relative`` to
    the value too.
    """

    id: str
    title: str
    threshold: int = 0
    zeros: bool = False
    contributors: int = 0
    dominance: tuple[int, float] = (0, 1.0)
    p_percent: float = 0
    width: float = 0
    relative: float = 0

    @property
    def asks_who(self) -> bool:
        """Whether it looks at who a value comes from."""
        return bool(self.contributors or self.dominance[0] or self.p_percent)

    def hides(self, value: float, amount: Amount | None = None) -> bool:
        """Whether a value may not be shown; ``amount`` says who it comes from."""
        if value == 0:
            return self.zeros
        return value < self.threshold or (amount is not None and self._tells(value, amount))

    def _tells(self, value: float, amount: Amount) -> bool:
        """Whether a value tells of those whom it comes from."""
        first, share = self.dominance
        largest = sum((amount.first, amount.second)[:first])
        rest = value - amount.first - amount.second
        return (
            amount.rows < self.contributors
            or (first > 0 and largest > share * value)
            or (self.p_percent > 0 and rest < self.p_percent / 100 * amount.first)
        )

    def width_of(self, value: float) -> float:
        """How far apart the bounds must lie that a reader can find for a hidden value."""
        return max(self.width, self.relative * value)


NONE = Rule("", "")
"""The rule that hides nothing."""


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
