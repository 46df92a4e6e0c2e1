"""The audit in words: acts have words, objects lead to what they are, files are files, nothing sealed is told."""

import csv
import json
import re
from datetime import datetime
from io import StringIO
from typing import Any

import pytest
from django.db.transaction import atomic
from django.test import Client
from django.utils.translation import override

from cjin.core.actions.audit import record
from cjin.core.actions.people import name_person
from cjin.core.models import AuditRow, User
from cjin.node.audit.names import ACTS, STREAMS, STREAMS_OF_ONE
from cjin.node.audit.telling import stream_in_words
from cjin.requests.actions.cases import act, looked_at, seal
from cjin.requests.models import Request
from cjin.requests.permissions import stream_of
from cjin.requests.rules.case.process import Direction, process
from tests.house.tree import SOURCE, text
from tests.requests.cases.conftest import *  # noqa: F403 - requests and the people who work on them
from tests.requests.conftest import *  # noqa: F403 - the demonstration

WRITTEN = re.compile(
    r"""(?:record\((?:[^()]|\([^()]*\))*?act=|audit\(\w+,\s|_happen\(\w+,\s|\bMove\()"([a-z-]+)"(?:\sif\s\w+\selse\s"([a-z-]+)")?"""
)
"""An act where it is written down, and the other one where there are two."""
NAMED = re.compile(
    r"""(?:\bstream=|^STREAM(?:, ERASE)? = |def stream_of\([^)]*\) -> str:\n[^\n]*\n\s+return )(f?)"([a-z]+-?)""", re.M
)
"""A stream where it is named; one about a single thing begins so."""
PACKAGES = ("core", "texts", "directory", "statistics", "requests", "reference", "cycles")
OF_REQUESTS = {act for direction in Direction for act in process(direction).acts}
"""These have words in the catalogue."""


@pytest.fixture
def auditor(client: Client, make_person: Any) -> Client:
    """A browser of somebody who reads the audit and works on no request."""
    person = make_person("auditor", "audit.read")
    User.objects.filter(pk=person.pk).update(full_name="Amina Haddad")
    client.force_login(person)
    return client


@pytest.mark.parametrize("package", PACKAGES)
def test_every_act_has_words(package: str) -> None:
    said = {one for path in (SOURCE / package).rglob("*.py") for pair in WRITTEN.findall(text(path)) for one in pair}
    assert said - {""} <= set(ACTS) | (OF_REQUESTS if package == "requests" else set())


def test_acts_are_found_where_they_are_written_down() -> None:
    said = {one for path in SOURCE.rglob("*.py") for pair in WRITTEN.findall(text(path)) for one in pair}
    found = {
        "sign-answer",
        "word-answer",
        "seal",
        "unseal",
        "hand",
        "submit",
        "clear",
        "take-workbook",
        "extend",
        "put",
    }
    assert found <= said


def test_rows_are_told_in_words_with_a_way_to_what_they_are_about(
    auditor: Client, outgoing: Request, writer: User, head: User, now: datetime
) -> None:
    User.objects.filter(pk=writer.pk).update(full_name="Ngozi Adeyemi")
    act(reference=outgoing.reference, act="submit", by=writer, now=now)
    looked_at(reference=outgoing.reference, by=head, now=now)
    page = auditor.get("/audit").content.decode()
    for words in ("Submitted", "Looked at it", "Ngozi Adeyemi", f"Request {outgoing.reference}", "2026, 09:30 UTC"):
        assert words in page, words
    assert f"<bdi>{writer.username}</bdi>" in page
    assert f'title="{stream_of(outgoing)} 2"' in page
    assert f"<bdi>Request {outgoing.reference}</bdi> · 2" in page
    assert f'href="/requests/{outgoing.reference}"' in page
    assert "{&quot;" not in page
    auditor.cookies["cjin_language"] = "fr"
    assert "Demande" in auditor.get("/audit").content.decode()


def test_every_stream_has_words() -> None:
    said = {named for path in SOURCE.rglob("*.py") for named in NAMED.findall(text(path))}
    assert {name for single, name in said if single} == set(STREAMS_OF_ONE)
    assert {name for single, name in said if not single} == set(STREAMS)


@pytest.mark.parametrize(
    ("language", "general", "single"),
    [("en", "Texts of instruments", "Measures of KEN"), ("fr", "Textes des instruments", "Mesures de KEN")],
)
def test_streams_are_told_in_words(language: str, general: str, single: str) -> None:
    with override(language):
        assert [stream_in_words(one) for one in ("texts", "measures-KEN", "100%s")] == [general, single, "100%s"]


def test_one_stream_is_chosen_by_its_words_and_asked_for_by_its_name(
    auditor: Client, outgoing: Request, now: datetime
) -> None:
    name = stream_of(outgoing)
    auditor.cookies["cjin_language"] = "es"
    page = auditor.get(f"/audit?stream={name}").content.decode()
    assert f'<option value="{name}" selected>Solicitud {outgoing.reference}</option>' in page
    assert '<option value="organizations">Organizaciones y puestos</option>' in page
    assert f"<bdi>Solicitud {outgoing.reference}</bdi> · 1" in page
    rows = json.loads(auditor.get(f"/audit?stream={name}&format=json").content)
    assert {one["stream"] for one in rows} == {name}


def test_the_files_are_files(auditor: Client, outgoing: Request, writer: User, now: datetime) -> None:
    act(reference=outgoing.reference, act="submit", by=writer, now=now)
    answer = auditor.get(f"/audit?format=csv&obj=request/{outgoing.reference}")
    assert answer["Content-Type"].startswith("text/csv")
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["act"] for row in rows] == ["submit", "open"]
    assert json.loads(rows[0]["detail"])["state"] == "legal-check"
    assert rows[0]["at"] == "2026-03-02T09:30:00+00:00"
    assert len(json.loads(auditor.get("/audit?format=json").content)) == AuditRow.objects.count()
    assert auditor.get("/audit?format=odt").status_code == 422


def test_nothing_sealed_is_told(auditor: Client, outgoing: Request, head: User, now: datetime) -> None:
    seal(reference=outgoing.reference, sealed=True, by=head, now=now)
    for address in ("/audit", "/audit?format=csv", "/audit?format=json"):
        assert outgoing.reference not in auditor.get(address).content.decode(), address
    assert "No act is found." in auditor.get(f"/audit?obj=request/{outgoing.reference}").content.decode()


def test_a_name_that_was_changed_stands_with_the_one_before(auditor: Client, writer: User, now: datetime) -> None:
    for name in ("Ngozi Adeyemi", "Ngozi Bello"):
        name_person(person=writer, full_name=name, by=None, now=now)
    page = auditor.get(f"/audit?obj=person/{writer.pk}").content.decode()
    assert "<bdi>Ngozi Adeyemi</bdi><br>" in page
    assert "<bdi>Ngozi Bello</bdi>" in page


def test_rows_of_requests_that_are_not_there_lead_nowhere(auditor: Client, now: datetime) -> None:
    with atomic():
        record(stream="request-1", act="write", by=None, obj="request/1", now=now)
    page = auditor.get("/audit").content.decode()
    assert "Request 1" in page
    assert 'href="/requests/1"' not in page
