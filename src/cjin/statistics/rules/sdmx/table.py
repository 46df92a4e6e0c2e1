"""The cells of a flow as columns of texts, as every format of SDMX data has them; codes are those of SDMX."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as arrow
import pyarrow.compute as compute

from cjin.statistics.rules.publishing.flows import MEASURES, RULES, Flow, attribute_of
from cjin.statistics.rules.sdmx.names import code_to

WITH_SERIES = ("VINTAGE", "PUBLICATION")
"""What travels with a series besides its rules: the day of its data, and where it was published."""


@dataclass(frozen=True)
class Portion:
    """Cells of a flow that one publication holds, and what its series have in common."""

    cells: arrow.Table
    rules: Mapping[str, str]
    vintage: str
    publication: str


def components(flow: Flow) -> tuple[str, ...]:
    """The names of the columns of a flow's data, dimensions first."""
    return (*flow.key, *MEASURES, *map(attribute_of, RULES), *WITH_SERIES)


def table(flow: Flow, portions: Sequence[Portion]) -> arrow.Table:
    """The data of a flow as texts, in the codes of SDMX; a value that there is not is an empty text."""
    tables = [_portion(flow, one) for one in portions if one.cells.num_rows]
    if not tables:
        return arrow.table({name: arrow.array([], arrow.string()) for name in components(flow)})
    return arrow.concat_tables(tables)


def _portion(flow: Flow, one: Portion) -> arrow.Table:
    columns = {name: _coded(name, one.cells[name]) for name in flow.key}
    columns["OBS_VALUE"] = arrow.chunked_array([[written(value) for value in one.cells["OBS_VALUE"].to_pylist()]])
    columns |= {name: one.cells[name] for name in ("OBS_STATUS", "CONF_STATUS", "COMMENT_OBS")}
    columns["BREAK"] = compute.if_else(one.cells["BREAK"], "yes", "")
    said = {attribute_of(rule): one.rules.get(rule, "") for rule in RULES}
    said |= {"VINTAGE": one.vintage, "PUBLICATION": one.publication}
    columns |= {
        name: arrow.chunked_array([[value] * one.cells.num_rows], arrow.string()) for name, value in said.items()
    }
    return arrow.table({name: columns[name] for name in components(flow)})


def says(column: arrow.ChunkedArray) -> bool:
    """Whether a column of texts has one that is not empty."""
    return bool(compute.any(compute.not_equal(column, "")).as_py())


def written(value: float | None) -> str:
    """A number as text: whole ones without a point, none as an empty text."""
    if value is None:
        return ""
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def _coded(name: str, column: arrow.ChunkedArray) -> arrow.ChunkedArray:
    if name != "ICCS":
        return column
    codes = compute.unique(column).to_pylist()
    turned = arrow.array([code_to(name, code) for code in codes], arrow.string())
    return turned.take(compute.index_in(column, value_set=arrow.array(codes, arrow.string())))
