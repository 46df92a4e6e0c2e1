"""Looking up what can be cited as evidence: a provision, a text of the library, a published figure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cjin.core.permissions import Actor
from cjin.core.queries.readers import reader_of
from cjin.core.queries.search import search
from cjin.core.rules.release import ReleaseLevel
from cjin.core.rules.search.results import Hit
from cjin.shell.rules import dates
from cjin.statistics.queries.exploring import Answer, answer, asked_of
from cjin.statistics.queries.flows import Held, flows, key_text
from cjin.statistics.queries.labels import name_of
from cjin.statistics.queries.wording import listed
from cjin.statistics.rules.exploring.question import choosable
from cjin.statistics.rules.publishing.reading import Cell
from cjin.texts.models import Work
from cjin.texts.queries.reading import works_for
from cjin.texts.queries.resolving import resolve, titled
from cjin.texts.queries.wording import said_in, short_title
from cjin.texts.rules.citing import parse
from cjin.texts.rules.naming import path_in_words

from ..rules.answers.evidence import DOCUMENT, FIGURE, PROVISION, Address
from ..rules.vocabulary import word
from .evidence import cell_url, worded
from .titles import figure_names

KINDS = (PROVISION, DOCUMENT, FIGURE)
"""What can be looked up; the address of a link is typed."""
MOST, MOST_FIGURES, LONGEST = 20, 30, 200
AREA = "REF_AREA"
type Options = Sequence[tuple[str, str, bool]]


@dataclass(frozen=True)
class LookUp:
    """What is looked for: its kind, words, and for a figure the indicator and the codes that were chosen."""

    kind: str = ""
    words: str = ""
    indicator: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    """Something that can be cited: ``pick`` is its kind and reference, ``notes`` what else is to be known of it."""

    kind: str
    ref: str
    words: str
    url: str
    notes: Sequence[str] = ()

    @property
    def pick(self) -> str:
        """What stands for it in a form."""
        return f"{self.kind} {self.ref}"


@dataclass(frozen=True)
class Looked:
    """What was found. ``choices`` are further lists to choose from: the name, the label and the options of each."""

    asked: LookUp
    found: Sequence[Found] = ()
    choices: Sequence[tuple[str, str, Options]] = ()


def look_up(asked: LookUp, by: Actor, state: str = "") -> Looked:
    """What this person can cite; of figures those of their ``state`` where there are some and no area is chosen."""
    if asked.kind == FIGURE:
        return _figures(asked, by, state)
    words = asked.words.strip()[:LONGEST]
    look = {PROVISION: _provisions, DOCUMENT: _documents}.get(asked.kind)
    return Looked(asked, list(look(words, by)) if look and words else [])


def _provisions(words: str, by: Actor) -> list[Found]:
    reader, cited = reader_of(by), parse(words)
    named = resolve(cited, reader, get_language() or "en") if cited else None
    said = {f"{named.slug}/{named.eid}": ""} if named and named.eid else {}
    hits = search(words, facets={"kind": "provision"}, reader=reader, limit=4 * MOST).hits
    said |= {hit.object_id: hit.sentence for hit in _each_once(hits) if hit.object_id not in said}
    works = {one.slug: one for one in works_for(reader).filter(slug__in={one.partition("/")[0] for one in said})}
    return [
        _provision(works[slug], eid, sentence)
        for slug, eid, sentence in ((*place.split("/", 1), sentence) for place, sentence in said.items())
        if slug in works
    ]


def _provision(work: Work, eid: str, sentence: str) -> Found:
    url = reverse("texts:provision", args=[work.slug, eid])
    words = f"{short_title(work)}, {path_in_words(eid)}"
    return Found(PROVISION, f"{work.slug}/{eid}", words, url, [sentence[:240]] if sentence else [])


def _each_once(hits: Sequence[Hit]) -> list[Hit]:
    """Each place once, in the reader's language where it is found in it."""
    own = (get_language() or "en").partition("-")[0]
    best: dict[str, Hit] = {}
    for hit in hits:
        if hit.object_id not in best or (hit.language == own and best[hit.object_id].language != own):
            best[hit.object_id] = hit
    return list(best.values())[:MOST]


