"""What a statement is about, as rules propose it: topics of the catalogue with the words and places that led there."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cjin.core.rules.catalogue import read
from cjin.texts.rules.participation.places import Named, Place, places_in

# A sentence ends before the next one begins with a capital or a quotation mark; sources often lose the space between.
_END = re.compile(r"(?<=[.;:”\"])(?<!\b[Aa]rt\.)(?<!\b[Nn]o\.)(?<!para\.)\s*(?=[“\"(A-ZÀ-Þ-])|\n+")


@dataclass(frozen=True)
class Topic:
    """A topic: each group of words must be met within one sentence, the last also by an article that is ``near``."""

    key: str
    name: Mapping[str, str]
    words: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str] | None
    near: str


@dataclass(frozen=True)
class Mark:
    """A topic that a sentence is about: ``spans`` are the words that led there, ``places`` what the sentence names."""

    topic: str
    spans: tuple[tuple[int, int], ...]
    places: tuple[Place, ...]


@lru_cache(maxsize=1)
def topics() -> Mapping[str, Topic]:
    """The topics of the catalogue by their keys, in its order."""
    return {entry["topic"]: _topic(entry) for entry in read("participation/topics.yaml")}


def _topic(entry: Mapping[str, Any]) -> Topic:
    unless = _either(entry["unless"]) if entry.get("unless") else None
    words = tuple(map(_either, entry["words"]))
    return Topic(entry["topic"], dict(entry["name"]), words, unless, entry.get("near", ""))


def _either(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in words), re.IGNORECASE)


@lru_cache(maxsize=4096)
def marks(text: str, disputes: int = 0) -> tuple[Mark, ...]:
    """What the sentences of a statement are about; ``disputes`` is the treaty's article on disputes, 0 if unknown.

    These are proposals of rules, never a person's judgement.
    """
    named = tuple(places_in(text))
    near = {"disputes": disputes}
    found: dict[str, list[Mark]] = {}
    for start, end in _sentences(text):
        here = [one for one in named if start <= one.start < end]
        for topic in topics().values():
            if one := _mark(topic, text[start:end], start, here, near.get(topic.near, 0)):
                found.setdefault(topic.key, []).append(one)
    return tuple(_joined(key, found[key]) for key in topics() if key in found)


def places_of(text: str) -> tuple[Place, ...]:
    """Every article and paragraph that a statement names, each once."""
    return tuple(dict.fromkeys(place for one in places_in(text) for place in one.places))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _END.finditer(text):
        if found.start() > start:
            yield start, found.start()
        start = found.end()
    if start < len(text):
        yield start, len(text)


def _mark(topic: Topic, sentence: str, at: int, named: list[Named], near: int) -> Mark | None:
    if topic.unless and topic.unless.search(sentence):
        return None
    spans = []
    for number, group in enumerate(topic.words, 1):
        found = group.search(sentence)
        if found:
            spans.append((at + found.start(), at + found.end()))
            continue
        beside = [one for one in named if near and any(place.article == near for place in one.places)]
        if number < len(topic.words) or not beside:
            return None
        spans.append((beside[0].start, beside[0].end))
    return Mark(topic.key, tuple(spans), tuple(dict.fromkeys(place for one in named for place in one.places)))


def _joined(key: str, found: list[Mark]) -> Mark:
    """One mark a topic, with the words and places of all its sentences."""
    spans = tuple(sorted({span for one in found for span in one.spans}))
    return Mark(key, spans, tuple(dict.fromkeys(place for one in found for place in one.places)))
