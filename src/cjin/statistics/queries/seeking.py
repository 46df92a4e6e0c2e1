"""Seeking among figures: indicators, areas and categories of ICCS by words, in what somebody may see."""

from dataclasses import dataclass

from django.utils.translation import get_language

from cjin.core.permissions import Actor
from cjin.core.queries.readers import reader_of
from cjin.core.queries.search import search
from cjin.core.rules.search import Hit

KINDS = ("indicator", "area", "category")
MOST = 120


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
    """What answers some words, each thing once."""
    result = search(words, facets={"kind": KINDS}, reader=reader_of(actor), limit=MOST)
    own = (get_language() or "en").partition("-")[0]
    best: dict[tuple[str, str], Hit] = {}
    for hit in result.hits:
        key = (hit.kind, hit.object_id)
        if key not in best or (hit.language == own and best[key].language != own):
            best[key] = hit
    return Found(*([hit for (kind, _identity), hit in best.items() if kind == wanted] for wanted in KINDS))
