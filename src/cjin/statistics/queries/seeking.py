"""Seeking among figures: indicators, areas and categories of ICCS by words, in what somebody may see."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from cjin.core.permissions import Actor
from cjin.core.queries.readers import reader_of
from cjin.core.queries.search import search
from cjin.core.rules.search import Hit

KINDS = ("indicator", "area", "category")
MOST = 120
"""So many documents of each kind, so that none of them crowds out the others."""


@dataclass(frozen=True)
class Found:
    """What answers some words: the hits of each kind in the reader's language where there is one, best first."""

    indicators: list[Hit]
    areas: list[Hit]
    categories: list[Hit]

    @property
    def total(self) -> int:
        """How many there are of all kinds."""
        return len(self.indicators) + len(self.areas) + len(self.categories)


def sought(words: str, actor: Actor) -> Found:
    """What answers some words, each thing once. Where something has all words, what has only some is left out."""
    reader = reader_of(actor)
    results = [search(words, facets={"kind": kind}, reader=reader, limit=MOST) for kind in KINDS]
    whole = any(result.hits and not result.any_term for result in results)
    return Found(*([] if whole and result.any_term else _each_once(result.hits) for result in results))


def _each_once(hits: Sequence[Hit]) -> list[Hit]:
    """In the reader's language where a thing is found in it."""
    own = (get_language() or "en").partition("-")[0]
    best: dict[str, Hit] = {}
    for hit in hits:
        if hit.object_id not in best or (hit.language == own and best[hit.object_id].language != own):
            best[hit.object_id] = hit
    return list(best.values())
