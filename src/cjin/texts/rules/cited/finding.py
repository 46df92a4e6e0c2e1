"""Every citation of an instrument: in the words of its provisions and in their notes, each with where it leads."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cjin.texts.rules.cited.identifiers import Article, Identifier, Named, Place
from cjin.texts.rules.cited.names import again_in, is_convention, name_at, names_in, unknown_names_in
from cjin.texts.rules.cited.notes import notes_cite
from cjin.texts.rules.cited.places import Pointed, places_in
from cjin.texts.rules.cited.resolving import Target, resolve
from cjin.texts.rules.cited.symbols import Found, symbols_in
from cjin.texts.rules.sentences import Span


@dataclass(frozen=True, slots=True)
class Citing:
    """A provision that may cite: its identifier, words, the labels of its notes, the headings above it."""

    eid: str
    text: str
    footnotes: tuple[str, ...] = ()
    heading_path: tuple[str, ...] = ()


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
    """An instrument as the one that cites: its identifier, its organ ("A", "E"), provisions and notes by label.

    ``structures`` are the identifiers of the provisions of the works that are at hand, by work.
    """

    slug: str
    provisions: Sequence[Citing]
    notes: Mapping[str, str] = field(default_factory=dict)
    organ: str = "A"
    structures: Mapping[str, frozenset[str]] = field(default_factory=dict)


def citations_of(source: Source) -> list[Citation]:
    """Every citation in order of the provisions; those in a provision's words come before those in its notes."""
    noted = notes_cite(source.notes, source.organ)
    found: list[Citation] = []
    last = ""
    for unit in source.provisions:
        said, last = _said(source, unit, last)
        found += [_citation(source, unit.eid, one, unit.text) for one in said]
        for label in unit.footnotes:
            text = source.notes.get(label, "")
            found += [_citation(source, unit.eid, one, text, label) for one in noted.get(label, ())]
    return list(dict.fromkeys(found))


def _citation(source: Source, eid: str, one: Found, text: str, note: str = "") -> Citation:
    target = resolve(one.identifier, source.structures)
    return Citation(eid, one.span.of(text), one.span, one.identifier, target, note)


def _said(source: Source, unit: Citing, last: str) -> tuple[list[Found], str]:
    """What the words of a provision cite, and the convention that stands last in it."""
    text = unit.text
    named = _outermost(names_in(text))
    pointed = list(_pointed(source, unit, named, last))
    taken = [one.span for one in named]
    again = list(again_in(text, taken, last, named))
    symbols = [one for one in symbols_in(text, source.organ) if not _covered(one.span, taken)]
    known = [one.span for one in (*pointed, *named, *again)]
    others = [one for one in unknown_names_in(text) if not any(_meet(one.span, span) for span in known)]
    found = _outermost([*pointed, *named, *again, *symbols, *others])
    conventions = [
        (one.span.start, one.identifier.slug)
        for one in (*named, *again)
        if isinstance(one.identifier, Named) and is_convention(one.identifier.slug)
    ]
    return found, max(conventions)[1] if conventions else last


def _outermost(found: Iterable[Found]) -> list[Found]:
    """Without those whose words lie within the words of another; in order."""
    every = list(found)
    kept = [
        one
        for one in every
        if not any(
            other is not one
            and other.span != one.span
            and other.span.start <= one.span.start
            and one.span.end <= other.span.end
            for other in every
        )
    ]
    return sorted(kept, key=lambda one: (one.span.start, one.span.end))


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _covered(span: Span, spans: Sequence[Span]) -> bool:
    return any(one.start <= span.start and span.end <= one.end for one in spans)


def _pointed(source: Source, unit: Citing, named: Sequence[Found], last: str) -> Iterator[Found]:
    """Places in this text or in a work that is named behind them."""
    for point in places_in(unit.text):
        if point.what == "section":
            yield Found(Place(source.slug, f"section_{point.numbers[0]}"), point.span)
        elif point.behind is None and point.what != "article":
            yield from _here(source.slug, unit.eid, point)
        else:
            named_last = [one for one in named if one.span.start < point.span.start]
            treaty = next(
                (
                    one.identifier.slug
                    for one in reversed(named_last)
                    if isinstance(one.identifier, Named) and is_convention(one.identifier.slug)
                ),
                last,
            )
            work = name_at(unit.text, point.behind or point.span.end, treaty)
            if work:
                yield from _there(work[0], point, Span(point.span.start, work[1]))


def _here(slug: str, eid: str, point: Pointed) -> Iterator[Found]:
    """Paragraphs and subparagraphs of the same text; a bare letter belongs to the paragraph that cites it."""
    if point.what == "subparagraph" and not point.numbers:
        paragraph = eid.split("__")[0]
        for letter in point.letters:
            yield Found(Place(slug, f"{paragraph}__subpara_{letter}"), point.span)
        return
    for number in point.numbers:
        for tail in [f"__subpara_{letter}" for letter in point.letters] or [""]:
            yield Found(Place(slug, f"para_{number}{tail}"), point.span)


def _there(slug: str, point: Pointed, span: Span) -> Iterator[Found]:
    """Paragraphs or articles of a work that is named behind them."""
    letters = point.letters or ("",)
    for number in point.numbers:
        for letter in letters:
            if point.what == "article":
                for paragraph in point.paragraphs or ("",):
                    yield Found(Article(slug, number, paragraph, letter), span)
            else:
                yield Found(Place(slug, f"para_{number}" + (f"__subpara_{letter}" if letter else "")), span)
