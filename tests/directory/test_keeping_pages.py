"""The pages of whoever keeps the directory: entries, acts, files, the signed directory; what was typed is kept."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cjin.core.actions.signing import signing_key
from cjin.core.models import AuditRow
from cjin.core.rules.release import ReleaseLevel
from cjin.directory.actions.recording import release_body
from cjin.directory.actions.signing import signed_directory
from cjin.directory.models import Body, Origin, Term, Version, WaitingFile
from cjin.directory.queries.entries import THE_NODE, known_on, version_of
from cjin.directory.rules.files import written
from cjin.directory.rules.kinds import BodyKind
from cjin.reference.models import Membership
from tests.core.conftest import *  # noqa: F403 - people and their posts
from tests.directory.entries import body

PAGES = ("/directory/add", "/directory/load", "/directory/due", "/directory/one/edit", "/directory/one/verify")
PRIVATE = "-----BEGIN PRIVATE KEY-----\nMC4CAQ\n-----END PRIVATE KEY-----"

TOO_LONG = b"part,body,kind,names_en\n" + b"".join(b"bodies,b%d,network,n\n" % n for n in range(10_001))


@pytest.fixture
def keeper(
    make_person: Callable[..., Any], make_organization: Callable[..., Any], client: Client, kept: None
) -> Client:
    client.force_login(make_person("keeper", "directory.edit", organization=make_organization(owns_node=True)))
    return client


def typed(slug: str = "one", **given: str) -> dict[str, str]:
    """What the form of the body “one” is sent with, one way among its rows."""
    here = Body.objects.filter(slug=slug, origin=None).first()
    return {
        "version": version_of(here) if here else "", "since": "2026-03-02", "kind": "competent-authority",
        "names_en": "one", "fictional": "on", "competences-rows": "1", "keys-rows": "1", "channels-rows": "2",
        "competences-0-function": "mutual-legal-assistance",
        "channels-1-kind": "post", "channels-1-address": "9 New Street", **given,
    }  # fmt: skip


def address(day: date, slug: str = "one") -> list[str]:
    return [way.address for one in known_on(THE_NODE, day, slug=slug) for way in one.known.entry.channels]


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("there", PAGES)
def test_nobody_else_comes_to_these_pages(client: Client, there: str, make_person: Callable[..., Any]) -> None:
    versions = Version.objects.count()
    for person in (None, make_person()):
        if person:
            client.force_login(person)
        assert client.get(there).status_code in (401, 403, 404)
        assert client.post(there, typed()).status_code in (401, 403, 404, 405)
    assert Version.objects.count() == versions


def test_a_way_is_changed_from_a_day_on_and_the_past_stays(keeper: Client) -> None:
    assert keeper.get("/directory/one/edit").status_code == 200
    done = keeper.post("/directory/one/edit", typed())
    assert done.status_code == 302, done.content[-3000:]
    assert address(date(2026, 3, 2)) == ["9 New Street"]
    assert address(date(2026, 3, 1)) == ["1 Square", "+00 0"]
    assert AuditRow.objects.filter(stream="directory", act="write-entry", by__username="keeper").exists()
    assert keeper.post("/directory/one/edit", typed()).status_code == 302
    assert Version.objects.filter(body__slug="one", replaced_at=None).count() == 2


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"names_en": ""}, "id_names_en"),
        ({"names_en": "o\u202ene"}, "id_names_en"),
        ({"since": "2026-02-30"}, "id_since"),
        ({"since": ""}, "id_since"),
        ({"until": "2020-01-01"}, "id_until"),
        ({"languages": "quenya"}, "id_languages"),
        ({"website": "javascript:alert(1)"}, "id_website"),
        ({"time_zone": "Mars/Olympus"}, "id_time_zone"),
        ({"channels-1-address": ""}, "id_channels-1-address"),
        ({"channels-1-kind": "e-mail"}, "id_channels-1-address"),
        ({"competences-0-offences": "murder"}, "id_competences-0-function"),
        ({"keys-0-use": "signing", "keys-0-value": PRIVATE}, "id_keys-0-value"),
    ],
)
def test_faults_stand_beside_their_fields_and_at_the_top_and_what_was_typed_is_kept(
    keeper: Client, given: dict[str, str], field: str
) -> None:
    versions = Version.objects.count()
    answer = keeper.post("/directory/one/edit", typed(source="typed by hand", **given))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#{field}"' in page
    assert "typed by hand" in page
    assert Version.objects.count() == versions


def test_the_later_of_two_gets_the_conflict_and_keeps_what_was_typed(keeper: Client) -> None:
    mine = typed()
    assert keeper.post("/directory/one/edit", typed(**{"channels-1-address": "First Street"})).status_code == 302
    answer = keeper.post("/directory/one/edit", mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "9 New Street" in page
    assert "changed this entry meanwhile" in page
    assert address(date(2026, 3, 2)) == ["First Street"]
    assert keeper.post("/directory/one/edit", typed()).status_code == 302
    assert address(date(2026, 3, 2)) == ["9 New Street"]


def test_a_body_is_entered_once(keeper: Client) -> None:
    new = typed("three", body="three", state="XCC")
    assert keeper.post("/directory/add", new).status_code == 302
    assert Body.objects.get(slug="three").release == ReleaseLevel.OWN
    again = keeper.post("/directory/add", new)
    assert again.status_code == 409
    assert "of this name already" in again.content.decode()
    taken = keeper.post("/directory/add", typed("who", body="who", state="XCC"))
    assert taken.status_code == 422
    assert "address of a page" in taken.content.decode()
    assert keeper.post("/directory/add", typed("x", body="x", state="12")).status_code == 422


def test_a_row_is_taken_away_and_a_number_of_rows_that_no_page_sends_is_bounded(keeper: Client) -> None:
    assert keeper.post("/directory/one/edit", typed(**{"channels-1-gone": "on"})).status_code == 302
    assert address(date(2026, 3, 2)) == []
    assert keeper.post("/directory/one/edit", typed(**{"channels-rows": "9999"})).status_code == 302
    assert keeper.post("/directory/one/edit", typed(**{"channels-rows": "x", "since": "2026-04-01"})).status_code == 302


def test_acts_are_done_or_refused_beside_their_fields(keeper: Client) -> None:
    assert keeper.post("/directory/one/verify", {"on": "2099-01-01", "by_name": "A"}).status_code == 422
    assert keeper.post("/directory/one/verify", {"on": "2026-03-01", "by_name": "A. Person"}).status_code == 302
    assert Body.objects.get(slug="one").verifications.filter(by_name="A. Person").exists()
    assert keeper.post("/directory/one/release", {"release": "named", "states": "XBB"}).status_code == 302
    assert list(Body.objects.get(slug="one").states) == ["XBB"]
    assert keeper.post("/directory/one/release", {"release": "named", "states": "X1"}).status_code == 422
    assert keeper.post("/directory/one/end", {"on": "2026-01-01"}).status_code == 302
    assert keeper.post("/directory/one/end", {"on": "2026-02-01"}).status_code == 422
    assert keeper.get("/directory/one/elect").status_code == 404
    assert keeper.get("/directory/one/dance").status_code == 404


def test_an_election_is_all_or_none(keeper: Client, now: datetime) -> None:
    from cjin.directory.actions.shipping import load

    load(now=now)
    states = Membership.objects.filter(group_id="african-states", until=None).order_by("state_id")
    codes = [one.state_id for one in states[:13]]
    too_many = keeper.post("/directory/ccpcj/elect", {"states": codes, "since": "2026-01-01"})
    assert too_many.status_code == 422
    assert codes[0] in too_many.content.decode()
    assert not Term.objects.filter(post__body__slug="ccpcj").exists()
    assert keeper.post("/directory/ccpcj/elect", {"states": codes[:12], "since": "2026-01-01"}).status_code == 302
    assert Term.objects.filter(post__body__slug="ccpcj").count() == 12
    lot = {"seed": "the minutes of the day", "until": "2028-01-01"}
    assert keeper.post("/directory/ccpcj/lot", lot).status_code == 302
    assert Term.objects.filter(until=date(2028, 1, 1)).count() == 6
    assert keeper.post("/directory/ccpcj/lot", lot).status_code == 422


def test_a_post_and_its_holder(keeper: Client) -> None:
    assert (
        keeper.post(
            "/directory/one/post", {"slug": "head", "title_en": "Head", "title_fr": "Chef", "seats": "1"}
        ).status_code
        == 302
    )
    holder = {"post": "head", "holder": "A. Person", "since": "2026-01-01"}
    assert keeper.post("/directory/one/holder", holder).status_code == 302
    assert "A. Person" in keeper.get("/directory/one?on=2026-03-02").content.decode()
    assert keeper.post("/directory/one/holder", holder).status_code == 422
    term = Term.objects.get()
    assert keeper.post("/directory/two/leave", {"term": term.pk, "on": "2026-12-01"}).status_code == 422
    assert keeper.post("/directory/one/leave", {"term": term.pk, "on": "2025-12-01"}).status_code == 422
    assert keeper.post("/directory/one/leave", {"term": term.pk, "on": "2027-12-01"}).status_code == 302
    assert Term.objects.get().until == date(2027, 12, 1)


def file(content: bytes, name: str = "d.json") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_file_shows_what_it_would_change_before_it_is_taken(keeper: Client) -> None:
    content = written([body("one"), body("four")], "xlsx")
    asked = keeper.post("/directory/load", {"file": file(content, "d.xlsx"), "release": "public"})
    assert asked.status_code == 302
    assert not Body.objects.filter(slug="four").exists()
    page = keeper.get(asked["Location"]).content.decode()
    assert "New: 1. Changed: 1. As it was: 0." in page
    assert keeper.post(asked["Location"], {"act": "take"}).status_code == 302
    assert Body.objects.get(slug="four").release == ReleaseLevel.PUBLIC
    assert not WaitingFile.objects.exists()
    assert keeper.get(asked["Location"]).status_code == 404


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"{", "d.json", "cannot be read"),
        (b"x", "d.pdf", "ends in none"),
        (written([body("one")], "json").replace(b"fictional", b"fiction"), "d.json", "fiction"),
        (TOO_LONG, "d.csv", "10,001 entries"),
    ],
)  # fmt: skip
def test_a_broken_file_is_told_and_not_kept(keeper: Client, content: bytes, name: str, said: str) -> None:
    answer = keeper.post("/directory/load", {"file": file(content, name), "since": "2026-01-01"})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not WaitingFile.objects.exists()


def test_a_file_of_another_state_is_refused_when_it_is_looked_at(keeper: Client) -> None:
    content = written([body("one")], "json").replace(b"XAA", b"XBB")
    there = keeper.post("/directory/load", {"file": file(content)})["Location"]
    answer = keeper.get(there)
    assert answer.status_code == 409
    assert "another State" in answer.content.decode()
    assert keeper.post(there, {"act": "leave"}).status_code == 302


def test_what_is_due_leads_to_its_verification(keeper: Client) -> None:
    page = keeper.get("/directory/due").content.decode()
    assert "/directory/one/verify" in page
    assert "verified long ago" in page
    assert "/directory/one" in keeper.get("/").content.decode()


def test_a_signed_directory_is_taken_by_its_thumbprint_in_groups(
    keeper: Client, now: datetime, tmp_path: Path, settings: LazySettings
) -> None:
    from django.utils import timezone

    settings.CJIN_HOME = str(tmp_path)
    release_body(slug="one", release=ReleaseLevel.PUBLIC, by=None, now=now)
    content = signed_directory(now=timezone.now())
    Body.objects.all().delete()
    thumbprint = signing_key().thumbprint()
    groups = " ".join(thumbprint[place : place + 4] for place in range(0, len(thumbprint), 4))
    assert groups in keeper.get("/directory/signed").content.decode()
    wrong = keeper.post("/directory/signed", {"file": file(content), "thumbprint": "another"})
    assert wrong.status_code == 422
    assert "another key" in wrong.content.decode()
    assert keeper.post("/directory/signed", {"file": file(content[:-9]), "thumbprint": groups}).status_code == 422
    assert keeper.post("/directory/signed", {"file": file(content), "thumbprint": groups}).status_code == 302
    assert Origin.objects.get().bodies.count() == 1
    page = keeper.get("/directory/one").content.decode()
    assert "comes from the signed directory" in page
    assert "/directory/one/edit" not in page
    assert keeper.get("/directory/one/edit").status_code == 404
    keeper.logout()
    assert keeper.get("/directory/one").status_code == 404
    assert keeper.get("/directory/signed/file")["Content-Type"] == "application/jose+json"
    assert keeper.post("/directory/signed", {}).status_code in (302, 401, 403)


def test_every_kind_has_its_acts() -> None:
    from cjin.directory.views.acts import ACTS

    assert all(
        {verb for verb, one in ACTS.items() if kind in one.kinds} >= {"verify", "release", "end"} for kind in BodyKind
    )


def test_what_is_told_of_a_holder_changes_from_a_day_on_and_the_term_before_stays(keeper: Client) -> None:
    assert keeper.post("/directory/one/post", {"slug": "head", "seats": "1"}).status_code == 422
    keeper.post("/directory/one/post", {"slug": "head", "title_ar": "رئيس", "seats": "1"})
    holder = {"post": "head", "holder": "A. Person", "state": "KEN", "since": "2026-01-01", "until": "2028-01-01"}
    keeper.post("/directory/one/holder", holder)
    assert "Kenya" in keeper.get("/directory/one/holder").content.decode()
    term = Term.objects.get()
    assert keeper.post("/directory/one/change", {"term": term.pk, "on": "2025-01-01", "holder": "B"}).status_code == 422
    assert keeper.post("/directory/one/change", {"term": term.pk, "on": "2027-01-01", "holder": "B"}).status_code == 302
    before, after = Term.objects.order_by("since")
    assert (before.holder, before.until) == ("A. Person", date(2027, 1, 1))
    assert (after.holder, after.state, after.since, after.until) == ("B", "KEN", date(2027, 1, 1), date(2028, 1, 1))
    assert "A. Person" in keeper.get("/directory/one?on=2026-03-02").content.decode()
