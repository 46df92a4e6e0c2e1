"""The topic scheme: a tree of subjects with names and words in six languages."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.identifiers import Language, Slug
from cjin.core.rules.multilingual import Multilingual

from .entries import check_unique, only, read_each
from .states import all_languages

FILE = "catalogue/topics.yaml"
Words = Mapping[str, tuple[str, ...]]
FIELDS = ("slug", "broader", "drawn_from", "exactMatch", "scopeNote", "prefLabel", "altLabel", "keywords")


@dataclass(frozen=True)
class TopicEntry:
    """One topic. ``alt_label`` and ``keywords`` hold words by language, ``exact_match`` addresses of equal concepts."""

    slug: Slug
    broader: Slug | None
    pref_label: Multilingual
    alt_label: Words
    keywords: Words
    scope_note: str
    exact_match: tuple[str, ...]
    drawn_from: tuple[str, ...]


@dataclass
class Branch[T]:
    """A topic and the branches below it."""

    topic: T
    narrower: "list[Branch[T]]" = field(default_factory=list)

    def walk(self, depth: int = 0) -> Iterator[tuple[int, T]]:
        """The topic and everything below it in reading order, with how deep each stands."""
        yield depth, self.topic
        for branch in self.narrower:
            yield from branch.walk(depth + 1)


def grow[T](topics: Iterable[tuple[str, str | None, T]]) -> list[Branch[T]]:
    """The tree of (slug, slug of the broader one, topic), in the order given; without a broader one: at the top."""
    given = list(topics)
    branches = {slug: Branch(topic) for slug, _, topic in given}
    tops: list[Branch[T]] = []
    for slug, broader, _ in given:
        (branches[broader].narrower if broader else tops).append(branches[slug])
    return tops


def read_topics(content: Any) -> tuple[TopicEntry, ...]:
    """The entries of topics.yaml. Raises Invalid with the place of each fault; a tree with unique labels."""
    entries = read_each(FILE, content, "slug", _topic)
    check_unique(FILE, "topic", (entry.slug for entry in entries))
    for language in Language.ALL:
        check_unique(FILE, f"prefLabel ({language})", (entry.pref_label[language] for entry in entries))
    known: set[str] = set()
    for entry in entries:
        # A broader topic stands above its narrower ones: this keeps the file readable and makes a circle impossible.
        if entry.broader and entry.broader not in known:
            raise Invalid(f"{FILE} has faults.", [Fault(entry.slug, f"no topic {entry.broader} stands above it")])
        known.add(entry.slug)
    return entries


def _topic(entry: Mapping[str, Any]) -> TopicEntry:
    only(entry, FIELDS)
    keywords = _words(entry["keywords"])
    missing = [language for language in Language.ALL if not keywords.get(language)]
    if missing:
        raise Invalid(f"no keywords in {', '.join(missing)}")
    return TopicEntry(
        slug=Slug.of(str(entry["slug"])),
        broader=Slug.of(str(entry["broader"])) if entry.get("broader") else None,
        pref_label=all_languages(entry["prefLabel"]),
        alt_label=_words(entry.get("altLabel", {})),
        keywords=keywords,
        scope_note=str(entry["scopeNote"]),
        exact_match=tuple(map(str, entry.get("exactMatch", ()))),
        drawn_from=tuple(map(str, entry.get("drawn_from", ()))),
    )


def _words(value: Any) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, Mapping):
        raise Invalid("words by language are expected")
    found = {}
    for tag, words in value.items():
        language = Language.of(str(tag))
        if not isinstance(words, list) or not all(isinstance(word, str) and word.strip() for word in words):
            raise Invalid(f"a list of words is expected for {language}")
        found[str(language)] = tuple(words)
    return found
