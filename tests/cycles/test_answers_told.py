"""Answers to questions about no state of implementation: on their page, in files, by API and command, and to whom."""

import csv
import io
import json
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client

from cjin.core.models import User
from cjin.core.rules.multilingual import Multilingual
from cjin.cycles.actions.rounds import close, open_round
from cjin.cycles.models import Clearing, FormVersion, Round
from cjin.cycles.queries.compiled import compiled
from cjin.cycles.queries.documents import document_of, wrong_in
from cjin.cycles.rules.answers.parts import parts_of
from cjin.node.cli import house
from cjin.reference.actions import load as load_reference
from cjin.texts.actions.works import load_works
from tests.cycles.conftest import MakePerson
from tests.cycles.test_result_pages import opened, reply

HERE = "/follow-up/first/results"
STATES = ("KEN", "FRA", "BRA", "JPN")
NEED = {"type": "manual", "about": "kyoto-2021/para_1", "text": {"en": "=1+1"}}


def answered(value: Any, **more: Any) -> dict[str, Any]:
    """A reply with a value."""
    return {"reply": "answered", "value": value, **more}


SAID: Mapping[str, dict[str, Any]] = {
    "KEN": {"law": answered("no", text={"en": "=HYPERLINK(1)", "fr": "Oui"}), "one": answered("a"),
            "many": answered(["a", "b"]), "why": {"reply": "answered", "text": {"en": "Because"}},
            "table": answered({"0101": {"m": 3, "f": "withheld"}}), "tools": answered([NEED])},
    "FRA": {"law": answered("yes"), "one": answered("a"), "many": answered(["b"]), "number": answered(12)},
    "BRA": {"law": answered("yes"), "one": {"reply": "withheld"}, "number": {"reply": "nil"}},
}  # fmt: skip


