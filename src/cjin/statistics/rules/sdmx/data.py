"""Data: the cells of a flow with the rules of their series, in the formats that SDMX has for data."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import structs
from pysdmx.io import write_sdmx
from pysdmx.io.format import Format
from pysdmx.model import Components, DataType, Organisation
from pysdmx.model.dataflow import Schema
from pysdmx.model.message import Header

from cjin.statistics.rules.publishing.flows import MEASURES, Flow
from cjin.statistics.rules.sdmx.names import AGENCY, VERSION, flow_to, short_urn
from cjin.statistics.rules.sdmx.structures import Structures
from cjin.statistics.rules.sdmx.table import Portion, says, table

FORMATS = {
    "sdmx-ml-3.0": Format.DATA_SDMX_ML_3_0,
    "sdmx-ml-2.1": Format.DATA_SDMX_ML_2_1_STR,
    "sdmx-ml-2.1-generic": Format.DATA_SDMX_ML_2_1_GEN,
    "sdmx-csv-2.0": Format.DATA_SDMX_CSV_2_0_0,
    "sdmx-csv-1.0": Format.DATA_SDMX_CSV_1_0_0,
}
"""The formats that pysdmx writes; SDMX-JSON it does not, so ``json`` does."""
MEDIA = {
    "sdmx-ml-2.1": Format.DATA_SDMX_ML_2_1_STR.value,
    "sdmx-ml-2.1-generic": Format.DATA_SDMX_ML_2_1_GEN.value,
    "sdmx-ml-3.0": Format.DATA_SDMX_ML_3_0.value,
    "sdmx-csv-1.0": Format.DATA_SDMX_CSV_1_0_0.value,
    "sdmx-csv-2.0": Format.DATA_SDMX_CSV_2_0_0.value,
    "sdmx-json-1.0": Format.DATA_SDMX_JSON_1_0_0.value,
    "sdmx-json-2.0": Format.DATA_SDMX_JSON_2_0_0.value,
}
"""The media type of every format of data."""


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
    kept = [name for name in found.column_names if is_csv or name in (*flow.key, *MEASURES[:3]) or says(found[name])]
    dataset = PandasDataset(structure=_schema(structures, flow, kept), data=found.select(kept).to_pandas())
    if is_csv:
        return _text(write_sdmx([dataset], FORMATS[form]))
    header = Header(id=f"{AGENCY}_{flow_to(flow.id)}", prepared=prepared, sender=Organisation(AGENCY))
    each = {short_urn(flow): at}
    written = write_sdmx([dataset], FORMATS[form], header=header, prettyprint=False, dimension_at_observation=each)
    return _text(written)


def ending_of(form: str) -> str:
    """How the name of a file of one of MEDIA ends."""
    return form.split("-")[1].replace("ml", "xml")


def _text(said: str | None) -> str:
    assert said is not None
    return said


def _schema(structures: Structures, flow: Flow, filled: Sequence[str]) -> Schema:
    """The structure of a flow as writers need it: its values are texts here, so that 158 is not written as 158.0."""
    parts = [one for one in structures.structure_of(flow).components if one.id in filled]
    plain = [structs.replace(one, local_dtype=DataType.STRING) if one.id == "OBS_VALUE" else one for one in parts]
    return Schema(context="dataflow", agency=AGENCY, id=flow_to(flow.id), version=VERSION, components=Components(plain))
