"""Indicators and areas are found by the search as soon as they are published, by those to whom they are released."""

from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client

from cjin.core.models import SearchEntry
from cjin.core.queries.search import search
from cjin.core.rules.release import ReleaseLevel
from cjin.statistics.actions.describing import describe
from cjin.statistics.actions.importing import import_file
from cjin.statistics.actions.publishing import Terms, publish_dataset, withdraw
from cjin.statistics.models import Publication
from cjin.statistics.queries import seeking
from cjin.statistics.rules.classification import iccs
from cjin.statistics.search import Areas, Categories, Indicators, renew, renew_categories
from tests.statistics.areas import two_areas
from tests.statistics.portal import line, portal_file

pytestmark = pytest.mark.django_db


def found(question: str) -> set[tuple[str, str]]:
    return {(hit.kind, hit.object_id) for hit in search(question).hits}


def test_what_is_published_is_found_and_what_is_withdrawn_is_not(tmp_path: Path, now: datetime) -> None:
    one, two = two_areas(tmp_path, now)
    assert ("indicator", "by-month") in found("offences month")
    assert ("area", "XB") in found("XB")
    withdraw(publication=two, why="made up", by=None, now=now)
    assert ("area", "XB") not in found("XB")
    assert ("indicator", "by-month") in found("offences month")
    withdraw(publication=one, why="made up", by=None, now=now)
    assert not SearchEntry.objects.filter(kind__in=("indicator", "area")).exists()


def test_what_is_not_released_is_not_found(tmp_path: Path, now: datetime) -> None:
    for one in two_areas(tmp_path, now):
        Publication.objects.filter(pk=one.pk).update(release=ReleaseLevel.OWN)
        renew(one)
    assert not found("offences month")
    assert not found("XB")
    assert {document.release for document in Indicators().documents()} == {ReleaseLevel.OWN}


def test_the_public_part_of_an_indicator_is_found_once(tmp_path: Path, now: datetime) -> None:
    _one, two = two_areas(tmp_path, now)
    Publication.objects.filter(pk=two.pk).update(release=ReleaseLevel.OWN)
    renew(two)
    assert {one.object_id for one in Indicators().documents()} >= {"by-month", "offences"}
    assert {one.object_id for one in Areas().documents()} == {"XA", "XB@police-of-xb"}
    assert not found("XB")
    assert ("indicator", "by-month") in found("offences month")


def test_categories_are_found_by_code_by_title_and_by_what_is_imported_about_them(
    client: Client, now: datetime
) -> None:
    assert {one.object_id for one in Categories().documents()} == set(iccs().categories)
    renew_categories()
    assert ("category", "0101") in found("intentional homicide")
    assert ("category", "0101") in found("homicidio intencional")
    assert ("category", "01011") in found("01011") or ("category", "0101") in found("0101")
    page = client.get("/search?q=intentional homicide").content.decode()
    assert 'href="/statistics/iccs/0101"' in page
    assert "Category of ICCS" in page
    assert not found("quern")
    table = "code,description_en,inclusion_en,exclusion_en,note_en\n0101,Death by a quern,,,\n"
    describe(text=table, name="made-up.csv", by=None, now=now)
    (hit,) = search("quern").hits
    assert (hit.kind, hit.object_id, hit.url) == ("category", "0101", "/statistics/iccs/0101")


def test_no_kind_crowds_out_another(tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many categories as there may be leave the indicators and areas that have the same words."""
    two_areas(tmp_path, now)
    tables = "code,description_en,inclusion_en,exclusion_en,note_en\n"
    rows = "".join(f"{code},offences by month in figures of xa,,,\n" for code in sorted(iccs().categories)[:60])
    describe(text=tables + rows, name="made-up.csv", by=None, now=now)
    monkeypatch.setattr(seeking, "MOST", 20)
    found = seeking.sought("offences", None)
    assert len(found.categories) == 20
    assert {hit.object_id for hit in found.indicators} >= {"by-month", "offences"}
    assert {hit.object_id for hit in seeking.sought("figures xa", None).areas} == {"XA"}


def test_what_has_only_some_of_the_words_is_left_out_where_something_has_them_all(
    tmp_path: Path, now: datetime
) -> None:
    two_areas(tmp_path, now)
    row = "code,description_en,inclusion_en,exclusion_en,note_en\n0101,offences with a quern,,,\n"
    describe(text=row, name="made-up.csv", by=None, now=now)
    found = seeking.sought("offences quern", None)
    assert [hit.object_id for hit in found.categories] == ["0101"]
    assert (found.indicators, found.areas) == ([], [])
    assert seeking.sought("month zebra", None).indicators


def test_an_indicator_is_found_by_a_category_that_it_has_figures_for(
    client: Client, tmp_path: Path, now: datetime
) -> None:
    rows = [line(category="Serious assault", value=5), line(category="Rape", value="")]
    ready = import_file(path=portal_file(tmp_path, *rows), layout="unodc", by=None, now=now)
    publish_dataset(dataset=ready, terms=Terms(ReleaseLevel.PUBLIC, rule="", reason="made up"), by=None, now=now)
    address = "/statistics/indicators/violent-offences"
    assert f'href="{address}"' in client.get("/statistics/?q=serious+assault").content.decode()
    assert f'href="{address}"' not in client.get("/statistics/?q=rape").content.decode(), "there is no value of it"
    for code in ("020111", "0201"):
        page = client.get(f"/statistics/iccs/{code}").content.decode()
        assert f'href="{address}?category=SERIOUS_ASSAULT"' in page
    assert address not in client.get("/statistics/iccs/030111").content.decode()
