"""``cjin core``: each verb as a person and as a program calls it."""

import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from cjin.core.actions.audit import record
from cjin.core.actions.outbox import put
from cjin.core.actions.search import index
from cjin.core.models import AuditDetail, OutboxMessage, PostHolding, SearchEntry, User
from cjin.core.queries.tokens import token_for
from cjin.core.rules.search import SearchDocument
from cjin.node.cli import run
from cjin.reference.actions import load

pytestmark = pytest.mark.django_db
type Cjin = Callable[..., str]


@pytest.fixture
def cjin(capsys: pytest.CaptureFixture[str]) -> Cjin:
    """Runs a command and returns what it printed; fails if the exit code is another. Some tell their steps."""

    def call(*arguments: str, code: int = 0, telling: bool = False) -> str:
        ended = run(["core", *arguments])
        printed = capsys.readouterr()
        assert ended == code, printed.err
        assert "Traceback" not in printed.err
        assert bool(printed.err) == (telling or code == 2 or (code == 1 and not printed.out))
        return printed.out or printed.err

    return call


def as_json(cjin: Cjin, *arguments: str, code: int = 0, telling: bool = False) -> Any:
    return json.loads(cjin(*arguments, "--json", code=code, telling=telling))


def test_a_person_is_made_and_gets_a_new_password(cjin: Cjin) -> None:
    made = as_json(cjin, "person", "create", "amina", "amina@example.org")
    person = User.objects.get()
    assert person.check_password(made["one_time_password"])
    printed = cjin("person", "password", "amina")
    person.refresh_from_db()
    assert person.check_password(printed.split("one-time password ")[1].split()[0])
    assert as_json(cjin, "person", "list") == [
        {"username": "amina", "full_name": "", "email": "amina@example.org", "active": True, "posts": []}
    ]
    assert "amina@example.org" in cjin("person", "list")


def test_what_is_refused_says_why_and_ends_with_one(cjin: Cjin) -> None:
    assert "email" in cjin("person", "create", "amina", "nowhere", code=1)
    assert "amina" in cjin("person", "password", "amina", code=1)
    assert "99" in cjin("token", "revoke", "99", code=1)
    assert "99" in cjin("post", "create", "99", "--title", "en=x", code=1)
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["person", "create", "amina"],
        ["organization", "create", "--name", "x", "--kind", "government"],
        ["organization", "create", "--name", "de=x", "--kind", "government"],
        ["organization", "create", "--name", "en=x", "--kind", "guild"],
        ["post", "end", "1", "--on", "yesterday"],
        ["token", "create", "amina", "x", "--scope", "everything"],
        ["nothing"],
    ],
)
def test_wrong_usage_ends_with_two(cjin: Cjin, arguments: list[str]) -> None:
    cjin(*arguments, code=2)


def test_a_post_is_made_held_and_left(cjin: Cjin) -> None:
    cjin("person", "create", "amina", "amina@example.org")
    names = ("--name", "en=Ministry", "--name", "fr=Ministère")
    body = as_json(cjin, "organization", "create", *names, "--kind", "government", "--state", "ken")
    (found,) = as_json(cjin, "organization", "list")
    assert (found["id"], found["name"]["fr"], found["state"]) == (body["id"], "Ministère", "KEN")
    post = as_json(cjin, "post", "create", str(body["id"]), "--title", "en=Editor", "--duty", "texts.edit")
    held = as_json(cjin, "post", "appoint", str(post["id"]), "amina", "--from", "2026-01-01")
    assert as_json(cjin, "person", "list")[0]["posts"] == ["Editor"]
    cjin("post", "appoint", str(post["id"]), "amina", code=1)
    cjin("post", "end", str(held["id"]), "--on", "2026-02-01")
    assert str(PostHolding.objects.get().held_to) == "2026-02-01"
    (listed,) = as_json(cjin, "post", "list")
    assert (listed["duties"], listed["holdings"][0]["to"]) == (["texts.edit"], "2026-02-01")
    assert "amina 2026-01-01 to 2026-02-01" in cjin("post", "list")
    assert "Ministry" in cjin("organization", "list")


def test_a_token_is_made_listed_and_revoked(cjin: Cjin) -> None:
    cjin("person", "create", "amina", "amina@example.org")
    made = as_json(
        cjin, "token", "create", "amina", "reports", "--scope", "read", "--scope", "texts.edit", "--days", "7"
    )
    assert made["scopes"] == ["read", "texts.edit"]
    assert token_for(made["secret"], now=datetime.now(UTC)) is not None
    assert [row["name"] for row in as_json(cjin, "token", "list", "--person", "amina")] == ["reports"]
    assert "reports" in cjin("token", "list")
    assert made["secret"] not in cjin("token", "list")
    cjin("token", "revoke", str(made["id"]))
    assert cjin("token", "list") == "None.\n"
    assert cjin("token", "create", "amina", "again").startswith("cjin_")


