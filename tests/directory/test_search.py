"""Bodies are found by name, State and what they may do, never by how they are reached, and by whom they are for."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from cjin.core.actions.search import rebuild
from cjin.core.models import SearchEntry, SearchText
from cjin.core.queries.search import search
from cjin.core.rules.multilingual import Multilingual
from cjin.core.rules.release import Reader, ReleaseLevel
from cjin.core.tasks.worker import drain
from cjin.directory.actions.recording import end_body, release_body, write_all, write_entry
from cjin.directory.queries.entries import THE_NODE
from cjin.directory.search import Bodies
from cjin.directory.tasks import load
from cjin.node.packages import OUTBOX_HANDLERS, part
from tests.directory.conftest import MLA, NIGHT, POST
from tests.directory.entries import body


def found(words: str, reader: Reader = Reader.PUBLIC, language: str = "en") -> list[str]:
    return [hit.object_id for hit in search(words, language=language, facets={"kind": "body"}, reader=reader).hits]


@pytest.mark.usefixtures("kept")
def test_a_body_is_found_by_whom_it_is_released_to(now: datetime) -> None:
    assert found("mutual legal assistance") == []
    assert found("mutual legal assistance", THE_NODE) == ["one"]
    release_body(slug="one", release=ReleaseLevel.PUBLIC, by=None, now=now)
    assert found("mutual legal assistance") == ["one"]
    assert found("demonstration state XAA") == ["one"]
    release_body(slug="one", release=ReleaseLevel.OWN, by=None, now=now)
    assert found("mutual legal assistance") == []


@pytest.mark.usefixtures("kept")
def test_how_a_body_is_reached_is_not_in_the_index() -> None:
    said = " ".join(f"{one.title} {one.text} {one.context}" for one in SearchText.objects.all())
    assert POST.address not in said
    assert NIGHT.address not in said


@pytest.mark.usefixtures("kept")
def test_the_index_follows_the_entry(now: datetime) -> None:
    named = body("one", MLA).entry
    both = Multilingual(en="Office of Gardens", fr="Bureau des jardins")
    write_entry(entry=replace(named, names=both), since=date(2026, 1, 1), by=None, now=now)
    assert found("gardens", THE_NODE) == ["one"]
    assert found("jardins entraide", THE_NODE, "fr") == ["one"]
    write_entry(entry=named, since=date(2026, 1, 1), by=None, now=now)
    assert found("jardins", THE_NODE, "fr") == []
    end_body(slug="one", on=date(2026, 2, 1), by=None, now=now)
    assert not SearchEntry.objects.filter(kind="body", object_id="one").exists()


@pytest.mark.usefixtures("kept")
def test_a_check_leaves_the_index_and_a_rebuild_changes_nothing(now: datetime) -> None:
    write_all(entries=[body("three")], check=True, by=None, now=now)
    assert not SearchEntry.objects.filter(object_id="three").exists()
    assert rebuild(Bodies()) == (0, 0)


@pytest.mark.usefixtures("kept")
def test_a_released_body_stands_above_the_answers_of_the_search_page(client: Client, now: datetime) -> None:
    named = Multilingual(en="Office of Gardens")
    write_entry(entry=replace(body("one", MLA).entry, names=named), since=date(2026, 1, 1), by=None, now=now)
    assert "/directory/one" not in client.get("/search?q=office+of+gardens").content.decode()
    release_body(slug="one", release=ReleaseLevel.PUBLIC, by=None, now=now)
    page = client.get("/search?q=office+of+gardens").content.decode()
    assert "/directory/one" in page
    assert "Body in the directory" in page


@pytest.mark.usefixtures("kept")
def test_an_entry_that_begins_later_is_found_from_its_day_on(now: datetime) -> None:
    later = now + timedelta(days=3)
    named = replace(body("one", MLA).entry, names=Multilingual(en="Office of Gardens"))
    write_entry(entry=named, since=later.date(), by=None, now=now)
    assert found("gardens", THE_NODE) == []
    load(now=now)
    renewing = {"directory.renew": part(OUTBOX_HANDLERS["directory.renew"])}
    drain(renewing, now=later + timedelta(days=1))
    assert found("gardens", THE_NODE) == ["one"]
