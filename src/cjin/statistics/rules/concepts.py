"""The concepts of unit records: what a column can say, and by which codes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from cjin.core.rules.catalogue import read


class Role(StrEnum):
    """How the values of a concept are read."""

    KEY = "key"
    CATEGORY = "category"
    DATE = "date"
    CODE = "code"
    OPEN = "open"
    NUMBER = "number"


@dataclass(frozen=True)
class Concept:
    """A concept with its role and, where its list is closed, its codes with their English names."""

    id: str
    name: str
    role: Role
    codes: Mapping[str, str] = field(default_factory=dict)
    iccs: str = ""


@cache
def concepts() -> Mapping[str, Concept]:
    """Every concept by its identifier, in the order of the catalogue."""
    return {
        entry["id"]: Concept(
            entry["id"], entry["name"], Role(entry["role"]), dict(entry.get("codes", {})), entry.get("iccs", "")
        )
        for entry in read("statistics/concepts")
    }
