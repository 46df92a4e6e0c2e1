"""Where a ready figure stood in its file, what was read otherwise than it stood there, and what is found at it."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client

from cjin.core.models import User
from cjin.core.rules.duties import Duty
from cjin.core.rules.release import ReleaseLevel
from cjin.reference.models import State
from cjin.statistics.actions.checking import explain
from cjin.statistics.actions.importing import import_file
from cjin.statistics.actions.publishing import Terms, publish_dataset, withdraw
from cjin.statistics.models import Dataset, Finding
from cjin.statistics.queries.flows import address_of, flow_for
from cjin.statistics.queries.lineage import revisions_of
from cjin.statistics.rules.aggregates.observations import Damage
from cjin.statistics.rules.aggregates.reading import DAMAGE, Read
from cjin.statistics.rules.aggregates.repairs import read_repairs
from cjin.statistics.rules.publishing.reading import Cell, Wanted
from tests.statistics.portal import line, portal_file

pytestmark = pytest.mark.django_db
PUBLIC = Terms(ReleaseLevel.PUBLIC, rule="", reason="made up")
FLOW = "violent-offences"
ROWS = (line(age="Oct-17", value=7, source="NGO"), line(year=2016, value=9), line("XAB", value=10))


def read(folder: Path, now: datetime, *rows: str) -> Dataset:
    """A file that was read in."""
    return import_file(path=portal_file(folder, *rows), layout="unodc", by=None, now=now)


def one_cell(**codes: str) -> Cell:
    """The published figure with some codes."""
    (found,) = flow_for(None, FLOW).cells(Wanted({name: [code] for name, code in codes.items()}))
    return found


def page_of(client: Client, cell: Cell) -> str:
    """The page that says how a figure was made."""
    said = address_of(flow_for(None, FLOW), cell)
    address = "/statistics/cells/{slug}/{number}/{flow}/{key}/{period}".format(**said)
    return client.get(address).content.decode()


def test_a_figure_names_its_row_and_what_was_read_otherwise(client: Client, tmp_path: Path, now: datetime) -> None:
    done = publish_dataset(dataset=read(tmp_path, now, *ROWS), terms=PUBLIC, by=None, now=now)
    damaged, sound = one_cell(AGE="Y10T17"), one_cell(REF_AREA="XAB")
    assert damaged.comment == (
        "portal.csv, line 4: age stood as “Oct-17”, read as “10-17”: a spreadsheet took an age for a date"
    )
    assert sound.comment == ""
    told = " ".join(re.sub(r"<[^>]+>", " ", page_of(client, damaged)).split())
    for words in ("Line 4", "NGO", "as the file has it", "It stood as “Oct-17” and was read as “10-17”."):
        assert words in told
    assert "took an age for a date" not in told, "it is told once, in the reader's language"
    assert "Line 6" in " ".join(re.sub(r"<[^>]+>", " ", page_of(client, sound)).split())
    csv = client.get(f"/statistics/publications/{done.source.slug}/1/{FLOW}.csv").content.decode()
    assert damaged.comment in csv
    assert done.report["repaired"] == {"date": 1}
    metadata = client.get(f"/api/v1/statistics/publications/{done.source.slug}/1").json()["metadata"]["ACCURACY"]
    assert "Repaired when the file was read: 1 (a spreadsheet took an age for a date: 1)" in metadata


def test_repairs_are_read_as_they_were_written(tmp_path: Path) -> None:
    kept = Damage("label", "Sheet", 7, "category", "=Robbery", "Robbery")
    apart, encoding = Damage("year", "", 8, "year", "1013", apart=True), Damage("encoding", "", 0, "", "cp1252")
    Read(damage=[kept, apart, encoding]).write(tmp_path)
    assert read_repairs(tmp_path / DAMAGE) == {("Sheet", 7): [kept]}
    assert read_repairs(tmp_path / "none.csv") == {}


def test_an_open_error_is_told_to_who_may_see_it(
    client: Client, make_person: Callable[..., User], tmp_path: Path, now: datetime
) -> None:
    dataset = read(tmp_path, now, *ROWS)
    publish_dataset(dataset=dataset, terms=PUBLIC, by=None, now=now)
    key = {"area": "XAB", "indicator": "Violent offences", "dimension": "by type of offence", "category": "Robbery"}
    own = {"sex": "_T", "age": "_T", "year": 2015, "unit": "NR"}
    Finding.objects.create(dataset=dataset, rule="unique-key", severity=1, digest="x", **key, **own)
    assert "that is open" not in page_of(client, one_cell(REF_AREA="XAB"))
    client.force_login(make_person("editor", Duty.STATISTICS_EDIT))
    assert "found 1 error here that is open" in page_of(client, one_cell(REF_AREA="XAB"))
    assert "that is open" not in page_of(client, one_cell(REF_AREA="XAA", TIME_PERIOD="2016"))


def test_an_explanation_belongs_to_the_area_and_the_unit_it_was_given_for(tmp_path: Path, now: datetime) -> None:
    rows = [line(area, unit=unit, value=5) for area in ("XAA", "XAB") for unit in ("Counts", "Rate per 100,000")]
    dataset = read(tmp_path, now, *rows)
    key = {"area": "XAA", "indicator": "Violent offences", "dimension": "by type of offence", "category": "Robbery"}
    own = {"sex": "_T", "age": "_T", "year": 2015, "unit": "NR"}
    finding = Finding.objects.create(dataset=dataset, rule="unique-key", severity=2, digest="x", **key, **own)
    explain(finding=finding, revision=0, words="Counted twice.", by=None, now=now)
    publish_dataset(dataset=dataset, terms=PUBLIC, by=None, now=now)
    noted = [cell.codes for cell in flow_for(None, FLOW).cells() if cell.comment]
    assert [(codes["REF_AREA"], codes["UNIT_MEASURE"]) for codes in noted] == [("XAA", "NR")]


def test_what_was_withdrawn_says_so_and_is_downloaded_and_compared_no_more(
    client: Client, make_person: Callable[..., User], tmp_path: Path, now: datetime
) -> None:
    dataset = read(tmp_path, now, *ROWS)
    done = publish_dataset(dataset=dataset, terms=PUBLIC, by=None, now=now)
    said = address_of(flow_for(None, FLOW), one_cell(REF_AREA="XAB"))
    address = "/statistics/cells/{slug}/{number}/{flow}/{key}/{period}".format(**said)
    file = f"/statistics/publications/{done.source.slug}/1/{FLOW}.csv"
    assert client.get(file).status_code == 200
    withdraw(publication=done, why="A wrong file.", by=None, now=now)
    for person in (None, make_person("publisher", Duty.STATISTICS_PUBLISH)):
        if person:
            client.force_login(person)
        page = client.get(address)
        assert page.status_code == (200 if person else 410)
        assert "A wrong file." in page.content.decode()
        assert "This publication was withdrawn." in page.content.decode()
        assert client.get(file).status_code == 404
        assert f"{FLOW}.csv" not in client.get(done.get_absolute_url()).content.decode()
    again = publish_dataset(dataset=dataset, terms=PUBLIC, by=None, now=now)
    assert again.number == 2
    assert revisions_of(None, again) == []


def test_pages_show_words_and_names_and_not_codes(
    client: Client, make_person: Callable[..., User], tmp_path: Path, now: datetime
) -> None:
    State.objects.create(iso3="CRI", names={"en": "Costa Rica"})
    dataset = read(tmp_path, now, line("CRI", category="Total", dimension="Total", sex="Female", value=29))
    done = publish_dataset(dataset=dataset, terms=PUBLIC, by=None, now=now)
    page = page_of(client, one_cell(REF_AREA="CRI"))
    lead = " ".join(re.sub(r"<[^>]+>", " ", page.partition('class="lead">')[2].partition("</p>")[0]).split())
    assert lead == "29 · Costa Rica, Female · 2015"
    assert "<bdi>_T</bdi>" not in page
    metadata = client.get(done.get_absolute_url()).content.decode().partition('id="metadata"')[2]
    assert f"{now.year}-0" not in metadata[:400]
    key = {"area": "CRI", "indicator": "Violent offences", "year": 2015, "unit": "NR"}
    Finding.objects.create(dataset=dataset, rule="unique-key", severity=1, digest="x", **key)
    client.force_login(make_person("editor", Duty.STATISTICS_EDIT))
    listed = client.get("/statistics/findings").content.decode()
    assert listed.count("Costa Rica") == 2, "in the list and in its filter"
    assert ">CRI<" not in listed
