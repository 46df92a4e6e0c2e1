"""The mandates of the founding texts by number, from the catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from cjin.core.rules.catalogue import read


@dataclass(frozen=True, slots=True)
class Numbered:
    """One mandate of the cycle: its number ("F12"), its short name by language, and what makes it up, each as
    (work, provision, addressee, output).
    """

    number: str
    name: Mapping[str, str]
    places: tuple[tuple[str, str, str, str], ...]


@cache
def numbered_mandates() -> tuple[Numbered, ...]:
    """The mandates in order of their numbers."""
    return tuple(
        Numbered(
            entry["mandate"],
            entry["name"],
            tuple(
                (*place["provision"].split("/", 1), place["addressee"], output)
                for place in entry["places"]
                for output in place["outputs"]
            ),
        )
        for entry in read("commitments/mandates.yaml")
    )
