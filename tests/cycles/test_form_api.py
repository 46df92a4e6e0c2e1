"""Forms by the API: none is overwritten unseen, faults are told in the client's language; who has replied."""

import copy
import json
import re
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import given

from cjin.core.rules.catalogue import parse
from cjin.core.rules.errors import Invalid
from cjin.cycles.actions.clearing import move_reply
from cjin.cycles.forms.form_faults import faults_told
from cjin.cycles.models import FormVersion, Respondent, Round
from cjin.cycles.rules.form.reading import read_form
from cjin.texts.models import Expression
from tests.cycles.conftest import MakePerson, Ministry
from tests.cycles.forms import DEFINITION
from tests.cycles.rules.test_forms import JSON
from tests.cycles.test_answer_faults import ENGLISH
from tests.texts.conftest import MakeText, make_text

__all__ = ["make_text"]

HERE = "/api/v1/cycles/forms"
OTHER = DEFINITION | {"title": {"en": "Other"}}


@pytest.mark.parametrize(
    "change", [{"release": "own"}, {"stage": "withdrawn", "is_current": False}, {"stage": "draft", "is_current": False}]
)
def test_no_form_is_made_of_a_text_that_the_reader_may_not_read(
    client: Client,
    make_text: MakeText,
    change: dict[str, Any],
) -> None:
    one = make_text("pact", {"para_1": "States shall do this."})
    assert client.get(f"{HERE}-of/pact?kind=norm").status_code == 200
    Expression.objects.filter(pk=one.pk).update(**change)
    for kind in ("norm", "follow-up"):
        answer = client.get(f"{HERE}-of/pact?kind={kind}")
        assert (answer.status_code, b"shall do this" in answer.content) == (404, False)


@pytest.fixture
def asking(client: Client, make_person: MakePerson) -> Client:
    client.force_login(make_person("secretariat", "cycles.ask"))
    return client


def sent(client: Client, method: str, path: str, body: Any, **headers: str) -> Any:
    return getattr(client, method)(path, json.dumps(body), content_type="application/json", headers=headers)


def test_a_version_that_is_here_is_not_overwritten_and_what_to_do_is_told(asking: Client, form: FormVersion) -> None:
    assert sent(asking, "post", HERE, DEFINITION).status_code == 201, "the same once more changes nothing"
    refused = sent(asking, "post", HERE, OTHER)
    assert refused.status_code == 409
    assert "begin from it to change it, or send version 2" in refused.content.decode()
    assert FormVersion.objects.get().definition == form.definition
    assert sent(asking, "post", HERE, OTHER | {"version": 2}).status_code == 201


def test_a_version_is_changed_by_its_etag(asking: Client, form: FormVersion) -> None:
    address = f"{HERE}/every-kind/1"
    tag = asking.get(address)["ETag"]
    assert sent(asking, "put", address, OTHER).status_code == 428
    assert sent(asking, "put", address, OTHER | {"version": 2}, **{"If-Match": tag}).status_code == 422
    changed = sent(asking, "put", address, OTHER, **{"If-Match": tag})
    assert changed.status_code == 200
    assert sent(asking, "put", address, DEFINITION, **{"If-Match": tag}).status_code == 412
    assert sent(asking, "put", address, DEFINITION, **{"If-Match": changed["ETag"]}).status_code == 200
    assert FormVersion.objects.get().definition == form.definition


def test_a_version_in_use_says_which_is_the_next(asking: Client, round_: Round) -> None:
    refused = sent(asking, "post", HERE, OTHER)
    assert refused.status_code == 409
    assert "is in use and stays as it is; send it as version 2" in refused.content.decode()
    tag = asking.get(f"{HERE}/every-kind/1")["ETag"]
    assert sent(asking, "put", f"{HERE}/every-kind/1", OTHER, **{"If-Match": tag}).status_code == 409


