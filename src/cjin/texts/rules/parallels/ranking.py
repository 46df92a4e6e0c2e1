"""The best partners of each provision in other instruments, with the reasons for each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, permutations

import numpy as np

from cjin.texts.rules.parallels.items import Item
from cjin.texts.rules.parallels.likeness import Likeness, Weights, score

MOST = 20
WORDS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why two provisions seem parallel: words and works and topics that both have, and whether one names the other."""

    words: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    link: bool = False


@dataclass(frozen=True, slots=True)
class Parallel:
    """A provision ``a`` and one of its best partners ``b``; ``suggested`` from the score on that the catalogue sets,
    where they have more in common than the words of all such texts.
    """

    a: str
    b: str
    score: float
    suggested: bool
    reasons: Reasons = field(default_factory=Reasons)


def parallels(likeness: Likeness, instruments: Sequence[str], by: Weights, *, most: int = MOST) -> Iterator[Parallel]:
    """For each provision of each instrument named, its ``most`` best partners in each other one, the best first."""
    for one, other in permutations(instruments, 2):
        mine, theirs, features = likeness.of(one, other)
        scores = score(features, by)
        suggested = (scores >= by.suggested) & likeness.grounds(one, other, features)
        for row, item in enumerate(mine):
            best = np.argsort(-scores[row], kind="stable")[:most]
            for column in best:
                found = float(scores[row, column])
                partner = theirs[int(column)]
                yield Parallel(
                    item.key,
                    partner.key,
                    round(found, 4),
                    bool(suggested[row, int(column)]),
                    _reasons(likeness, item, partner),
                )


def suggestions(likeness: Likeness, instruments: Sequence[str], by: Weights) -> Iterator[Parallel]:
    """All pairs of provisions of two of the instruments that are suggested, each pair once."""
    for one, other in combinations(instruments, 2):
        mine, theirs, features = likeness.of(one, other)
        scores = score(features, by)
        for row, column in np.argwhere((scores >= by.suggested) & likeness.grounds(one, other, features)):
            item, partner = mine[int(row)], theirs[int(column)]
            found = round(float(scores[row, column]), 4)
            yield Parallel(item.key, partner.key, found, True, _reasons(likeness, item, partner))


def _reasons(likeness: Likeness, one: Item, other: Item) -> Reasons:
    return Reasons(
        words=tuple(likeness.shared_words(one.key, other.key, WORDS_SHOWN)),
        works=tuple(sorted(one.works & other.works)),
        topics=tuple(sorted((one.topics & other.topics) or (one.mentions & other.mentions))),
        link=other.key in one.points_to or one.key in other.points_to,
    )
