"""Opening: figures that a publication shows and that an earlier one of the same source keeps back."""

from collections.abc import Iterable

import pyarrow as arrow
import pyarrow.compute as compute

from cjin.statistics.rules.publishing.flows import Flow
from cjin.statistics.rules.units import Status


def opened_figures(flow: Flow, before: Iterable[arrow.Table], now: arrow.Table) -> int:
    """How many cells of a flow have a value that were suppressed in some file of it before."""
    names = list(flow.key)
    hidden = [one.filter(compute.equal(one["OBS_STATUS"], str(Status.SUPPRESSED))).select(names) for one in before]
    if not hidden:
        return 0
    shown = now.filter(compute.is_valid(now["OBS_VALUE"])).select(names)
    plain = arrow.table({name: shown[name].cast(arrow.string()) for name in names})
    once = arrow.concat_tables(hidden).group_by(names).aggregate([])
    return int(plain.join(once, names, join_type="inner").num_rows)
