"""A file of commitments on its page: faults with row and column, what would change, and taking it."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from cjin.core.models import User
from cjin.texts.models import Commitment
from cjin.texts.rules.commitments.files import FORMATS
from tests.core.conftest import *  # noqa: F403 - people and their posts
from tests.texts.conftest import MakeText
from tests.texts.test_confirming import post

TEXT = {"para_1": "We undertake to lend books, upon request.", "para_2": "We note the rain.", "para_3": "Trees."}
PAGE = "/texts/one-2020/commitments"
HERE = f"{PAGE}/from-a-file"
HEADER = "provision,state,actors,act,words,conditions,deadline\n"


@pytest.fixture
def signed_in(make_person: Callable[..., User], client: Client, make_text: MakeText) -> Client:
    make_text("one-2020", TEXT)
    client.force_login(make_person("editor", "texts.edit"))
    return client


def sent(client: Client, body: str | bytes, name: str = "commitments.csv") -> HttpResponse:
    data = body.encode() if isinstance(body, str) else body
    return client.post(HERE, {"file": SimpleUploadedFile(name, data)})  # type: ignore[return-value]


def hidden(answer: HttpResponse) -> dict[str, str]:
    page = answer.content.decode()
    return {name: unescape(value) for name, value in re.findall(r'name="(rows|seen)" value="([^"]*)"', page)}


def test_what_would_change_is_shown_and_then_taken(signed_in: Client) -> None:
    rows = HEADER + "one-2020/para_1,confirmed,donors,urge,lend,resources,ga 61\none-2020/para_3,,,none,,,\n"
    shown = sent(signed_in, rows)
    page = shown.content.decode()
    assert "2 provisions would change; nothing is taken yet." in page
    assert "General Assembly, session 61 (2006)" in page
    assert not Commitment.objects.exists()
    answer = signed_in.post(HERE, hidden(shown))
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    (one,) = Commitment.objects.all()
    assert (one.eid, one.act, one.actors) == ("para_1", "urge", ["donors"])
    assert "Nothing would change" in sent(signed_in, rows).content.decode()


@pytest.mark.parametrize("form", FORMATS)
def test_what_the_page_gives_it_takes(signed_in: Client, form: str) -> None:
    post(signed_in, "para_1", "as-proposed")
    body = signed_in.get(f"{PAGE}?format={form}").content
    assert "Nothing would change" in sent(signed_in, body, f"commitments.{form}").content.decode()


@pytest.mark.parametrize(
    ("body", "name", "said"),
    [
        (HEADER + "one-2020/para_1,confirmed,cats,urge,lend,,\n", "a.csv", "row 2, actors"),
        (HEADER + "\none-2020/para_1,,donors,urge,sing,,\n", "a.csv", "row 3, words"),
        (HEADER + "one-2020/para_9,,donors,urge,,,\n", "a.csv", "row 2, provision"),
        (HEADER + "two-2021/para_1,,donors,urge,,,\n", "a.csv", "it names two-2021"),
        ("provision\n", "a.csv", "the column act is missing"),
        ("{", "a.json", "a.json"),
        ("PK", "a.xlsx", "a.xlsx"),
        ("x", "a.exe", "its name ends in none of these"),
        ("", "a.csv", "it holds no rows"),
    ],
)
def test_nothing_is_taken_of_a_file_with_faults(signed_in: Client, body: str, name: str, said: str) -> None:
    answer = sent(signed_in, body, name)
    assert answer.status_code == 422
    assert said in unescape(answer.content.decode())
    assert "Nothing was taken." in answer.content.decode()


def test_what_was_confirmed_meanwhile_is_not_written_over(signed_in: Client) -> None:
    shown = hidden(sent(signed_in, HEADER + "one-2020/para_1,confirmed,donors,urge,lend,,\n"))
    post(signed_in, "para_2", "as-proposed")
    answer = signed_in.post(HERE, shown)
    assert answer.status_code == 422
    assert "Somebody has confirmed something since" in answer.content.decode()
    assert list(Commitment.objects.values_list("eid", flat=True)) == ["para_2"]


@pytest.mark.parametrize(
    "given", [{}, {"rows": "", "seen": ""}, {"rows": "[", "seen": "x"}, {"rows": "[1]", "seen": "x"}]
)
def test_odd_forms_are_answered(signed_in: Client, given: dict[str, str]) -> None:
    assert signed_in.post(HERE, given).status_code == 422


def test_only_editors_see_the_form(client: Client, make_text: MakeText) -> None:
    make_text("one-2020", TEXT)
    assert client.get(HERE).status_code == 403
    assert sent(client, HEADER).status_code == 403
    assert "from-a-file" not in client.get(PAGE).content.decode()