def test_the_audit_is_verified_with_anchors_from_a_file_or_standard_input(
    cjin: Cjin, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with transaction.atomic():
        record(stream="s", act="act", by=None, obj="x", detail={"a": 1}, now=now)
    heads = cjin("audit", "heads", "--json")
    (tmp_path / "heads.json").write_text(heads)
    verified = as_json(cjin, "audit", "verify", "--anchors", str(tmp_path / "heads.json"))
    assert verified == {
        "sound": True,
        "streams": [{"stream": "s", "rows": 1, "anchored": 1, "erased": 0, "findings": []}],
    }
    assert "sound" in cjin("audit", "verify", "--stream", "s")
    forged = json.loads(heads)
    forged["heads"][0]["position"] = 7
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(json.dumps(forged).encode())))
    told = cjin("audit", "verify", "--anchors", "-", code=1)
    assert "cut off" in told
    assert "s" in cjin("audit", "heads")


def test_a_changed_detail_ends_with_one(cjin: Cjin, now: datetime) -> None:
    with transaction.atomic():
        row = record(stream="s", act="act", by=None, obj="x", detail={"a": 1}, now=now)
    AuditDetail.objects.all().delete()
    AuditDetail.objects.create(row=row, salt="s", content="{}")
    data = as_json(cjin, "audit", "verify", code=1)
    assert data["sound"] is False
    assert data["streams"][0]["findings"][0]["code"] == "detail-altered"


@pytest.mark.parametrize("content", ["", "[]", '{"heads": 3}', '{"heads": [{"stream": "s"}]}', "\xff"])
def test_anchors_that_cannot_be_read_are_refused(cjin: Cjin, tmp_path: Path, content: str) -> None:
    (tmp_path / "heads.json").write_text(content, encoding="latin-1")
    assert "anchors" in cjin("audit", "verify", "--anchors", str(tmp_path / "heads.json"), code=1)


def test_a_search_is_answered(cjin: Cjin) -> None:
    index([SearchDocument("provision", "x/para_1", "en", "Para 1", "Extradition of offenders. More.")])
    data = as_json(cjin, "search", "find", "extradition", "--kind", "provision", "--language", "en")
    assert (data["total"], data["hits"][0]["sentence"]) == (1, "Extradition of offenders.")
    assert data["hits"][0]["spans"] == [[0, 11]]
    assert "x/para_1" in cjin("search", "find", "extradition")
    assert cjin("search", "find", "nothing-here").strip() == "0 found"


def test_the_index_is_built_anew_from_what_the_node_holds(cjin: Cjin, now: datetime) -> None:
    load(now=now)
    index([SearchDocument("topic", "gone", "en", "Gone", "nothing")])
    SearchEntry.objects.filter(kind="state").delete()
    done = {one["kind"]: (one["renewed"] > 0, one["gone"]) for one in as_json(cjin, "search", "rebuild", telling=True)}
    assert (done["state"], done["topic"]) == ((True, 0), (False, 1))
    assert {"state", "topic"} < set(done)
    assert "KEN" in cjin("search", "find", "Kenya", "--kind", "state")
    assert "stamps" in cjin("search", "rebuild", "--kind", "stamps", code=1)


def test_somebody_is_helped_stopped_and_let_in_again(cjin: Cjin) -> None:
    cjin("person", "create", "amina", "amina@example.org")
    cjin("person", "deactivate", "amina", code=1)
    organization = as_json(cjin, "organization", "create", "--name", "en=Node", "--kind", "institute")["id"]
    post = as_json(cjin, "post", "create", str(organization), "--title", "en=Boss", "--duty", "node.administer")["id"]
    cjin("person", "create", "boss", "boss@example.org")
    cjin("post", "appoint", str(post), "boss")
    assert as_json(cjin, "person", "reset-authenticators", "amina") == {"username": "amina", "removed": 0}
    assert as_json(cjin, "person", "deactivate", "amina") == {"username": "amina", "active": False}
    assert not User.objects.get(username="amina").is_active
    assert "again" in cjin("person", "activate", "amina")


def test_work_that_was_given_up_is_shown_and_revived(cjin: Cjin, now: datetime) -> None:
    with transaction.atomic():
        put(topic="mail", key="a", payload={}, now=now)
        put(topic="mail", key="b", payload={}, now=now)
    OutboxMessage.objects.filter(key="a").update(dead_at=now, last_error="no answer")
    assert [one["key"] for one in as_json(cjin, "outbox", "list")] == ["a", "b"]
    assert "no answer" in cjin("outbox", "list", "--dead")
    assert as_json(cjin, "outbox", "revive", "mail", "a") == {"topic": "mail", "key": "a"}
    assert cjin("outbox", "list", "--dead") == "None.\n"
    cjin("outbox", "revive", "mail", "a", code=1)


def test_the_audit_is_read_and_a_detail_erased(cjin: Cjin, now: datetime) -> None:
    with transaction.atomic():
        record(stream="s", act="act", by=None, obj="x/1", detail={"name": "secret-word"}, now=now)
    assert as_json(cjin, "audit", "list", "--object", "x/1")[0]["detail"] == {"name": "secret-word"}
    cjin("audit", "erase", "s", "1", code=2)
    cjin("audit", "erase", "s", "1", "--reason", "its time is over")
    assert as_json(cjin, "audit", "list", "--stream", "s")[0]["detail"] is None
    assert as_json(cjin, "audit", "verify")["sound"] is True
    assert "erase-detail" in cjin("audit", "list")
    cjin("audit", "erase", "s", "1", "--reason", "again", code=1)
