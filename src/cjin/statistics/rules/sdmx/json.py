"""SDMX-JSON: a data message of version 2.0.0 or 1.0.0, and the cells of one that is read."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pyarrow as arrow

from cjin.core.rules.errors import Fault, Invalid
from cjin.statistics.rules.publishing.flows import Flow
from cjin.statistics.rules.sdmx.names import AGENCY, VERSION, flow_to
from cjin.statistics.rules.sdmx.structures import Label
from cjin.statistics.rules.sdmx.table import says

VERSIONS = {"sdmx-json-2.0": "2.0.0", "sdmx-json-1.0": "1.0.0"}
OF_OBSERVATION = ("OBS_STATUS", "CONF_STATUS", "BREAK", "COMMENT_OBS")
_TIME, _VALUE = "TIME_PERIOD", "OBS_VALUE"


@dataclass
class Values:
    """The values of a component in the order in which they are met, and the place of each."""

    name: str
    places: dict[str, int] = field(default_factory=dict)

    def place(self, value: str) -> int | None:
        """The place of a value; None of an empty one."""
        return self.places.setdefault(value, len(self.places)) if value else None


def write(flow: Flow, data: arrow.Table, label: Label, form: str, *, title: str, prepared: datetime) -> str:
    """The data of a flow (a table of texts, sorted by its key) as a message in one of VERSIONS."""
    version = VERSIONS[form]
    series = [Values(name) for name in flow.key if name != _TIME]
    said = [name for name in data.column_names if name not in (*flow.key, _VALUE) and says(data[name])]
    with_cells = [Values(name) for name in said if name in OF_OBSERVATION]
    with_series = [Values(name) for name in said if name not in OF_OBSERVATION]
    times, found = Values(_TIME), {}
    for key, rows in _series(data, [one.name for one in series]):
        place = ":".join(str(one.place(code)) for one, code in zip(series, key, strict=True))
        attributes = [one.place(rows[0][one.name]) for one in with_series]
        cells = {str(times.place(row[_TIME])): _cell(row, with_cells) for row in rows}
        found[place] = {"attributes": attributes, "observations": cells}
    words = _Structure(label, version)
    structure = {
        "name": title,
        "dimensions": {
            "series": [words.component(one, number) for number, one in enumerate(series)],
            "observation": [words.component(times, len(series))],
        },
        "attributes": {
            "series": [words.attribute(one, [key.name for key in series]) for one in with_series],
            "observation": [words.attribute(one, ()) for one in with_cells],
        },
    }
    return json.dumps(_message(flow, structure, found, version, prepared), ensure_ascii=False)


def _series(data: arrow.Table, names: Sequence[str]) -> Iterator[tuple[tuple[str, ...], list[dict[str, str]]]]:
    """The rows of each series, which follow each other."""
    held: list[dict[str, str]] = []
    last: tuple[str, ...] = ()
    for batch in data.to_batches(max_chunksize=5_000):
        for row in batch.to_pylist():
            key = tuple(row[name] for name in names)
            if held and key != last:
                yield last, held
                held = []
            last = key
            held.append(row)
    if held:
        yield last, held


def _cell(row: Mapping[str, str], attributes: Sequence[Values]) -> list[Any]:
    value = None if row[_VALUE] == "" else float(row[_VALUE])
    whole = int(value) if value is not None and value.is_integer() else value
    return [whole, *(one.place(row[one.name]) for one in attributes)]


@dataclass(frozen=True)
class _Structure:
    label: Label
    version: str

    def component(self, values: Values, position: int | None = None) -> dict[str, Any]:
        """A component with its values; only those of dimensions have a position."""
        entries = [{"id": one, "name": self.label(values.name, one)} for one in values.places]
        told: dict[str, Any] = {"id": values.name, "name": self.label(values.name, "")}
        if position is not None:
            told["keyPosition"] = position
        if values.name == _TIME and self.version == "2.0.0":
            entries = [{"value": one} for one in values.places]
        return {**told, "values": entries}

    def attribute(self, values: Values, dimensions: Sequence[str]) -> dict[str, Any]:
        """An attribute with what it belongs to: some dimensions, or the observation."""
        of_cell: dict[str, Any] = {"primaryMeasure": _VALUE} if self.version == "1.0.0" else {"observation": {}}
        return {**self.component(values), "relationship": {"dimensions": list(dimensions)} if dimensions else of_cell}


def _message(
    flow: Flow, structure: dict[str, Any], series: dict[str, Any], version: str, prepared: datetime
) -> dict[str, Any]:
    base = "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/data-message/tools/schemas"
    urn = f"urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow={AGENCY}:{flow_to(flow.id)}({VERSION})"
    meta = {
        "schema": f"{base}/{version}/sdmx-json-data-schema.json",
        "id": f"{AGENCY}_{flow_to(flow.id)}",
        "test": False,
        "prepared": prepared.isoformat(timespec="seconds"),
        "sender": {"id": AGENCY},
    }
    links = [{"urn": urn, "rel": "dataflow"}]
    if version == "1.0.0":
        data: dict[str, Any] = {
            "structure": {**structure, "links": links},
            "dataSets": [{"action": "Information", "links": links, "series": series}],
        }
        return {"meta": meta, "data": data}
    measures = {"observation": [{"id": _VALUE, "name": _VALUE}]}
    whole = {"links": links, "dataSets": [0], **structure, "measures": measures}
    del whole["name"]
    found = {"structure": 0, "action": "Information", "links": links, "series": series}
    return {"meta": meta, "data": {"structures": [whole], "dataSets": [found]}}


def read(text: str, name: str) -> tuple[str, list[dict[str, str]]]:
    """The flow and the cells of a message of either version, in the codes of SDMX. Raises Invalid for another shape."""
    try:
        data = json.loads(text)["data"]
        structure = data["structure"] if "structure" in data else data["structures"][0]
        urn = next(link["urn"] for link in structure["links"] if "Dataflow=" in link.get("urn", ""))
        rows = [row for found in data["dataSets"] for row in _rows(structure, found)]
    except (ValueError, KeyError, IndexError, TypeError, StopIteration, AttributeError, RecursionError) as error:
        raise Invalid(
            f"{name} is no data message of SDMX-JSON.", [Fault(name, f"{type(error).__name__}: {error}"[:200])]
        ) from error
    return urn.partition("Dataflow=")[2], rows


def _rows(structure: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    dimensions, attributes = structure["dimensions"], structure["attributes"]
    at, of_cells = dimensions["observation"], attributes.get("observation", [])
    for key, series in found["series"].items():
        codes = dict(_picked(dimensions["series"], key.split(":")))
        codes |= dict(_picked(attributes.get("series", []), series.get("attributes", [])))
        for place, (value, *said) in series["observations"].items():
            row = {**codes, **dict(_picked(at, place.split(":"))), **dict(_picked(of_cells, said))}
            yield {**row, _VALUE: "" if value is None else str(value)}


def _picked(components: Sequence[Mapping[str, Any]], places: Sequence[Any]) -> Iterator[tuple[str, str]]:
    for one, place in zip(components, [*places, *[None] * len(components)], strict=False):
        value = {} if place is None else one["values"][int(place)]
        yield one["id"], str(value.get("id", value.get("value", "")))
