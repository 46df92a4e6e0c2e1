"""Evidence: what a new piece cites is kept as it is now; what a piece cited is told as it stands since."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cjin.core.permissions import Actor
from cjin.core.queries.readers import reader_of
from cjin.core.queries.release import Reader, visible_to
from cjin.core.rules.errors import CjinError, Fault, Invalid
from cjin.shell.rules import dates
from cjin.statistics.models import Publication
from cjin.statistics.queries.flows import codes_of, key_text
from cjin.statistics.queries.labels import Labels, title_of
from cjin.statistics.queries.publications import file_of, flow_in, publications_of
from cjin.statistics.queries.wording import listed, unit_words, value_words
from cjin.statistics.rules.publishing.flows import Flow
from cjin.statistics.rules.publishing.measures import NUMBER
from cjin.statistics.rules.publishing.reading import Cell, Wanted, cells_of, each
from cjin.texts.queries.reading import works_for
from cjin.texts.queries.resolving import resolve
from cjin.texts.queries.wording import short_title
from cjin.texts.rules.citing import parse
from cjin.texts.rules.naming import path_in_words

from ..models import Clearing, Respondent
from ..rules.answers.evidence import DOCUMENT, FIGURE, PROVISION, Address, Piece
from .answers import counted


@dataclass(frozen=True, slots=True)
class Standing:
    """What a piece leads to for one reader, and what became of it since it was cited, in words: nothing, as a rule."""

    url: str = ""
    since: str = ""


def settled(pieces: Sequence[Piece], before: Iterable[Piece], by: Actor) -> list[Piece]:
    """The pieces as they are kept: a figure with what its publication says now, a provision by its identifier.

    What stood there ``before`` stays as it was cited. Raises Invalid for what this person cannot cite.
    """
    kept = {(one["kind"], one["ref"]): one for one in before}
    found, faults = [], []
    for number, one in enumerate(pieces, 1):
        try:
            found.append(_settled(one, kept.get((one["kind"], one["ref"])), by))
        except Invalid as error:
            faults.append(Fault(f"entry {number}", error.message))
    if faults:
        raise Invalid(_("This evidence cannot be kept."), faults)
    return found


def _settled(one: Piece, before: Piece | None, by: Actor) -> Piece:
    address = Address.of(one["ref"]) if one["kind"] == FIGURE else None
    if address is not None:
        return before if before and before.get("sha256") else cited_figure(address, by)
    return _provision(one, by) if one["kind"] == PROVISION and before is None else one


def cited_figure(address: Address, by: Actor) -> Piece:
    """A published figure as a piece of evidence. Raises Invalid where this person sees none there."""
    found = publications_of(by).filter(source__slug=address.source, number=address.number, withdrawn_at=None).first()
    try:
        cell = cell_at(found, address) if found else None
    except CjinError:
        cell = None
    if found is None or cell is None:
        raise Invalid(_("There is no such published figure; look it up."))
    return figure_piece(found, flow_in(found, address.flow), cell)


def cell_at(publication: Publication, address: Address) -> Cell | None:
    """The cell of a figure in a publication; None where that has none. Raises NotFound, Unavailable."""
    flow = flow_in(publication, address.flow)
    codes = codes_of(flow, address.key, address.source, address.period)
    wanted = Wanted({name: [code] for name, code in codes.items()})
    return next(each(cells_of(flow, [file_of(publication, flow.id)], wanted), flow), None)


def figure_piece(publication: Publication, flow: Flow, cell: Cell) -> Piece:
    """A figure with what its publication says of it."""
    source, period = publication.source, cell.codes["TIME_PERIOD"]
    address = Address(source.slug, publication.number, flow.id, key_text(flow, cell.codes), period)
    piece = {
        "kind": FIGURE,
        "title": listed([title_of(flow), *about(flow, cell), period]),
        "ref": str(address),
        "as_of": publication.vintage.isoformat(),
        "unit": cell.codes["UNIT_MEASURE"],
        "status": cell.status,
        "source": source.title or source.slug,
        "sha256": publication.digest,
    }
    return piece | ({} if cell.value is None else {"value": f"{cell.value:.15g}"})


def about(flow: Flow, cell: Cell) -> list[str]:
    """What a figure is about besides its title: the labels of its codes that are no totals."""
    labels = Labels(flow)
    names = [name for name in ("REF_AREA", *flow.dimensions) if name in cell.codes]
    return [labels.of(name, cell.codes[name]) for name in names if not labels.is_total(name, cell.codes[name])]


def _provision(one: Piece, by: Actor) -> Piece:
    """A provision by its identifier, however it was typed. Raises Invalid where none of that name is here."""
    reader = reader_of(by)
    cited = parse(one["ref"])
    found = resolve(cited, reader, get_language() or "en") if cited else None
    if found is None or not found.eid:
        raise Invalid(_("No provision here has this name. Look it up, or cite the text as a document."))
    work = works_for(reader).get(slug=found.slug)
    return {"title": f"{short_title(work)}, {path_in_words(found.eid)}"} | one | {"ref": f"{found.slug}/{found.eid}"}


def pieces_of(replies: Iterable[Mapping[str, Any] | None]) -> Iterator[Mapping[str, str]]:
    """All evidence of some replies, also of such as were typed and cannot be kept."""
    return (one for reply in replies for one in (reply or {}).get("evidence", ()))


def cleared_by(respondent: Respondent) -> list[Piece]:
    """Everything that a respondent cited in what it cleared, in every round, the oldest first. One query."""
    mine = Clearing.objects.filter(respondent__state=respondent.state, respondent__body=respondent.body).order_by("pk")
    return [dict(one) for said in mine.values_list("content", flat=True) for one in pieces_of(counted(said).values())]


def standings_of(pieces: Iterable[Mapping[str, str]], reader: Actor) -> dict[tuple[str, str], Standing]:
    """Where each piece leads and what became of it, by its kind and reference. A few queries, however many."""
    wanted = list({(one.get("kind", ""), one.get("ref", "")) for one in pieces})
    figures = {ref: one for kind, ref in wanted if kind == FIGURE and (one := Address.of(ref))}
    documents = {ref for kind, ref in wanted if kind == DOCUMENT}
    found = {(FIGURE, ref): standing for ref, standing in _figures(figures, reader).items()}
    if documents:
        works = works_for(reader_of(reader)).filter(slug__in=documents)
        found |= {(DOCUMENT, work.slug): Standing(reverse("texts:work", args=[work.slug])) for work in works}
    return found


def _figures(figures: Mapping[str, Address], reader: Actor) -> dict[str, Standing]:
    if not figures:
        return {}
    slugs = {one.source for one in figures.values()}
    seen = list(publications_of(reader).filter(source__slug__in=slugs).defer("tables", "report"))
    known = {(one.source.slug, one.number): one for one in [*_gone(slugs, reader_of(reader)), *seen]}
    return {
        ref: _figure(known[one.source, one.number], one, list(known.values()))
        for ref, one in figures.items()
        if (one.source, one.number) in known
    }


def _gone(slugs: Iterable[str], reader: Reader) -> list[Publication]:
    """The publications that this reader could see until they were withdrawn."""
    found = visible_to(Publication.objects.exclude(withdrawn_at=None), reader).filter(source__slug__in=list(slugs))
    return list(found.select_related("source"))


def _figure(publication: Publication, address: Address, all_: Sequence[Publication]) -> Standing:
    if publication.withdrawn_at is not None:
        since = _("Withdrawn since: %(why)s") % {"why": publication.withdrawn_why}
        return Standing(publication.get_absolute_url(), since)
    later = [
        one for one in all_
        if one.source_id == publication.source_id and one.withdrawn_at is None and one.number > publication.number
        and any(told["id"] == address.flow for told in one.flows)
    ]  # fmt: skip
    newest = max(later, key=lambda one: one.number, default=None)
    return Standing(cell_url(address), _changed(publication, newest, address) if newest else "")


def _changed(cited: Publication, newest: Publication, address: Address) -> str:
    """What the newest publication says instead; nothing where it says the same."""
    try:
        before, after = cell_at(cited, address), cell_at(newest, address)
    except CjinError:
        return ""
    if after is None:
        return _("It is not in the latest publication any more.")
    if before and (before.value, before.status) == (after.value, after.status):
        return ""
    day = dates.long_date(newest.vintage, get_language() or "en")
    return _("Changed since: %(value)s, as of %(day)s.") % {"value": worded(after), "day": day}


def worded(cell: Cell) -> str:
    """A value with its unit, in the reader's language."""
    return value_words(cell) if cell.value is None else in_unit(value_words(cell), cell.codes["UNIT_MEASURE"])


def in_unit(value: str, unit: str) -> str:
    """A value with its unit, where it is not only how many there are."""
    return value if unit in ("", NUMBER) else f"{value} {unit_words(unit)}"


def cell_url(address: Address) -> str:
    """The page that tells how a figure was made."""
    return reverse("statistics:cell", args=[address.source, address.number, address.flow, address.key, address.period])
