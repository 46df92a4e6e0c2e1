"""Works cited by the names that the catalogue knows: "the Bangkok Rules", "the drug control conventions"."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from cjin.core.rules.catalogue import read
from cjin.texts.rules.cited.found import Found
from cjin.texts.rules.cited.identifiers import Named
from cjin.texts.rules.sentences import Span
from cjin.texts.rules.works import Work, known_works

_A = re.compile(r"\b[Aa]n? $")
_CAPITAL = re.compile(r"\b[A-Z]")
_MORE = re.compile(r" (?:on|for) (?:the )?[A-Z]\w+")
_BEFORE = re.compile(r"\b([A-Z][\w-]+) $")
_NO_PART = frozenset(
    {"The", "And", "In", "Under", "Of", "To", "By", "With", "Nations", "Assembly", "Council", "Congress", "Committee"}
)
_UNITED_NATIONS = "United Nations "
FEWEST = 3
"""A name of fewer words without "United Nations" may be anything."""


@dataclass(frozen=True, slots=True)
class Group:
    """Several works that one name cites; ``under`` tells the headings under which "international instruments" are
    these, empty where there are none.
    """

    key: str
    title: str
    works: tuple[str, ...]
    under: str = ""


@cache
def groups() -> Mapping[str, Group]:
    """The groups of works of the catalogue by their identifiers."""
    return {
        e["group"]: Group(e["group"], e["title"], tuple(e["works"]), e.get("under", ""))
        for e in read("citations/groups.yaml")
    }


@cache
def works() -> Mapping[str, Work]:
    """The known works by their identifiers."""
    return {work.slug: work for work in known_works()}


@cache
def _names() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """One pattern for all names, longest first, and the work of each group of it."""
    named = [(name, work.slug) for work in known_works() for name in dict.fromkeys(_calls(work))]
    named.sort(key=lambda one: -len(one[0]))
    parts = [rf"({_spaced(name)})" for name, _ in named]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.I), tuple(slug for _, slug in named)


def _calls(work: Work) -> tuple[str, ...]:
    """What texts call a work, with "United Nations" or without it. The title of a resolution is also that of the event
    which it is about.
    """
    names = (*work.titles, *work.names) if work.annex or work.kind else work.names
    bare = [name.removeprefix(_UNITED_NATIONS) for name in names]
    return (*names, *(name for name in bare if len(name.split()) >= FEWEST))


def _spaced(name: str) -> str:
    return r"\s".join(re.escape(word) for word in name.split())


@cache
def _grouped() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(rf"\b{word}\b", re.I), entry["group"])
        for entry in read("citations/groups.yaml")
        for word in entry["words"]
    )


def names_in(text: str) -> Iterator[Found]:
    """Every known work that the text calls by a name, and every group of works. "A Convention against Corruption" is
    none, nor is one in small letters: they are still to be made.
    """
    pattern, slugs = _names()
    for hit in pattern.finditer(text):
        slug = slugs[int(hit.lastindex or 1) - 1]
        is_new = _A.search(text, max(0, hit.start() - 4), hit.start())
        if _CAPITAL.search(hit[0]) and not is_new and not _goes_on(text, hit, slug):
            yield Found(Named(slug), Span(hit.start(), hit.end()))
    for words, group in _grouped():
        for hit in words.finditer(text):
            yield Found(Named(group), Span(hit.start(), hit.end()))


def _goes_on(text: str, hit: re.Match[str], slug: str) -> bool:
    """Whether the name is a part of another: "Doha Declaration on the TRIPS Agreement", "Inter-American Convention
    against Corruption".
    """
    before = _BEFORE.search(text, max(0, hit.start() - 40), hit.start())
    if before and before[1] not in _NO_PART and hit[0][0].isupper():
        return True
    more = _MORE.match(text, hit.end())
    if more is None:
        return False
    name = f"{hit[0]}{more[0]}".lower()
    return not any(name in call.lower() for call in _calls(works()[slug]))


def protocols_of(slug: str) -> tuple[str, ...]:
    """The protocols that add to a convention: the group of them where they have one name, else each."""
    parts = tuple(work.slug for work in known_works() if slug and work.parent == slug)
    group = next((key for key, one in groups().items() if parts and one.works == parts), "")
    return (group,) if group else parts


def is_treaty(slug: str) -> bool:
    """Whether this is a treaty or a group of treaties."""
    work = works().get(slug)
    return slug in groups() or bool(work and work.kind == "treaty")


def is_convention(slug: str) -> bool:
    """Whether "the Convention" can mean this work."""
    work = works().get(slug)
    return bool(work and work.kind == "treaty" and not work.parent and "Charter" not in work.title)
