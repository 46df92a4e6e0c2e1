"""Where SDMX begins, what there is of a flow, and questions and publications that say less than others."""

from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client
from pysdmx.io import read_sdmx
from pysdmx.model import Code, Codelist

from cjin.statistics.api.sdmx.answers import written
from cjin.statistics.queries.flows import Held, flow_for
from cjin.statistics.rules.sdmx.metadata import report
from tests.statistics.published import PUBLIC, loaded, published
from tests.statistics.test_counting import made

BASE = "/api/v1/statistics/sdmx"
UNTITLED = "id: plain\ntables:\n  - {id: by-sex, unit: offence, categories: ['01', '0101'], dimensions: [sex]}\n"


@pytest.fixture
def held(db: None, tmp_path: Path, now: datetime) -> Held:
    """The flow of a table set that has no title."""
    published(loaded(tmp_path, now, made(200, 3)), now, PUBLIC, UNTITLED)
    return flow_for(None, "by-sex")


@pytest.mark.parametrize("rest", ["", "/all", "/all/all", "/all/all/all"])
def test_what_there_is_of_a_flow_is_told(held: Held, rest: str, client: Client) -> None:
    answer = client.get(f"{BASE}/2.1/availableconstraint/BY_SEX{rest}")
    assert answer.status_code == 200, answer.content[:500]
    assert {"ICCS", "SEX", "TIME_PERIOD"} <= components(answer.content.decode())


def test_what_there_is_of_one_component_or_one_key_is_told(held: Held, client: Client) -> None:
    one = client.get(f"{BASE}/2.1/availableconstraint/BY_SEX/all/all/SEX").content.decode()
    assert components(one) == {"SEX"}
    key = ".".join("ICCS0101" if name == "ICCS" else "" for name in held.flow.key if name != "TIME_PERIOD")
    narrowed = client.get(f"{BASE}/2.1/availableconstraint/CJIN,BY_SEX,1.0/{key}/all/ICCS")
    assert narrowed.status_code == 200, narrowed.content[:500]
    assert "ICCS0101<" in narrowed.content.decode()
    assert "ICCS01<" not in narrowed.content.decode()


@pytest.mark.parametrize("path", ["BY_SEX/all/all/COLOUR", "NO_FLOW", "BY_SEX/all/all/SEX/more"])
def test_what_there_is_not_is_not_found(held: Held, path: str, client: Client) -> None:
    assert client.get(f"{BASE}/2.1/availableconstraint/{path}").status_code == 404


def components(text: str) -> set[str]:
    return {part.partition('"')[0] for part in text.split('KeyValue id="')[1:]}


@pytest.mark.parametrize(("said", "status"), [
    ("2026-01-01", 200), ("2026-01-01T12:00:00", 200), ("2026-01-01T12:00:00Z", 200), ("2036-01-01T12:00:00", 404),
])  # fmt: skip
def test_a_moment_without_a_zone_is_taken(held: Held, said: str, status: int, client: Client) -> None:
    assert client.get(f"{BASE}/2.1/data/BY_SEX?updatedAfter={said}").status_code == status


def test_a_table_set_without_a_title_is_reported_by_its_name(held: Held, client: Client) -> None:
    answer = client.get(f"{BASE}/3.0/metadata/metadataset/CJIN/*")
    assert answer.status_code == 200, answer.content[:500]
    assert [one.name for one in read_sdmx(answer.content.decode(), validate=True).reports] == ["plain"]
    assert report("XA_PLAIN_1", "", [], {}).name == "XA_PLAIN_1"


def test_the_entrance_tells_where_to_begin(held: Held, client: Client) -> None:
    told = client.get(BASE).json()
    assert [one["base"] for one in told["versions"]] == [f"http://testserver{BASE}/{name}" for name in ("3.0", "2.1")]
    for one in told["versions"]:
        for name in ("flows", "structures", "data", "availability"):
            assert client.get(one[name].replace("FLOW", "BY_SEX")).status_code == 200, one[name]


def test_words_are_not_taken_for_an_empty_list() -> None:
    one = Codelist("CL_ODD", agency="CJIN", name="Odd", items=[Code("A", name='"groups":[],')])
    (list_,) = read_sdmx(written([one], "sdmx-ml-3.0"), validate=True).structures
    assert [code.name for code in list_.items] == ['"groups":[],']
    assert '"\\"groups\\":[],"' in written([one], "sdmx-json-2.0")
