"""A later publication takes the place of an earlier one, which stays under its key and says so."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from cjin.core.models import User
from cjin.core.rules.duties import Duty
from cjin.core.rules.release import ReleaseLevel
from cjin.statistics.actions.publishing import Terms, withdraw
from cjin.statistics.models import Publication
from cjin.statistics.queries.flows import flow_for
from cjin.statistics.queries.succession import Succession
from tests.statistics.published import PUBLIC, TABLES, command, confirmed, loaded, published
from tests.statistics.test_counting import made

pytestmark = pytest.mark.django_db
API = "/api/v1/statistics/publications"
TOTALS = Terms(ReleaseLevel.PUBLIC, show_totals=True)
ONE = TABLES.partition("  - {id: by-sex")[0]


def shown(identity: str = "by-sex") -> list[str]:
    """The publications that a flow is shown from."""
    return [part.publication.key for part in flow_for(AnonymousUser(), identity).parts]


def test_the_same_on_other_terms_takes_the_place_of_the_first(tmp_path: Path, now: datetime, client: Client) -> None:
    load = loaded(tmp_path, now)
    first, second = published(load, now), published(load, now, TOTALS)
    assert shown() == [second.key]
    assert client.get(first.get_absolute_url()).status_code == 200
    page = client.get(first.get_absolute_url()).content.decode()
    assert "took the place of this one" in page
    assert f'href="{second.get_absolute_url()}"' in page
    assert "Takes the place of" in client.get(second.get_absolute_url()).content.decode()
    listed = client.get("/statistics/publications").content.decode()
    assert listed.count("replaced") == 1
    told = {one["key"]: one for one in client.get(API).json()["items"]}
    assert (told[first.key]["replaced"], told[first.key]["replaced_by"]) == (True, [second.key])
    assert (told[second.key]["replaced"], told[second.key]["takes_place_of"]) == (False, [first.key])
    assert client.get(f"{API}/{first.source.slug}/1").json()["replaced_by"] == [second.key]
    said = command("publications").output
    assert f"replaced by: {second.key}" in said
    assert f"takes the place of: {first.key}" in said


def test_a_publication_that_is_replaced_in_part_says_by_which(tmp_path: Path, now: datetime, client: Client) -> None:
    load = loaded(tmp_path, now)
    first, second = published(load, now), published(load, now, PUBLIC, ONE)
    place = Succession(None).of(first)
    assert (place.replaced, place.after) == (False, (second,))
    assert "Some of its tables were published again." in client.get(first.get_absolute_url()).content.decode()
    assert (shown(), shown("by-category")) == ([first.key], [second.key])


def test_what_a_reader_may_not_see_replaces_nothing_for_them(tmp_path: Path, now: datetime, client: Client) -> None:
    load = loaded(tmp_path, now)
    first = published(load, now)
    published(load, now, Terms(ReleaseLevel.OWN, show_totals=True))
    assert "took the place" not in client.get(first.get_absolute_url()).content.decode()
    assert client.get(f"{API}/{first.source.slug}/1").json()["replaced_by"] == []
    assert shown() == [first.key]


def test_a_withdrawn_publication_gives_its_place_back(tmp_path: Path, now: datetime) -> None:
    load = loaded(tmp_path, now)
    first, second = published(load, now), published(load, now, TOTALS)
    taken = withdraw(publication=second, why="a mistake", by=None, now=now)
    assert not Succession(None).of(first).after
    assert not Succession(None).of(taken).before


def test_the_same_terms_again_change_nothing_and_say_so(
    client: Client, make_person: Callable[..., User], tmp_path: Path, now: datetime
) -> None:
    load = loaded(tmp_path, now)
    first = published(load, now)
    published(load, now, PUBLIC, TABLES.replace("by-", "other-"))
    again = published(load, now)
    assert (again, again.unchanged, first.unchanged) == (first, True, False)
    third = published(loaded(tmp_path, now, made(300, 4)), now)
    back = published(load, now)
    assert not back.unchanged, "other records were published since"
    assert (third.number, back.number) == (3, 4)
    client.force_login(make_person("publisher", Duty.STATISTICS_PUBLISH))
    url = reverse("statistics:publish", args=[load.key])
    said = {"tables": "crime-and-justice", "release": "public", "rule": "counts-of-persons"}
    texts = [client.get(confirmed(client, url, said)["Location"]).content.decode() for _time in range(2)]
    assert ["nothing changed" in text for text in texts] == [False, True]
    asked = {"load": load.key, "tables": "crime-and-justice", "release": "public"}
    assert client.post(API, asked, content_type="application/json").json()["unchanged"] is True
    words = ["crime-and-justice", "--load", load.key, "--release", "public"]
    assert "nothing changed" in command("publish", *words).output
    assert Publication.objects.count() == 5
