"""What the catalogue holds of the directory: organs with seats, and made-up authorities for demonstrations."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cjin.core.rules.catalogue import read

from .entries import Known
from .reading import read_known

ORGANS, DEMONSTRATION = "directory/organs", "directory/demonstration"


@dataclass(frozen=True, slots=True)
class Organ:
    """A body whose seats are shared out by regional group, and the years of a term."""

    known: Known
    seats: Mapping[str, int]
    years: int


@dataclass(frozen=True, slots=True)
class Demonstration:
    """Made-up entries, their posts, and who holds them, as the catalogue writes them."""

    entries: tuple[Known, ...]
    posts: tuple[Mapping[str, Any], ...]
    terms: tuple[Mapping[str, Any], ...]


def organs() -> tuple[Organ, ...]:
    """The organs of the catalogue. Raises Invalid with the place of each fault."""
    return tuple(_organ(data, f"{ORGANS}, entry {number}") for number, data in enumerate(read(ORGANS), start=1))


def _organ(data: Mapping[str, Any], where: str) -> Organ:
    entry = {name: value for name, value in data.items() if name not in ("seats", "years")}
    return Organ(read_known(entry, where), data["seats"], data["years"])


def demonstration() -> Demonstration:
    """What a demonstration shows. Raises Invalid with the place of each fault."""
    data = read(DEMONSTRATION)
    entries = [read_known(one, f"{DEMONSTRATION}, entry {n}") for n, one in enumerate(data["entries"], start=1)]
    return Demonstration(tuple(entries), tuple(data["posts"]), tuple(data["terms"]))
