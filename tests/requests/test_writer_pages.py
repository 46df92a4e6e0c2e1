"""The pages of the writer: kept as one goes on, nothing lost, what is missing always told."""

import json
import re
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cjin.core.models import AuditRow, User
from cjin.requests.actions.cases import seal, write
from cjin.requests.models import Agreement, Request
from cjin.requests.rules.writing.kinds import kind_named
from cjin.requests.rules.writing.steps import steps
from cjin.statistics.models import Entry, LinkRow, Review, Scheme
from tests.core.conftest import *  # noqa: F403 - people and their posts
from tests.requests.rules.test_ownership import COMPANY, OWNS, PERSON
from tests.requests.test_cases import TREATY, a_draft, request_

__all__ = ["request_"]
MLA = kind_named("mutual-legal-assistance")


@pytest.fixture
def at_work(client: Client, demonstration: None, writer: User) -> Client:
    client.force_login(writer)
    return client


def begin(client: Client, **more: Any) -> Request:
    sent = {"kind": "mutual-legal-assistance", "requesting": "XAA", "requested": "XBB", "direction": "outgoing"} | more
    answer = client.post("/requests/new", sent)
    assert answer.status_code == 302, answer.content.decode()
    return Request.objects.get(reference=answer["Location"].split("/")[2])


def save(client: Client, one: Request, step: str, **answers: Any) -> Any:
    one.refresh_from_db()
    return client.post(f"/requests/{one.reference}/write/{step}", {"revision": one.revision} | answers)


def test_a_request_begins_with_the_basis_and_goes_through_every_step(at_work: Client) -> None:
    one = begin(at_work)
    seen, following = [], "basis"
    while not following.endswith("/check"):
        step = following.rsplit("/", 1)[-1]
        seen.append(step)
        chosen = {"basis": {"basis": TREATY}, "addressee": {"addressee": "xbb-ministry-of-justice"}}.get(step, {})
        answer = save(at_work, one, step, **chosen)
        assert answer.status_code == 302
        following = answer["Location"]
    one.refresh_from_db()
    assert seen == [step.step for step in steps(MLA, one.answers, one.basis)]
    assert (one.basis, one.addressee) == (TREATY, "xbb-ministry-of-justice")
    assert at_work.get(following).status_code == 200


def test_every_form_of_answer_is_kept_as_it_was_typed(at_work: Client) -> None:
    one = begin(at_work)
    save(at_work, one, "basis", basis=TREATY)
    save(at_work, one, "assistance", measures=["bank-records"], assistance="Statements of <b>May</b>", purpose="Trial")
    save(at_work, one, "bank-records", **{"bank-records.from": "2024-01-01", "bank-records.to": "2024-12-31"})
    rows = {
        "offences-rows": "2", "offences-0-iccs": "0703", "offences-0-name": "Corruption", "offences-0-law": "Code, 5",
        "offences-0-penalty_years": "8", "offences-1-name": "", "proceeding": "Investigation",
    }  # fmt: skip
    save(at_work, one, "proceeding", **rows)
    save(
        at_work,
        one,
        "terms",
        confidential="no-tipping-off",
        urgent="yes",
        languages="fr",
        **{"languages-others": ["ar"]},
    )
    one.refresh_from_db()
    assert one.answers["measures"] == ["bank-records"]
    assert one.answers["assistance"] == "Statements of <b>May</b>"
    assert one.answers["offences"] == [{"iccs": "0703", "name": "Corruption", "law": "Code, 5", "penalty_years": "8"}]
    assert (one.answers["urgent"], one.answers["languages"]) == (True, ["fr", "ar"])
    shown = at_work.get(f"/requests/{one.reference}/check").content.decode()
    assert "&lt;b&gt;May&lt;/b&gt;" in shown
    assert "0703" in at_work.get(f"/requests/{one.reference}/write/proceeding").content.decode()


def test_an_answer_that_asks_for_more_stays_on_its_page(at_work: Client) -> None:
    one = begin(at_work)
    answer = save(at_work, one, "terms", urgent="yes")
    assert answer["Location"].endswith("/write/terms#item-urgency-reason")
    assert "urgency-reason" in at_work.get(f"/requests/{one.reference}/write/terms").content.decode()


def test_an_entry_is_added_and_taken_away(at_work: Client) -> None:
    one = begin(at_work)
    answer = save(at_work, one, "proceeding", **{"offences-rows": "1", "offences-0-name": "Theft", "more": "offences"})
    assert answer["Location"].endswith("#item-offences")
    assert at_work.get(f"/requests/{one.reference}/write/proceeding").content.count(b"<legend>Entry") == 2
    save(at_work, one, "proceeding", **{"offences-rows": "2", "offences-0-name": "Theft", "offences-0-gone": "on"})
    one.refresh_from_db()
    assert "offences" not in one.answers


