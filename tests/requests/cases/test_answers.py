"""The answer to another State: what was decided, told in one language or two, signed, and noted as sent."""

import json
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from cjin.core.models import User
from cjin.core.rules.errors import Conflict, Invalid
from cjin.requests.actions.answers import answer_pdf, sign_answer, word_answer
from cjin.requests.actions.wordings import Put
from cjin.requests.models import Request
from cjin.requests.queries.answers import answer_to, decisions_of
from cjin.requests.queries.cases import case_of
from cjin.requests.rules.letter.answering import answer_data, answer_of
from tests.requests.cases.conftest import ANSWERED, ASKED, SENT, Does, said
from tests.requests.letters.samples import run

type Page = Callable[..., str]
REFUSED = {"ground": "essential-interests", "article": "article 4 (1)", "reason": "Cela nuirait à la sûreté."}
REVIEW = {"reason": "It would disturb a trial.", "review": "2030-01-01"}
BANK = "bank-records"
UNTIL_CHECKED = (("register", {"authentic": True}), "acknowledge", "check-admissibility")


def item_taken(name: str) -> tuple[str, dict[str, Any]]:
    return "take-evidence", {"item": name, "description": name, "sha256": "a" * 64, "sha512": "b" * 128}


def kept(name: str) -> tuple[str, dict[str, Any]]:
    return "record-custody", {"item": name, "action": "stored", "holder": "Court", "place": "Safe"}


def page_of(request: Request, rest: str = "") -> str:
    return f"/requests/{request.reference}{rest}"


@pytest.fixture
def refused(incoming: Request, head: User, does: Does) -> Request:
    """A request that was refused after a consultation."""
    return does(incoming, head, *UNTIL_CHECKED, ASKED, ANSWERED, ("refuse", REFUSED))


def text_of(pdf: bytes, folder: Path) -> str:
    (folder / "answer.pdf").write_bytes(pdf)
    return " ".join(run("pdftotext", folder / "answer.pdf", "-").split())


def test_telling_the_other_state_is_the_next_duty_until_it_is_noted(
    as_head: Client, refused: Request, head: User, does: Does
) -> None:
    page = said(as_head, page_of(refused))
    assert "is refused. It is to be told with an answer" in page
    assert "what was decided" in page
    assert page_of(refused, "/answer") in page
    assert "Answer to the other State" in page  # the clock
    assert "note that the answer was sent" in page  # why it cannot be closed
    does(refused, head, SENT)
    page = said(as_head, page_of(refused))
    assert "what was decided" not in page
    assert case_of(Request.objects.get()).untold == ()
    does(refused, head, "close")


def test_the_answer_says_what_was_decided_and_carries_it_as_data(
    refused: Request, now: datetime, tmp_path: Path
) -> None:
    told = answer_to(refused, "fr", now.date())
    assert [one.act for one in told.decisions] == ["end-consultation", "refuse"]
    pdf = answer_pdf(told, ["fr"])
    text = text_of(pdf, tmp_path)
    for words in (refused.reference, "La demande est refusée", "article 4 (1)", "Cela nuirait à la sûreté.",
                  "Can it be kept to one account?", "Yes, to the first one."):  # fmt: skip
        assert words in text, words
    run("pdfdetach", "-saveall", "-o", tmp_path, tmp_path / "answer.pdf")
    data = json.loads((tmp_path / "answer.json").read_text(encoding="utf-8"))
    assert data["format"] == "cjin-answer/1"
    assert [one["act"] for one in data["decisions"]] == ["end-consultation", "refuse"]
    assert data["decisions"][1]["ground"] == "essential-interests"


