"""The cells of a flow as columns: from a counted table, from ready figures; in a file of their own."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as arrow
import pyarrow.compute as compute
import pyarrow.parquet as parquet

from cjin.core.rules.errors import Fault, Invalid
from cjin.statistics.rules.aggregates.labels import plain
from cjin.statistics.rules.aggregates.observations import Observation
from cjin.statistics.rules.aggregates.places import place_of
from cjin.statistics.rules.counting.cells import Cell, Counted, component
from cjin.statistics.rules.publishing.flows import (
    CATEGORIES,
    FIGURES,
    MEASURES,
    Flow,
    codes_for,
    flow_id,
    own_dimensions,
)
from cjin.statistics.rules.publishing.measures import NUMBER, headline_of, rate_unit
from cjin.statistics.rules.publishing.repeated import own_codes
from cjin.statistics.rules.publishing.shares import with_shares
from cjin.statistics.rules.tableset import Period, Table
from cjin.statistics.rules.units import TOTAL, Status

FREE, CONFIDENTIAL = "F", "C"
"""Codes of the SDMX list for confidentiality. Why a cell is hidden is not told: that would tell what it holds."""
_KINDS = {"OBS_VALUE": arrow.float64(), "BREAK": arrow.bool_()}

type Columns = dict[str, list[Any]]
type Place = tuple[str, str, str, str, str, str, str, str]
type Notes = Mapping[Place, str]


def counted_cells(flow: Flow, counted: Counted, area: str, source: str, notes: Notes | None = None) -> arrow.Table:
    """The cells of a counted table, and beside them its rates as cells of another unit of measure.

    ``notes`` are words that belong to figures, by where those stand among observations.
    """
    names = [component(axis.name) for axis in counted.axes]
    columns = _empty(flow)
    frequency = "M" if counted.table.period is Period.MONTH else "A"
    per = counted.table.rate.per if counted.table.rate else 0
    for cell in counted.cells():
        codes = dict(zip(names, cell.codes, strict=True))
        said = {"FREQ": frequency, "REF_AREA": area, "SOURCE": source, **codes}
        told = notes and cell.status is not Status.SUPPRESSED
        words = notes if notes and told else {}
        note = words.get(place_in(flow, codes, NUMBER), "")
        _put(columns, {**said, "UNIT_MEASURE": NUMBER}, cell.value, cell.status, note=note)
        if counted.rates is not None:
            note = words.get(place_in(flow, codes, rate_unit(per)), "")
            _put(columns, {**said, "UNIT_MEASURE": rate_unit(per)}, cell.rate, _of_rate(cell), note=note)
    return with_shares(flow, _table(columns))


def place_in(flow: Flow, codes: Mapping[str, str], unit: str) -> Place:
    """Where a counted figure stands among observations: indicator, dimension, category, sex, age, period, unit.

    Before them stands the area, which is "" here: all that is counted from one source is of one area.
    """
    own = (codes.get("SEX", TOTAL), codes.get("AGE", TOTAL), codes["TIME_PERIOD"], unit)
    return ("", flow.id, *place_of(flow.dimensions, codes), *own)


def _of_rate(cell: Cell) -> Status:
    hidden = cell.status in (Status.SUPPRESSED, Status.NOT_AVAILABLE, Status.NOT_APPLICABLE)
    return Status.NOT_AVAILABLE if cell.rate is None and not hidden else cell.status


def _empty(flow: Flow) -> Columns:
    return {name: [] for name in (*flow.key, *MEASURES)}


def _put(
    columns: Columns,
    codes: Mapping[str, str],
    value: float | None,
    status: Status,
    *,
    broken: bool = False,
    note: str = "",
) -> None:
    told = {
        **codes,
        "OBS_VALUE": value,
        "OBS_STATUS": str(status),
        "CONF_STATUS": CONFIDENTIAL if status is Status.SUPPRESSED else FREE,
        "BREAK": broken,
        "COMMENT_OBS": note,
    }
    for name, column in columns.items():
        column.append(told[name])


def _coded(column: Sequence[str]) -> arrow.Array:
    return arrow.array(column, arrow.string()).dictionary_encode()


def _table(columns: Columns) -> arrow.Table:
    arrays = {
        name: arrow.array(column, _KINDS[name]) if name in _KINDS else _coded(column)
        for name, column in columns.items()
    }
    return arrow.table(arrays)


def kept_back_in(cells: arrow.Table) -> int:
    """How many cells are suppressed."""
    statuses = cells["OBS_STATUS"].cast(arrow.string())
    return int(compute.sum(compute.equal(statuses, str(Status.SUPPRESSED))).as_py() or 0)


# Ready figures


def figure_cells(
    found: Sequence[Observation], source: str, group: str, tables: Mapping[str, Table]
) -> list[tuple[Flow, arrow.Table]]:
    """The flows of ready figures, one for each indicator, with their cells.

    An indicator that is one of the ``tables`` gets the codes of that table; others keep their labels, each with a code.
    Each figure must stand once. A table of which nothing is said, as a sheet that nobody filled, is left out; raises
    Invalid where nothing else is there.
    """
    by_indicator: dict[str, list[Observation]] = {}
    for one in found:
        by_indicator.setdefault(one.indicator, []).append(one)
    flows, names = [], codes_for(indicator for indicator in by_indicator if indicator not in tables)
    for indicator, observations in by_indicator.items():
        table = tables.get(indicator)
        if table and not any(map(_says, observations)):
            continue
        flow = (
            _of_table(table, group) if table else _labelled(flow_id(names[indicator]), indicator, observations, group)
        )
        flows.append((flow, _figures(flow, observations, source, table)))
    if found and not flows:
        fault = Fault("dataset", "none of its figures has a value, a status of its own, a note or a break")
        raise Invalid("There is nothing to publish.", [fault])
    return flows


def _says(one: Observation) -> bool:
    """Whether somebody said something of a figure: an empty value alone says nothing."""
    return one.value is not None or one.status is not Status.NOT_AVAILABLE or one.break_ or one.note != ""


def _labelled(identity: str, indicator: str, found: Sequence[Observation], group: str) -> Flow:
    labels = {
        "DIMENSION": {code: plain(said) for said, code in codes_for(one.dimension for one in found).items()},
        "CATEGORY": {code: plain(said) for said, code in codes_for(one.category for one in found).items()},
        "REF_AREA": {one.area: one.name for one in found if one.name},
    }
    return Flow(identity, plain(indicator), group, FIGURES, labels=labels)


def _of_table(table: Table, group: str) -> Flow:
    return Flow(table.id, table.title, group, own_dimensions(table), headline=headline_of(table))


def _figures(flow: Flow, found: Sequence[Observation], source: str, table: Table | None) -> arrow.Table:
    columns = _empty(flow)
    breakdowns, categories = (codes_for(getattr(one, name) for one in found) for name in ("dimension", "category"))
    for one in found:
        labels = {"DIMENSION": breakdowns[one.dimension], "CATEGORY": categories[one.category]}
        own = own_codes(one, table) if table else labels | {"SEX": one.sex, "AGE": one.age}
        codes = {**own, "FREQ": "A", "REF_AREA": one.area, "SOURCE": source}
        codes |= {"UNIT_MEASURE": one.unit, "TIME_PERIOD": str(one.year)}
        _put(columns, codes, one.value, one.status, broken=one.break_, note=one.note)
    return with_shares(flow, _table(columns))


# Files


def write(flow: Flow, cells: arrow.Table, folder: Path) -> Flow:
    """Writes the cells of a flow below a folder; the flow with the codes that they hold."""
    lists = {name: sorted(map(str, compute.unique(cells[name]).to_pylist())) for name in flow.key if name != "SOURCE"}
    parquet.write_table(cells, path_of(folder, flow.id), compression="zstd")
    valued = cells.filter(compute.is_valid(cells["OBS_VALUE"]))
    covered = {name: sorted(map(str, compute.unique(valued[name]).to_pylist())) for name in CATEGORIES if name in lists}
    return replace(flow, lists=lists, cells=cells.num_rows, covered=covered)


def path_of(folder: Path, flow: str) -> Path:
    """The file of a flow in the folder of a publication."""
    return folder / f"{flow}.parquet"
