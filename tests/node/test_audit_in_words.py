"""The audit in words: acts have words, objects lead to what they are, files are files, nothing sealed is told."""

import csv
import json
import re
from datetime import datetime
from io import StringIO
from typing import Any

import pytest
from django.test import Client

from cjin.core.models import AuditRow, User
from cjin.node.audit.names import ACTS
from cjin.requests.actions.cases import act, looked_at, seal
from cjin.requests.models import Request
from tests.house.tree import SOURCE, text
from tests.requests.cases.conftest import *  # noqa: F403 - requests and the people who work on them
from tests.requests.conftest import *  # noqa: F403 - the demonstration

WRITTEN = re.compile(r"record\([^)]*?act=\"([a-z-]+)\"")
PACKAGES = ("core", "texts", "directory", "statistics", "requests", "reference")


@pytest.fixture
def auditor(client: Client, make_person: Any) -> Client:
    """A browser of somebody who reads the audit and works on no request."""
    person = make_person("auditor", "audit.read")
    User.objects.filter(pk=person.pk).update(full_name="Amina Haddad")
    client.force_login(person)
    return client


@pytest.mark.parametrize("package", PACKAGES)
def test_every_act_has_words(package: str) -> None:
    found = {one for path in (SOURCE / package).rglob("*.py") for one in WRITTEN.findall(text(path))}
    assert found <= set(ACTS)


def test_rows_are_told_in_words_with_a_way_to_what_they_are_about(
    auditor: Client, outgoing: Request, writer: User, head: User, now: datetime
) -> None:
    User.objects.filter(pk=writer.pk).update(full_name="Ngozi Adeyemi")
    act(reference=outgoing.reference, act="submit", by=writer, now=now)
    looked_at(reference=outgoing.reference, by=head, now=now)
    page = auditor.get("/audit").content.decode()
    for words in ("Submitted", "Looked at it", "Ngozi Adeyemi", f"Request {outgoing.reference}", "2026, 09:30 UTC"):
        assert words in page, words
    assert f'href="/requests/{outgoing.reference}"' in page
    assert "{&quot;" not in page
    auditor.cookies["cjin_language"] = "fr"
    assert "Demande" in auditor.get("/audit").content.decode()


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