def test_each_answer_tells_what_was_decided_since_the_last_one(
    incoming: Request, head: User, writer: User, does: Does
) -> None:
    does(incoming, head, *UNTIL_CHECKED, ("accept", {"conditions": "Only for this case."}))
    assert [one.act for one in decisions_of(incoming)] == ["accept"]
    does(incoming, head, SENT, "conditions-accepted", "assign")
    does(incoming, head, ("add-conditions", {"conditions": "Not for tax.", "reason": "Our law asks for it."}))
    told = answer_of(answer_to(incoming, "fr", incoming.opened_at.date()), ["fr"])
    assert "Des conditions sont ajoutées" in str(told.sections)
    assert "Not for tax." in str(told.sections)
    does(incoming, head, SENT, "conditions-accepted")
    does(incoming, head, "begin-measure", measure="bank-records")
    nothing = {"nothing_found": True, "note": "No account."}
    does(incoming, head, ("transmit-measure", nothing), measure="bank-records")
    assert [(one.act, one.measure) for one in decisions_of(incoming)] == [("transmit-measure", "bank-records")]


def test_an_item_is_told_with_the_act_by_which_it_left_and_taking_up_again_is_told(
    incoming: Request, head: User, does: Does
) -> None:
    does(incoming, head, *UNTIL_CHECKED, "accept", "assign", ("say-confidentiality", {"can_keep": True}))
    does(incoming, head, "begin-measure", item_taken("E1"), kept("E1"), "transmit-measure", measure=BANK)
    does(incoming, head, SENT)
    does(incoming, head, ("take-up-again", {"reason": "A second account."}), measure=BANK)
    assert [one["item"] for one in decisions_of(incoming)[-1].evidence] == ["E1"]
    with pytest.raises(Invalid) as refused:
        does(incoming, head, "transmit-measure", measure=BANK)
    assert [one.where for one in refused.value.faults] == ["evidence-taken"]
    does(incoming, head, item_taken("E2"), measure=BANK)
    assert "E2" not in str(decisions_of(incoming))  # taken in, and not transmitted
    does(incoming, head, kept("E2"), "transmit-measure", measure=BANK)
    told = decisions_of(incoming)
    assert [(one.act, [item["item"] for item in one.evidence]) for one in told] == [
        ("take-up-again", []), ("transmit-measure", ["E2"])
    ]  # fmt: skip
    assert told[0].detail["reason"] == "A second account."
    again = does(incoming, head, SENT, ("take-up-again", {"reason": "A third one."}), measure=BANK)
    nothing = {"nothing_found": True, "note": "There is no third one."}
    does(again, head, ("transmit-measure", nothing), measure=BANK)
    assert [one.act for one in decisions_of(incoming)] == ["take-up-again", "transmit-measure"]
    assert not decisions_of(incoming)[1].evidence


def test_a_second_language_is_worded_before_the_answer_is_signed(
    as_head: Client, refused: Request, head: User, now: datetime
) -> None:
    Request.objects.update(answers=refused.answers | {"languages": ["fr", "ar"]})
    there = page_of(refused, "/answer?first=fr&second=ar")
    page = said(as_head, there)
    assert "3 passages are missing" in page
    assert "لم يُترجم بعد" in page
    revision = Request.objects.get().revision
    assert as_head.post(there, {"revision": revision}).status_code == 422
    texts = {f"{unit.unit}": "نص" for unit in answer_to(refused, "fr", now.date()).units}
    assert send_words(as_head, there, revision, texts) == 302
    assert "لم يُترجم بعد" not in said(as_head, there)
    assert as_head.post(there, {"revision": revision}).status_code == 412  # words count
    revision += 1
    assert as_head.post(there, {"revision": revision}).status_code == 302
    kept = Request.objects.get().letters.get()
    assert (kept.languages, kept.received) == (["fr", "ar"], False)
    assert kept.name in said(as_head, there)
    with pytest.raises(Conflict):
        sign_answer(reference=refused.reference, languages=["fr"], revision=revision, by=head, now=now)


def send_words(client: Client, page: str, revision: int, texts: dict[str, str]) -> int:
    """Sends some passages as the form has them."""
    named = {unit.removeprefix("answer/").replace("/", "-"): text for unit, text in texts.items()}
    return client.post(page, {"words": "yes", "revision": revision, **named}).status_code


