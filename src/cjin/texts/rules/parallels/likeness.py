"""How alike the provisions of instruments are: letters, words, shared citations and topics, explicit links."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cjin.core.rules.catalogue import read
from cjin.texts.rules.parallels.items import Item
from cjin.texts.rules.parallels.telling import best_word, too_common, untelling, words_by_stem

Matrix = NDArray[np.float64]
_WORD = re.compile(r"[^\W\d_]{2,}")
_EXTRA = "book"
"""A text beside those of the provisions, so that there is always something to count."""
TELLING = 3
"""So many telling words in common are a ground of their own; one less where one of the two has no more."""
FEATURES = ("letters", "words", "works", "topics", "mentions", "link")


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each feature counts, and from which score on a parallel is suggested."""

    letters: float
    words: float
    works: float
    topics: float
    mentions: float
    link: float
    suggested: float


def weights() -> Weights:
    """The weights of the catalogue."""
    return Weights(**read("citations/parallels.yaml"))


class Likeness:
    """Provisions that can be compared with each other. The rarer what two share, the more it counts.

    ``analyse`` makes the words of a text comparable (stems). Building takes time linear in the words.
    """

    def __init__(self, items: Sequence[Item], analyse: Callable[[str], list[str]]) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer

        self.items = list(items)
        self.place = {item.key: place for place, item in enumerate(self.items)}
        letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
        self.analyse = analyse
        self.words = TfidfVectorizer(analyzer=analyse, sublinear_tf=True)
        texts = [f"{item.text} {item.context}" if item.text else "" for item in self.items]
        self._letters = letters.fit_transform([*(item.text for item in self.items), _EXTRA])
        self._words = self.words.fit_transform([*texts, _EXTRA])
        self._works = _rarity([item.works for item in self.items])
        self._topics = _rarity([item.topics for item in self.items])
        self._mentions = _rarity([item.mentions for item in self.items])

    @cached_property
    def _instruments(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for place, item in enumerate(self.items):
            found.setdefault(item.instrument, []).append(place)
        return found

    def of(self, one: str, other: str) -> tuple[list[Item], list[Item], dict[str, Matrix]]:
        """The provisions of two instruments and, for each feature, a matrix of theirs by hers, all from 0 to 1."""
        rows, columns = self._instruments.get(one, []), self._instruments.get(other, [])
        mine, theirs = [self.items[n] for n in rows], [self.items[n] for n in columns]
        return mine, theirs, {
            "letters": _product(self._letters, rows, columns),
            "words": _product(self._words, rows, columns),
            "works": _overlap([i.works for i in mine], [i.works for i in theirs], self._works),
            "topics": _overlap([i.topics for i in mine], [i.topics for i in theirs], self._topics),
            "mentions": _overlap([i.mentions for i in mine], [i.mentions for i in theirs], self._mentions),
            "link": _links(mine, theirs),
        }  # fmt: skip

    @cached_property
    def _telling(self) -> Any:
        """The weights of the stems in each provision, 0 for those that tell nothing of the matter."""
        counts = np.asarray((self._words > 0).sum(axis=0)).ravel()
        said = untelling(self.analyse)
        names = self.words.get_feature_names_out()
        tells = [
            not too_common(int(count), len(self.items)) and str(name) not in said
            for name, count in zip(names, counts, strict=True)
        ]
        return self._words.tocsr().multiply(np.array(tells, dtype=np.float64)).tocsr()

    @cached_property
    def _said(self) -> list[dict[str, list[str]]]:
        """The words of each provision by their stems."""
        return [words_by_stem(_WORD.findall(f"{item.text} {item.context}"), self._stems) for item in self.items]

    @cached_property
    def _stems(self) -> Callable[[str], list[str]]:
        return cache(self.analyse)

    @cached_property
    def _rare_topics(self) -> frozenset[str]:
        counts = Counter(topic for item in self.items for topic in item.topics)
        return frozenset(topic for topic, count in counts.items() if not too_common(count, len(self.items)))

    def shared_words(self, one: str, other: str, most: int) -> list[str]:
        """Words that tell what two provisions have in common, as one of them writes them, those that count most
        first.
        """
        mine, theirs = self.place[one], self.place[other]
        both = self._telling[mine].multiply(self._telling[theirs]).tocoo()
        names = self.words.get_feature_names_out()
        ranked = [str(names[n]) for _, n in sorted(zip(-both.data, both.col, strict=True)) if _ < 0]
        said = [[*self._said[mine].get(stem, ()), *self._said[theirs].get(stem, ())] for stem in ranked]
        return [best_word(words) for words in said if words][:most]

    def grounds(self, one: str, other: str, features: dict[str, Matrix]) -> NDArray[np.bool_]:
        """Which provisions of two instruments have more in common than the words of all such texts: a cited work, a
        topic that few have, a link, or ``TELLING`` words.
        """
        rows, columns = self._instruments.get(one, []), self._instruments.get(other, [])
        mine, theirs = [self.items[n] for n in rows], [self.items[n] for n in columns]
        tells = (self._telling > 0).astype(np.float64)
        many = np.asarray(tells.sum(axis=1)).ravel()
        enough = np.clip(np.minimum(many[rows][:, None], many[columns][None, :]), TELLING - 1, TELLING)
        found: NDArray[np.bool_] = _product(tells, rows, columns) >= enough
        rare = self._rare_topics
        topics = _overlap([i.topics & rare for i in mine], [i.topics & rare for i in theirs], self._topics)
        return found | (features["works"] > 0) | (topics > 0) | (features["link"] > 0)


def score(features: dict[str, Matrix], by: Weights) -> Matrix:
    """The weighted sum of the features."""
    total: Matrix = sum((getattr(by, name) * features[name] for name in FEATURES), np.zeros(1))
    return total


def _product(vectors: Any, rows: list[int], columns: list[int]) -> Matrix:
    found: Matrix = (vectors[rows] @ vectors[columns].T).toarray()
    return found


def _rarity(sets: Sequence[frozenset[str]]) -> dict[str, float]:
    counts = Counter(name for names in sets for name in names)
    return {name: log((1 + len(sets)) / count) for name, count in counts.items()}


def _overlap(mine: list[frozenset[str]], theirs: list[frozenset[str]], rarity: dict[str, float]) -> Matrix:
    """The shared part of what two name together, each name by its rarity; 0 where both name nothing."""
    names = {name: place for place, name in enumerate(sorted(rarity))}
    values = np.array([rarity[name] for name in sorted(rarity)] or [0.0])
    left, right = _marked(mine, names), _marked(theirs, names)
    shared = (left * values) @ right.T
    either = (left @ values)[:, None] + (right @ values)[None, :] - shared
    found: Matrix = np.divide(shared, either, out=np.zeros_like(shared), where=either > 0)
    return found


def _marked(sets: list[frozenset[str]], names: dict[str, int]) -> Matrix:
    marks = np.zeros((len(sets), max(1, len(names))))
    for row, found in enumerate(sets):
        marks[row, [names[name] for name in found]] = 1.0
    return marks


def _links(mine: list[Item], theirs: list[Item]) -> Matrix:
    return np.array(
        [[float(b.key in a.points_to or a.key in b.points_to) for b in theirs] for a in mine], dtype=np.float64
    ).reshape(len(mine), len(theirs))
