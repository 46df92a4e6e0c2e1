"""Selecting: the cells of a flow that a client asks for, and what is there at all."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pyarrow as arrow
import pyarrow.compute as compute
from pysdmx.model import AvailabilityConstraint, ConstraintAttachment, CubeKeyValue, CubeRegion
from pysdmx.model.constraint import CubeTimeRange, CubeValue, TimePeriodBoundary

from cjin.statistics.rules.publishing.flows import Flow
from cjin.statistics.rules.sdmx.asking import Asked, Detail
from cjin.statistics.rules.sdmx.names import AGENCY, VERSION, code_to, flow_to


def selected(flow: Flow, cells: arrow.Table, asked: Asked) -> arrow.Table:
    """The cells with one of the keys, the first and last of each series, as much of them as the detail says."""
    if asked.keys:
        cells = cells.filter(_any([_all(cells, one) for one in asked.keys]))
    if asked.first or asked.last:
        cells = cells.filter(arrow.array(_ends(flow, cells, asked)))
    if asked.detail in (Detail.KEYS, Detail.NOTHING):
        series = cells.filter(arrow.array(_counted(flow, cells)[0] == 0))
        place = series.column_names.index("OBS_VALUE")
        return series.set_column(place, "OBS_VALUE", arrow.nulls(series.num_rows, arrow.float64()))
    return cells


def _all(cells: arrow.Table, wanted: Mapping[str, Sequence[str]]) -> arrow.ChunkedArray:
    found = arrow.chunked_array([arrow.repeat(True, cells.num_rows)])
    for name, codes in wanted.items():
        found = compute.and_(found, compute.is_in(cells[name], value_set=arrow.array(list(codes), arrow.string())))
    return found


def _any(masks: Iterable[arrow.ChunkedArray]) -> arrow.ChunkedArray:
    first, *rest = masks
    for mask in rest:
        first = compute.or_(first, mask)
    return first


def _ends(flow: Flow, cells: arrow.Table, asked: Asked) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    place, length = _counted(flow, cells)
    return (place < asked.first) | (place >= length - asked.last)


def _counted(flow: Flow, cells: arrow.Table) -> tuple["np.ndarray[tuple[int], np.dtype[np.int64]]", ...]:
    """The place of each cell in its series, and how many that has; cells are sorted by their key, the period last."""
    if not cells.num_rows:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    names = [name for name in flow.key if name != "TIME_PERIOD"]
    codes = [np.asarray(cells[name].combine_chunks().dictionary_encode().indices) for name in names]
    fresh = np.concatenate([[True], np.any([one[1:] != one[:-1] for one in codes], axis=0)])
    starts = np.flatnonzero(fresh)
    lengths = np.diff(np.append(starts, cells.num_rows))
    return np.arange(cells.num_rows) - np.repeat(starts, lengths), np.repeat(lengths, lengths)


def available(flow: Flow, cells: arrow.Table, components: Sequence[str] = ()) -> AvailabilityConstraint:
    """Which codes the cells have, of all dimensions or of some."""
    names = [name for name in flow.key if not components or name in components]
    identity = flow_to(flow.id)
    urn = f"urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow={AGENCY}:{identity}({VERSION})"
    return AvailabilityConstraint(
        constraint_attachment=ConstraintAttachment(data_provider=None, dataflows=[urn]),
        cube_region=CubeRegion([_values(name, cells) for name in names]),
        series_count=int((_counted(flow, cells)[0] == 0).sum()),
        obs_count=cells.num_rows,
    )


def _values(name: str, cells: arrow.Table) -> CubeKeyValue:
    codes = sorted(map(str, compute.unique(cells[name]).to_pylist()))
    if name == "TIME_PERIOD" and codes:
        first, last = TimePeriodBoundary(codes[0]), TimePeriodBoundary(codes[-1])
        return CubeKeyValue(name, time_range=CubeTimeRange(start_period=first, end_period=last))
    return CubeKeyValue(name, [CubeValue(code_to(name, code)) for code in codes])
