"""Checks from the page of a load, and from that of what would be published: at once, or by the worker."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from cjin.core.models import OutboxMessage, User
from cjin.core.tasks.worker import drain
from cjin.node.packages import OUTBOX_HANDLERS, part
from cjin.statistics.actions import inspecting
from cjin.statistics.actions.importing import import_file
from cjin.statistics.models import Dataset
from tests.statistics.portal import line, portal_file
from tests.statistics.published import loaded
from tests.statistics.test_checking_loads import jumping

pytestmark = pytest.mark.django_db
SET = "crime-and-justice"


@pytest.fixture
def editor(client: Client, make_person: Callable[..., User]) -> Client:
    client.force_login(make_person("editor", "statistics.edit", "statistics.publish"))
    return client


def check_of(url: str) -> str:
    return f"{url}/check"


def test_the_page_of_a_load_runs_the_checks_and_leads_to_what_they_found(
    editor: Client, tmp_path: Path, now: datetime
) -> None:
    load = loaded(tmp_path, now, jumping())
    page = editor.get(load.get_absolute_url()).content.decode()
    assert "The checks were not run yet." in page
    assert f'name="tables" value="{SET}"' in page
    answer = editor.post(check_of(load.get_absolute_url()), {"tables": SET}, follow=True)
    dataset = Dataset.objects.get()
    count = dataset.findings.filter(standing="open").count()
    assert count > 0
    assert answer.request["PATH_INFO"] == dataset.get_absolute_url()
    assert f"Open findings: {count}." in answer.content.decode()
    page = editor.get(load.get_absolute_url()).content.decode()
    assert f'href="{dataset.get_absolute_url()}#checks">{count} open, 0 explained, 0 accepted' in page


def test_what_has_many_records_is_checked_by_the_worker(
    editor: Client, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inspecting, "MANY_ROWS", 5)
    load = loaded(tmp_path, now, jumping())
    waiting = editor.post(check_of(load.get_absolute_url()), {"tables": SET})["Location"]
    assert "is being checked" in editor.get(waiting).content.decode()
    assert not Dataset.objects.exists()
    assert OutboxMessage.objects.get().topic == "statistics.check"
    assert drain({topic: part(path) for topic, path in OUTBOX_HANDLERS.items()}, now=timezone.now()).done == 1
    assert editor.get(waiting)["Location"] == Dataset.objects.get().get_absolute_url()
    again = editor.post(check_of(load.get_absolute_url()), {"tables": SET})["Location"]
    assert "is being checked" in editor.get(again).content.decode(), "the findings of before are not those of now"


def test_what_would_be_published_shows_the_findings_and_runs_the_checks(
    editor: Client, tmp_path: Path, now: datetime
) -> None:
    load = loaded(tmp_path, now, jumping())
    said = {"tables": SET, "release": "public", "rule": "counts-of-persons"}
    ready = editor.post(f"/statistics/publish/{load.key}", said)["Location"]
    page = editor.get(ready).content.decode()
    assert "The checks were not run yet." in page
    assert check_of(load.get_absolute_url()) in page
    back = ready.rsplit("/", 1)[1]
    answer = editor.post(check_of(load.get_absolute_url()), {"tables": SET, "back": back})
    assert answer["Location"] == ready
    page = editor.get(ready).content.decode()
    assert f'href="{Dataset.objects.get().get_absolute_url()}#checks">See the findings' in page
    assert " open, 0 explained, 0 accepted" in page


def test_ready_figures_are_checked_from_what_would_be_published(editor: Client, tmp_path: Path, now: datetime) -> None:
    dataset = import_file(path=portal_file(tmp_path, line()), layout="unodc", by=None, now=now)
    url = dataset.get_absolute_url()
    ready = editor.post(f"{url}/publish", {"release": "public", "reason": "as they are"})["Location"]
    assert check_of(url) in editor.get(ready).content.decode()
    assert editor.post(check_of(url), {"back": ready.rsplit("/", 1)[1]})["Location"] == ready
    assert editor.post(check_of(url), {"back": "//elsewhere.example"})["Location"] == url


def test_checks_of_a_load_are_for_who_edits_figures_and_for_sets_that_there_are(
    client: Client, editor: Client, make_person: Callable[..., User], tmp_path: Path, now: datetime
) -> None:
    load = loaded(tmp_path, now)
    url = check_of(load.get_absolute_url())
    assert editor.post(url, {"tables": "nonsense"}).status_code == 404
    assert editor.get(url).status_code == 404
    assert "is being checked" in editor.get(url, {"tables": SET, "since": "nonsense", "back": "../x"}).content.decode()
    reader = Client()
    assert reader.post(url, {"tables": SET}).status_code in (302, 403)
    reader.force_login(make_person("reader"))
    assert reader.post(url, {"tables": SET}).status_code == 403
    assert not Dataset.objects.exists()
