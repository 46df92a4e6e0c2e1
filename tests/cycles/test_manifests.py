"""What a finished report tells of itself is not believed: it is compared with the draft that is made once more."""

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from cjin.core.rules.errors import Invalid
from cjin.cycles.actions.reports import edit_report
from cjin.cycles.models import Discussion, FormVersion, Round
from cjin.cycles.queries.documents import document_of, wrong_in
from cjin.cycles.queries.report import report_on
from cjin.cycles.rules.report.manifest import mark_of
from cjin.cycles.rules.report.remaking import remade
from cjin.cycles.rules.report.word import MANIFEST
from cjin.reference.actions import load as load_reference
from cjin.texts.actions.works import load_works
from tests.cycles.conftest import MakePerson
from tests.cycles.reports import with_part
from tests.cycles.test_result_pages import opened, reply, state

MARK = mark_of("practice/para-1")
OWN = "Almost all States reported that this was implemented."


@pytest.fixture
def first(form: FormVersion, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Round:
    """A closed round: all of four States have it in law, and one of them in practice."""
    monkeypatch.setattr("cjin.reference.actions.loading.index", lambda documents: 0)
    load_reference(now=now)
    load_works(now=now)
    found = opened("first", form, date(2026, 1, 1), now)
    for code, practice in (("KEN", "planned"), ("FRA", "planned"), ("BRA", "implemented"), ("JPN", "planned")):
        reply(found, code, {"para-1": state(practice, law="implemented")}, named=True, now=now)
    return found


def changed(file: bytes, change: Callable[[dict[str, Any]], None], *words: str) -> bytes:
    """The document with another manifest, and other words in the place of its own."""

    def told(content: bytes) -> bytes:
        said = json.loads(content)
        change(said)
        return json.dumps(said).encode()

    made = with_part(file, MANIFEST.removeprefix("/"), told)
    return with_part(made, "word/document.xml", lambda text: text.replace(*(one.encode() for one in words), 1))


def text_of(round_: Round, now: datetime) -> str:
    found = report_on(round_, "en", cutoff=now.date()).sentence("practice/para-1")
    assert found is not None
    assert "(1 of 4)" in found.text
    return found.text


def test_a_rule_that_the_document_brings_is_not_believed(first: Round, now: datetime) -> None:
    file, rule = document_of(first, "en", "docx", now=now), {"what": "law", "questions": ["para-1"]}
    rule["codes"] = ["implemented", "largely"]
    text = remade({"phrase": "practice"}, 4, 4, "en")

    def lie(said: dict[str, Any]) -> None:
        said["sentences"][MARK]["rule"] = rule

    assert wrong_in(file, now=now) == []
    (wrong,) = wrong_in(changed(file, lie, text_of(first, now), text), now=now)
    assert (wrong.text, text_of(first, now) in wrong.message) == (text, True)


def test_a_sentence_that_the_manifest_leaves_out_is_told_with_its_mark_and_without(first: Round, now: datetime) -> None:
    file, text = document_of(first, "en", "docx", now=now), text_of(first, now)

    def hide(said: dict[str, Any]) -> None:
        del said["sentences"][MARK]

    (wrong,) = wrong_in(changed(file, hide, text, OWN), now=now)
    assert (wrong.text, "by which rule" in wrong.message) == (OWN, True)
    unmarked = with_part(file, "word/document.xml", lambda words: words.replace(MARK.encode(), b"_GoBack"))
    (wrong,) = wrong_in(changed(unmarked, hide, text, OWN), now=now)
    assert (wrong.text, wrong.message) == (text, "this sentence is not in the document")


def test_a_paragraph_that_was_replaced_on_the_page_may_be_gone(
    first: Round, make_person: MakePerson, now: datetime
) -> None:
    before = document_of(first, "en", "docx", now=now)
    report = report_on(first, "en", cutoff=now.date())
    block = next(one for one in report.blocks if one.key == "action/first/para-1")
    edit_report(
        round_=first, language="en", paragraph=block.key, text=OWN, made_from=getattr(block, "text", ""),
        by=make_person("secretariat", "cycles.ask"), now=now,
    )  # fmt: skip
    after = document_of(first, "en", "docx", now=now)
    assert OWN.encode() not in before != after
    assert wrong_in(before, now=now) == wrong_in(after, now=now) == []
    first.edits.update(undone=True)
    assert text_of(first, now) in [one.text for one in wrong_in(after, now=now)]


@pytest.mark.parametrize("told", [{"discussion": "1"}, {"discussion": True}, {"discussion": -1}, {"discussion": 2**31},
                                  {"discussion": 1, "whole": "no"}])  # fmt: skip
def test_a_discussion_that_is_none_is_refused(first: Round, now: datetime, told: dict[str, Any]) -> None:
    file = document_of(first, "en", "docx", now=now)
    with pytest.raises(Invalid, match="damaged"):
        wrong_in(changed(file, lambda said: said.update(told), "", ""), now=now)


def test_a_report_is_no_compilation_and_no_public_one(first: Round, now: datetime) -> None:
    file = document_of(first, "en", "docx", now=now)
    assert wrong_in(changed(file, lambda said: said.update(whole=False), "", ""), now=now) == []
    day = date(2026, 1, 1)
    one = Discussion.objects.create(work="kyoto-2021", title={"en": "A"}, begins=day, ends=day, topics=[], at=now)
    assert len(wrong_in(changed(file, lambda said: said.update(discussion=one.pk), "", ""), now=now)) > 5
