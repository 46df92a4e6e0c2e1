"""The pages that anybody reads: who is competent, who is here, one body on any day, seats, experts, correspondents."""

import json
import re
from dataclasses import replace
from datetime import date, datetime

import pytest
from django.conf import LazySettings
from django.test import Client

from cjin.core.models import User
from cjin.core.rules.release import ReleaseLevel
from cjin.directory.actions.recording import end_body, release_body, write_all
from cjin.directory.actions.seating import Held, elect
from cjin.directory.actions.shipping import load
from cjin.directory.rules.files import read
from cjin.reference.actions import load as load_reference
from cjin.reference.models import Membership
from tests.core.conftest import *  # noqa: F403 - people and their posts
from tests.directory.conftest import MLA
from tests.directory.entries import body

WHO = "/directory/who?state=XBB&kind=mutual-legal-assistance"


@pytest.fixture
def shown(db: None, now: datetime, settings: LazySettings) -> None:
    """A demonstration's directory: the made-up authorities and the Commission."""
    settings.CJIN_SAMPLES = "."
    load_reference(now=now)
    load(now=now)
    return


def said(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content[:500]
    return answer.content.decode()


@pytest.mark.usefixtures("shown")
def test_the_answer_names_the_one_that_is_named_most_closely_first(client: Client) -> None:
    page = said(client, WHO + "&offence=0703&instrument=uncac-2003&on=2026-03-02")
    assert page.index("Prosecutor General of demonstration State XBB") < page.index("Ministry of Justice of")
    for words in ("is competent.", "So is 1 other body", "0703 Corruption", "portal.xbb.example.org", "made up"):
        assert words in page
    assert "verified" in page
    assert "20 January 2026" in page
    assert "Arabic, French" in page


@pytest.mark.usefixtures("shown")
@pytest.mark.parametrize(("reader", "language"), [("en", "en"), ("es", "es"), ("ar", "en")])
def test_sections_and_offences_have_the_language_of_their_titles(client: Client, reader: str, language: str) -> None:
    client.cookies["cjin_language"] = reader
    page = said(client, WHO)
    for place in (rf'<optgroup label="07 [^"]+" lang="{language}">', rf'<option value="0703" lang="{language}">'):
        assert re.search(place, page)


@pytest.mark.usefixtures("shown")
@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ("state=FRA&kind=extradition", "Nothing is known of this State."),
        ("state=XCC&kind=confiscation", "No body of this State is known for this kind of request."),
        ("state=XCC&kind=firearms-tracing&instrument=uncac-2003", "named for other instruments"),
        ("state=XAA&kind=extradition&on=1999-01-01", "Nothing is known of this State."),
    ],
)
def test_nobody_is_guessed(client: Client, asked: str, why: str) -> None:
    page = said(client, f"/directory/who?{asked}")
    assert "Not known." in page
    assert why in page
    assert "What you can do" in page


@pytest.mark.usefixtures("shown")
@pytest.mark.parametrize(
    "asked",
    ["state=QQQ&kind=extradition", "state=XAA&kind=nothing", "state=XAA", "state=XAA&kind=extradition&on=2026-02-30",
     "state=XAA&kind=extradition&offence=99", "state=XAA&kind=extradition&place=" + "x" * 200],
)  # fmt: skip
def test_a_question_that_cannot_be_asked_is_told_beside_its_field(client: Client, asked: str) -> None:
    page = said(client, f"/directory/who?{asked}", 422)
    assert "error-summary" in page
    assert 'aria-invalid="true"' in page


@pytest.mark.usefixtures("shown")
def test_an_urgent_question_gets_the_urgent_way(client: Client) -> None:
    assert "NCB Capital" in said(client, WHO + "&urgent=on")
    assert "NCB Capital" not in said(client, WHO)


@pytest.mark.usefixtures("shown")
def test_who_is_here_is_filtered_counted_and_given_as_files(client: Client) -> None:
    assert "10 bodies, as on" in said(client, "/directory/")
    assert "2 bodies, as on" in said(client, "/directory/?state=XBB")
    assert "1 body, as on" in said(client, "/directory/?state=XBB&function=extradition")
    assert "No body matches" in said(client, "/directory/?state=XBB&language=ru")
    assert "told to you" in said(client, "/directory/?on=1950-01-01")
    for form in ("csv", "xlsx", "json"):
        answer = client.get(f"/directory/?state=XBB&format={form}")
        found = read(answer.content, f"d.{form}")
        assert [one.entry.body for one in found] == ["xbb-ministry-of-justice", "xbb-prosecutor-general"]
        assert all(not way.restricted for one in found for way in one.entry.channels)
    said(client, "/directory/?format=exe", 422)
    said(client, "/directory/?on=tomorrow", 422)
    said(client, "/directory/?from=" + "9" * 400)


@pytest.mark.usefixtures("shown")
def test_restricted_ways_are_told_to_authorities_only(client: Client, make_person, make_organization) -> None:  # type: ignore[no-untyped-def]
    there = "/directory/xaa-central-authority"
    assert "+00 0 0000 001" not in said(client, there)
    assert "not shown to the public" in said(client, there)
    person: User = make_person("abroad", organization=make_organization("Ministry of XBB", state="XBB"))
    client.force_login(person)
    page = said(client, there)
    assert "+00 0 0000 001" in page
    assert "for authorities only" in page


