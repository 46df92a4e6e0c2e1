"""Restoring: which files of a publication are not in their place, so that who runs the node can bring them back."""

import pyarrow as arrow
import pyarrow.parquet as parquet

from cjin.core.permissions import Actor
from cjin.core.rules.errors import Unavailable
from cjin.statistics.models import Publication
from cjin.statistics.queries.lineage import revisions_of
from cjin.statistics.queries.publications import file_of
from cjin.statistics.rules.publishing.revising import Revision


def lacking(publication: Publication) -> list[str]:
    """The flows of a publication whose file is missing or broken."""
    return [told["id"] for told in publication.flows if not _is_whole(publication, told["id"])]


def known_revisions(actor: Actor, publication: Publication) -> list[Revision]:
    """What a publication changed in each flow; nothing where files that tell it are missing."""
    try:
        return revisions_of(actor, publication)
    except Unavailable:
        return []


def _is_whole(publication: Publication, flow: str) -> bool:
    """A file without its end has no description, which stands there."""
    try:
        parquet.read_metadata(file_of(publication, flow))
    except (OSError, arrow.ArrowInvalid):
        return False
    return True