@pytest.fixture
def first(form: FormVersion, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Round:
    """A closed round in which three of four States replied; none agreed to be named."""
    monkeypatch.setattr("cjin.reference.actions.loading.index", lambda documents: 0)
    load_reference(now=now)
    load_works(now=now)
    found = open_round(slug="first", title=Multilingual(en="First"), form=form, opens=date(2026, 1, 1),
                       due=date(2026, 6, 1), respondents=STATES, by=None, now=now)  # fmt: skip
    for code, answers in SAID.items():
        one = found.respondents.get(state=code)
        content = {"form": [form.form, form.version], "answers": answers, "measures": []}
        Clearing.objects.create(respondent=one, number=1, content=content, sha256="", at=now)
        one.standing, one.cleared_at = "cleared", now
        one.save()
    close(round_=found, by=None, now=now)
    return found


@pytest.fixture
def secretariat(make_person: MakePerson) -> Client:
    found = Client()
    user: User = make_person("secretariat", "cycles.ask")
    found.force_login(user)
    return found


def test_each_option_is_told_with_how_many_of_how_many(first: Round, now: datetime) -> None:
    told = {one["question"]: one for one in compiled(first, "en", now=now)["answers"]}
    assert [(one["code"], one["replies"]) for one in told["law"]["options"]] == [("yes", 2), ("partly", 0), ("no", 1)]
    assert (told["one"]["of"], told["one"]["asked"], told["one"]["replies"]["withheld"]) == (2, 3, 1)
    assert [one["replies"] for one in told["many"]["options"]] == [1, 2, 0]
    assert told["number"]["options"] == []
    assert (told["number"]["replies"]["answered"], told["number"]["replies"]["nil"]) == (1, 1)
    assert (told["why"]["asked"], told["why"]["replies"]["not-reported"]) == (1, 0)
    assert not {"para-1", "tools", "proposals"} & set(told)


@pytest.mark.usefixtures("first")
def test_the_page_has_bars_and_the_kinds_of_no_answer(secretariat: Client) -> None:
    shown = secretariat.get(f"{HERE}/answers").content.decode()
    assert "option a" in shown
    assert 'width="66.67"' in shown
    assert "are not added up across States" in shown
    assert "Known, and withheld: 1" in shown
    assert "Kenya" not in shown
    assert "Other answers" in shown


@pytest.mark.usefixtures("first")
def test_the_files_of_answers(secretariat: Client) -> None:
    rows = secretariat.get(f"{HERE}/answers.json").json()
    assert [(one["answer"], one["number"], one["of"]) for one in rows if one["question"] == "law"] == [
        ("Yes", 2, 3), ("Partly", 0, 3), ("No", 1, 3)
    ]  # fmt: skip
    assert [(one["number"], one["of"]) for one in rows if one["question"] == "number"] == [(1, 3)]
    whole = secretariat.get(f"{HERE}.json").json()
    assert [one["number"] for one in whole if one["scope"] == "answer"] == [one["number"] for one in rows]
    for stem in (f"{HERE}/answers", HERE):
        for ending in ("csv", "xlsx"):
            assert secretariat.get(f"{stem}.{ending}").status_code == 200
    assert secretariat.get(f"{HERE}/answers.pdf").status_code == 422


@pytest.mark.usefixtures("first")
def test_the_interface_and_the_command_tell_the_same(secretariat: Client) -> None:
    by_api = secretariat.get("/api/v1/cycles/rounds/first/compilation").json()["answers"]
    done = CliRunner().invoke(house, ["cycles", "compilation", "first", "--part", "answers", "--json"])
    assert json.loads(done.output) == by_api
    plain = CliRunner().invoke(house, ["cycles", "compilation", "first", "--part", "answers"])
    assert "option a" in plain.output


@pytest.mark.usefixtures("first")
def test_all_replies_are_for_those_who_ask_alone_and_no_text_becomes_a_formula(
    client: Client, secretariat: Client, make_person: MakePerson
) -> None:
    for ending in ("csv", "xlsx"):
        assert client.get(f"{HERE}/replies.{ending}").status_code in (302, 401, 403)
    client.force_login(make_person("other", "cycles.answer"))
    assert client.get(f"{HERE}/replies.csv").status_code == 403
    assert "replies.csv" in secretariat.get(f"{HERE}/answers").content.decode()
    text = secretariat.get(f"{HERE}/replies.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    law = [one for one in rows if one["question"] == "law" and one["respondent"] == "KEN"]
    assert [(one["part"], one["value"], one["text_en"], one["text_fr"]) for one in law] == [
        ("", "", "'=HYPERLINK(1)", "Oui"), ("", "no", "", "")
    ]  # fmt: skip
    table = [(one["part"], one["value"]) for one in rows if one["question"] == "table"]
    assert table == [("0101/f", "withheld"), ("0101/m", "3")]
    assert ("1/text", "'=1+1") in {(one["part"], one["text_en"]) for one in rows}
    assert {one["reply"] for one in rows if one["question"] == "one"} == {"answered", "withheld"}
    book = zipfile.ZipFile(io.BytesIO(secretariat.get(f"{HERE}/replies.xlsx").content))
    assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_a_reply_is_taken_apart_and_nothing_is_lost() -> None:
    assert parts_of({"reply": "nil"}) == [("", "", {})]
    entry = {"reply": "answered", "value": [{"type": "manual", "text": {"en": "x"}}],
             "evidence": [{"kind": "document", "ref": "A/1"}]}  # fmt: skip
    assert parts_of(entry) == [
        ("1/text", "", {"en": "x"}), ("1/type", "manual", {}), ("evidence/1", "document · A/1", {})
    ]  # fmt: skip
    assert parts_of({"reply": "answered", "value": ["a", "b"]}) == [("", ["a", "b"], {})]


def test_a_provision_is_told_by_its_name_with_the_tools_of_its_topics(first: Round, now: datetime) -> None:
    (need,) = compiled(first, "en", now=now)["needs"]
    assert need["about"].endswith(", para. 1")
    assert "kyoto-2021" not in need["about"]
    assert need["existing"]


@pytest.mark.parametrize("language", ["en", "ar", "ru"])
def test_the_finished_report_is_right_by_the_checker(first: Round, now: datetime, language: str) -> None:
    assert wrong_in(document_of(first, language, "docx", now=now), now=now) == []


@pytest.mark.usefixtures("first")
def test_what_needs_are_about_in_own_words_is_for_those_who_ask(
    client: Client, secretariat: Client, form: FormVersion, now: datetime
) -> None:
    round_ = opened("needed", form, date(2026, 1, 1), now)
    said = {"FRA": ["corruption", "Our station"], "BRA": ["Our courts", " Our  station "], "JPN": ["kyoto-2021/para_1"]}
    for code, subjects in said.items():
        value = [{"type": "manual", "about": one, "urgency": "high"} for one in subjects]
        reply(round_, code, {"tools": {"reply": "answered", "value": value}}, named=False, now=now)
    page, data = "/follow-up/needed/results", "/api/v1/cycles/rounds/needed/compilation"

    def told(by: Client) -> list[tuple[str, int, int]]:
        return [(one["about"], one["states"], one["urgent"]) for one in by.get(data).json()["needs"]]

    mine, theirs = told(client), told(secretariat)
    assert ("Other subjects", 2, 2) in mine
    assert {("Corruption", 1, 1), mine[-1]} <= set(theirs)
    assert len(mine) == 3
    assert {("Our station", 2, 2), ("Our courts", 1, 1)} <= set(theirs)
    assert "Our " not in client.get(page).content.decode()
    assert "Our courts" in secretariat.get(page).content.decode()
    done = CliRunner().invoke(house, ["cycles", "compilation", "needed", "--json"])
    assert "Our courts" in done.output
    Round.objects.update(simulated=True)
    assert told(client) == theirs
