"""What ready figures would open: those that earlier publications of their source keep back."""

from collections.abc import Sequence

import pyarrow as arrow

from cjin.statistics.models import Publication, Source
from cjin.statistics.queries.publications import file_of, flow_in
from cjin.statistics.rules.publishing.flows import Flow
from cjin.statistics.rules.publishing.opening import opened_figures
from cjin.statistics.rules.publishing.reading import Wanted, cells_of
from cjin.statistics.rules.units import TOTAL

CATEGORIES = "ICCS"
"""Ready figures of a table without categories were published without this dimension once."""


def opened_by_figures(source: Source, figures: Sequence[tuple[Flow, arrow.Table]]) -> int:
    """How many ready figures are kept back in earlier publications of the source, under the same name."""
    before = list(source.publications.select_related("source"))
    return sum(opened_figures(flow, _files(flow, before), cells) for flow, cells in figures)


def _files(flow: Flow, publications: Sequence[Publication]) -> list[arrow.Table]:
    """The cells of a flow in each publication that has it with the same dimensions, or without that of categories."""
    found = []
    for one in publications:
        if any(told["id"] == flow.id for told in one.flows):
            was = flow_in(one, flow.id)
            cells = cells_of(was, [file_of(one, flow.id)], Wanted())
            if set(flow.key) - set(was.key) == {CATEGORIES}:
                cells = cells.append_column(CATEGORIES, arrow.array([TOTAL] * cells.num_rows, arrow.string()))
            if set(flow.key) <= set(cells.column_names):
                found.append(cells)
    return found
