"""Every citation of an instrument: in the words of its provisions and in their notes, each with where it leads."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cjin.texts.rules.cited.again import Memory, again_in, own_kinds, protocols_in, several_in
from cjin.texts.rules.cited.citing import Citing
from cjin.texts.rules.cited.defined import beginnings, defined_in, noted, shortened
from cjin.texts.rules.cited.found import Found, meets, outermost, within
from cjin.texts.rules.cited.identifiers import (
    Article,
    Document,
    Identifier,
    Named,
    Place,
    SalesNumber,
    Unknown,
)
from cjin.texts.rules.cited.lost import with_lost_notes
from cjin.texts.rules.cited.names import names_in
from cjin.texts.rules.cited.notes import SEE, notes_cite, seen
from cjin.texts.rules.cited.places import places_in
from cjin.texts.rules.cited.plain import Plain, plain
from cjin.texts.rules.cited.pointing import pointed_in
from cjin.texts.rules.cited.resolving import Target, resolve
from cjin.texts.rules.cited.symbols import symbols_in
from cjin.texts.rules.cited.unknown import is_about, unknown_names_in
from cjin.texts.rules.sentences import Span

_NAME = re.compile(r"[^\W\d]+ [^\d/]+")


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation: who cites, the words and their place (in the note ``note`` where it has a label), what is cited
    and where it leads.
    """

    eid: str
    words: str
    span: Span
    identifier: Identifier
    target: Target
    note: str = ""


@dataclass(frozen=True)
class Source:
    """An instrument as the one that cites: its identifier, provisions, notes by label, organ ("A", "E") and title.

    ``structures`` are the identifiers of the provisions of the works that are at hand, by work.
    """

    slug: str
    provisions: Sequence[Citing]
    notes: Mapping[str, str] = field(default_factory=dict)
    organ: str = "A"
    title: str = ""
    structures: Mapping[str, frozenset[str]] = field(default_factory=dict)


def citations_of(source: Source) -> list[Citation]:
    """Every citation in order of the provisions; those in a provision's words come before those in its notes."""
    notes = {label: plain(text) for label, text in source.notes.items()}
    noted_there = notes_cite({label: one.text for label, one in notes.items()}, source.organ)
    is_treaty = any(one.eid.startswith("art_") for one in source.provisions)
    memory = Memory(source.slug, is_treaty, is_treaty and "protocol" in source.title.lower())
    memory.kinds = own_kinds(source.slug, source.title)
    names: dict[str, Identifier] = {}
    found: list[Citation] = []
    for unit in with_lost_notes(source.provisions, source.notes, noted_there):
        text = plain(unit.text)
        said = _said(source, unit, text.text, memory, names, noted_there)
        found += _citations(source, unit, said, text)
        for label in unit.footnotes:
            if label in notes:
                found += _citations(source, unit, noted_there.get(label, ()), notes[label], label)
    return list(dict.fromkeys(found))


def _citations(source: Source, unit: Citing, found: Sequence[Found], text: Plain, note: str = "") -> Iterator[Citation]:
    """Where each leads; a work that names itself does not cite itself."""
    for one in found:
        target = resolve(one.identifier, source.structures)
        if target.works == (source.slug,) and not isinstance(one.identifier, Place | Article):
            continue
        span = text.written(one.span)
        yield Citation(unit.eid, span.of(text.original), span, one.identifier, target, note)


def _said(
    source: Source,
    unit: Citing,
    text: str,
    memory: Memory,
    names: dict[str, Identifier],
    notes: Mapping[str, Sequence[Found]],
) -> list[Found]:
    """What the words of a provision cite; memory and names learn from them."""
    markers = unit.markers()
    _learn(names, text, noted(text, _whole(source, text, names), markers, notes))
    whole = noted(text, _whole(source, text, names), markers, notes)
    again = [*protocols_in(text, whole, memory), *again_in(text, whole, memory)]
    several = list(several_in(text, [*whole, *again], memory, unit.heading_path))
    works = sorted([*whole, *again, *several], key=lambda one: one.span.start)
    own = frozenset(one.eid for one in source.provisions)
    places = pointed_in(text, list(places_in(text)), works, source.slug, unit.eid, own)
    memory.learn([one for one in works if not _is(one, source.slug)], unit.heading_path)
    looked_up = [
        Found(one.identifier, Span(see.start(), see.end())) for see in SEE.finditer(text) for one in seen(see, notes)
    ]
    return outermost([*works, *places, *looked_up])


def _is(one: Found, slug: str) -> bool:
    return isinstance(one.identifier, Named) and one.identifier.slug == slug


def _whole(source: Source, text: str, names: Mapping[str, Identifier]) -> list[Found]:
    """The works that are named: by the catalogue's names, names given before, symbols, and what is like a name."""
    known = outermost([*names_in(text), *defined_in(text, names)])
    others = []
    for other in unknown_names_in(text):
        inner = [one for one in known if within(one.span, other.span) and one.span != other.span]
        if any(is_about(text, other, one) for one in inner):
            known = [one for one in known if one not in inner]
        if not meets(other.span, [one.span for one in known]):
            others.append(other)
    named = [*known, *others]
    symbols = [one for one in symbols_in(text, source.organ) if not any(within(one.span, n.span) for n in named)]
    return outermost([*named, *symbols])


def _learn(names: dict[str, Identifier], text: str, found: Sequence[Found]) -> None:
    """Keeps the names that a provision gives: in brackets, and those of works in no catalogue with their beginnings."""
    for short, identifier in shortened(text, found):
        names.setdefault(short, identifier)
    for one in found:
        written = one.span.of(text)
        if isinstance(one.identifier, Unknown | Document | SalesNumber) and _NAME.fullmatch(written):
            for name in beginnings(written):
                names.setdefault(name, one.identifier)
