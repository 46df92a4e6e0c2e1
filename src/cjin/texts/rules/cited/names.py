"""Works cited by name: "the Bangkok Rules", "the Protocols thereto", "that Convention"."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from cjin.core.rules.catalogue import read
from cjin.texts.rules.cited.identifiers import Named, Unknown
from cjin.texts.rules.cited.symbols import Found
from cjin.texts.rules.sentences import Span
from cjin.texts.rules.works import Work, known_works

_AGAIN = re.compile(
    r"\b(?:the|that|this|said) (?P<what>Convention|Protocol)\b(?! (?:against|on|for|to|of|concerning|relating)\b)"
)
_PROTOCOLS = re.compile(
    r"\b(?:the |its |two of its |and )?(?:[Oo]ptional )?(?P<what>[Pp]rotocols?) thereto\b"
    r"|\bits (?:two |three )?(?:[Oo]ptional )?(?P<its>[Pp]rotocols?)\b(?! (?:against|to)\b)"
)


_CAPITAL = r"[A-Z][\w’'-]*"
_SMALL = r"(?:of|on|the|and|for|in|to|against|with|by|or|from|its|All|all)"
_HEAD = (
    r"(?:Declaration|Convention|Covenant|Protocol|Principles|Guidelines|Rules|Code of Conduct|Plan of Action"
    r"|Platform for Action|Programme of Action|Strategy|Classification|Treaty|Agreement|Statute)"
)
_LIKE_A_NAME = re.compile(
    rf"(?<!\w)(?:{_CAPITAL}\s(?:(?:of|on|the|for|in|to|against)\s)*)*{_HEAD}(?!\w)"
    rf"(?:\s(?:of|on|for|in|to|against)\s(?:{_SMALL}\s)*{_CAPITAL}(?:\s(?!and the\s)(?:{_SMALL}\s)*{_CAPITAL})*)?"
)
FEWEST = 3
"""A name of fewer words ("Political Declaration") may be anything."""


@dataclass(frozen=True, slots=True)
class Group:
    """Several works that one name cites."""

    key: str
    title: str
    works: tuple[str, ...]


@cache
def groups() -> Mapping[str, Group]:
    """The groups of works of the catalogue by their identifiers."""
    return {e["group"]: Group(e["group"], e["title"], tuple(e["works"])) for e in read("citations/groups.yaml")}


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
    """What texts call a work. The title of a resolution is also that of the event which it is about."""
    return (*work.titles, *work.names) if work.annex or work.kind else work.names


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
    """Every known work that the text calls by a name, and every group of works."""
    pattern, slugs = _names()
    for hit in pattern.finditer(text):
        yield Found(Named(slugs[int(hit.lastindex or 1) - 1]), Span(hit.start(), hit.end()))
    for words, group in _grouped():
        for hit in words.finditer(text):
            yield Found(Named(group), Span(hit.start(), hit.end()))


def unknown_names_in(text: str) -> Iterator[Found]:
    """What is written like the name of an instrument and is in no catalogue: "the Istanbul Declaration on ...".

    Three words or more, from the first capital letter to the last around a word such as Declaration or Guidelines.
    """
    for hit in _LIKE_A_NAME.finditer(text):
        words = hit[0].split()
        if len(words) >= FEWEST:
            yield Found(Unknown(" ".join(words)), Span(hit.start(), hit.end()))


def name_at(text: str, place: int, last: str) -> tuple[str, int] | None:
    """The work named right at a place ("the Convention against Corruption"), and where its name ends.

    ``last`` is the treaty that a bare "the Convention" means.
    """
    opening = re.compile(r"(?:the |that |this |said )?").match(text, place)
    start = opening.end() if opening else place
    pattern, slugs = _names()
    hit = pattern.match(text, start)
    if hit:
        return slugs[int(hit.lastindex or 1) - 1], hit.end()
    again = _AGAIN.match(text, place)
    return (last, again.end()) if again and last else None


def again_in(text: str, taken: list[Span], last: str, found: list[Found]) -> Iterator[Found]:
    """What "the Convention" and "the Protocols thereto" mean: the treaty named last before them, or its protocols.

    ``last`` is the treaty that stood last before this text; ``found`` are the works named in it.
    """
    for hit in _AGAIN.finditer(text):
        protocol = hit["what"] == "Protocol"
        treaty = _before(hit.start(), found, "", _is_protocol) if protocol else _before(hit.start(), found, last)
        if treaty and not _inside(hit.start(), taken):
            yield Found(Named(treaty), Span(hit.start(), hit.end()))
    for hit in _PROTOCOLS.finditer(text):
        treaty = _before(hit.start(), found, last)
        parts = protocols_of(treaty)
        if parts and not _inside(hit.start(), taken):
            group = next((key for key, one in groups().items() if one.works == parts), "")
            for slug in (group,) if group else parts:
                yield Found(Named(slug), Span(hit.start(), hit.end()))


def protocols_of(slug: str) -> tuple[str, ...]:
    """The protocols that add to a convention, in the order of the catalogue."""
    return tuple(work.slug for work in known_works() if slug and work.parent == slug)


def is_convention(slug: str) -> bool:
    """Whether "the Convention" can mean this work."""
    work = works().get(slug)
    return bool(work and work.kind == "treaty" and not work.parent)


def _is_protocol(slug: str) -> bool:
    work = works().get(slug)
    return bool(work and work.parent)


def _before(place: int, found: list[Found], last: str, fits: Callable[[str], bool] = is_convention) -> str:
    """The convention (or what else ``fits``) that is named last before a place."""
    named = [
        (one.span.start, one.identifier.slug)
        for one in found
        if isinstance(one.identifier, Named) and one.span.start < place and fits(one.identifier.slug)
    ]
    return max(named)[1] if named else last


def _inside(place: int, spans: list[Span]) -> bool:
    return any(span.start <= place < span.end for span in spans)
