"""Works that are meant by what was said before: "that Convention", "the Protocols thereto", "those instruments"."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from cjin.core.rules.catalogue import read
from cjin.texts.rules.cited.found import Found, meets
from cjin.texts.rules.cited.identifiers import Decision, Identifier, Named, Resolution, Unknown
from cjin.texts.rules.cited.names import groups, is_convention, is_treaty, protocols_of, works
from cjin.texts.rules.sentences import Span

_KINDS = (
    "Convention", "Covenant", "Treaty", "Protocol", "Charter", "Declaration", "Principles", "Rules", "Guidelines",
    "Plan of Action", "Programme of Action", "Code of Conduct", "Strategy", "Handbook", "resolution", "decision",
)  # fmt: skip
_TREATIES = ("Convention", "Covenant", "Treaty", "Protocol")
_KIND = "|".join(_KINDS)
_POINTER = r"(?:said|same|above-mentioned|abovementioned|aforementioned|aforesaid)"
_AGAIN = re.compile(
    rf"\b(?:(?P<firm>(?:[Tt]he |[Tt]his |[Tt]hat |[Tt]hose )?{_POINTER} |[Tt]hat |[Tt]hose )"
    rf"|(?P<this>[Tt]his |(?:[Tt]he )?present )|(?P<bare>[Tt]he )(?P<year>(?:19|20)\d\d )?)"
    rf"(?P<what>{_KIND}|declaration|convention|protocol)\b"
    r"(?(bare)(?! (?:against|on|for|to|of|concerning|relating|supplementing)\b))"
)
_PROTOCOLS = re.compile(
    r"\b(?:the |its |two of its |and |any )?(?:[Oo]ptional )?(?P<what>[Pp]rotocols?) thereto\b"
    r"|\bits (?:two |three )?(?:[Oo]ptional )?(?P<its>[Pp]rotocols?)\b(?! (?:against|to)\b)"
    r"|\b[Tt]he (?:two |three )?(?P<bare>Protocols)\b(?! (?:against|to|thereto)\b)"
)
_INSTRUMENTS = re.compile(
    r"\b(?:(?:[Tt]hose|[Tt]hese|[Bb]oth|the said|the above-mentioned|the aforementioned) (?:international )?(?:legal )?"
    r"(?:instruments|treaties|[Cc]onventions)|[Tt]he legal instruments)\b"
    r"(?! (?:against|of|on|for|to|that|which|relating|concerning|dealing|related)\b)"
)
_UNDER = re.compile(
    r"\b(?:the )?(?:relevant )?(?:international|universal) (?:legal )?(?:instruments|conventions(?: and protocols)?)\b"
    r"(?!,? (?:including|such as|in particular|against|dealing|on|for|to|relating|related|concerning)\b)"
)
_RESPECTIVE = re.compile(r"\b(?:the )?(?:respective|relevant|applicable) [Pp]rotocols\b")


@dataclass
class Memory:
    """What the provisions so far have named: the last convention, the last work of each kind, the treaties of the last
    provision that named some (and its headings). ``own`` is the citing work, ``is_treaty`` and ``is_protocol`` whether
    it is one. ``named`` are all works in order; ``kinds`` tell what the citing work may call itself.
    """

    own: str
    is_treaty: bool = False
    is_protocol: bool = False
    convention: str = ""
    instruments: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset(_KINDS)
    last: dict[str, Identifier] = field(default_factory=dict)
    named: list[Identifier] = field(default_factory=list)

    @property
    def parent(self) -> str:
        """The convention that the citing work adds to; the citing convention itself; empty for other works."""
        work = works().get(self.own)
        return (work.parent or work.slug) if work and work.kind == "treaty" else ""

    def learn(self, found: Sequence[Found], headings: tuple[str, ...]) -> None:
        """Keeps what a provision named."""
        named = [one.identifier.slug for one in found if isinstance(one.identifier, Named)]
        treaties = tuple(dict.fromkeys(slug for slug in named if is_treaty(slug)))
        if treaties:
            self.instruments, self.under = treaties, headings
        for one in found:
            self.named.append(one.identifier)
            for kind in kinds_of(one.identifier):
                self.last[kind] = one.identifier
        self.convention = next((slug for slug in reversed(named) if is_convention(slug)), self.convention)


def kinds_of(identifier: Identifier) -> set[str]:
    """What a work may be called in short: the words of its names among "Convention", "Rules" and the like."""
    if isinstance(identifier, Resolution | Decision):
        return {type(identifier).__name__.lower()}
    if isinstance(identifier, Unknown):
        return {kind for kind in _KINDS if kind in identifier.name}
    work = works().get(identifier.slug) if isinstance(identifier, Named) else None
    if work is None or (work.kind == "treaty" and is_convention(work.slug) and "Covenant" not in work.title):
        return {"Convention"} if work else set()
    if work.parent:
        return {"Protocol"}
    return {kind for kind in _KINDS if any(kind in name for name in (work.title, *work.names))}


def own_kinds(slug: str, title: str) -> frozenset[str]:
    """What a work may call itself: "the Rules" in rules. A resolution calls none of its annexes so."""
    is_act = bool(re.fullmatch(r"[aes]res-[\w-]+", slug)) and "annex" not in slug
    return frozenset(
        () if is_act and title else (kind for kind in _KINDS if kind.lower() in title.lower() or not title)
    )


def again_in(text: str, found: Sequence[Found], memory: Memory) -> Iterator[Found]:
    """What short words mean: the work of their kind that is named last before them. ``found`` are those in the text.

    "This Convention" in a treaty and "the present declaration" are the citing work itself.
    """
    taken = [one.span for one in found]
    for hit in _AGAIN.finditer(text):
        span = Span(hit.start(), hit.end())
        if meets(span, taken):
            continue
        meant = _meant(hit, found, memory)
        if meant:
            yield Found(meant, span)


def _meant(hit: re.Match[str], found: Sequence[Found], memory: Memory) -> Identifier | None:
    what = hit["what"] if hit["what"] in _KINDS else hit["what"].capitalize()
    if hit["this"]:
        own = memory.is_treaty or "present" in hit["this"] or what not in _TREATIES
        return Named(memory.own) if own else _last(hit.start(), what, found) or memory.last.get(what)
    if what != hit["what"]:
        return None
    if hit["year"]:
        return _of_year(hit["year"].strip(), what, [*memory.named, *(one.identifier for one in found)])
    named = _last(hit.start(), what, found)
    if what == "Convention" and not named and memory.is_treaty:
        return _of_treaty(memory)
    if named:
        return named if hit["firm"] or what not in ("resolution", "decision") else None
    carried = hit["firm"] or what in ("Convention", "Charter") or (what[0].isupper() and what not in memory.kinds)
    return memory.last.get(what) if carried else None


def _of_treaty(memory: Memory) -> Identifier | None:
    """ "The Convention" in a treaty: the one that a protocol adds to, which it names first; else the treaty itself."""
    if memory.parent not in ("", memory.own):
        return Named(memory.parent)
    if memory.is_protocol:
        return next((one for one in memory.named if "Convention" in kinds_of(one)), None)
    return Named(memory.own)


def _of_year(year: str, what: str, named: Sequence[Identifier]) -> Identifier | None:
    """ "The 1961 Convention": of those named, the one that was adopted in that year."""
    for one in named:
        work = works().get(one.slug) if isinstance(one, Named) else None
        if work and work.date.startswith(year) and what in kinds_of(one):
            return one
    return None


def _last(place: int, what: str, found: Sequence[Found]) -> Identifier | None:
    before = [one for one in found if one.span.start < place and what in kinds_of(one.identifier)]
    return max(before, key=lambda one: one.span.start).identifier if before else None


def protocols_in(text: str, found: Sequence[Found], memory: Memory) -> Iterator[Found]:
    """ "The Protocols thereto", "its two Optional Protocols": those of the convention that is named last."""
    taken = [one.span for one in found if not (isinstance(one.identifier, Named) and one.identifier.slug == memory.own)]
    for hit in _PROTOCOLS.finditer(text):
        span = Span(hit.start(), hit.end())
        named = _last(hit.start(), "Convention", found)
        treaty = named.slug if isinstance(named, Named) else memory.convention or memory.parent
        if not meets(span, taken):
            for slug in protocols_of(treaty):
                yield Found(Named(slug), span)


def several_in(text: str, found: Sequence[Found], memory: Memory, headings: tuple[str, ...]) -> Iterator[Found]:
    """ "Those instruments", "the respective protocols", "the relevant international instruments" under a heading."""
    taken = [one.span for one in found]
    for hit in _INSTRUMENTS.finditer(text):
        span = Span(hit.start(), hit.end())
        mine = _treaties(one for one in found if one.span.end <= hit.start())
        carried = memory.instruments if headings == memory.under else ()
        if not meets(span, taken):
            yield from (Found(Named(slug), span) for slug in mine or carried)
    for hit in _RESPECTIVE.finditer(text):
        before = text[max(0, text.rfind(". ", 0, hit.start())) : hit.start()]
        for entry in read("citations/subjects.yaml"):
            if re.search(entry["words"], before, re.I):
                yield Found(Named(entry["work"]), Span(hit.start(), hit.end()))
    for group in groups().values():
        if group.under and any(re.search(group.under, head, re.I) for head in headings):
            spans = [Span(hit.start(), hit.end()) for hit in _UNDER.finditer(text)]
            yield from (Found(Named(group.key), span) for span in spans if not meets(span, taken))


def _treaties(found: Iterable[Found]) -> tuple[str, ...]:
    named = (one.identifier.slug for one in found if isinstance(one.identifier, Named))
    return tuple(dict.fromkeys(slug for slug in named if is_treaty(slug)))
