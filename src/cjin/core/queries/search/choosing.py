"""Which documents are ranked where more answer than can be ranked at once."""

from collections.abc import Iterator, Mapping

from cjin.core.queries.search.engines import Engine
from cjin.core.queries.search.found import RANKED, Found
from cjin.core.rules.search.expressions import Expression, every, some
from cjin.core.rules.search.marks import STRONG, strongly
from cjin.core.rules.search.ranking import Candidate
from cjin.core.rules.search.sought import Sought


def chosen(using: Engine, found: Found, weights: Mapping[Sought, float]) -> list[Candidate]:
    """At most RANKED documents that answer: all of them, or the most promising and then whichever were found first."""
    if not found.capped:
        return list(found.candidates)
    kept: dict[int, Candidate] = {}
    for promising in _promising(found, weights):
        if len(kept) >= RANKED:
            break
        for candidate in using.candidates(every(found.expression, promising), RANKED):
            kept.setdefault(candidate.number, candidate)
    for candidate in found.candidates:
        kept.setdefault(candidate.number, candidate)
    return list(kept.values())[:RANKED]


def _promising(found: Found, weights: Mapping[Sought, float]) -> Iterator[Expression]:
    """Where all words are needed: documents in which all are strong. Otherwise those with the rarest word first."""
    if found.any_term:
        for one in sorted(weights, key=lambda one: -weights[one]):
            yield one.expression
        return
    for level in range(len(STRONG), 0, -1):
        yield some(*(strongly(read.sought, level) for _, read in found.readings))
