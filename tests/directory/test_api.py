"""The API of the directory: what is hidden stays hidden, and writers must know the version that they change."""

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cjin.core.actions.signing import signing_key
from cjin.core.rules.release import ReleaseLevel
from cjin.directory.actions.recording import release_body, write_all
from cjin.directory.models import Body
from cjin.directory.queries.entries import THE_NODE, known_on
from cjin.directory.rules.files import written
from cjin.directory.rules.signed import open_signed
from tests.core.conftest import *  # noqa: F403 - people and their posts
from tests.directory.conftest import MLA
from tests.directory.entries import body

HERE = "/api/v1/directory"
ENTRY = {
    "kind": "competent-authority", "state": "XAA", "names": {"en": "one"}, "since": "2026-03-02", "fictional": True,
    "competences": [{"function": "mutual-legal-assistance"}], "channels": [{"kind": "post", "address": "9 New Street"}],
}  # fmt: skip


@pytest.fixture
def keeper(
    make_person: Callable[..., Any], make_organization: Callable[..., Any], client: Client, kept: None
) -> Client:
    client.force_login(make_person("keeper", "directory.edit", organization=make_organization(owns_node=True)))
    return client


def put(client: Client, slug: str, entry: dict[str, Any], tag: str | None = None) -> Any:
    headers = {"If-Match": tag} if tag else {}
    return client.put(f"{HERE}/bodies/{slug}", json.dumps(entry), content_type="application/json", headers=headers)


@pytest.mark.usefixtures("kept")
def test_who_answers_with_the_released_bodies_only(client: Client, now: datetime) -> None:
    asked = f"{HERE}/who?state=xaa&kind=mutual-legal-assistance&on=2026-03-02"
    assert client.get(asked).json()["unknown"] == "nothing is known of this State"
    release_body(slug="one", release=ReleaseLevel.PUBLIC, by=None, now=now)
    answer = client.get(asked + "&urgent=true").json()
    assert [one["body"] for one in answer["competent"]] == ["one"]
    assert answer["competent"][0]["channel"] == {"kind": "post", "address": "1 Square"}
    assert "no way for urgent requests is known" in answer["competent"][0]["reasons"]


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    "asked",
    ["state=X1&kind=extradition", "state=XAA&kind=dancing", "kind=extradition",
     "state=XAA&kind=extradition&on=2026-02-30", "state=XAA&kind=extradition&offence=murder"],
)  # fmt: skip
def test_a_question_that_cannot_be_asked_is_refused(client: Client, asked: str) -> None:
    answer = client.get(f"{HERE}/who?{asked}")
    assert answer.status_code == 422
    assert answer.json()["type"].endswith("invalid")


@pytest.mark.usefixtures("db")
def test_the_list_comes_in_pages_and_is_narrowed(client: Client, now: datetime) -> None:
    many = [body(f"body-{n:02}", *([MLA] if n % 2 else [])) for n in range(30)]
    write_all(entries=many, release=ReleaseLevel.PUBLIC, by=None, now=now)
    found, cursor = [], ""
    while True:
        page = client.get(f"{HERE}/bodies?function=mutual-legal-assistance&limit=4&cursor={cursor}").json()
        found += [one["body"] for one in page["items"]]
        if not (cursor := page["next"]):
            break
    assert found == [f"body-{n:02}" for n in range(1, 30, 2)]
    assert client.get(f"{HERE}/bodies?state=XBB").json()["items"] == []
    assert client.get(f"{HERE}/bodies?on=1999-01-01").json()["items"] == []
    assert client.get(f"{HERE}/bodies?colour=red").status_code == 422
    assert client.get(f"{HERE}/bodies?cursor=x").status_code == 422


