"""Ranking: BM25 with weights for title and context, the same on both engines."""

import heapq
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from cjin.core.rules.search.sought import Sought

TITLE: Final = 4.0
CONTEXT: Final = 1.5
SATURATION: Final = 1.2
LENGTH: Final = 0.6
USUAL_LENGTH: Final = 60


class Candidate(NamedTuple):
    """A document as it is ranked: its number, its fields as tokens with a blank around each, its facets as stored."""

    number: int
    title: str
    context: str
    body: str
    kind: str
    language: str
    facets: str


@dataclass(frozen=True)
class Frequencies:
    """How many documents there are, how many answer the question, and how many answer each of its parts."""

    documents: float
    answering: float
    parts: tuple[float, ...]
    estimated: bool


def impact(title: float, context: float, body: float, length: int) -> float:
    """How much a word says about a document, from 0 to 1, by how often it stands in each field."""
    weighed = TITLE * title + CONTEXT * context + body
    return weighed / (weighed + SATURATION * (1 - LENGTH + LENGTH * length / USUAL_LENGTH)) if weighed else 0.0


def rarity(frequency: float, documents: float) -> float:
    """How much finding a word says, from the number of documents that have it among all."""
    return math.log(1 + (max(documents - frequency, 0) + 0.5) / (frequency + 0.5))


def score(candidate: Candidate, weights: Mapping[str, float]) -> float:
    """The sum of impact times rarity over what is sought, given as needles (see ``Sought.needle``)."""
    title, context, body = candidate.title, candidate.context, candidate.body
    length = body.count(" ") - 1
    return sum(
        weight * impact(title.count(needle), context.count(needle), body.count(needle), length)
        for needle, weight in weights.items()
    )


def best(candidates: Iterable[Candidate], weights: Mapping[Sought, float], count: int) -> list[tuple[float, Candidate]]:
    """The ``count`` candidates with the highest scores, best first; equal ones in the order of their numbers."""
    needles = {one.needle: weight for one, weight in weights.items()}
    scored = ((score(one, needles), one) for one in candidates)
    return heapq.nsmallest(count, scored, key=lambda pair: (-pair[0], pair[1].number))
