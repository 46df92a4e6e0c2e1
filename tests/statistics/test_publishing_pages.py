"""Publishing on pages: what would be published is looked at first, and is exactly what is published then."""

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cjin.core.models import OutboxMessage, User
from cjin.core.rules.duties import Duty
from cjin.core.tasks.worker import drain
from cjin.node.packages import OUTBOX_HANDLERS, part
from cjin.statistics.actions import preparing, wishes
from cjin.statistics.actions.checking import check
from cjin.statistics.actions.importing import import_file
from cjin.statistics.models import Dataset, Load, Publication
from cjin.statistics.queries.publications import file_of
from tests.statistics.portal import line, portal_file
from tests.statistics.published import confirmed, loaded
from tests.statistics.test_counting import made

pytestmark = pytest.mark.django_db
SAID = {"tables": "crime-and-justice", "release": "public", "rule": "counts-of-persons"}


@pytest.fixture
def publisher(client: Client, make_person: Callable[..., User]) -> Client:
    """A client of somebody who may release figures."""
    client.force_login(make_person("publisher", Duty.STATISTICS_PUBLISH))
    return client


def page_of(load: Load) -> str:
    return reverse("statistics:publish", args=[load.key])


def figures(tmp_path: Path, now: datetime, *rows: str) -> Dataset:
    path = portal_file(tmp_path / str(len(rows)), *(rows or [line(), line(category="Theft", value=1)]))
    dataset = import_file(path=path, layout="unodc", by=None, now=now)
    check(dataset=dataset, by=None, now=now)
    return dataset


def worked() -> int:
    """How much the worker did."""
    handlers = {topic: part(path) for topic, path in OUTBOX_HANDLERS.items()}
    return drain(handlers, now=timezone.now()).done


def test_what_is_published_is_what_was_looked_at(publisher: Client, tmp_path: Path, now: datetime) -> None:
    url = page_of(loaded(tmp_path, now))
    begun = publisher.get(url).content.decode()
    assert '<option value="counts-of-persons" selected>' in begun
    assert '<option value="own" selected>' in begun
    ready = publisher.post(url, SAID)["Location"]
    page = publisher.get(ready)
    assert not Publication.objects.exists(), "nothing is published by looking at it"
    files = {path.stem: path.read_bytes() for path in preparing.folder_of(ready.rpartition("/")[2]).glob("*.parquet")}
    done = publisher.post(ready)
    one = Publication.objects.get()
    assert done["Location"] == one.get_absolute_url()
    assert one.published_by is not None
    assert {flow["id"]: file_of(one, flow["id"]).read_bytes() for flow in one.flows} == files
    said = page.content.decode()
    assert f"{one.report['hidden']['sensitive']} kept back by this rule" in said
    assert f"{one.report['hidden']['with_them']} more so that" in said
    kept_back = one.report["hidden"]["sensitive"] + one.report["hidden"]["with_them"]
    assert f"kept back: {kept_back}" in said, "what each table keeps back, the statuses and the rule are one number"
    assert page.context["total"] == sum(flow["cells"] for flow in one.flows)
    assert "nothing: these tables are published for the first time" in said
    for again in (publisher.get(ready), publisher.post(ready)):
        assert again["Location"] == one.get_absolute_url(), "it is published and waits no longer"
    assert Publication.objects.count() == 1


def test_what_changes_is_told_before(publisher: Client, tmp_path: Path, now: datetime) -> None:
    rows = made(400, 3)
    confirmed(publisher, page_of(loaded(tmp_path, now, rows)), SAID)
    url = page_of(loaded(tmp_path, now, [*rows, {**rows[0], "incident": "9999"}]))
    page = publisher.post(url, SAID, follow=True)
    assert list(page.context["before"]) == [Publication.objects.get()]
    assert f'href="{Publication.objects.get().get_absolute_url()}"' in page.content.decode()
    changed = {one.flow.id: found for _title, one, found in page.context["flows"]}
    assert any(found.changed for found in changed.values())
    assert all(found.same + found.changed == found.both for found in changed.values())


def test_what_cannot_be_published_is_told_in_the_form(publisher: Client, tmp_path: Path, now: datetime) -> None:
    url = page_of(loaded(tmp_path, now))
    refused = publisher.post(url, {**SAID, "rule": "", "reason": " "})
    assert refused.status_code == 422
    assert b"choose a rule" in refused.content
    empty = publisher.post(url, {**SAID, "tables": "sustainable-development"})
    assert empty.status_code == 422, "no table of this set counts offences"
    assert "<li>sdg-16-1-1: the load holds records of offence, this table counts victim</li>" in empty.content.decode()


def test_who_comes_back_finds_what_was_said(publisher: Client, tmp_path: Path, now: datetime) -> None:
    url = page_of(loaded(tmp_path, now))
    said = {**SAID, "rule": "", "reason": "The law asks for it"}
    page = publisher.post(url, said, follow=True)
    assert "No rule of confidentiality is applied" in page.content.decode()
    again = publisher.get(page.context["change"]).content.decode()
    assert "The law asks for it" in again
    assert '<option value="public" selected>' in again


