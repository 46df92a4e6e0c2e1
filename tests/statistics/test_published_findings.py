"""A publication keeps how many findings of its checks were open, explained and accepted when it was made."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client

from cjin.core.models import User
from cjin.core.rules.catalogue import parse
from cjin.core.rules.duties import Duty
from cjin.core.rules.release import ReleaseLevel
from cjin.statistics.actions.checking import accept, check, check_load, explain
from cjin.statistics.actions.importing import import_file
from cjin.statistics.actions.publishing import Terms, publish_dataset
from cjin.statistics.models import Publication
from tests.statistics.portal import line, portal_file
from tests.statistics.published import TABLES, loaded, published

pytestmark = pytest.mark.django_db
API = "/api/v1/statistics/publications"
PUBLIC = Terms(ReleaseLevel.PUBLIC, rule="", reason="as they are")
DOUBLED = [line(year=year, value=value) for year in (2015, 2016, 2017) for value in (7, 8)]


def checked_and_published(folder: Path, now: datetime) -> Publication:
    """Ready figures with three findings of which one is explained and one accepted."""
    dataset = import_file(path=portal_file(folder, *DOUBLED), layout="unodc", by=None, now=now)
    check(dataset=dataset, by=None, now=now)
    one, two, _three = dataset.findings.filter(rule="key-twice-with-two-values").order_by("year")
    explain(finding=one, revision=0, words="Two offices told it.", by=None, now=now)
    accept(finding=two, revision=0, words="", by=None, now=now)
    return publish_dataset(dataset=dataset, terms=PUBLIC, by=None, now=now)


def test_the_findings_of_ready_figures_are_told_as_they_stood(client: Client, tmp_path: Path, now: datetime) -> None:
    done = checked_and_published(tmp_path, now)
    assert done.dataset is not None
    still_open = done.dataset.findings.filter(current=True, standing="open").count()
    for finding in done.dataset.findings.filter(standing="open"):
        accept(finding=finding, revision=0, words="", by=None, now=now)
    told = client.get(f"{API}/{done.source.slug}/1").json()
    assert told["findings"] == {"run": True, "open": still_open, "explained": 1, "accepted": 1}
    assert still_open >= 1
    page = client.get(done.get_absolute_url()).content.decode()
    assert f"{still_open} open, 1 explained, 1 accepted" in page
    assert "As they stand now" not in page, "the dataset is for who edits figures"
    assert f"open: {still_open}, explained: 1, accepted: 1" in told["metadata"]["QUALITY_MGMNT"]


def test_who_edits_figures_is_led_to_the_dataset_and_its_findings(
    client: Client, make_person: Callable[..., User], tmp_path: Path, now: datetime
) -> None:
    done = checked_and_published(tmp_path, now)
    assert done.dataset is not None
    client.force_login(make_person("editor", Duty.STATISTICS_EDIT))
    page = client.get(done.get_absolute_url()).content.decode()
    assert f'href="{done.dataset.get_absolute_url()}"' in page
    assert f"/statistics/findings?dataset={done.source.slug}%401" in page


def test_figures_that_were_not_checked_say_so(client: Client, tmp_path: Path, now: datetime) -> None:
    dataset = import_file(path=portal_file(tmp_path, line()), layout="unodc", by=None, now=now)
    done = publish_dataset(dataset=dataset, terms=PUBLIC, by=None, now=now)
    assert client.get(f"{API}/{done.source.slug}/1").json()["findings"] == {"run": False}
    assert "The checks were not run before" in client.get(done.get_absolute_url()).content.decode()


def test_findings_in_protected_figures_are_for_who_releases_them(
    client: Client, make_person: Callable[..., User], tmp_path: Path, now: datetime
) -> None:
    load = loaded(tmp_path, now)
    check_load(load=load, tables=parse(TABLES, "t"), name="t", by=None, now=now)
    done = published(load, now)
    assert client.get(f"{API}/{done.source.slug}/1").json()["findings"] is None
    assert "Findings of its checks" not in client.get(done.get_absolute_url()).content.decode()
    client.force_login(make_person("publisher", Duty.STATISTICS_PUBLISH))
    assert client.get(f"{API}/{done.source.slug}/1").json()["findings"]["run"]
    assert "Findings of its checks" in client.get(done.get_absolute_url()).content.decode()


def test_the_checks_of_another_load_are_not_those_of_this_one(tmp_path: Path, now: datetime) -> None:
    first = loaded(tmp_path, now)
    check_load(load=first, tables=parse(TABLES, "t"), name="t", by=None, now=now)
    assert published(loaded(tmp_path, now, area="XB"), now, PUBLIC).report["findings"] is None
    assert published(first, now, PUBLIC).report["findings"] is not None
