"""Which documents are ranked where more answer than can be ranked at once."""

from collections.abc import Iterator, Mapping

from cjin.core.queries.search.engines import Engine
from cjin.core.queries.search.found import RANKED, Found
from cjin.core.rules.search.expressions import Expression, every, some
from cjin.core.rules.search.marks import STRONG, strongly
from cjin.core.rules.search.sought import Sought


def chosen(using: Engine, found: Found, weights: Mapping[Sought, float]) -> list[int]:
    """At most RANKED documents that answer: all of them, or the most promising and then whichever were found first."""
    if not found.capped:
        return list(found.numbers)
    kept: dict[int, None] = {}
    for promising in _promising(found, weights):
        if len(kept) < RANKED:
            kept |= dict.fromkeys(using.matching(every(found.within, promising), RANKED))
    return list(kept | dict.fromkeys(found.numbers))[:RANKED]


def _promising(found: Found, weights: Mapping[Sought, float]) -> Iterator[Expression]:
    """Where all words are needed: documents in which all are strong. Otherwise those with the rarest word first."""
    if found.any_term:
        for one in sorted(weights, key=lambda one: -weights[one]):
            yield one.expression
        return
    for level in range(len(STRONG), 0, -1):
        yield every(*(some(*(strongly(one, level) for one in part)) for part in found.sought))