def test_what_was_looked_at_before_something_else_was_published_is_looked_at_again(
    publisher: Client, tmp_path: Path, now: datetime
) -> None:
    url = page_of(loaded(tmp_path, now))
    ready = publisher.post(url, SAID)["Location"]
    confirmed(publisher, url, {**SAID, "release": "own"})
    answer = publisher.post(ready, follow=True)
    assert Publication.objects.count() == 1
    assert answer.redirect_chain[0][0].startswith(url)
    page = answer.content.decode()
    assert "Something changed since this was made ready." in page
    assert '<option value="public" selected>' in page


def test_what_cannot_be_written_is_told(publisher: Client, tmp_path: Path, now: datetime, own_home: Path) -> None:
    url = page_of(loaded(tmp_path, now))
    (own_home / "statistics" / "prepared").write_text("a file where a folder should be")
    answer = publisher.post(url, SAID)
    assert answer.status_code == 422
    assert "The figures cannot be written" in answer.content.decode()


def test_ready_figures_are_published_the_same_way(publisher: Client, tmp_path: Path, now: datetime) -> None:
    dataset = figures(tmp_path, now)
    url = reverse("statistics:publish-dataset", args=[dataset.source.slug, dataset.number])
    dataset.source.release = "public"
    dataset.source.save()
    assert url in publisher.get(dataset.get_absolute_url()).content.decode()
    assert url not in Client().get(dataset.get_absolute_url()).content.decode()
    ready = publisher.post(url, {"release": "public"}, follow=True)
    assert "No rule was applied" in ready.content.decode()
    done = publisher.post(ready.redirect_chain[-1][0])
    one = Publication.objects.get()
    assert (done["Location"], one.dataset) == (one.get_absolute_url(), dataset)
    again = publisher.post(url, {"release": "public"}, follow=True).content.decode()
    assert "nothing changed" in again


def test_open_errors_of_ready_figures_need_a_reason(publisher: Client, tmp_path: Path, now: datetime) -> None:
    rows = [line(category="Sexual violence", value=10), line(category="Sexual violence: Rape", value=30)]
    dataset = figures(tmp_path, now, *rows)
    url = reverse("statistics:publish-dataset", args=[dataset.source.slug, dataset.number])
    refused = publisher.post(url, {"release": "public"})
    assert refused.status_code == 422
    assert b"errors are open" in refused.content
    assert confirmed(publisher, url, {"release": "public", "reason": "As the portal has them"}).status_code == 302
    assert Publication.objects.get().reason == "As the portal has them"


def test_nobody_else_looks_or_publishes(
    publisher: Client, make_person: Callable[..., User], tmp_path: Path, now: datetime
) -> None:
    load, dataset = loaded(tmp_path, now), figures(tmp_path, now)
    ready = publisher.post(page_of(load), SAID)["Location"]
    other = Client()
    other.force_login(make_person("editor", Duty.STATISTICS_EDIT))
    of_dataset = reverse("statistics:publish-dataset", args=[dataset.source.slug, dataset.number])
    for url in (page_of(load), of_dataset, ready):
        assert [other.get(url).status_code, other.post(url, SAID).status_code] == [403, 403]
    assert not Publication.objects.exists()


def test_what_is_large_is_made_by_the_worker(
    publisher: Client, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wishes, "MANY", 0)
    url = page_of(loaded(tmp_path, now))
    ready = publisher.post(url, SAID)["Location"]
    assert publisher.post(url, SAID)["Location"] == ready
    assert OutboxMessage.objects.filter(topic=wishes.TOPIC).count() == 1, "asked for twice, made once"
    assert "is being made ready" in publisher.get(ready).content.decode()
    assert "is being made ready" in publisher.post(ready).content.decode(), "nothing is published before it is there"
    assert worked() == 1
    assert "kept back by this rule" in publisher.get(ready).content.decode()
    assert publisher.post(ready).status_code == 302
    assert Publication.objects.get().report["hidden"]["sensitive"] > 0


def test_what_the_worker_refuses_is_told_with_what_was_typed(
    publisher: Client, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wishes, "MANY", 0)
    monkeypatch.setattr("cjin.statistics.rules.disclosure.suppression.MOST", 3)
    url = page_of(loaded(tmp_path, now))
    ready = publisher.post(url, SAID)["Location"]
    assert worked() == 1, "a refusal is not tried again"
    told = publisher.get(ready)
    assert told.status_code == 422
    assert "cells hang together, more than 3" in told.content.decode()
    assert '<option value="public" selected>' in told.content.decode()
    monkeypatch.setattr("cjin.statistics.rules.disclosure.suppression.MOST", 5_000)
    assert publisher.post(url, SAID)["Location"] == ready
    assert worked() == 1
    assert publisher.get(ready).status_code == 200


def test_what_nobody_published_goes_after_a_day(publisher: Client, tmp_path: Path, now: datetime) -> None:
    url = page_of(loaded(tmp_path, now))
    ready = publisher.post(url, SAID)["Location"]
    long_ago = (now - timedelta(days=3650)).timestamp()
    os.utime(preparing.place_of(ready.rpartition("/")[2]), (long_ago, long_ago))
    publisher.post(url, {**SAID, "release": "own"})
    assert publisher.get(ready).status_code == 404