def test_what_is_wrong_is_told_in_the_language_of_the_client(asking: Client) -> None:
    broken = copy.deepcopy(DEFINITION) | {"kind": "wish"}
    told = sent(asking, "post", HERE, broken, **{"Accept-Language": "fr"}).content.decode()
    assert "« wish » ne figure pas parmi" in json.loads(told)["faults"][0]["message"]
    page = asking.post(
        "/follow-up/forms/new", {"definition": "form: [", "keep": "yes"}, headers={"Accept-Language": "es"}
    ).content.decode()
    assert "línea 1, columna 8" in page
    assert "No puede leerse como YAML o JSON" in page


def test_a_reply_that_was_withdrawn_does_not_count(
    client: Client, kenya: Respondent, ministry: Ministry, now: datetime
) -> None:
    def replied() -> int:
        (one,) = client.get("/api/v1/cycles/rounds").json()
        assert (one["asked"], one["form"], one["previous"]) == (2, "every-kind", None)
        return int(one["replied"])

    assert replied() == 0
    move_reply(respondent=kenya, act="clear", revision=1, by=ministry.focal, now=now)
    assert replied() == 1
    move_reply(respondent=kenya, act="withdraw", revision=2, note="wrong", by=ministry.focal, now=now)
    assert replied() == 0


def arabic(definition: Any) -> list[str]:
    """What is wrong with a form, in Arabic, without what was written and what can be."""
    with translation.override("ar"), pytest.raises(Invalid) as caught, faults_told():
        read_form(definition)
    assert caught.value.faults
    return [caught.value.message, *(one.message for one in caught.value.faults)]


def changed(*path: Any, to: Any) -> Any:
    found: Any = copy.deepcopy(DEFINITION)
    part = found
    for one in path[:-1]:
        part = part[one]
    part[path[-1]] = to
    return found


LAW = ("sections", 0, "questions", 2)
WRONG = [
    changed("version", to=0), changed("version", to="x"), changed("title", to={}), changed("title", to="x"),
    changed("title", to={"xx": "x"}), changed("title", to={"en": 1}), changed("sections", to={}),
    changed("sections", 0, to=1), changed("form", to="A b"), changed("instrument", to=1), changed("kind", to="x"),
    changed(*LAW, "kind", to="choice"), changed(*LAW, "kind", to="table"), changed(*LAW, "least", to="x"),
    changed(*LAW, "options", to=[{"code": "x", "text": {"en": "x"}}] * 2), changed(*LAW, "more", to="x"),
    changed(*LAW, "question", to="why"), changed(*LAW, "when", to={"question": "x", "is": ["x"]}),
    changed(*LAW, "when", to={"question": "why", "is": ["x"]}), changed(*LAW, "about", to=["x"] * 2_001),
    changed(*LAW, "when", to={"question": "why", "is": ["answered"]}),
    changed("sections", 1, "questions", 5, "rows", to=[{"code": "x", "text": {"en": "x"}}] * 2),
    changed("sections", to=DEFINITION["sections"] * 1_001),
    changed("sections", 0, "questions", to=[one | {"was": "x"} for one in DEFINITION["sections"][0]["questions"]]),
]  # fmt: skip


@pytest.mark.parametrize("definition", WRONG)
def test_every_fault_of_a_form_is_told_in_every_language(definition: Any) -> None:
    for said in arabic(definition):
        own = re.sub(r"«[^»]*»|\w+ → [^؛]*|^\w+:|(?<=: ).*", "", said)
        assert not {one.group() for one in ENGLISH.finditer(own)} - {"YAML", "JSON"}, said


@given(JSON)
def test_whatever_is_sent_for_a_form_is_told_in_every_language(data: Any) -> None:
    assert all(any("\u0600" <= sign <= "\u06ff" for sign in said) for said in arabic(data))


@pytest.mark.parametrize("text", ["a: [", "a: 1\na: 2", "a: 2020-99-99", "a: \x00", "[" * 2_000, "a: " + "9" * 30])
def test_a_text_that_cannot_be_read_is_told_with_its_line_in_every_language(text: str) -> None:
    with translation.override("ar"), pytest.raises(Invalid) as caught, faults_told():
        parse(text, "form")
    for one in caught.value.faults:
        assert any("\u0600" <= sign <= "\u06ff" for sign in one.message)
        assert not ENGLISH.search(one.where.replace("form", ""))