@pytest.mark.usefixtures("kept")
def test_what_is_not_released_is_as_if_it_were_not(client: Client, now: datetime) -> None:
    missing, hidden = (said(client, f"/directory/{slug}", 404).split("<main")[1] for slug in ("nobody", "one"))
    assert hidden == missing.replace("nobody", "one")
    release_body(slug="one", release=ReleaseLevel.PUBLIC, by=None, now=now)
    assert "This body is made up" in said(client, "/directory/one")


@pytest.mark.usefixtures("kept")
def test_a_past_day_shows_what_stood_then_and_the_history_says_what_changed(client: Client, now: datetime) -> None:
    later = read(
        json.dumps({"format": "cjin-directory/1", "entries": [{
            "body": "one", "kind": "competent-authority", "names": {"en": "one"}, "state": "XAA",
            "since": "2025-01-01", "channels": [{"kind": "post", "address": "9 New Street"}],
        }]}).encode(), "d.json",
    )  # fmt: skip
    write_all(entries=later, release=ReleaseLevel.PUBLIC, by=None, now=now)
    now_page, then = said(client, "/directory/one"), said(client, "/directory/one?on=2024-12-31")
    assert "9 New Street" in now_page
    assert "1 Square" not in now_page
    assert "1 Square" in then
    assert "9 New Street" not in then
    assert "Ways to it" in now_page
    assert "until before 1 January 2025" in now_page
    end_body(slug="one", on=date(2026, 1, 1), by=None, now=now)
    assert "Nothing stands about this body on" in said(client, "/directory/one")


@pytest.mark.usefixtures("shown")
def test_seats_say_who_sits_there_and_how_many_are_open(client: Client, now: datetime) -> None:
    state = Membership.objects.filter(group_id="african-states", until=None).order_by("state_id")[0].state_id
    elect(body="ccpcj", elected=[Held(state=state, since=date(2026, 1, 1))], by=None, now=now)
    page = said(client, "/directory/ccpcj?on=2026-03-02")
    assert "40 seats, of which 39 are open" in page
    assert "until 1 January 2029" in page
    assert "40 seats, of which 40 are open" in said(client, "/directory/ccpcj?on=2025-03-02")


@pytest.mark.usefixtures("shown")
def test_experts_are_listed_by_day_topic_and_language_with_their_geography(client: Client) -> None:
    there = "/directory/demonstration-experts?on=2026-03-02"
    page = said(client, there)
    assert "2 experts are available" in page
    assert page.count("<meter") == 10
    assert "Badr" not in said(client, there + "&topic=prisons")
    assert "Nobody matches" in said(client, there + "&language=ar&topic=prisons")
    assert "0 experts are available" in said(client, "/directory/demonstration-experts?on=2030-01-01")


@pytest.mark.usefixtures("shown")
def test_correspondents_stand_under_their_states(client: Client) -> None:
    page = said(client, "/directory/correspondents?on=2026-03-02")
    assert "2 correspondents" in page
    assert "demonstration State XAA" in page
    assert "Celine Example" in page
    assert "No correspondent is known" in said(client, "/directory/correspondents?on=2001-01-01")


@pytest.mark.usefixtures("shown")
def test_more_bodies_take_no_more_queries(client: Client, now: datetime, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    write_all(entries=[body(f"body-{n}") for n in range(60)], release=ReleaseLevel.PUBLIC, by=None, now=now)
    client.get("/directory/")
    for address, most in (("/directory/", 14), (WHO, 12), ("/directory/ccpcj", 16), ("/directory/correspondents", 8)):
        with django_assert_max_num_queries(most):
            said(client, address)
    many = [body(f"mla-{n}", MLA) for n in range(30)]
    write_all(entries=many, release=ReleaseLevel.PUBLIC, by=None, now=now)
    wide = said(client, "/directory/who?state=XAA&kind=mutual-legal-assistance")
    assert wide.count('class="competent"') == 20
    assert "more</a>" in wide
    assert "1–50 of 100" in said(client, "/directory/")
    assert "51–100 of 100" in said(client, "/directory/?from=50")


def test_the_page_of_a_state_lists_its_released_bodies(client: Client, now: datetime, db: None) -> None:
    load_reference(now=now)
    of_kenya = replace(body("one"), entry=replace(body("one").entry, state="KEN"))
    write_all(entries=[of_kenya], by=None, now=now)
    assert "/directory/one" not in said(client, "/states/KEN")
    release_body(slug="one", release=ReleaseLevel.PUBLIC, by=None, now=now)
    assert "/directory/one" in said(client, "/states/KEN")
    assert "Authorities</h2>" not in said(client, "/states/FRA")


def test_the_answer_says_what_was_asked(client: Client, shown: None) -> None:
    page = said(client, f"{WHO}&offence=0703&instrument=uncac-2003&place=North")
    asked = page.split("Asked")[1].split("</p>")[0]
    assert all(part in asked for part in ("Corruption", "North", "Mutual legal assistance"))