def in_two(request: Request) -> Request:
    """The request, in two languages."""
    Request.objects.update(answers=request.answers | {"languages": ["fr", "ar"]})
    return Request.objects.get()


def test_nobody_overwrites_words_that_they_have_not_seen(as_head: Client, refused: Request, now: datetime) -> None:
    two, there = in_two(refused), page_of(refused, "/answer?first=fr&second=ar")
    first, second, third = (one.unit for one in answer_to(two, "fr", now.date()).units)
    assert send_words(as_head, there, two.revision, {third: "ثالث"}) == 302
    late = as_head.post(there, {"words": "yes", "revision": two.revision, first[7:].replace("/", "-"): "أول"})
    assert late.status_code == 412
    page = late.content.decode()
    assert "أول" in page  # what was typed
    assert "ثالث" in page  # what stands now
    again = dict(re.findall(r'name="(initial-[^"]+)" value="([^"]*)"', page))
    assert f"initial-{third[7:].replace('/', '-')}" in again
    assert send_words(as_head, there, two.revision + 1, {first: "أول"} | again | {third: "ثالث"}) == 302
    assert send_words(as_head, there, two.revision + 2, {second: "ثان"} | dict.fromkeys(again, "")) == 302
    kept = {one.unit: one.text for one in answer_to(two, "fr", now.date()).wordings}
    assert kept == {first: "أول", second: "ثان", third: "ثالث"}


def test_a_wrong_translation_is_mended_and_signed_again_and_the_first_letter_stays(
    as_head: Client, refused: Request, now: datetime
) -> None:
    two, there = in_two(refused), page_of(refused, "/answer?first=fr&second=ar")
    texts = {one.unit: "خطأ" for one in answer_to(two, "fr", now.date()).units}
    send_words(as_head, there, two.revision, texts)
    assert as_head.post(there, {"revision": two.revision + 1}).status_code == 302
    assert as_head.post(there, {"revision": two.revision + 1}).status_code == 409
    send_words(as_head, there, two.revision + 1, dict.fromkeys(texts, "صواب"))
    assert as_head.post(there, {"revision": two.revision + 2}).status_code == 302
    assert two.letters.count() == 2


@pytest.mark.parametrize("languages", ["", "?first=fr&second=fr", "?first=fr&second=xx"])
def test_words_without_a_second_language_are_refused(as_head: Client, refused: Request, languages: str) -> None:
    two = in_two(refused)
    assert send_words(as_head, page_of(refused, f"/answer{languages}"), two.revision, {}) == 422


def test_an_answer_is_in_the_languages_of_the_request(refused: Request, head: User, now: datetime) -> None:
    told: dict[str, Any] = {"reference": refused.reference, "revision": refused.revision, "by": head, "now": now}
    refused.refresh_from_db()
    with pytest.raises(Invalid):
        sign_answer(languages=["zh"], **told)
    with pytest.raises(Invalid):
        word_answer(source="fr", language="fr", said=[], **told)
    with pytest.raises(Invalid):
        word_answer(source="fr", language="ru", said=[], **told)


def test_the_data_of_an_answer_have_no_words_of_other_languages(refused: Request, head: User, now: datetime) -> None:
    two = in_two(refused)
    units = [one.unit for one in answer_to(two, "fr", now.date()).units]
    said = [Put(units[0], "نص")]
    word_answer(reference=two.reference, source="fr", language="ar", said=said, revision=two.revision, by=head, now=now)
    told = answer_to(two, "fr", now.date())
    assert answer_data(told, ["fr"])["wordings"] == []
    assert [one["text"] for one in answer_data(told, ["fr", "ar"])["wordings"]] == ["نص"]


