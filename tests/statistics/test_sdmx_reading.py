"""SDMX messages read in: our own come back as they were, those of other agencies are understood, others are refused."""

from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client

from cjin.core.rules.apart import ask
from cjin.core.rules.errors import Invalid
from cjin.core.rules.release import ReleaseLevel
from cjin.statistics.actions.importing import import_file
from cjin.statistics.actions.publishing import Terms, publish_dataset
from cjin.statistics.models import Dataset
from cjin.statistics.queries.datasets import observations_of
from cjin.statistics.queries.flows import flow_for
from cjin.statistics.rules.aggregates.messages import MODULE
from cjin.statistics.rules.aggregates.observations import read_observations
from cjin.statistics.rules.publishing.reading import Wanted
from cjin.statistics.rules.sdmx.data import FORMATS
from tests.statistics.published import PUBLIC, loaded, published
from tests.statistics.test_counting import made
from tests.statistics.test_sdmx import BASE, cells


@pytest.mark.parametrize("form", [*FORMATS, "sdmx-json-2.0", "sdmx-json-1.0"])
def test_what_was_published_is_imported_and_published_again_the_same(
    db: None, form: str, client: Client, tmp_path: Path, now: datetime
) -> None:
    published(loaded(tmp_path, now, made(200, 3)), now, PUBLIC, VICTIMS)
    before = cells(flow_for(None, "offences-by-area"))
    path = tmp_path / "message"
    path.write_bytes(client.get(f"{BASE}/3.0/data/dataflow/CJIN/OFFENCES_BY_AREA/1.0/*?format={form}").content)
    dataset = import_file(path=path, layout="sdmx", source="again", by=None, now=now)
    assert dataset.report["apart"] == 0
    publish_dataset(dataset=dataset, terms=Terms(ReleaseLevel.PUBLIC, reason="read back"), by=None, now=now)
    held = flow_for(None, "offences-by-area")
    after = {
        tuple(cell.codes.values()): (cell.value, cell.status) for cell in held.cells(Wanted({"SOURCE": ["again"]}))
    }
    assert {(*key[:2], "again", *key[3:]): value for key, value in before.items()} == after


VICTIMS = """
id: shared
tables:
  - {id: offences-by-area, title: By area, unit: offence, categories: level-2, dimensions: [area]}
"""


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"<html></html>",
        b"/etc/hostname",
        b"http://127.0.0.1:9/x",
        b"REF_AREA,TIME_PERIOD\nFRA,2020\n",
        b"DATAFLOW,COLOUR\nX:Y(1.0),red\n",
        b"DATAFLOW,REF_AREA,TIME_PERIOD,OBS_VALUE\n",
        b"DATAFLOW,REF_AREA,TIME_PERIOD,OBS_VALUE\nX:Y(1.0),FRA,last year,3\n",
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>',
        b"\x00\x01\x02",
        b"DATAFLOW,REF_AREA,TIME_PERIOD,OBS_VALUE,SOURCE\nX:Y(1.0),FRA,2020,3,a\nX:Y(1.0),FRA,2021,3,b\n",
    ],
)
def test_what_is_no_message_is_not_imported(db: None, content: bytes, tmp_path: Path, now: datetime) -> None:
    path = tmp_path / "message"
    path.write_bytes(content)
    with pytest.raises(Invalid) as caught:
        import_file(path=path, layout="sdmx", by=None, now=now)
    assert caught.value.faults
    assert not Dataset.objects.exists()


def test_rows_above_the_header_are_told_by_their_number(db: None, tmp_path: Path, now: datetime) -> None:
    path = tmp_path / "message.csv"
    path.write_text("Figures of the office\n\nDATAFLOW,REF_AREA,TIME_PERIOD,OBS_VALUE\nA:B(1.0),XA,2020,1\n")
    with pytest.raises(Invalid) as caught:
        import_file(path=path, layout="sdmx", by=None, now=now)
    assert "its header stands in row 3" in str(caught.value.faults[0])


def test_a_message_of_another_agency_is_read(db: None, tmp_path: Path, now: datetime) -> None:
    path = tmp_path / "estat.csv"
    path.write_text(
        "DATAFLOW,freq,iccs,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n"
        "ESTAT:CRIM_OFF_CAT(1.0),A,ICCS0101,NR,FR,2020,800,b\n"
        "ESTAT:CRIM_OFF_CAT(1.0),A,ICCS0101,NR,EL,2020,,c\n"
    )
    dataset = import_file(path=path, layout="sdmx", source="eurostat", by=None, now=now)
    found = {one.area: one for one in read_observations(observations_of(dataset))}
    assert (found["FRA"].value, found["FRA"].category, found["FRA"].indicator) == (800, "0101", "crim-off-cat")
    assert found["FRA"].break_
    assert (found["GRC"].value, str(found["GRC"].status)) == (None, "Q")


@pytest.mark.parametrize("content", ["<", "DATAFLOW", "DATAFLOW,STRUCTURE"])
def test_content_is_never_taken_for_a_path(content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / content).write_text("DATAFLOW,REF_AREA,TIME_PERIOD\nX:SECRET(1.0),FRA,2020\n")
    (tmp_path / "sent").write_text(content)
    said = ask(MODULE, str(tmp_path / "sent"), str(tmp_path / "written"), seconds=60)
    assert "error" in said
    assert not (tmp_path / "written").exists()
