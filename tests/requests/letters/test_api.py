"""Letters by the API: the same acts under the same duties."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cjin.core.models import User
from cjin.requests.models import Attempt, Request
from cjin.requests.queries.letters import data_of

HERE = "/api/v1/requests"


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC)


def as_person(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def sent(client: Client, method: str, path: str, body: Any, tag: str = "") -> Any:
    headers = {"If-Match": tag} if tag else {}
    return getattr(client, method)(HERE + path, json.dumps(body), content_type="application/json", headers=headers)


def tag_of(client: Client, reference: str) -> str:
    return str(client.get(f"{HERE}/{reference}")["ETag"])


def test_a_letter_is_signed_fetched_and_taken(approved: Request, writer: User, head: User) -> None:
    client, path = as_person(head), f"/{approved.reference}/letters"
    assert sent(client, "post", path, {"languages": ["fr", "ar"]}).status_code == 428
    tag = tag_of(client, approved.reference)
    assert sent(as_person(writer), "post", path, {"languages": ["fr"]}, tag).status_code == 403
    made = sent(client, "post", path, {"languages": ["fr", "ar"]}, tag)
    assert (made.status_code, made.json()["languages"]) == (201, ["fr", "ar"])
    assert sent(client, "post", path, {"languages": ["fr"]}, tag).status_code == 409
    assert [one["letter"] for one in client.get(HERE + path).json()] == [made.json()["letter"]]
    content = client.get(f"{HERE}{path}/{made.json()['letter']}").content
    for status in (201, 200):
        answer = client.post(f"{HERE}/letters/taken", {"file": SimpleUploadedFile("letter.pdf", content)})
        assert (answer.status_code, answer.json()["signature"]) == (status, "unknown-key")
    refused = client.post(f"{HERE}/letters/taken", {"file": SimpleUploadedFile("letter.pdf", content + b"%")})
    assert refused.status_code == 422
    assert "altered" in json.dumps(refused.json())
    assert Attempt.objects.count() == 1


def test_passages_and_data_are_read_and_written(request_: Request, writer: User, head: User) -> None:
    client, path = as_person(writer), f"/{request_.reference}/wordings/ar"
    assert client.get(f"{HERE}/{request_.reference}/data").json() == data_of(request_)
    tag = tag_of(client, request_.reference)
    assert sent(client, "put", path, [{"unit": "facts", "text": "نص"}], tag).status_code == 200
    assert next(one["text"] for one in client.get(HERE + path).json() if one["unit"] == "facts") == "نص"
    assert sent(as_person(head), "put", path, [{"unit": "facts", "text": "آخر"}], tag).status_code == 412
    tag = tag_of(client, request_.reference)
    assert sent(client, "put", path, [{"unit": "crown", "text": "x"}], tag).status_code == 422
