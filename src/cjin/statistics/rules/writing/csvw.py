"""CSV on the Web: a table of figures as CSV, and beside it what each column is, for programs that know the standard."""

import csv
import json
from collections.abc import Callable, Mapping
from io import StringIO

import pyarrow as arrow

from cjin.core.rules.spreadsheets import harmless
from cjin.statistics.rules.publishing.flows import Flow

MEDIA_TYPE = "application/csvm+json"
_DATATYPES = {"OBS_VALUE": "decimal"}
_PROPERTIES = {
    "FREQ": "sdmx-dimension:freq",
    "REF_AREA": "sdmx-dimension:refArea",
    "SEX": "sdmx-dimension:sex",
    "AGE": "sdmx-dimension:age",
    "TIME_PERIOD": "sdmx-dimension:refPeriod",
    "UNIT_MEASURE": "sdmx-attribute:unitMeasure",
    "OBS_VALUE": "sdmx-measure:obsValue",
    "OBS_STATUS": "sdmx-attribute:obsStatus",
    "CONF_STATUS": "sdmx-attribute:confStatus",
}
_PREFIXES = {
    "sdmx-dimension": "http://purl.org/linked-data/sdmx/2009/dimension#",
    "sdmx-attribute": "http://purl.org/linked-data/sdmx/2009/attribute#",
    "sdmx-measure": "http://purl.org/linked-data/sdmx/2009/measure#",
}


def as_csv(data: arrow.Table) -> str:
    """A table of texts as CSV; an empty value is nothing, never zero."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(data.column_names)
    for batch in data.to_batches(max_chunksize=5_000):
        writer.writerows(zip(*(map(harmless, column.to_pylist()) for column in batch.columns), strict=True))
    return out.getvalue()


def described(
    flow: Flow, data: arrow.Table, url: str, named: Callable[[str], str], language: str, facts: Mapping[str, str]
) -> str:
    """The metadata of such a file that lies at ``url``, relative to them; ``facts`` are terms of Dublin Core."""
    told = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": language}],
        "url": url,
        **{f"dc:{name}": value for name, value in facts.items() if value},
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ","},
        "tableSchema": {
            "columns": [_column(name, named(name), flow) for name in data.column_names],
            "primaryKey": list(flow.key),
        },
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def _column(name: str, title: str, flow: Flow) -> dict[str, object]:
    column: dict[str, object] = {
        "name": name,
        "titles": [name],
        "dc:description": title,
        "datatype": _DATATYPES.get(name, "string"),
        "required": name in flow.key,
    }
    if prefixed := _PROPERTIES.get(name):
        prefix, _colon, local = prefixed.partition(":")
        column["propertyUrl"] = _PREFIXES[prefix] + local
    return column
