"""Suggestions: the categories of ICCS that a national title may belong to, ranked by its words. Never an answer."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from rapidfuzz import fuzz

from cjin.core.rules.analysis import analyse, is_stop
from cjin.core.rules.catalogue import read
from cjin.statistics.rules.classification import Classification, iccs

MOST = 10
LONGEST = 600
TITLE, PHRASE, ABOVE, ADDED = 1.0, 0.75, 0.3, 0.8
"""How much a word counts where it stands: in a title, in an inclusion, in a title above; and as a synonym."""
_OTHER = frozenset(analyse("other", "en")) | frozenset(analyse("otros otras", "es"))
_WEAK = 0.35
"""What is left of the weight of words that are in many titles of any scheme and say little."""
_WEAKENED = frozenset(analyse("other act offence offense unlawful illegal criminal crime violation person", "en"))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A category and how well it fits, from 0 to 1; ``why`` are the words of the title that speak for it."""

    code: str
    score: float
    why: tuple[str, ...]


@dataclass(frozen=True)
class Suggester:
    """Ranks categories. ``places`` are, by token, the categories it stands in and how much it counts there."""

    tree: Classification
    places: Mapping[str, Mapping[str, float]] = field(repr=False)
    titles: Mapping[str, frozenset[str]] = field(repr=False)
    phrases: Mapping[str, Sequence[str]] = field(repr=False)
    rarity: Mapping[str, float] = field(repr=False)
    language: str = "en"

    @classmethod
    def of(cls, inclusions: Mapping[str, str], language: str = "en") -> "Suggester":
        """From the titles of ICCS and, where imported, the inclusions by code."""
        tree = iccs()
        titles = {code: frozenset(tokens(one.named(language), language)) for code, one in tree.categories.items()}
        phrases = {code: _phrases(inclusions.get(code, "")) for code in tree.categories}
        places: dict[str, dict[str, float]] = {}
        for code in tree.categories:
            for token, weight in _weights(tree, code, titles, phrases, language).items():
                places.setdefault(token, {})[code] = weight
        total = len(tree.categories)
        rarity = {
            token: math.log(1 + total / len(found)) * (_WEAK if token in _WEAKENED else 1)
            for token, found in places.items()
        }
        return cls(tree, places, titles, phrases, rarity, language)

    def ranked(self, title: str, most: int = MOST) -> list[Suggestion]:
        """The best categories for a title, best first; nothing where no word is known."""
        said = self._asked(title[:LONGEST])
        if not said:
            return []
        scores = self._scores(said)
        best = sorted(scores, key=lambda code: (-scores[code], code))[: 4 * most]
        weighed = {code: self._weighed(code, title, said, scores[code]) for code in best}
        order = sorted(best, key=lambda code: (-weighed[code], code))[:most]
        top = max(weighed.values(), default=1.0) or 1.0
        return [
            Suggestion(code, round(min(weighed[code] / max(top, 1), 1), 3), self._why(code, title)) for code in order
        ]

    def _asked(self, title: str) -> Mapping[str, float]:
        own = list(dict.fromkeys(tokens(title, self.language)))
        asked = dict.fromkeys(own, 1.0)
        for left, right in _synonyms():
            if left <= set(own):
                for token in right:
                    asked[token] = max(asked.get(token, 0), ADDED)
        return asked

    def _scores(self, said: Mapping[str, float]) -> dict[str, float]:
        scores: dict[str, float] = {}
        whole = sum(weight * self.rarity.get(token, 1.0) for token, weight in said.items())
        for token, asked in said.items():
            for code, weight in self.places.get(token, {}).items():
                scores[code] = scores.get(code, 0) + asked * weight * self.rarity[token] / whole
        return scores

    def _weighed(self, code: str, title: str, said: Mapping[str, float], score: float) -> float:
        """The words found, how much of the category's own title they fill, and how alike the closest phrase is."""
        mine = self.titles[code]
        weight = sum(self.rarity.get(token, 1.0) for token in mine) or 1.0
        filled = sum(self.rarity.get(token, 1.0) * min(said.get(token, 0), 1) for token in mine) / weight
        named = self.tree[code].named(self.language)
        alike = max(fuzz.token_sort_ratio(title.lower(), one.lower()) for one in (named, *self.phrases[code])) / 100
        residual = 0.12 if _OTHER & mine and not _OTHER & set(said) else 0.0
        return 0.5 * score + 0.3 * filled + 0.2 * alike - residual

    def _why(self, code: str, title: str) -> tuple[str, ...]:
        words = dict.fromkeys(re.findall(r"\w+", title))
        return tuple(
            word for word in words if any(code in self.places.get(token, {}) for token in tokens(word, self.language))
        )


def tokens(text: str, language: str) -> list[str]:
    """The tokens of a title without words that say nothing."""
    return [one for one in analyse(text, language) if len(one) > 1 and not one.isdigit() and not is_stop(one, language)]


def _phrases(inclusions: str) -> list[str]:
    parts = (re.sub(r"\*\d+", "", part).strip(" .") for part in inclusions.split(";"))
    return [part for part in parts if part]


def _weights(
    tree: Classification,
    code: str,
    titles: Mapping[str, frozenset[str]],
    phrases: Mapping[str, Sequence[str]],
    language: str,
) -> dict[str, float]:
    weights: dict[str, float] = {}
    for above in tree.path(code)[:-1]:
        weights |= dict.fromkeys(titles[above], ABOVE)
    for phrase in phrases[code]:
        weights |= dict.fromkeys(tokens(phrase, language), PHRASE)
    return weights | dict.fromkeys(titles[code], TITLE)


@cache
def _synonyms() -> list[tuple[frozenset[str], tuple[str, ...]]]:
    words: Mapping[str, str] = read("correspondences/words")
    return [(frozenset(tokens(left, "en")), tuple(tokens(right, "en"))) for left, right in words.items()]


@dataclass(frozen=True, slots=True)
class Level:
    """How the suggester does on one level: of so many titles the right category came first, or among five."""

    level: int
    titles: int
    first: int
    five: int


def measured(suggester: Suggester, truth: Iterable[tuple[str, str]]) -> list[Level]:
    """How often the right category is found for titles with their known category, by level from 1 to 4.

    A title counts on the levels that its category reaches: many are known to a shallow level only.
    """
    tree = suggester.tree
    counts = {level: [0, 0, 0] for level in range(1, 5)}
    for title, target in truth:
        found = [tree.path(one.code) for one in suggester.ranked(title, 5)]
        path = tree.path(target)
        for level in range(1, len(path) + 1):
            right = [len(one) >= level and one[level - 1] == path[level - 1] for one in found]
            counts[level][0] += 1
            counts[level][1] += bool(right) and right[0]
            counts[level][2] += any(right)
    return [Level(level, *three) for level, three in counts.items()]