def test_a_writer_names_the_version_that_is_changed(keeper: Client) -> None:
    read = keeper.get(f"{HERE}/bodies/one")
    tag = read.headers["ETag"]
    assert keeper.get(f"{HERE}/bodies/one", headers={"If-None-Match": tag}).status_code == 304
    assert put(keeper, "one", ENTRY).status_code == 428
    done = put(keeper, "one", ENTRY, tag)
    assert done.json() == {"body": "one", "done": "changed"}
    assert put(keeper, "one", {**ENTRY, "source": "another"}, tag).status_code == 412
    assert put(keeper, "one", {**ENTRY, "source": "another"}, done.headers["ETag"]).status_code == 200
    assert keeper.get(f"{HERE}/bodies/one?on=2026-03-01").json()["channels"][0]["address"] == "1 Square"
    assert keeper.get(f"{HERE}/bodies/one?on=2026-03-02").json()["channels"][0]["address"] == "9 New Street"
    assert keeper.get(f"{HERE}/bodies/one?on=1990-03-02").status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [{"names": {}}, {"names": {"en": "o\u202ene"}}, {"since": "2026-02-30"}, {"kind": "circus"}, {"body": "two"},
     {"verified": "2026-01-01"}, {"colour": "red"}, {"channels": "x"}, {"state": "12"},
     {"keys": [{"use": "signing", "value": "AGE-SECRET-KEY-1X"}]}],
)  # fmt: skip
def test_a_wrong_entry_is_refused_with_its_place(keeper: Client, wrong: dict[str, Any]) -> None:
    answer = put(keeper, "three", {**ENTRY, **wrong})
    assert answer.status_code == 422
    assert answer.json()["faults"]
    assert not Body.objects.filter(slug="three").exists()


def test_a_new_body_is_written_for_the_people_of_the_node(keeper: Client) -> None:
    assert put(keeper, "three", ENTRY).json()["done"] == "new"
    assert Body.objects.get(slug="three").release == ReleaseLevel.OWN
    assert put(keeper, "three", {**ENTRY, "state": "XBB"}, "*").status_code == 409
    assert put(keeper, "who", ENTRY).status_code == 422


@pytest.mark.usefixtures("kept")
def test_nobody_writes_without_the_duty(client: Client, make_person: Callable[..., Any]) -> None:
    for status in (401, 403):
        assert put(client, "three", ENTRY).status_code == status
        sent = {"file": SimpleUploadedFile("d.json", b"{}")}
        assert client.post(f"{HERE}/file", sent).status_code == status
        said = json.dumps({"body": "one", "by_name": "A"})
        assert client.post(f"{HERE}/verifications", said, content_type="application/json").status_code == status
        assert client.get(f"{HERE}/due").status_code == status
        if status == 401:
            client.force_login(make_person())


def test_a_file_is_looked_at_and_taken(keeper: Client) -> None:
    def sent(**more: str) -> Any:
        file = SimpleUploadedFile("d.csv", written([body("one", MLA), body("four")], "csv"))
        return keeper.post(f"{HERE}/file", {"file": file, **more}).json()

    assert sent(check="true") == {"new": ["four"], "changed": ["one"], "unchanged": [], "checked_only": True}
    assert not Body.objects.filter(slug="four").exists()
    assert sent()["new"] == ["four"]
    assert sent()["unchanged"] == ["four", "one"]


def test_a_verification_and_what_is_due(keeper: Client) -> None:
    assert {one["body"] for one in keeper.get(f"{HERE}/due").json()} == {"one", "two"}
    said = json.dumps({"body": "one", "by_name": "A. Person"})
    made = keeper.post(f"{HERE}/verifications", said, content_type="application/json")
    assert made.status_code == 200
    assert made.json()["by_name"] == "A. Person"
    assert {one["body"] for one in keeper.get(f"{HERE}/due").json()} == {"two"}


def test_the_signed_directory_and_the_seats(keeper: Client, tmp_path: Path, settings: LazySettings) -> None:
    from django.utils import timezone

    settings.CJIN_HOME = str(tmp_path)
    content = keeper.get(f"{HERE}/signed").content
    assert open_signed(content, "d", thumbprint=signing_key().thumbprint(), now=timezone.now()).entries == ()
    assert keeper.get(f"{HERE}/bodies/one/seats").json() == []
    assert keeper.get(f"{HERE}/bodies/nobody/seats").status_code == 404
    assert known_on(THE_NODE, date(2026, 3, 2), slug="one")
