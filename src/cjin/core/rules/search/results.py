"""What a search answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cjin.core.rules.search.documents import Facets


@dataclass(frozen=True)
class Hit:
    """One document that answers: with its best sentence, and where in that sentence the matches stand.

    ``spans`` are (start, end) positions in characters of ``sentence``, in order, none overlapping.
    """

    kind: str
    object_id: str
    language: str
    title: str
    context: str
    url: str
    facets: Facets
    sentence: str
    spans: tuple[tuple[int, int], ...]
    score: float


@dataclass(frozen=True)
class SearchResult:
    """One page of hits, best first, of ``total`` documents that match and that the reader may see.

    Where there are very many, ``total_is_estimate`` is true: then the best of ``ranked`` documents are shown, no page
    goes beyond them, and ``facet_counts`` count among them only. ``any_term`` says that nothing had all the words and
    that the hits have some of them.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    facet_counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    total_is_estimate: bool = False
    ranked: int = 0
    any_term: bool = False
