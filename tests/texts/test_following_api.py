"""Commitments, mandates and parallels in the API; confirming by a list of rows or a file."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from cjin.core.models import User
from cjin.core.rules.errors import Conflict
from cjin.texts.actions.deriving import derive
from cjin.texts.actions.taking import prepare, take
from cjin.texts.models import Commitment, Expression, Parallel, Verdict, Work
from cjin.texts.queries.parallels import verdicts_among
from tests.core.conftest import *  # noqa: F403 - people and their posts
from tests.texts.conftest import MakeText

ONE = {
    "para_1": "We undertake to lend books to prisons, upon request.",
    "para_2": "We request the Secretary-General to report to the General Assembly at its sixty-first session.",
    "para_3": "We invite donors to pay for books.",
}
TWO = {"para_1": "We undertake to lend many more books to prisons, upon request.", "para_2": "Trees are green."}
HERE = "/api/v1/texts/one-2020/commitments"


@pytest.fixture
def texts(make_text: MakeText, now: datetime) -> None:
    make_text("one-2020", ONE)
    make_text("two-2021", TWO)
    derive(now=now)


@pytest.fixture
def signed_in(make_person: Callable[..., User], client: Client, texts: None) -> Client:
    client.force_login(make_person("editor", "texts.edit"))
    return client


def row(**given: Any) -> dict[str, Any]:
    return {"provision": "one-2020/para_1", "state": "confirmed", "actors": "states", "act": "urge", **given}


def sent(client: Client, rows: list[dict[str, Any]], query: str = "", *, tag: str | None = None) -> Any:
    """What is sent by somebody who has just read, or who read the version ``tag``; an empty one names none."""
    named = client.get(HERE)["ETag"] if tag is None else tag
    headers = {"If-Match": named} if named else {}
    return client.post(HERE + query, json.dumps(rows), content_type="application/json", headers=headers)


@pytest.mark.parametrize(
    ("query", "provisions"),
    [
        ("", ["para_1", "para_2", "para_3"]),
        ("?actor=donors", ["para_3"]),
        ("?act=request", ["para_2"]),
        ("?state=confirmed", []),
        ("?state=proposed&actor=states", ["para_1"]),
    ],
)
@pytest.mark.usefixtures("texts")
def test_commitments_are_narrowed(client: Client, query: str, provisions: list[str]) -> None:
    found = client.get(HERE + query).json()
    assert [one["provision"].partition("/")[2] for one in found] == provisions
    assert all(one["state"] == "proposed" for one in found)


@pytest.mark.parametrize(
    "address",
    [f"{HERE}?actor=cats", f"{HERE}?act=sing", f"{HERE}?state=maybe", f"{HERE}?topic=cats",
     "/api/v1/texts/mandates?organ=cats", "/api/v1/texts/mandates?output=songs", "/api/v1/texts/mandates?year=9"],
)  # fmt: skip
@pytest.mark.usefixtures("texts")
def test_what_is_not_known_is_refused(client: Client, address: str) -> None:
    assert client.get(address).status_code == 422


@pytest.mark.parametrize("address", ["commitments", "parallels"])
@pytest.mark.usefixtures("texts")
def test_what_is_not_here_is_missing(client: Client, address: str) -> None:
    assert client.get(f"/api/v1/texts/none-1999/{address}").status_code == 404


@pytest.mark.parametrize(
    ("query", "count"),
    [("", 1), ("?organ=ga", 1), ("?organ=sg", 1), ("?organ=ccpcj", 0), ("?year=2006", 1), ("?year=2007", 0),
     ("?output=report", 1), ("?output=meeting", 0), ("?instrument=one-2020", 1), ("?instrument=two-2021", 0)],
)  # fmt: skip
@pytest.mark.usefixtures("texts")
def test_mandates_are_narrowed(client: Client, query: str, count: int) -> None:
    found = client.get("/api/v1/texts/mandates" + query).json()
    assert len(found) == count
    for one in found:
        assert (one["provision"], one["addressee"]) == ("one-2020/para_2", "secretary-general")
        assert one["due"] == {"organ": "ga", "session": 61, "year": 2006}


@pytest.mark.usefixtures("texts")
def test_parallels_are_told_from_the_side_that_was_asked(client: Client) -> None:
    a, b = Work.objects.get(slug="one-2020"), Work.objects.get(slug="two-2021")
    Parallel.objects.get_or_create(a=a, a_eid="para_1", b=b, b_eid="para_1", defaults={"score": 0.9})
    for slug, other in (("one-2020", "two-2021"), ("two-2021", "one-2020")):
        (found,) = client.get(f"/api/v1/texts/{slug}/parallels?provision=para_1").json()
        assert (found["a"], found["b"], found["suggested"]) == (f"{slug}/para_1", f"{other}/para_1", True)
    assert client.get("/api/v1/texts/one-2020/parallels?instrument=three-2022").json() == []
    assert client.get("/api/v1/texts/one-2020/parallels?provision=para_3").json() == []
    Verdict.objects.create(a=a, a_eid="para_1", b=b, b_eid="para_1", accepted=False, origin="person", at=timezone.now())
    assert client.get("/api/v1/texts/one-2020/parallels").json() == []
    assert client.get("/api/v1/texts/one-2020/parallels?rejected=true").status_code in (401, 403)


def test_what_somebody_said_of_a_pair_is_told_beside_what_rules_suggest(signed_in: Client) -> None:
    a, b = Work.objects.get(slug="one-2020"), Work.objects.get(slug="two-2021")
    assert [one["verdict"] for one in signed_in.get("/api/v1/texts/one-2020/parallels?provision=para_1").json()] == [
        None
    ]
    Verdict.objects.create(a=a, a_eid="para_1", b=b, b_eid="para_1", accepted=False, origin="person", at=timezone.now())
    (told,) = signed_in.get("/api/v1/texts/one-2020/parallels?provision=para_1&rejected=true").json()
    assert (told["verdict"], told["suggested"]) == ("rejected", False)
    pair = frozenset(("one-2020/para_1", "two-2021/para_1"))
    assert verdicts_among(["one-2020", "two-2021"]) == {pair: "rejected"}


def test_a_draft_tells_nothing(make_text: MakeText, client: Client) -> None:
    make_text("one-2020", ONE, published=False)
    assert client.get(HERE).status_code == 404
    assert client.get("/api/v1/texts/mandates").json() == []


def test_rows_are_checked_then_taken(signed_in: Client) -> None:
    rows = [row(words="lend"), row(provision="one-2020/para_3", act="none"), row(state="proposed")]
    told = {"provisions": 2, "changed": 2, "proposed_left_out": 1, "checked_only": True,
            "changes": ["one-2020/para_1", "one-2020/para_3"]}  # fmt: skip
    assert sent(signed_in, rows, "?check=true").json() == told
    assert not Commitment.objects.exists()
    assert sent(signed_in, rows).json() == {**told, "checked_only": False}
    found = signed_in.get(HERE).json()
    assert [(one["provision"], one["act"], one["state"]) for one in found] == [
        ("one-2020/para_1", "urge", "confirmed"), ("one-2020/para_2", "request", "proposed")
    ]  # fmt: skip
    assert sent(signed_in, rows).json()["changed"] == 0


def test_a_file_is_taken_too(signed_in: Client) -> None:
    body = signed_in.get("/texts/one-2020/commitments?format=csv").content.replace(b"proposed", b"confirmed")
    tag = {"If-Match": signed_in.get(HERE)["ETag"]}
    answer = signed_in.post(HERE, {"file": SimpleUploadedFile("commitments.csv", body)}, headers=tag)
    assert answer.json()["changed"] == 3
    assert signed_in.post(HERE, {"other": "x"}).status_code == 422


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ({"act": "sing"}, "row 3, act"),
        ({"actors": "cats"}, "row 3, actors"),
        ({"conditions": "cats"}, "row 3, conditions"),
        ({"nth": "-1"}, "row 3, nth"),
        ({"nth": "²"}, "row 3, nth"),
        ({"deadline": "soon"}, "row 3, deadline"),
        ({"words": "lend trees"}, "row 3, words"),
        ({"words": "x" * 300}, "row 3, words"),
        ({"provision": "one-2020/para_9"}, "row 3, provision"),
        ({"provision": "two-2021/para_1"}, "body.json"),
        ({"state": "guessed"}, "row 3, state"),
    ],
)
def test_nothing_is_taken_unless_all_is_right(signed_in: Client, given: dict[str, Any], where: str) -> None:
    answer = sent(signed_in, [row(words="lend"), row(**{"provision": "one-2020/para_3", **given})])
    assert answer.status_code == 422
    assert where in answer.content.decode()
    assert not Commitment.objects.exists()


def test_nobody_confirms_over_what_they_have_not_read(signed_in: Client) -> None:
    old = signed_in.get(HERE)["ETag"]
    assert signed_in.get(HERE + "?actor=donors")["ETag"] == old
    assert sent(signed_in, [row()], tag="").status_code == 428
    assert sent(signed_in, [row()], tag='"other"').status_code == 412
    assert not Commitment.objects.exists()
    done = sent(signed_in, [row(words="lend")], tag=old)
    assert (done.status_code, done["ETag"]) == (200, signed_in.get(HERE)["ETag"])
    assert sent(signed_in, [row(act="note")], tag=old).status_code == 412
    assert Commitment.objects.get().act == "urge"
    assert sent(signed_in, [row(act="invite")], tag=done["ETag"]).json()["changed"] == 1


def test_what_is_only_checked_needs_no_version(signed_in: Client) -> None:
    checked = sent(signed_in, [row()], "?check=true", tag="")
    assert (checked.status_code, checked["ETag"]) == (200, signed_in.get(HERE)["ETag"])


@pytest.mark.usefixtures("texts")
@pytest.mark.parametrize("changed", [{"revision": 2}, {"is_current": False}])
def test_other_words_are_another_version(signed_in: Client, changed: dict[str, Any], now: datetime) -> None:
    old = signed_in.get(HERE)["ETag"]
    prepared = prepare(json.dumps([row()]).encode(), "a.json", reader=None)
    Expression.objects.filter(work__slug="one-2020").update(**changed)
    assert sent(signed_in, [row()], tag=old).status_code in (412, 404)
    with pytest.raises(Conflict):
        take(prepared, by=None, now=now)
    assert not Commitment.objects.exists()


@pytest.mark.usefixtures("texts")
def test_what_is_confirmed_while_a_file_is_held_against_the_text_stands(now: datetime) -> None:
    prepared = prepare(json.dumps([row(act="note")]).encode(), "a.json", reader=None)
    take(prepare(json.dumps([row()]).encode(), "a.json", reader=None), by=None, now=now)
    with pytest.raises(Conflict):
        take(prepared, by=None, now=now)
    assert Commitment.objects.get().act == "urge"


@pytest.mark.usefixtures("texts")
def test_only_editors_confirm(client: Client, make_person: Callable[..., User]) -> None:
    assert sent(client, [row()]).status_code == 401
    client.force_login(make_person("reader"))
    assert sent(client, [row()], "?check=true").status_code == 403
    assert not Commitment.objects.exists()
