"""The API of ready figures: reading in, files, checks, findings and what is decided of them."""

import csv
import fcntl
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cjin.core.models import AuditRow, User
from cjin.core.rules.release import ReleaseLevel
from cjin.statistics.models import Dataset, Finding, Source
from cjin.statistics.queries.readings import folder_of
from cjin.statistics.rules.checks.check import known
from tests.statistics.portal import line, portal_file

pytestmark = pytest.mark.django_db
API = "/api/v1/statistics"
WRONG = (line(category="Sexual violence", value=10), line(category="Sexual violence: Rape", value=30))


@pytest.fixture
def figures(tmp_path: Path) -> bytes:
    return portal_file(tmp_path / "in", *WRONG).read_bytes()


@pytest.fixture
def editor(client: Client, make_person: Callable[..., User]) -> Client:
    client.force_login(make_person("editor", "statistics.edit"))
    return client


def send(client: Client, content: bytes, name: str = "data_cts_2023-05-11.csv", **fields: str) -> Any:
    return client.post(f"{API}/datasets", {"file": SimpleUploadedFile(name, content), "layout": "unodc", **fields})


def test_a_file_is_read_in_checked_listed_and_downloaded(editor: Client, figures: bytes) -> None:
    done = send(editor, figures).json()
    assert (done["key"], done["vintage"], done["report"]["kept"]) == ("unodc-portal@1", "2023-05-11", 2)
    assert {one["check"] for one in done["checks"]} >= {"part-above-whole"}
    again = send(editor, figures).json()
    assert (again["key"], again["unchanged"], done["unchanged"]) == ("unodc-portal@1", True, False)
    other = send(editor, figures, vintage="2020-01-31", source="elsewhere").json()
    assert (other["key"], other["vintage"]) == ("elsewhere@1", "2020-01-31")
    listed = editor.get(f"{API}/datasets").json()["items"]
    assert [one["key"] for one in listed] == ["elsewhere@1", "unodc-portal@1"]
    assert listed[1]["open_findings"] >= 1
    assert editor.get(f"{API}/datasets/unodc-portal").json() == editor.get(f"{API}/datasets/unodc-portal@1").json()
    assert editor.post(f"{API}/datasets/unodc-portal@1/check").json()["checks"] == done["checks"]
    for name in ("observations.csv", "observations.parquet", "damage.csv", "apart.csv"):
        assert b"".join(editor.get(f"{API}/datasets/unodc-portal@1/files/{name}")), name
    rows = csv.DictReader(
        b"".join(editor.get(f"{API}/datasets/unodc-portal/files/observations.csv")).decode("utf-8-sig").splitlines()
    )
    assert {row["value"] for row in rows} == {"10", "30"}


def test_checks_are_listed_as_they_are_declared(client: Client) -> None:
    told = {one["id"]: one for one in client.get(f"{API}/checks").json()}
    assert set(told) == set(known())
    assert set(told["part-above-whole"]["message"]) == {"ar", "en", "es", "fr", "ru", "zh"}
    assert b"define datapoint ruleset" in client.get(f"{API}/checks.vtl").content


def test_findings_are_filtered_and_paged(editor: Client, tmp_path: Path) -> None:
    more = [line(area="XBB", category="Sexual violence: Rape", value=value) for value in (-5, 7)]
    send(editor, portal_file(tmp_path, *WRONG, *more).read_bytes())
    every = editor.get(f"{API}/findings?limit=500").json()["items"]
    assert len(every) == Finding.objects.filter(current=True).count() > 1
    first = editor.get(f"{API}/findings?limit=1").json()
    assert first["items"] == every[:1]
    rest = editor.get(f"{API}/findings", {"limit": 500, "cursor": first["next"]}).json()["items"]
    assert rest == every[1:]
    for name, field in (("severity", "severity"), ("standing", "standing"), ("rule", "check"), ("area", "area")):
        value = every[0][field]
        found = editor.get(f"{API}/findings", {name: value, "limit": 500}).json()["items"]
        assert found == [one for one in every if one[field] == value]
    assert editor.get(f"{API}/findings?dataset=unodc-portal@1&limit=500").json()["items"] == every
    assert editor.get(f"{API}/findings?dataset=unodc-portal@2").json()["items"] == []


def decide(client: Client, pk: int, verb: str, tag: str | None = None, **words: str) -> Any:
    tag = client.get(f"{API}/findings/{pk}")["ETag"] if tag is None else tag
    headers = {"If-Match": tag} if tag else {}
    return client.post(f"{API}/findings/{pk}/{verb}", words, content_type="application/json", headers=headers)


