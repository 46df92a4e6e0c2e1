"""What a publication would hold: each of its flows with how many figures have which status."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cjin.core.permissions import Actor
from cjin.statistics.models import Publication
from cjin.statistics.queries.lineage import revisions_of
from cjin.statistics.queries.succession import Succession
from cjin.statistics.queries.telling import publication_told
from cjin.statistics.rules.publishing.columns import path_of
from cjin.statistics.rules.publishing.flows import Flow
from cjin.statistics.rules.publishing.reading import Wanted, cells_of
from cjin.statistics.rules.units import Status


@dataclass(frozen=True)
class Content:
    """A flow with how many of its figures have which status, in the order of Status."""

    flow: Flow
    statuses: Mapping[str, int]

    @property
    def kept_back(self) -> int:
        """How many of its figures are not shown for confidentiality."""
        return self.statuses.get(Status.SUPPRESSED, 0)


def contents_of(publication: Publication, folder: Path) -> list[Content]:
    """The flows of a publication whose files lie in a folder."""
    return [_content(Flow.of(told), folder) for told in publication.flows]


def preview_told(actor: Actor, publication: Publication, folder: Path) -> dict[str, Any]:
    """What a publication would tell of itself, with how many figures have which status and what would change."""
    revisions = revisions_of(actor, publication, folder)
    place = Succession(actor, publication.source_id).of(publication)
    contents = contents_of(publication, folder)
    flows = [{"id": one.flow.id, "cells": one.flow.cells, "statuses": one.statuses} for one in contents]
    told = publication_told(publication, whole=True, place=place)
    return told | {"flows": flows, "revisions": [one.told() for one in revisions]}


def _content(flow: Flow, folder: Path) -> Content:
    found = Counter(cells_of(flow, [path_of(folder, flow.id)], Wanted())["OBS_STATUS"].to_pylist())
    return Content(flow, {str(one): found[str(one)] for one in Status if found[str(one)]})