def test_what_was_decided_after_the_answer_was_signed_is_not_noted_as_sent_with_it(
    incoming: Request, head: User, does: Does, now: datetime
) -> None:
    decided = does(incoming, head, *UNTIL_CHECKED, ASKED, ANSWERED, "accept")
    with pytest.raises(Invalid) as refused:
        does(incoming, head, "send-answer")
    assert [one.where for one in refused.value.faults] == ["answer-signed"]
    about: dict[str, Any] = {"reference": incoming.reference, "languages": ["fr"], "by": head, "now": now}
    sign_answer(**about, revision=decided.revision)
    again = does(incoming, head, ASKED, ANSWERED, ("postpone", REVIEW))
    with pytest.raises(Invalid):
        does(incoming, head, "send-answer")
    sign_answer(**about, revision=again.revision)
    assert case_of(does(incoming, head, "send-answer")).untold == ()


def test_files_of_the_answer_and_nothing_before_a_decision(
    as_head: Client, incoming: Request, refused: Request
) -> None:
    for ending, begins in (("pdf", b"%PDF-"), ("docx", b"PK"), ("json", b"{")):
        answer = as_head.get(page_of(refused, f"/answer.{ending}?first=fr"))
        assert answer.status_code == 200
        assert answer.content.startswith(begins)
    assert as_head.get(page_of(refused, "/answer.exe")).status_code == 404


def test_there_is_no_answer_before_a_decision_nor_to_an_own_request(
    as_head: Client, incoming: Request, outgoing: Request
) -> None:
    assert as_head.get(page_of(incoming, "/answer")).status_code == 404
    assert as_head.get(page_of(outgoing, "/answer")).status_code == 404


def test_the_answer_of_a_sealed_request_does_not_exist_for_others(
    client: Client, refused: Request, outsider: User, now: datetime, head: User
) -> None:
    Request.objects.update(sealed=True)
    client.force_login(outsider)
    assert client.get(page_of(refused, "/answer")).status_code == 404


def test_the_api_tells_words_and_signs_the_answer(as_head: Client, incoming: Request, refused: Request) -> None:
    here = f"/api/v1/requests/{refused.reference}"
    Request.objects.update(answers=refused.answers | {"languages": ["fr", "en"]})
    told = as_head.get(f"{here}/answer").json()
    assert [one["act"] for one in told["decisions"]] == ["end-consultation", "refuse"]
    place = told["decisions"][1]["place"]
    words = {"source": "fr", "language": "en", "texts": {f"answer/{place}/reason": "It would harm security."}}
    assert as_head.put(f"{here}/answer", json.dumps(words), content_type="application/json").status_code == 428
    tag = {"If-Match": as_head.get(here)["ETag"]}
    put = as_head.put(f"{here}/answer", json.dumps(words), content_type="application/json", headers=tag)
    assert put["ETag"] == as_head.get(here)["ETag"] != tag["If-Match"]
    again = as_head.put(f"{here}/answer", json.dumps(words), content_type="application/json", headers=tag)
    assert again.status_code == 412
    assert put.json()["wordings"][0]["text"] == "It would harm security."
    tag = {"If-Match": as_head.get(here)["ETag"]}
    body = json.dumps({"languages": ["fr"]})
    made = as_head.post(f"{here}/answer", body, content_type="application/json", headers=tag)
    assert (made.status_code, made.json()["received"]) == (201, False)
    again = as_head.post(f"{here}/answer", body, content_type="application/json", headers=tag)
    assert again.status_code == 409


def test_words_that_cannot_be_kept_are_refused(refused: Request, head: User, now: datetime) -> None:
    two = in_two(refused)
    about: dict[str, Any] = {"reference": two.reference, "source": "fr", "language": "ar", "by": head, "now": now}
    for put in (Put("answer/0/reason", "x"), Put(answer_to(two, "fr", now.date()).units[0].unit, "a\u202eb")):
        with pytest.raises(Invalid):
            word_answer(**about, said=[put], revision=two.revision)