def test_a_finding_is_explained_accepted_and_opened_again(editor: Client, figures: bytes) -> None:
    send(editor, figures)
    finding = Finding.objects.get(rule="part-above-whole")
    one = editor.get(f"{API}/findings/{finding.pk}").json()
    assert (one["check"], one["standing"]) == ("part-above-whole", "open")
    assert any(each["values"] for each in one["figures"])
    explained = decide(editor, finding.pk, "explain", words="Another law")
    assert (explained.status_code, explained.json()["standing"], explained.json()["words"]) == (
        200, "explained", "Another law",
    )  # fmt: skip
    assert explained["ETag"] == editor.get(f"{API}/findings/{finding.pk}")["ETag"]
    assert decide(editor, finding.pk, "accept", explained["ETag"]).json()["standing"] == "accepted"
    assert decide(editor, finding.pk, "reopen").json()["standing"] == "open"
    assert decide(editor, finding.pk, "reopen").status_code == 409
    acts = AuditRow.objects.filter(stream="statistics").order_by("position").values_list("act", flat=True)
    assert list(acts)[-3:] == ["explain", "accept", "reopen"]


def test_decisions_that_cannot_be_are_refused(editor: Client, figures: bytes) -> None:
    send(editor, figures)
    pk = Finding.objects.get(rule="part-above-whole").pk
    assert decide(editor, pk, "explain", "", words="x").status_code == 428
    assert decide(editor, pk, "explain", '"old"', words="x").status_code == 412
    for words in ({}, {"words": "  "}, {"words": "x" * 4001}):
        refused = decide(editor, pk, "explain", **words)
        assert (refused.status_code, [one["where"] for one in refused.json()["faults"]]) == (422, ["words"])
    assert decide(editor, pk, "nothing").status_code == 404
    assert decide(editor, 10**30, "accept", '"x"').status_code == 404
    answer = editor.post(f"{API}/findings/{pk}/accept", b"[1", content_type="application/json")
    assert answer.status_code in (400, 422)
    assert Finding.objects.get(pk=pk).revision == 0


def test_nobody_writes_without_the_duty(client: Client, make_person: Callable[..., User], figures: bytes) -> None:
    client.force_login(make_person("editor", "statistics.edit"))
    send(client, figures)
    pk = Finding.objects.get(rule="part-above-whole").pk
    Source.objects.update(release=ReleaseLevel.PUBLIC)
    for person, status in ((None, 401), (make_person("reader"), 403)):
        client.logout()
        if person:
            client.force_login(person)
        assert send(client, figures).status_code == status
        assert client.post(f"{API}/datasets/unodc-portal/check").status_code == status
        assert decide(client, pk, "accept").status_code == status
        assert client.get(f"{API}/findings/{pk}").status_code == 200
    assert (Dataset.objects.count(), Finding.objects.get(pk=pk).revision) == (1, 0)


def test_a_dataset_that_is_not_released_is_not_there(
    client: Client, make_person: Callable[..., User], figures: bytes
) -> None:
    client.force_login(make_person("editor", "statistics.edit"))
    send(client, figures)
    pk = Finding.objects.get(rule="part-above-whole").pk
    client.force_login(make_person("reader"))
    for key in ("unodc-portal", "unodc-portal@1"):
        hidden, absent = (client.get(f"{API}/datasets/{one}").json()["detail"] for one in (key, "x"))
        assert hidden.replace(key, "x") == absent
        assert client.get(f"{API}/datasets/{key}/files/observations.csv").status_code == 404
    assert client.get(f"{API}/findings/{pk}").json() == client.get(f"{API}/findings/99999999").json()
    assert client.get(f"{API}/datasets").json()["items"] == client.get(f"{API}/findings").json()["items"] == []


@pytest.mark.parametrize(
    ("content", "fields", "place"),
    [
        (b"a,b\n1,2\n", {}, "data_cts"),
        (b"", {}, "data_cts"),
        (b"PK\3\4 nothing", {}, "data_cts"),
        (b"x", {"layout": "other"}, "layout"),
        (b"x", {"vintage": "31.1.2020"}, "form.vintage"),
        (b"x", {"source": "../../etc"}, ""),
    ],
)
def test_what_cannot_be_read_is_told(editor: Client, content: bytes, fields: dict[str, str], place: str) -> None:
    answer = send(editor, content, **fields)
    assert answer.status_code == 422, answer.json()
    assert any(place in fault["where"] for fault in answer.json().get("faults", [])) or not place
    assert not Dataset.objects.exists()


def test_two_at_once_are_a_conflict(editor: Client, figures: bytes) -> None:
    send(editor, figures)
    with (folder_of(Dataset.objects.get()).parent / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert send(editor, figures, vintage="2020-01-31").status_code == 409
    assert Dataset.objects.count() == 1


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("datasets/unodc-portal@9", 404),
        ("datasets/unodc-portal@" + "9" * 40, 404),
        ("datasets/unodc-portal/files/report.json", 404),
        ("datasets/unodc-portal/files/..%2f..%2fsecret", 404),
        ("datasets?cursor=WyJ4Il0", 422),
        ("findings?cursor=!", 422),
        ("findings?severity=grave", 422),
        ("findings?standing=1", 422),
        ("findings?dataset=x@y@z", 200),
        ("findings/" + "9" * 40, 404),
        ("findings/x", 404),
    ],
)
def test_odd_addresses_are_answered(editor: Client, figures: bytes, address: str, status: int) -> None:
    send(editor, figures)
    assert editor.get(f"{API}/{address}").status_code == status
