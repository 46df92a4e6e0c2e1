"""From places that words point to ("article 4 of the Convention") to the works that they are places in."""

import re
from collections.abc import Iterator, Sequence

from cjin.texts.rules.cited.found import Found, outermost
from cjin.texts.rules.cited.identifiers import Article, Document, Identifier, Named, Place, Resolution, Unknown
from cjin.texts.rules.cited.names import groups
from cjin.texts.rules.cited.places import Pointed, places_in
from cjin.texts.rules.cited.resolving import resolve
from cjin.texts.rules.sentences import Span

_BETWEEN = re.compile(r"(?:(?:the|that|this|its|said|same|annex(?: [IVX]+)? to|of|in)[ ,]+)*")
_DATED = re.compile(r"(?: of \d{1,2} [A-Z][a-z]+ \d{4})?,? (?:annex, )?(?:in particular )?")
_IN = re.compile(r"\b(?:in|under|with|to|by|see) $")
_CONTAINERS = ("art", "rule", "principle")


def pointed_in(
    text: str, places: Sequence[Pointed], works: Sequence[Found], own: str, eid: str, eids: frozenset[str]
) -> Iterator[Found]:
    """The places with their works: named behind them, before them ("thereof"), or the citing text itself.

    ``works`` are those in the text in order, ``eid`` is the provision that cites. A place whose work is not told is
    one of the citing text where that is made of such places ("article 6" in a treaty), or where it has them (``eids``)
    and nothing else is named before in the sentence: "as defined in paragraph 18".
    """
    for point in places:
        if point.inner and (point.here or point.inner.startswith(("this", "the p"))):
            yield from _inner(point, own, eid)
        elif point.behind is not None and (work := _behind(text, point.behind, works)):
            yield from _there(point, work[0], Span(point.span.start, work[1]))
        elif point.behind is not None and not point.loose:
            continue
        elif point.before:
            before = [one for one in works if one.span.end <= point.span.start and name_of(one.identifier)]
            if before:
                yield from _there(point, name_of(before[-1].identifier), point.span)
        elif not point.here and (beside := _beside(text, point, works)):
            yield from _there(point, name_of(beside.identifier), Span(beside.span.start, point.span.end))
        elif point.here or _is_made_of(point, eid) or _is_meant(text, point, works, eids):
            yield from _own(point, own, eid)


def pinned(text: str, works: Sequence[Found]) -> list[Found]:
    """The works of a note, those with a place right behind them as that place: "resolution 55/25, annex I, art. 6"."""
    found = [
        place
        for point in places_in(text)
        if (beside := _beside(text, point, works))
        for place in _there(point, name_of(beside.identifier), Span(beside.span.start, point.span.end))
    ]
    return outermost([*works, *found])


def name_of(identifier: Identifier) -> str:
    """By what a work is told in which a place is: its identifier, its symbol or its name; empty for several works."""
    target = resolve(identifier, {})
    if len(target.works) == 1 and not target.eid:
        return target.works[0]
    single = isinstance(identifier, Named | Unknown | Resolution | Document)
    return target.key.partition("#")[0] if single and not target.works and target.key not in groups() else ""


def _behind(text: str, place: int, works: Sequence[Found]) -> tuple[str, int] | None:
    """The work whose name stands at a place, behind "the" and the like, and where its name ends."""
    skipped = _BETWEEN.match(text, place)
    start = skipped.end() if skipped else place
    for one in sorted(works, key=lambda one: -one.span.end):
        if place <= one.span.start <= start < one.span.end or one.span.start == start:
            name = name_of(one.identifier)
            if name:
                return name, one.span.end
    return None


def _beside(text: str, point: Pointed, works: Sequence[Found]) -> Found | None:
    """The work that a place stands right behind: "resolution 51/210 of 17 December 1996, paragraph 3"."""
    for one in works:
        if name_of(one.identifier) and _DATED.fullmatch(text[one.span.end : max(one.span.end, point.span.start)]):
            return one
    return None


def _there(point: Pointed, work: str, span: Span) -> Iterator[Found]:
    for eid in point.eids:
        yield Found(Article(work, eid) if point.what == "article" else Place(work, eid), span)


def _own(point: Pointed, own: str, eid: str) -> Iterator[Found]:
    """Places of the citing text; a paragraph in an article is one of that article."""
    article = eid.split("__")[0] if eid.startswith("art_") else ""
    for one in point.eids:
        inside = f"{article}__{one}" if article and one.startswith("para_") else one
        yield Found(Article(own, inside) if inside.startswith("art_") else Place(own, inside), point.span)


def _inner(point: Pointed, own: str, eid: str) -> Iterator[Found]:
    """Parts of the provision that cites, or of its article: "paragraph 1 of this article", "subparagraph (c) above"."""
    steps = eid.split("__")
    outer = steps[0]
    if point.inner.startswith("the preceding"):
        number = outer.rpartition("_")[2]
        outer = f"art_{int(number) - 1}" if number.isdigit() else ""
    elif point.inner.endswith("paragraph"):
        outer = "__".join(step for step in steps if step.startswith(("art_", "para_", "rule_", "principle_")))
    for one in point.eids if outer else ():
        inside = one if one.startswith("para_") and not outer.startswith("art_") else f"{outer}__{one}"
        yield Found(Article(own, inside) if inside.startswith("art_") else Place(own, inside), point.span)


def _is_meant(text: str, point: Pointed, works: Sequence[Found], eids: frozenset[str]) -> bool:
    start = text.rfind(". ", 0, point.span.start) + 1
    named = any(start <= one.span.start < point.span.start for one in works)
    return not named and bool(_IN.search(text, start, point.span.start)) and all(one in eids for one in point.eids)


def _is_made_of(point: Pointed, eid: str) -> bool:
    """Whether the citing text is made of such places."""
    container = eid.partition("_")[0]
    step = point.eids[0].partition("_")[0]
    return container in _CONTAINERS and step in (container, *(("para", "chapter") if container == "art" else ()))
