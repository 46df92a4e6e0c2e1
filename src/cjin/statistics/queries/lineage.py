"""Lineage: how a figure was made, and what it was in the publications before."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from django.utils.translation import gettext as _

from cjin.core.permissions import Actor
from cjin.core.queries.readers import reader_of
from cjin.core.rules.errors import NotFound
from cjin.statistics.models import Publication
from cjin.statistics.queries.publications import file_of, flow_in, may_publish, publications_of
from cjin.statistics.queries.readings import edits_figures, folder_of
from cjin.statistics.queries.schemes import scheme_of, sees_links
from cjin.statistics.rules.classification import iccs
from cjin.statistics.rules.correspondence import Link, read_links
from cjin.statistics.rules.publishing.columns import path_of
from cjin.statistics.rules.publishing.flows import Flow
from cjin.statistics.rules.publishing.reading import Cell, Wanted, cells_of, each
from cjin.statistics.rules.publishing.revising import Revision, revision
from cjin.statistics.rules.units import TOTAL


@dataclass(frozen=True)
class Version:
    """A figure in one publication; ``cell`` is None where that has none."""

    publication: Publication
    cell: Cell | None


@dataclass(frozen=True)
class Lineage:
    """A figure, the declaration of its table as YAML, the national codes in it, and its versions, the newest first.

    ``codes`` is how many national codes count in it; ``links`` are they, for who may see their scheme.
    """

    publication: Publication
    flow: Flow
    cell: Cell
    declaration: str
    codes: int
    links: Sequence[Link]
    versions: Sequence[Version]

    @property
    def latest(self) -> Publication:
        """The last publication that holds the figure; its own where that is withdrawn and no other has it."""
        return self.versions[0].publication if self.versions else self.publication


def lineage_of(actor: Actor, publication: Publication, flow: Flow, codes: dict[str, str]) -> Lineage:
    """How the figure with some codes was made. Raises NotFound where the publication has none."""
    cell = _cell(publication, flow, codes)
    if cell is None:
        raise NotFound(_("There is no such figure."))
    links = _links(publication, codes.get("ICCS", TOTAL))
    return Lineage(
        publication,
        flow,
        cell,
        declaration=_declared(publication, flow.id),
        codes=len({link.code for link in links}),
        links=links if links and _may_see(actor, publication, links) else [],
        versions=_versions(actor, publication, flow.id, codes),
    )


def _cell(publication: Publication, flow: Flow, codes: dict[str, str]) -> Cell | None:
    wanted = Wanted({name: [code] for name, code in codes.items()})
    return next(each(cells_of(flow, [file_of(publication, flow.id)], wanted), flow), None)


def _declared(publication: Publication, identity: str) -> str:
    """The declaration of a table, as a person writes it."""
    for table in publication.tables.get("tables", ()):
        if table.get("id") == identity:
            return yaml.safe_dump(table, sort_keys=False, allow_unicode=True)
    return ""


def _links(publication: Publication, category: str) -> list[Link]:
    """The national codes that count in a category, with their shares."""
    if publication.load is None or not publication.load.links:
        return []
    links = read_links(publication.load.links, publication.load.key)
    if category == TOTAL:
        return []
    below = {code for one in iccs().set_of(category) for code in iccs().under(one)}
    return [link for link in links if link.target in below]


def _may_see(actor: Actor, publication: Publication, links: Sequence[Link]) -> bool:
    """Whether somebody may see the scheme that a publication's records are coded by, as who keeps the figures does."""
    assert publication.load is not None
    keeps = edits_figures(actor) or may_publish(actor)
    return keeps or sees_links(links, scheme_of(publication.load), reader_of(actor))


def _versions(actor: Actor, publication: Publication, identity: str, codes: dict[str, str]) -> list[Version]:
    found = []
    for one in publications_of(actor).filter(source=publication.source_id, withdrawn_at=None).order_by("-number"):
        if any(told["id"] == identity for told in one.flows):
            flow = flow_in(one, identity)
            found.append(Version(one, _cell(one, flow, codes) if set(codes) == set(flow.key) else None))
    return found


def revisions_of(actor: Actor, publication: Publication, folder: Path | None = None) -> list[Revision]:
    """What a publication changed in each flow, compared with the one before it that the reader may see and that holds.

    ``folder`` is where its files lie as long as it is not published.
    """
    earlier = publications_of(actor).filter(
        source=publication.source_id, number__lt=publication.number, withdrawn_at=None
    )
    before: dict[str, Publication] = {}
    for one in earlier.order_by("number"):
        before |= {told["id"]: one for told in one.flows}
    found = []
    for told in publication.flows:
        flow, last = Flow.of(told), before.get(told["id"])
        if last is not None and flow_in(last, flow.id).key == flow.key:
            files = [file_of(last, flow.id), path_of(folder or folder_of(publication), flow.id)]
            found.append(revision(flow, *(cells_of(flow, [path], Wanted()) for path in files)))
    return found
