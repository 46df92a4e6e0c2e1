"""What the pages can do, the API and the command line can do."""

import json
from typing import Any

import pytest
from django.test import Client

from cjin.node.cli import run

pytestmark = pytest.mark.usefixtures("catalogue")
ROOT = "/api/v1/reference"


def get(client: Client, path: str) -> Any:
    answer = client.get(ROOT + path)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_states_come_in_pages(client: Client) -> None:
    first = get(client, "/states?limit=200&on=2024-09-30")
    second = get(client, f"/states?limit=200&on=2024-09-30&cursor={first['next']}")
    codes = [row["iso3"] for row in first["items"] + second["items"]]
    assert len(codes) == len(set(codes)) == 253
    assert second["next"] is None


def test_a_state_on_a_day(client: Client) -> None:
    then = get(client, "/states/bwa?on=1990-01-01")
    assert "ldc" in then["groups"]
    assert "ldc" not in get(client, "/states/BWA")["groups"]
    assert then["names"]["ru"] == "Ботсвана"


def test_a_group_says_who_is_certain(client: Client) -> None:
    content = get(client, "/groups/african-states?on=1995-01-01")
    assert content["on"] == "1995-01-01"
    assert len(content["members"]) == 53
    assert not any(member["certain"] for member in content["members"])
    assert [one["slug"] for one in get(client, "/groups")][-3:] == ["ldc", "lldc", "sids"]


def test_topics_and_languages(client: Client) -> None:
    topics = get(client, "/topics")
    assert len(topics) == 80
    assert get(client, "/topics/corruption")["exact_match"] == ["http://metadata.un.org/thesaurus#1001328"]
    assert {one["code"]: one["direction"] for one in get(client, "/languages")}["ar"] == "rtl"


@pytest.mark.parametrize(
    ("path", "status"),
    [("/states/XXX", 404), ("/states/K", 422), ("/states?standing=x", 422), ("/states?on=x", 422), ("/groups/x", 404)],
)
def test_errors_are_problem_documents(client: Client, path: str, status: int) -> None:
    answer = client.get(ROOT + path)
    assert answer.status_code == status
    assert answer["Content-Type"].startswith("application/problem+json")


def spoken(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = run(["reference", *words])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_states_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = spoken(capsys, "states", "--on", "2002-01-01", "--group", "ldc", "--json")
    content = json.loads(out)
    assert code == 0
    assert content["total"] == 49
    assert content["on"] == "2002-01-01"


def test_states_without_more_are_the_members(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = spoken(capsys, "states", "--on", "1991-12-18", "--language", "fr")
    assert "166 on 1991-12-18" in out
    assert "Tchécoslovaquie" in out


def test_members_groups_topics_and_skos(capsys: pytest.CaptureFixture[str]) -> None:
    assert "44 on 2025-01-01" in spoken(capsys, "members", "ldc", "--on", "2025-01-01")[1]
    assert len(json.loads(spoken(capsys, "groups", "--json")[1])) == 8
    assert "  Corruption  (corruption)" in spoken(capsys, "topics")[1]
    assert "<https://x.org/t/corruption> a skos:Concept" in spoken(capsys, "skos", "--scheme", "https://x.org/t")[1]
    assert json.loads(spoken(capsys, "load", "--json")[1]) == {"made": 0, "changed": 0, "removed": 0, "kept": 0}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("states", "--on", "1991-13-18"), 2),
        (("states", "--language", "tlh"), 2),
        (("states", "--standing", "king"), 1),
        (("states", "--group", "nope"), 1),
        (("members", "nope"), 1),
        (("skos", "--scheme", "no address"), 1),
        (("nonsense",), 2),
    ],
)
def test_refusals_have_a_reason_and_a_code(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], code: int
) -> None:
    returned, out, err = spoken(capsys, *words)
    assert returned == code
    assert err.strip()
    assert "Traceback" not in out + err
