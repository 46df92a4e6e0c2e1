"""How alike the provisions of instruments are: letters, words, shared citations and topics, explicit links."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cjin.core.rules.catalogue import read
from cjin.texts.rules.parallels.items import Item

Matrix = NDArray[np.float64]
_WORD = re.compile(r"[^\W\d_]{2,}")
_EXTRA = "book"
"""A text beside those of the provisions, so that there is always something to count."""
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
    def _telling(self) -> list[dict[int, float]]:
        """The stems of each provision with their weights, without those that stand in every third provision."""
        counts = np.asarray((self._words > 0).sum(axis=0)).ravel()
        common = counts > max(3, len(self.items) / 3)
        rows = self._words.tocsr()
        return [{int(n): float(w) for n, w in zip(row.indices, row.data, strict=True) if not common[n]} for row in rows]

    @cached_property
    def _stems(self) -> list[str]:
        """Each stem as the shortest word of the texts that has it."""
        said: dict[str, str] = {}
        for word in sorted({word for item in self.items for word in _WORD.findall(item.text.lower())}):
            for stem in self.analyse(word):
                if len(word) < len(said.get(stem, word + "-")):
                    said[stem] = word
        return [said.get(str(name), str(name)) for name in self.words.get_feature_names_out()]

    def shared_words(self, one: str, other: str, most: int) -> list[str]:
        """Words that make two provisions alike, those that count most first."""
        mine, theirs = self._telling[self.place[one]], self._telling[self.place[other]]
        both = sorted((-mine[n] * theirs[n], n) for n in mine.keys() & theirs.keys())
        return [self._stems[n] for _, n in both[:most]]


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
