"""What a publication would hold: each of its flows with how many figures have which status."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cjin.statistics.models import Publication
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


def _content(flow: Flow, folder: Path) -> Content:
    found = Counter(cells_of(flow, [path_of(folder, flow.id)], Wanted())["OBS_STATUS"].to_pylist())
    return Content(flow, {str(one): found[str(one)] for one in Status if found[str(one)]})