@pytest.mark.parametrize(
    ("step", "item", "sent"),
    [
        ("facts", "facts", "a name \u202egnp.exe"),
        ("authority", "authority", "x" * 600),
        ("assistance", "measures", "dancing"),
        ("terms", "deadline", "31 February"),
        ("terms", "languages", "klingon"),
    ],
)
def test_what_cannot_be_kept_is_told_beside_its_question_and_nothing_is_lost(
    at_work: Client, step: str, item: str, sent: str
) -> None:
    one = begin(at_work)
    save(at_work, one, "basis", basis=TREATY)
    kept = {"contact": "Kept as typed"} if step == "authority" else {}
    answer = save(at_work, one, step, **({item: sent} | kept))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "error-summary" in page
    assert not kept or "Kept as typed" in page
    one.refresh_from_db()
    assert item not in one.answers


def test_who_comes_second_is_told_and_loses_nothing(at_work: Client) -> None:
    one = begin(at_work)
    save(at_work, one, "facts", facts="What the first wrote")
    late = at_work.post(f"/requests/{one.reference}/write/facts", {"revision": 1, "facts": "What the second wrote"})
    assert late.status_code == 412
    assert "What the second wrote" in late.content.decode()
    one.refresh_from_db()
    assert one.answers["facts"] == "What the first wrote"
    revision = re.search(r'name="revision" value="(\d+)"', late.content.decode())
    assert revision
    again = {"revision": revision[1], "facts": "What the second wrote"}
    assert at_work.post(f"/requests/{one.reference}/write/facts", again).status_code == 302


def test_only_what_is_whole_can_be_submitted(at_work: Client, writer: User, now: datetime) -> None:
    one = begin(at_work)
    refused = at_work.post(f"/requests/{one.reference}/check", {"revision": Request.objects.get(pk=one.pk).revision})
    assert refused.status_code == 422
    whole = a_draft(deadline="2990-09-01")
    write(
        reference=one.reference,
        revision=1,
        answers=whole.answers,
        basis=TREATY,
        addressee=whole.addressee,
        by=writer,
        now=now,
    )
    assert "Nothing is missing" in at_work.get(f"/requests/{one.reference}/check").content.decode()
    assert (
        at_work.post(
            f"/requests/{one.reference}/check", {"revision": Request.objects.get(pk=one.pk).revision}
        ).status_code
        == 302
    )
    one.refresh_from_db()
    assert one.state == "legal-check"
    assert at_work.get(f"/requests/{one.reference}/write/facts").status_code == 302


def test_each_look_is_written_down(at_work: Client) -> None:
    one = begin(at_work)
    before = AuditRow.objects.filter(act="look").count()
    at_work.get(f"/requests/{one.reference}/write/facts")
    at_work.get(f"/requests/{one.reference}/check")
    assert AuditRow.objects.filter(act="look").count() == before + 2


def test_nobody_writes_what_is_not_theirs(
    client: Client, request_: Request, head: User, make_person: Any, now: datetime
) -> None:
    for address in (
        "/requests/new",
        f"/requests/{request_.reference}/write/facts",
        f"/requests/{request_.reference}/check",
    ):
        assert client.get(address).status_code in (302, 403), address
    seal(reference=request_.reference, sealed=True, by=head, now=now)
    client.force_login(make_person("stranger", "requests.write"))
    for address in ("write/facts", "check"):
        assert client.get(f"/requests/{request_.reference}/{address}").status_code == 404


def test_a_letter_on_paper_is_entered_as_it_came(at_work: Client) -> None:
    one = begin(at_work, direction="incoming", requesting="XBB", requested="XAA")
    assert save(at_work, one, "facts", facts="As the letter says").status_code == 302
    one.refresh_from_db()
    assert (one.state, one.answers["facts"]) == ("received", "As the letter says")


@pytest.mark.usefixtures("demonstration")
def test_the_basis_is_told_to_everybody(client: Client) -> None:
    page = client.get("/requests/basis?requesting=XAA&requested=XBB&kind=mutual-legal-assistance").content.decode()
    assert "goes first" in page
    assert "Reciprocity" in page
    assert client.get("/requests/basis?requesting=XAA&requested=XAA&kind=extradition").status_code == 422
    assert client.get("/requests/basis?requesting=XAA&requested=QQQ&kind=extradition").status_code == 422
    assert client.get("/requests/basis").status_code == 200


