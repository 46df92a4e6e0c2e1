"""Shares: a part beside its whole, where the headline of a flow asks for that, as cells of another unit of measure."""

from collections.abc import Mapping
from typing import Any

import pyarrow as arrow

from cjin.statistics.rules.publishing.flows import Flow
from cjin.statistics.rules.publishing.measures import NUMBER, PER_CENT
from cjin.statistics.rules.units import TOTAL, Status

UNIT = "UNIT_MEASURE"
_WEAKEST = (Status.SUPPRESSED, Status.NOT_AVAILABLE, Status.NOT_APPLICABLE, Status.PROVISIONAL, Status.ESTIMATED)
"""A share is no firmer than its part and its whole."""

type Row = Mapping[str, Any]


def with_shares(flow: Flow, cells: arrow.Table) -> arrow.Table:
    """The cells of a flow and its shares: of each total the part that has the codes of the flow's headline.

    A share is told where both its counts are; one that stands there already is left as it is.
    """
    if flow.headline.get(UNIT) != PER_CENT:
        return cells
    part = {name: code for name, code in flow.headline.items() if name != UNIT}
    rows = {tuple(row[name] for name in flow.key): row for row in cells.to_pylist()}
    made = []
    for row in rows.values():
        if row[UNIT] != NUMBER or any(row[name] != code for name, code in part.items()):
            continue
        whole, own = row | dict.fromkeys(part, TOTAL), row | {UNIT: PER_CENT}
        beside = rows.get(tuple(whole[name] for name in flow.key))
        if beside is not None and tuple(own[name] for name in flow.key) not in rows:
            made.append(own | _share(row, beside))
    return arrow.concat_tables([cells, arrow.Table.from_pylist(made, cells.schema)]).unify_dictionaries()


def _share(part: Row, whole: Row) -> dict[str, object]:
    status = next((one for one in _WEAKEST if one in (part["OBS_STATUS"], whole["OBS_STATUS"])), Status.EXACT)
    known = part["OBS_VALUE"] is not None and whole["OBS_VALUE"]
    if not known and status is not Status.SUPPRESSED:
        status = Status.NOT_AVAILABLE
    hidden = status is Status.SUPPRESSED
    return {
        "OBS_VALUE": None if hidden or not known else round(100 * part["OBS_VALUE"] / whole["OBS_VALUE"], 6),
        "OBS_STATUS": str(status),
        "CONF_STATUS": next((one["CONF_STATUS"] for one in (part, whole) if one["OBS_STATUS"] == status), "F"),
        "BREAK": part["BREAK"] or whole["BREAK"],
        "COMMENT_OBS": "",
    }
