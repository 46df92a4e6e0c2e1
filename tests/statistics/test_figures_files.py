"""What a page of figures shows, as files: exactly that, in every format, and what is kept back stays so."""

import csv
import json
import re
from datetime import datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
import python_calamine
from django.test import Client

from cjin.statistics.models import Publication
from cjin.statistics.rules.sdmx.names import code_to
from tests.statistics.areas import two_areas

pytestmark = pytest.mark.django_db
INDICATOR = "/statistics/indicators/offences"


@pytest.fixture
def figures(tmp_path: Path, now: datetime) -> list[Publication]:
    """Two areas with public figures."""
    return two_areas(tmp_path, now)


def text(client: Client, address: str) -> str:
    told = client.get(address)
    assert told.status_code == 200, address
    return told.content.decode()


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_a_file_holds_exactly_what_is_seen(form: str, client: Client, figures: list[Publication]) -> None:
    query = "ref_area=XA&iccs=0201&since=2020&until=2020"
    page = text(client, f"{INDICATOR}?{query}")
    told = client.get(f"{INDICATOR}?{query}&format={form}")
    assert f'attachment; filename="offences.{form}"' == told["Content-Disposition"]
    (row,) = rows(form, told.content)
    assert (row["ICCS"], row["REF_AREA"], row["TIME_PERIOD"]) == ("0201", "XA", "2020")
    assert f">{float(row['OBS_VALUE']):.0f}</a></p>" in page
    assert row["OBS_STATUS_LABEL"] == "exact"


@pytest.mark.parametrize(
    "address",
    [
        f"{INDICATOR}?ref_area=XA&iccs=0201",
        f"{INDICATOR}?by=iccs&ref_area=XB&since=2020",
        "/statistics/compare?indicator=offences&areas=XA,XB",
        "/statistics/map?indicator=by-area",
    ],
)
def test_sdmx_holds_exactly_what_the_other_files_hold(address: str, client: Client, figures: list[Publication]) -> None:
    page = text(client, address)
    plain = rows("csv", client.get(f"{address}&format=csv").content)
    seen = {(one["REF_AREA"], code_to("ICCS", one["ICCS"]), one["TIME_PERIOD"], one["OBS_VALUE"]) for one in plain}
    told = client.get(f"{address}&format=sdmx-csv-2.0")
    assert told["Content-Type"] == "application/vnd.sdmx.data+csv;version=2.0.0"
    assert told["Content-Disposition"].endswith('.sdmx.csv"')
    found = list(csv.DictReader(StringIO(told.content.decode())))
    assert {(one["REF_AREA"], one["ICCS"], one["TIME_PERIOD"], one["OBS_VALUE"]) for one in found} == seen
    assert len(found) == len(plain) > 0
    xml, fallen = (client.get(f"{address}&format={form}").content for form in ("sdmx-ml-3.0", "sdmx-json-2.0"))
    assert len(re.findall(rb"<(?:\w+:)?Obs ", xml)) == len(found)
    series = json.loads(fallen)["data"]["dataSets"][0]["series"].values()
    assert sum(len(one["observations"]) for one in series) == len(found)
    for form in ("sdmx-csv-2.0", "sdmx-ml-3.0", "sdmx-json-2.0"):
        assert f"format={form}" in page


def rows(form: str, content: bytes) -> list[dict[str, Any]]:
    if form == "csv":
        return list(csv.DictReader(StringIO(content.decode("utf-8-sig"))))
    if form == "json":
        told = json.loads(content)
        assert {"every offence counts", "the gravest of each incident counts"} & set(told["notes"].values())
        return list(told["cells"])
    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
    assert book.sheet_names == ["Figures", "Notes"]
    names, *body = book.get_sheet_by_name("Figures").to_python()
    return [dict(zip(map(str, names), row, strict=True)) for row in body]


def test_kept_back_survives_every_file_and_is_never_zero(client: Client, figures: list[Publication]) -> None:
    for form in ("csv", "json", "xlsx"):
        found = rows(form, client.get(f"{INDICATOR}?by=iccs&ref_area=XB&format={form}").content)
        hidden = [row for row in found if row["OBS_STATUS"] == "Q"]
        assert hidden
        assert {row["OBS_VALUE"] for row in hidden} <= {"", None}
        assert {row["CONF_STATUS"] for row in hidden} == {"C"}