def test_a_statement_of_ownership_comes_with_a_company(at_work: Client) -> None:
    one = begin(at_work)
    brought = SimpleUploadedFile("owners.json", json.dumps([COMPANY, PERSON, OWNS]).encode())
    row = {"property-rows": "1", "property-0-type": "company", "property-0-description": "Harbour Holding"}
    save(at_work, one, "persons", **row, **{"property-0-location": "Capital", "property-0-statement-file": brought})
    one.refresh_from_db()
    assert json.loads(one.answers["property"][0]["statement"])[0]["recordId"] == "company"
    assert "A. Person → Harbour Holding" in at_work.get(f"/requests/{one.reference}/check").content.decode()
    broken = SimpleUploadedFile("owners.json", b"\xff[{")
    refused = save(at_work, one, "persons", **row, **{"property-0-statement-file": broken})
    assert refused.status_code == 422
    assert "no JSON" in refused.content.decode()


def test_what_is_known_of_the_other_law_is_offered_and_put_in(at_work: Client) -> None:
    scheme = Scheme.objects.create(slug="xbb-code", title="Penal Code of XBB", area="XBB", release="public")
    entry = Entry.objects.create(scheme=scheme, code="Art. 263", title="Fraud", position=1)
    LinkRow.objects.create(entry=entry, target="07011", standing=Review.ACCEPTED)
    one = begin(at_work)
    first = {"offences-rows": "1", "offences-0-iccs": "0701", "offences-0-name": "Fraud"}
    save(at_work, one, "proceeding", **first)
    said = "Penal Code of XBB: Art. 263 Fraud"
    assert said in at_work.get(f"/requests/{one.reference}/write/proceeding").content.decode()
    save(at_work, one, "proceeding", **first, **{"offences-0-there": "As here.", "offences-0-taken": [said]})
    one.refresh_from_db()
    assert one.answers["offences"][0]["there"] == f"As here.\n{said}"


@pytest.mark.usefixtures("demonstration")
def test_with_whom_a_state_has_a_basis(client: Client) -> None:
    asked = "state=XAA&kind=mutual-legal-assistance&on=2026-03-02"
    page = client.get(f"/requests/bases?{asked}").content.decode()
    assert "demonstration State XBB" in page
    rows = json.loads(client.get(f"/requests/bases.json?{asked}").content)
    assert {row["other"]: row["instruments"] for row in rows} == {"XBB": [TREATY], "XCC": []}
    assert client.get(f"/requests/bases.csv?{asked}").content.startswith(b"\xef\xbb\xbfstate,other,kind,on,instruments")
    assert client.get("/requests/bases").status_code == 200
    assert client.get("/requests/bases?state=ZZZ").status_code == 422
    assert client.get(f"/requests/bases.exe?{asked}").status_code == 404


def test_treaties_are_entered_from_a_file_all_or_none(client: Client, demonstration: None, make_person: Any) -> None:
    parties = [{"state": state, "in_force": "2020-01-01"} for state in ("XAA", "XCC")]
    title = {"en": "Treaty (made up)"}
    entry = {"treaty": "xaa-xcc-2020", "title": title, "kinds": ["extradition"], "parties": parties, "fictional": True}

    def bring(*entries: Any) -> Any:
        file = SimpleUploadedFile("treaties.json", json.dumps(entries).encode())
        return client.post("/requests/agreements", {"file": file, "as_of": "2026-01-01"})

    assert bring(entry).status_code in (302, 403)
    assert "made up" in client.get("/requests/agreements").content.decode()
    client.force_login(make_person("editor", "texts.edit"))
    refused = bring(entry, entry | {"treaty": "other", "kinds": ["dancing"]})
    assert refused.status_code == 422
    assert "dancing" in refused.content.decode()
    assert not Agreement.objects.filter(work__slug="xaa-xcc-2020").exists()
    assert bring(entry).status_code == 302
    assert Agreement.objects.get(work__slug="xaa-xcc-2020").bilateral
    assert (
        client.post(
            "/requests/agreements", {"file": SimpleUploadedFile("x", b"\xff"), "as_of": "2026-01-01"}
        ).status_code
        == 422
    )


def test_a_text_that_is_too_long_stays_whole_with_a_word_beside_it(at_work: Client) -> None:
    one = begin(at_work)
    assert "maxlength" not in at_work.get(f"/requests/{one.reference}/write/facts").content.decode()
    answer = save(at_work, one, "facts", facts="a b " * 15_000)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "At most 50,000 characters can be kept; this has 59,999." in page
    assert "a b " * 14_999 in page
    rows = {"offences-rows": "1", "offences-0-name": "n" * 501, "offences-0-law": "Code, 5"}
    answer = save(at_work, one, "proceeding", **rows)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("At most 500 characters can be kept; this has 501.") == 2, "in the list and beside the field"
    assert 'href="#id_offences-0-name"' in page
    assert "n" * 501 in page
