"""What was looked at, and nothing else, is published: whoever else publishes meanwhile, or gives up."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cjin.core.actions.outbox import lease, put
from cjin.core.models import OutboxMessage, User
from cjin.core.rules.catalogue import parse
from cjin.core.rules.errors import Conflict, Outdated
from cjin.core.rules.outbox import MOST_ATTEMPTS
from cjin.core.rules.release import ReleaseLevel
from cjin.core.tasks.worker import drain
from cjin.node.packages import OUTBOX_HANDLERS, part
from cjin.statistics.actions import preparing, wishes
from cjin.statistics.actions.publishing import Terms, of_load
from cjin.statistics.actions.readings import alone
from cjin.statistics.actions.releasing import released
from cjin.statistics.models import Load, Publication
from cjin.statistics.rules.disclosure import primary
from cjin.statistics.rules.tableset import declaration_named
from tests.statistics.published import TABLES, command, loaded, published

pytestmark = pytest.mark.django_db
SAID = {"tables": "crime-and-justice", "release": "public", "rule": "counts-of-persons"}
API = "/api/v1/statistics/publications"


@pytest.fixture
def publisher(client: Client, make_person: Callable[..., User]) -> Client:
    """A client of somebody who may release figures."""
    client.force_login(make_person("publisher", "statistics.publish"))
    return client


def making(load: Load, release: ReleaseLevel = ReleaseLevel.PUBLIC) -> preparing.Making:
    return of_load(load, parse(TABLES, "t"), "t", Terms(release=release))


def page_of(load: Load) -> str:
    return reverse("statistics:publish", args=[load.key])


def key_in(ready: str) -> str:
    return ready.rpartition("/")[2]


def work(now: datetime) -> int:
    """How much the worker did."""
    return drain({topic: part(path) for topic, path in OUTBOX_HANDLERS.items()}, now=now).done


# Something else than was looked at


def test_nothing_else_is_published_than_was_looked_at(tmp_path: Path, now: datetime) -> None:
    one = making(loaded(tmp_path, now))
    wishes.look(one, by=None, now=now)
    looked_at = one.key
    published(loaded(tmp_path, now), now, Terms())
    with pytest.raises(Outdated):
        released(one, None, now, looked_at)
    assert [there.release for there in Publication.objects.all()] == ["own"]
    assert released(one, None, now, one.key).number == 2


def test_what_is_published_while_somebody_presses_the_button_is_told(
    publisher: Client, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = loaded(tmp_path, now)
    ready = publisher.post(page_of(load), SAID)["Location"]

    def too_late(*said: Any, **named: Any) -> Publication:
        published(load, now, Terms())
        return released(*said, **named)

    monkeypatch.setattr("cjin.statistics.views.publishing.released", too_late)
    answer = publisher.post(ready, follow=True)
    assert Publication.objects.count() == 1
    assert answer.redirect_chain[0][0].startswith(page_of(load))
    assert "Something changed since this was made ready." in answer.content.decode()


def test_the_api_publishes_what_its_preview_told(publisher: Client, tmp_path: Path, now: datetime) -> None:
    load = loaded(tmp_path, now)
    said = {"load": load.key, "tables": parse(TABLES, "t"), "release": "public"}

    def post(path: str = "", **headers: str) -> Any:
        return publisher.post(f"{API}{path}", said, content_type="application/json", headers=headers)

    version = post("/preview")["ETag"]
    published(load, now, Terms())
    for other in (version, '"something else"', "no tag"):
        assert post(**{"if-match": other}).status_code == 412
    assert Publication.objects.count() == 1
    done = post(**{"if-match": f'"other", {post("/preview")["ETag"]}'})
    assert (done.status_code, done.json()["key"]) == (200, "made-up-police@2")
    assert post(**{"if-match": "*"}).json()["unchanged"] is True


def test_the_command_publishes_what_its_preview_told(tmp_path: Path, now: datetime) -> None:
    words = ["publish", "crime-and-justice", "--load", loaded(tmp_path, now).key, "--release", "public"]
    key = json.loads(command(*words, "--preview", "--json").output)["looked_at"]
    assert f"--looked-at {key}" in command(*words, "--preview").output
    refused = command(*words, "--looked-at", "another")
    assert refused.exit_code == 1
    assert not Publication.objects.exists()
    assert command(*words, "--looked-at", key).exit_code == 0
    assert Publication.objects.count() == 1


def test_other_numbers_of_the_rule_and_other_software_make_something_else(
    tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = making(loaded(tmp_path, now))
    keys, every = [one.key], dict(primary.rules())
    every["counts-of-persons"] = replace(every["counts-of-persons"], threshold=77)
    with monkeypatch.context() as patched:
        patched.setattr(primary, "rules", lambda: every)
        keys.append(one.key)
    with monkeypatch.context() as patched:
        patched.setattr(preparing, "__version__", "another")
        keys.append(one.key)
    assert len(set(keys)) == 3
    assert one.key == keys[0]


# What is left to the worker


def test_a_refusal_goes_with_its_cause(
    publisher: Client, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = page_of(loaded(tmp_path, now))
    with monkeypatch.context() as patched:
        patched.setattr(wishes, "MANY", 0)
        patched.setattr("cjin.statistics.rules.disclosure.suppression.MOST", 3)
        ready = publisher.post(url, SAID)["Location"]
        work(timezone.now())
    assert publisher.get(ready).status_code == 422
    assert publisher.post(url, SAID)["Location"] == ready
    assert publisher.get(ready).status_code == 200


def test_a_message_that_was_not_put_is_put_by_who_asks_again(
    publisher: Client, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wishes, "MANY", 0)
    url = page_of(loaded(tmp_path, now))

    def full(*, topic: str, **said: Any) -> bool:
        if topic == wishes.TOPIC:
            raise OSError("the disk is full")
        return put(topic=topic, **said)

    with monkeypatch.context() as patched:
        patched.setattr(wishes, "put", full)
        with pytest.raises(OSError, match="full"):
            publisher.post(url, SAID)
    ready = publisher.post(url, SAID)["Location"]
    assert OutboxMessage.objects.filter(topic=wishes.TOPIC).count() == 1
    assert work(timezone.now()) == 1
    assert publisher.post(ready).status_code == 302
    assert Publication.objects.exists()


def test_what_the_worker_gave_up_is_told_with_what_to_do(
    publisher: Client, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wishes, "MANY", 0)
    url = page_of(loaded(tmp_path, now))
    ready = publisher.post(url, SAID)["Location"]
    OutboxMessage.objects.update(attempts=MOST_ATTEMPTS)
    lease(topics=[wishes.TOPIC], worker="w", now=timezone.now())
    told = publisher.get(ready).content.decode()
    assert "could not be made ready" in told
    assert "too many times" in told
    assert publisher.post(url, SAID)["Location"] == ready
    assert "is being made ready" in publisher.get(ready).content.decode()
    assert work(timezone.now()) == 1
    assert "kept back by this rule" in publisher.get(ready).content.decode()


def test_two_who_wish_the_same_at_once_do_not_disturb_each_other(
    now: datetime, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, others = json.dump, [{"by": "another"}]

    def slow(told: Any, stream: Any) -> None:
        write(told, stream)
        if others:
            wishes._note("k", "wish.json", others.pop())

    monkeypatch.setattr("cjin.statistics.actions.wishes.json.dump", slow)
    wishes._note("k", "wish.json", {"by": "one"})
    (only,) = preparing.place_of("k").iterdir()
    assert json.loads(only.read_text()) == {"by": "one"}


# Age


def test_what_is_older_than_a_day_is_not_published(publisher: Client, tmp_path: Path, now: datetime) -> None:
    ready = publisher.post(page_of(loaded(tmp_path, now)), SAID)["Location"]
    old = (timezone.now() - timedelta(days=30)).timestamp()
    os.utime(preparing.place_of(key_in(ready)), (old, old))
    assert [publisher.get(ready).status_code, publisher.post(ready).status_code] == [404, 404]
    assert not Publication.objects.exists()


def test_the_worker_clears_away_what_nobody_published(publisher: Client, tmp_path: Path, now: datetime) -> None:
    place = preparing.place_of(key_in(publisher.post(page_of(loaded(tmp_path, now)), SAID)["Location"]))
    assert work(timezone.now()) == 0
    assert place.is_dir()
    assert work(timezone.now() + timedelta(days=2, minutes=1)) == 1
    assert not place.exists()


def test_who_publishes_while_another_does_is_told_so(publisher: Client, tmp_path: Path, now: datetime) -> None:
    ready = publisher.post(page_of(loaded(tmp_path, now)), SAID)["Location"]
    with alone("publications", "made-up-police"):
        told = publisher.post(ready)
    assert told.status_code == 422
    assert "made-up-police is being published just now" in told.content.decode()
    with (
        alone("loads", "made-up-police"),
        pytest.raises(Conflict, match="is being loaded"),
        alone("loads", "made-up-police"),
    ):
        pass
    one = of_load(
        loaded(tmp_path, now), declaration_named("crime-and-justice"), "c", Terms(release=ReleaseLevel.PUBLIC)
    )
    assert key_in(ready) == one.key
