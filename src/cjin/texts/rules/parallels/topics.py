"""Topics by their words: which topics of the catalogue a text speaks of."""

import re
from collections.abc import Iterable
from functools import cache

from cjin.core.rules.catalogue import read


def topics_in(text: str, language: str = "en") -> frozenset[str]:
    """The topics whose names or keywords stand in a text."""
    low = text.casefold()
    return frozenset(topic for topic, words in _words(language) if words.search(low))


def with_broader(topics: Iterable[str]) -> frozenset[str]:
    """Topics with those right above them: what is about prison health is about prisons."""
    found = set(topics)
    return frozenset(found | {_broader()[topic] for topic in found if _broader().get(topic)})


@cache
def _broader() -> dict[str, str]:
    return {topic["slug"]: topic.get("broader", "") for topic in read("topics.yaml")}


@cache
def _words(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    found = []
    for topic in read("topics.yaml"):
        names = [topic["prefLabel"].get(language, ""), *topic["keywords"].get(language, ())]
        parts = [re.escape(name.casefold()) for name in dict.fromkeys(names) if name]
        if parts:
            found.append((topic["slug"], re.compile("|".join(parts))))
    return tuple(found)