def _documents(words: str, by: Actor) -> Iterator[Found]:
    reader, cited = reader_of(by), parse(words)
    named = titled(cited, reader) if cited else []
    for work in named:
        yield _document(work.slug, said_in(work.title) or short_title(work))
    there = {work.slug for work in named}
    hits = search(words, facets={"kind": "instrument"}, reader=reader, limit=4 * MOST).hits
    yield from (_document(hit.object_id, hit.title) for hit in _each_once(hits) if hit.object_id not in there)


def _document(slug: str, title: str) -> Found:
    return Found(DOCUMENT, slug, title, reverse("texts:work", args=[slug]))


def _figures(asked: LookUp, by: Actor, state: str) -> Looked:
    """First the indicators whose names have the words, then what one of them holds, period by period."""
    held = {one.flow.id: one for one in flows(by)}
    named = figure_names(held.values())
    terms = asked.words.casefold().split()
    fitting = [one for one, title in named.items() if all(term in title.casefold() for term in terms)]
    chosen = asked.indicator if asked.indicator in held else fitting[0] if len(fitting) == 1 else ""
    offered = sorted({*fitting, chosen} & set(held), key=lambda one: named[one].casefold())
    options = [(one, named[one], one == chosen) for one in offered]
    indicators = [("of", word("evidence", FIGURE, get_language() or "en"), options)] if options else []
    if not chosen:
        return Looked(asked, choices=indicators)
    said = answer(held[chosen], asked_of(held[chosen], _asked(held[chosen], asked.codes, state)))
    if said is None:
        return Looked(asked, choices=indicators)
    return Looked(asked, list(_cells(said)), [*indicators, *_choices(said)])


def _asked(held: Held, codes: Mapping[str, str], state: str) -> dict[str, str]:
    """The codes that were chosen as far as these figures have them, the person's own State where no area is."""
    wanted = ({AREA: state} if state else {}) | {name: code for name, code in codes.items() if code}
    names = choosable(held.flow)
    return {
        name.lower(): code for name, code in wanted.items()
        if name in names and code in held.flow.lists.get(name, ())
    }  # fmt: skip


def _choices(said: Answer) -> Iterator[tuple[str, str, Options]]:
    """One list of codes for each dimension that has several."""
    for name in choosable(said.held.flow):
        codes = said.held.flow.lists.get(name, ())
        if len(codes) > 1 and name not in said.question.free:
            chosen = said.choice.codes.get(name)
            options = [(code, said.labels.of(name, code), code == chosen) for code in codes]
            yield f"c.{name}", name_of(name), sorted(options, key=lambda one: one[1].casefold())


def _cells(said: Answer) -> Iterator[Found]:
    """The figures, the newest period first."""
    cells = sorted(said.grid.shown, key=lambda one: one.codes["TIME_PERIOD"], reverse=True)
    for cell in cells[:MOST_FIGURES]:
        publication = said.held.part_of(cell.codes["SOURCE"]).publication
        flow, period = said.held.flow, cell.codes["TIME_PERIOD"]
        address = Address(publication.source.slug, publication.number, flow.id, key_text(flow, cell.codes), period)
        day = dates.long_date(publication.vintage, get_language() or "en")
        notes = [said.labels.of("SOURCE", cell.codes["SOURCE"]), _("as of %(day)s") % {"day": day}]
        if publication.release != ReleaseLevel.PUBLIC:
            notes.append(_("not public: whoever may read the reply sees it too"))
        area = said.labels.of(AREA, cell.codes[AREA])
        yield Found(FIGURE, str(address), listed([area, period, _told(cell)]), cell_url(address), notes)


def _told(cell: Cell) -> str:
    """The value with its status where there is one."""
    status = word("statuses", cell.status, get_language() or "en")
    return worded(cell) if cell.value is None else f"{worded(cell)} ({status})"
