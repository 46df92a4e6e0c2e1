"""The API of requests: bases, kinds and drafts for everybody; requests for those who work on them."""

import json
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from cjin.core.models import User
from cjin.requests.actions.cases import seal
from cjin.requests.models import Request
from cjin.requests.rules.writing.drafts import as_data
from tests.core.conftest import *  # noqa: F403 - people and their posts
from tests.requests.test_cases import TREATY, a_draft, request_

__all__ = ["request_"]
HERE = "/api/v1/requests"
AHEAD = a_draft(deadline="2990-09-01")
"""Whole, whatever day it is."""


def sent(client: Client, method: str, path: str, body: Any, tag: str = "") -> Any:
    call = getattr(client, method)
    return call(
        HERE + path, json.dumps(body), content_type="application/json", headers={"If-Match": tag} if tag else {}
    )


@pytest.mark.usefixtures("demonstration")
def test_the_basis_is_what_the_command_tells(client: Client) -> None:
    asked = "requesting=xaa&requested=XBB&kind=mutual-legal-assistance&on=2026-03-02"
    told = client.get(f"{HERE}/basis?{asked}").json()
    assert [one["rank"] for one in told["bases"]] == list(range(1, len(told["bases"]) + 1))
    assert told["bases"][0]["instrument"] == TREATY
    assert told["bases"][-1]["instrument"] == "reciprocity"


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize(
    "asked",
    ["requesting=XAA&requested=XAA&kind=extradition", "requesting=XAA&requested=ZZZ&kind=extradition",
     "requesting=XAA&requested=XBB&kind=dancing", "requesting=XAA&requested=XBB",
     "requesting=XAA&requested=XBB&kind=extradition&offence=murder", "requesting=X&requested=XBB&kind=extradition"],
)  # fmt: skip
def test_a_question_that_cannot_be_answered_is_refused(client: Client, asked: str) -> None:
    refused = client.get(f"{HERE}/basis?{asked}")
    assert refused.status_code == 422
    assert refused.json()["title"]


@pytest.mark.usefixtures("db")
def test_kinds_and_their_items_in_a_language(client: Client) -> None:
    listed = client.get(f"{HERE}/kinds?language=fr").json()
    assert {one["kind"] for one in listed} >= {"extradition", "mutual-legal-assistance"}
    assert next(one for one in listed if one["kind"] == "extradition")["title"] == "Extradition"
    items = client.get(f"{HERE}/kinds/extradition").json()
    assert next(one for one in items if one["item"] == "persons")["articles"]
    assert client.get(f"{HERE}/kinds/dancing").status_code == 404


@pytest.mark.usefixtures("demonstration")
def test_a_draft_is_checked_and_not_kept(client: Client, writer: User) -> None:
    client.force_login(writer)
    draft = as_data(AHEAD)
    assert sent(client, "post", "/check", draft).json() == []
    del draft["answers"]["facts"]
    assert [one["item"] for one in sent(client, "post", "/check", draft).json()] == ["facts"]
    assert sent(client, "post", "/check", draft | {"strange": 1}).status_code == 422
    assert sent(client, "post", "/check", draft | {"version": 9}).status_code == 422
    assert not Request.objects.exists()


def test_nobody_from_outside_sees_a_request(client: Client, request_: Request) -> None:
    for path in ("", f"/{request_.reference}", f"/{request_.reference}/missing", f"/{request_.reference}/events"):
        assert client.get(HERE + path).status_code in (401, 403), path


def test_a_request_is_begun_changed_and_moved_on(client: Client, demonstration: None, writer: User) -> None:
    client.force_login(writer)
    made = sent(client, "post", "", {"draft": as_data(AHEAD) | {"answers": {}}})
    assert made.status_code == 201
    one, tag = made.json(), made["ETag"]
    here = f"/{one['reference']}"
    assert sent(client, "patch", here, {"answers": {"facts": "x"}}).status_code == 428
    changed = sent(client, "patch", here, {"answers": AHEAD.answers}, tag)
    assert changed.status_code == 200
    assert sent(client, "patch", here, {"answers": {"facts": "late"}}, tag).status_code == 412
    assert client.get(HERE + here).json()["draft"]["answers"]["facts"] != "late"
    assert client.get(f"{HERE}{here}/missing").json() == []
    refused = sent(client, "post", f"{here}/acts/approve", {}, changed["ETag"])
    assert refused.status_code == 403
    moved = sent(client, "post", f"{here}/acts/submit", {}, changed["ETag"])
    assert moved.json()["state"] == "legal-check"
    assert [event["act"] for event in client.get(f"{HERE}{here}/events").json()] == ["opened", "submit"]
    listed = client.get(f"{HERE}?state=legal-check&other=xbb").json()
    assert [row["reference"] for row in listed["items"]] == [one["reference"]]
    assert client.get(f"{HERE}?other=XCC").json()["items"] == []


@pytest.mark.parametrize("sign", ["\ud800", "\0", "\u202e", "\u2066"])
def test_signs_that_nobody_can_see_are_refused(client: Client, request_: Request, writer: User, sign: str) -> None:
    client.force_login(writer)
    here = f"/{request_.reference}"
    for answers in ({"facts": f"a{sign}b"}, {"persons": [{"name": f"a{sign}b"}]}):
        refused = sent(client, "patch", here, {"answers": answers}, client.get(HERE + here)["ETag"])
        assert refused.status_code == 422
    told = {"detail": {"note": f"a{sign}b"}}
    assert sent(client, "post", f"{here}/acts/share-draft", told, client.get(HERE + here)["ETag"]).status_code == 422


def test_a_sealed_one_answers_as_none(
    client: Client, request_: Request, writer: User, head: User, now: datetime
) -> None:
    seal(reference=request_.reference, sealed=True, by=head, now=now)
    client.force_login(head)
    assert client.get(f"{HERE}/{request_.reference}").status_code == 200
    stranger = User.objects.create(username="stranger")
    stranger.holdings.create(post=writer.holdings.get().post, held_from=now.date())
    client.force_login(stranger)
    none = client.get(f"{HERE}/XAA-2026-AAAAAAAA")
    hidden = client.get(f"{HERE}/{request_.reference}")
    assert (hidden.status_code, none.status_code) == (404, 404)
    said = [
        one.content.decode().replace(name, "")
        for one, name in ((hidden, request_.reference), (none, "XAA-2026-AAAAAAAA"))
    ]
    assert said[0] == said[1]
    assert client.get(HERE).json()["items"] == []
