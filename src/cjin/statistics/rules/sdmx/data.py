"""Data: the cells of a flow with the rules of their series, in the formats that SDMX has for data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import pyarrow as arrow
import pyarrow.compute as compute
from msgspec import structs
from pysdmx.io import write_sdmx
from pysdmx.io.format import Format
from pysdmx.model import Components, DataType, Organisation
from pysdmx.model.dataflow import Schema
from pysdmx.model.message import Header

from cjin.statistics.rules.publishing.flows import MEASURES, RULES, Flow
from cjin.statistics.rules.sdmx.names import AGENCY, VERSION, code_to, flow_to, short_urn
from cjin.statistics.rules.sdmx.structures import WITH_SERIES, Structures, attribute_of

FORMATS = {
    "sdmx-ml-3.0": Format.DATA_SDMX_ML_3_0,
    "sdmx-ml-2.1": Format.DATA_SDMX_ML_2_1_STR,
    "sdmx-ml-2.1-generic": Format.DATA_SDMX_ML_2_1_GEN,
    "sdmx-csv-2.0": Format.DATA_SDMX_CSV_2_0_0,
    "sdmx-csv-1.0": Format.DATA_SDMX_CSV_1_0_0,
}
"""The formats that pysdmx writes; SDMX-JSON it does not, so ``json`` does."""


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


def write(
    structures: Structures,
    flow: Flow,
    portions: Sequence[Portion],
    form: str,
    *,
    prepared: datetime,
    at: str = "TIME_PERIOD",
) -> str:
    """The data of a flow in one of FORMATS; ``at`` is the dimension of an observation, or AllDimensions."""
    from pysdmx.io.pd import PandasDataset  # it brings pandas, which nothing else here needs

    found = table(flow, portions)
    is_csv = form.startswith("sdmx-csv")
    kept = [name for name in found.column_names if is_csv or name in (*flow.key, *MEASURES[:3]) or _says(found[name])]
    dataset = PandasDataset(structure=_schema(structures, flow, kept), data=found.select(kept).to_pandas())
    if is_csv:
        return _text(write_sdmx([dataset], FORMATS[form]))
    header = Header(id=f"{AGENCY}_{flow_to(flow.id)}", prepared=prepared, sender=Organisation(AGENCY))
    each = {short_urn(flow): at}
    written = write_sdmx([dataset], FORMATS[form], header=header, prettyprint=False, dimension_at_observation=each)
    return _text(written)


def _says(column: arrow.ChunkedArray) -> bool:
    return bool(compute.any(compute.not_equal(column, "")).as_py())


def _text(said: str | None) -> str:
    assert said is not None
    return said


def _schema(structures: Structures, flow: Flow, filled: Sequence[str]) -> Schema:
    """The structure of a flow as writers need it: its values are texts here, so that 158 is not written as 158.0."""
    parts = [one for one in structures.structure_of(flow).components if one.id in filled]
    plain = [structs.replace(one, local_dtype=DataType.STRING) if one.id == "OBS_VALUE" else one for one in parts]
    return Schema(context="dataflow", agency=AGENCY, id=flow_to(flow.id), version=VERSION, components=Components(plain))
