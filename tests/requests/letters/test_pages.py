"""Pages of letters: what they show to whom, and what they do."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cjin.core.models import AuditRow, User
from cjin.core.rules.errors import Invalid
from cjin.requests.actions.arrivals import take
from cjin.requests.actions.cases import act, seal, write
from cjin.requests.actions.letters import letter_json, sign
from cjin.requests.cli.writing import check
from cjin.requests.models import Attempt, Letter, Request, Wording
from cjin.requests.queries.kept import letters_of
from cjin.requests.queries.letters import comments_of, unworded_in, wordings_of
from cjin.texts.models import Work
from tests.requests.conftest import MakePerson
from tests.requests.letters.conftest import worded
from tests.requests.letters.samples import TREATY

NOW = datetime.now(UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def upload(content: bytes, name: str = "letter.pdf") -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile(name, content)}


def test_the_letter_is_shown_in_both_languages_and_each_look_is_written_down(request_: Request, writer: User) -> None:
    answer = browser(writer).get(f"/requests/{request_.reference}/letter")
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert all(one in shown for one in ("Enquête préliminaire", "نص باللغة العربية", 'lang="ar" dir="rtl"', "PROJET"))
    assert 'dir="ltr" class="fixed">XB29 NWBK 6016 1331 9268 19<' in shown
    assert AuditRow.objects.filter(stream=f"request-{request_.reference}", act="look", by=writer).exists()
    alone = browser(writer).get(f"/requests/{request_.reference}/letter?first=ar&second=").content.decode()
    assert "Enquête préliminaire" not in alone


@pytest.mark.parametrize(("ending", "begins"), [("pdf", b"%PDF-1.7"), ("docx", b"PK"), ("json", b"{")])
def test_the_letter_comes_as_files(request_: Request, writer: User, ending: str, begins: bytes) -> None:
    answer = browser(writer).get(f"/requests/{request_.reference}/letter.{ending}?languages=fr,ar")
    assert answer.content.startswith(begins)
    assert answer["Content-Disposition"].startswith(f'attachment; filename="{request_.reference}')


@pytest.mark.parametrize("path", ["letter.exe", "letter.pdf?languages=xx", "letters/9", "wording/fr", "wording/xx"])
def test_what_is_not_there_is_told(request_: Request, writer: User, path: str) -> None:
    assert browser(writer).get(f"/requests/{request_.reference}/{path}").status_code in (404, 422)


def test_a_sealed_request_has_no_letter_for_others(
    request_: Request, head: User, make_person: MakePerson, now: datetime
) -> None:
    seal(reference=request_.reference, sealed=True, by=head, now=now)
    other = browser(make_person("other", "requests.write"))
    for path in ("letter", "letter.pdf", "wording/ar", "comments", "comments.json", "wording/ar/passages.json"):
        assert other.get(f"/requests/{request_.reference}/{path}").status_code == 404, path
    for path in ("take", "attempts", f"{request_.reference}/letter"):
        reader = browser(User.objects.get_or_create(username="reader")[0])
        assert reader.get(f"/requests/{path}").status_code == 403, path


def test_it_is_signed_by_a_button_once(approved: Request, writer: User, head: User) -> None:
    place, sent = f"/requests/{approved.reference}/letter", {"first": "fr", "second": "ar", "revision": 3}
    assert "Sign this letter" not in browser(writer).get(place).content.decode()
    assert browser(writer).post(place, sent).status_code == 403
    assert "Sign this letter" in browser(head).get(place).content.decode()
    assert browser(head).post(place, sent | {"revision": 2}).status_code == 412
    assert browser(head).post(place, sent).status_code == 302
    assert browser(head).post(place, sent).status_code == 409
    kept = Letter.objects.get()
    shown = browser(head).get(place).content.decode()
    assert kept.sha256 in shown
    assert "Sign this letter" not in shown
    assert browser(writer).get(f"/requests/{approved.reference}/letters/1").content == bytes(kept.data)


def test_a_letter_of_an_earlier_version_says_so_and_is_not_the_first(
    approved: Request, writer: User, head: User, now: datetime
) -> None:
    place = f"/requests/{approved.reference}/letter"
    sign(reference=approved.reference, languages=["fr"], by=head, now=now)
    assert "of an earlier version" not in browser(head).get(place).content.decode()
    again = act(
        reference=approved.reference, act="send-back", detail={"reason": "An account is wrong."}, by=head, now=now
    )
    assert "of an earlier version" in browser(head).get(place).content.decode()
    again = write(reference=again.reference, revision=again.revision, answers={"purpose": "Preuve"}, by=writer, now=now)
    Wording.objects.all().delete()
    worded(again, now)
    act(reference=again.reference, act="submit", by=writer, now=now)
    act(reference=again.reference, act="approve", by=head, now=now)
    sign(reference=again.reference, languages=["fr"], by=head, now=now)
    kept = letters_of(Request.objects.get())
    assert [(one.number, one.earlier) for one in kept] == [(2, False), (1, True)]
    act(reference=again.reference, act="send", by=head, now=now)
    assert [(one.number, one.earlier) for one in letters_of(Request.objects.get())] == [(2, False), (1, True)]
    assert browser(head).get(f"{place}s/2").content == bytes(kept[0].letter.data)
    for none in ("0", "3", "999999999999999999999999"):
        assert browser(head).get(f"{place}s/{none}").status_code == 404


def test_languages_that_are_none_of_letters_are_told(approved: Request, head: User) -> None:
    sent = {"first": "tlh", "second": "", "revision": 3}
    assert browser(head).post(f"/requests/{approved.reference}/letter", sent).status_code == 422
    assert not Letter.objects.exists()


def test_passages_are_written_on_a_page(request_: Request, writer: User, head: User) -> None:
    place = f"/requests/{request_.reference}/wording/ar"
    assert "Enquête préliminaire" in browser(writer).get(place).content.decode()
    sent = {"revision": 1, "text:facts": "نص آخر", "status:facts": "machine"}
    assert browser(writer).post(place, sent).status_code == 302
    assert [(one.unit, why) for one, why in unworded_in(request_, "ar")] == [("facts", "machine")]
    late = browser(head).post(place, sent | {"text:facts": "نص متأخر"})
    assert (late.status_code, "نص متأخر" in late.content.decode()) == (412, True)
    strange = browser(writer).post(place, {"revision": 2, "text:facts": "a\u202eb", "status:facts": "human"})
    assert strange.status_code == 422
    assert next(one.text for one in wordings_of(request_) if one.unit == "facts") == "نص آخر"


def test_passages_go_out_and_come_back(request_: Request, writer: User) -> None:
    place = f"/requests/{request_.reference}/wording/ar"
    rows = json.loads(browser(writer).get(f"{place}/passages.json").content)
    for row in rows:
        row["status"] = "certified"
    content = json.dumps(rows).encode()
    assert browser(writer).post(place, {"revision": 1, **upload(content, "p.json")}).status_code == 302
    assert {one.status for one in wordings_of(request_)} == {"certified"}
    assert browser(writer).post(place, {"revision": 2, **upload(b"junk", "p.json")}).status_code == 422
    assert browser(writer).get(f"{place}/passages.xlsx").content.startswith(b"PK")


def test_a_letter_is_taken_on_a_page_and_what_is_refused_is_kept(approved: Request, writer: User, head: User) -> None:
    letter = bytes(sign(reference=approved.reference, languages=["fr"], by=head, now=NOW).data)
    answer = browser(writer).post("/requests/take", upload(letter))
    made = Request.objects.get(direction="incoming")
    assert (answer.status_code, made.reference in answer.content.decode()) == (200, True)
    assert "here already" in browser(writer).post("/requests/take", upload(letter)).content.decode()
    other = browser(writer).post("/requests/take", upload(letter + b"\n% more", "more.pdf"))
    assert (other.status_code, "altered" in other.content.decode()) == (422, True)
    assert "more.pdf" in browser(writer).get("/requests/attempts").content.decode()
    assert "more.pdf" not in browser(head).get("/requests/attempts").content.decode()
    kept = Attempt.objects.get()
    assert browser(writer).get(f"/requests/attempts/{kept.pk}").content == letter + b"\n% more"
    assert browser(head).get(f"/requests/attempts/{kept.pk}").status_code == 404
    assert browser(writer).post("/requests/take", {}).status_code == 422


def test_who_brought_no_file_does_not_fetch_it(demonstration: None, writer: User, make_person: MakePerson) -> None:
    browser(writer).post("/requests/take", upload(b"junk"))
    kept = Attempt.objects.get()
    assert browser(writer).get(f"/requests/attempts/{kept.pk}").status_code == 200
    other = make_person("other", "requests.write")
    assert browser(other).get(f"/requests/attempts/{kept.pk}").status_code == 404
    assert browser(other).get("/requests/attempts").status_code == 200


def test_a_draft_is_commented_on_and_the_comments_come_home(request_: Request, writer: User) -> None:
    shared = act(reference=request_.reference, act="share-draft", by=writer, now=NOW)
    theirs = take(data=letter_json(shared), name="draft.json", by=writer, now=NOW).request
    place = f"/requests/{theirs.reference}/comments"
    assert browser(writer).post(place, {"item": "facts", "text": "Le numéro de la <agence> ?"}).status_code == 302
    assert browser(writer).post(place, {"item": "", "text": "Bien."}).status_code == 302
    assert browser(writer).post(place, {"item": "crown", "text": "x"}).status_code == 422
    content = browser(writer).get(f"{place}.json").content
    home = f"/requests/{request_.reference}/comments"
    assert browser(writer).post(home, upload(content.replace(b"XBB", b"XCC"), "c.json")).status_code == 422
    assert browser(writer).post(home, upload(content, "c.json")).status_code == 302
    came = Request.objects.get(pk=request_.pk)
    assert (came.state, comments_of(came)) == ("revising", comments_of(theirs))
    assert "&lt;agence&gt;" in browser(writer).get(home).content.decode()
    assert browser(writer).post(home, upload(content, "c.json")).status_code == 422


def test_what_the_page_gives_to_download_can_be_checked(request_: Request, writer: User, tmp_path: Path) -> None:
    file, here = tmp_path / "request.json", f"/requests/{request_.reference}"
    data = browser(writer).get(f"{here}/letter.json").content
    file.write_bytes(data)
    assert "Nothing is missing" in CliRunner().invoke(check, [str(file)], catch_exceptions=False).output
    sent = browser(writer).post("/api/v1/requests/check", data, content_type="application/json")
    assert (sent.status_code, sent.json()) == (200, [])
    unworded = json.loads(data) | {"wordings": []}
    sent = browser(writer).post("/api/v1/requests/check", json.dumps(unworded), content_type="application/json")
    assert [one["gap"] for one in sent.json()] == ["unworded"]
    strange = json.loads(data) | {"wordings": [{"unit": "facts"}]}
    sent = browser(writer).post("/api/v1/requests/check", json.dumps(strange), content_type="application/json")
    assert (sent.status_code, "entry 1" in sent.content.decode()) == (422, True)


@pytest.mark.parametrize(("content", "said"), [(b"%PDF-1.7", "this is a letter"), (b"\xff\xfe{", "it is not UTF-8")])
def test_a_file_that_cannot_be_checked_says_why(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "request.pdf"
    file.write_bytes(content)
    with pytest.raises(Invalid) as caught:
        CliRunner().invoke(check, [str(file)], catch_exceptions=False)
    assert said in str(caught.value.faults[0])


def test_a_treaty_that_is_not_known_here_has_the_title_of_the_letter(
    request_: Request, writer: User, now: datetime
) -> None:
    data = letter_json(request_)
    title = json.loads(data)["basis_title"]["en"]
    Work.objects.filter(slug=TREATY).update(slug="known-elsewhere")
    taken = take(data=data, name="draft.json", by=writer, now=now).request
    for path in ("", "/check"):
        shown = browser(writer).get(f"/requests/{taken.reference}{path}").content.decode()
        assert f"{title} (not known here)" in shown, path
        assert TREATY not in shown, path
    assert title in browser(writer).get(f"/requests/{taken.reference}/letter?first=en").content.decode()
    assert json.loads(letter_json(taken))["basis_title"] == json.loads(data)["basis_title"]
    for wrong in (["x"], {"xx": "x"}, {"en": "x" * 501}, {"en": "a\u202eb"}):
        with pytest.raises(Invalid):
            take(data=json.dumps(json.loads(data) | {"basis_title": wrong}).encode(), name="d.json", by=writer, now=now)
