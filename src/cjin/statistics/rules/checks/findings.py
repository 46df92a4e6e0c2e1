"""What a check found: a figure by its key, the values that it was compared with, and a digest that stays the same."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from cjin.statistics.rules.aggregates.observations import KEY
from cjin.statistics.rules.checks.check import Severity


@dataclass(frozen=True)
class Found:
    """One finding. ``values`` are the compared ones: found, expected, low, high, score, told, others."""

    check: str
    severity: Severity
    key: tuple[str, str, str, str, str, str, int, str]
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """The same for the same finding of a later run: limits, scores and rows are not in it."""
        compared = [_short(self.values.get(name)) for name in ("found", "expected")]
        places = [str(one["place"]).partition("@")[0] for one in self.values.get("others", []) if "place" in one]
        told = json.dumps([self.check, *self.key, *compared, *places], ensure_ascii=False)
        return hashlib.sha256(told.encode()).hexdigest()

    def place(self) -> dict[str, Any]:
        """The key by name."""
        return dict(zip(KEY, self.key, strict=True))


def _short(value: float | None) -> str:
    return "" if value is None else f"{value:.9g}"
