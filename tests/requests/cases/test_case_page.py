"""The page of a case and its acts: what is due, what can be done and what not yet, and what was typed is never lost."""

import re
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from cjin.core.models import AuditRow, User
from cjin.requests.actions.cases import act, let_in, seal
from cjin.requests.models import Happened, Request
from tests.requests.cases.conftest import ANSWERED, ASKED, Does, said


def page_of(request: Request, rest: str = "") -> str:
    return f"/requests/{request.reference}{rest}"


def test_it_says_where_it_stands_what_is_due_and_who_sees_it(
    as_head: Client, incoming: Request, head: User, does: Does
) -> None:
    does(incoming, head, ("register", {"authentic": True}), "acknowledge")
    page = said(as_head, page_of(incoming))
    for words in (
        "knows that this request has arrived", "Decision on admissibility", "Check admissibility", "Bank records",
        "Receipt acknowledged", "Everybody here who works on requests", "writer",
    ):  # fmt: skip
        assert words in page, words
    assert AuditRow.objects.filter(stream=f"request-{incoming.reference}", act="look", by=head).count() == 1


def test_what_cannot_be_done_yet_says_why_and_opens_no_form(
    as_head: Client, incoming: Request, head: User, does: Does
) -> None:
    does(incoming, head, ("register", {"authentic": True}), "acknowledge", "check-admissibility")
    page = said(as_head, page_of(incoming))
    assert "Consult the other State first" in page
    form = said(as_head, page_of(incoming, "/act/refuse"))
    assert "This cannot be done yet" in form
    assert 'name="ground"' not in form


def test_who_wrote_it_is_told_that_somebody_else_approves(
    as_head: Client, outgoing: Request, writer: User, head: User, does: Does
) -> None:
    does(outgoing, head, "submit")
    assert "You wrote on this request" in said(as_head, page_of(outgoing))


def test_a_refusal_asks_for_a_ground_of_the_closed_list_with_its_articles(
    as_head: Client, incoming: Request, head: User, does: Does
) -> None:
    does(incoming, head, ("register", {"authentic": True}), "acknowledge", "check-admissibility", ASKED, ANSWERED)
    there = page_of(incoming, "/act/refuse")
    form = said(as_head, there)
    for words in (
        "essential interests",
        "Never a ground: Bank secrecy",
        "The articles of this legal basis are not known here",
    ):
        assert words in form, words
    revision = Request.objects.get().revision
    answer = as_head.post(there, {"revision": revision, "reason": "   ", "ground": ""})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Give the reason" in text
    assert "Choose a ground that the legal basis allows" in text
    assert "Convention against Corruption" not in text
    assert as_head.post(there, {"revision": revision, "reason": "x", "ground": "bank-secrecy"}).status_code == 422
    good = {"revision": revision, "reason": "It would harm security.", "ground": "essential-interests"}
    assert "Name the article of the treaty" in as_head.post(there, good).content.decode()
    good |= {"article": "article 4 (1) (b)"}
    assert as_head.post(there, good).headers["Location"] == page_of(incoming)
    assert Request.objects.get().state == "refused"
    assert "It would harm security." in said(as_head, page_of(incoming))


def test_under_a_convention_its_own_grounds_are_offered(
    as_head: Client, incoming: Request, head: User, does: Does
) -> None:
    Request.objects.update(basis="uncac-2003")
    does(incoming, head, ("register", {"authentic": True}), "acknowledge", "check-admissibility", ASKED, ANSWERED)
    form = said(as_head, page_of(incoming, "/act/refuse"))
    assert "Convention against Corruption art. 46, para. 21" in form
    assert "Convention against Transnational Organized Crime" not in form
    assert 'name="article"' not in form


def test_what_was_typed_is_kept_when_somebody_else_was_quicker(
    as_head: Client, incoming: Request, head: User, writer: User, now: datetime, does: Does
) -> None:
    does(incoming, head, ("register", {"authentic": True}), "acknowledge", "check-admissibility")
    there = page_of(incoming, "/act/ask-clarification")
    old = Request.objects.get().revision
    does(incoming, writer, ("say-confidentiality", {"can_keep": True}))
    answer = as_head.post(there, {"revision": old, "note": "Which account do you mean?"})
    assert answer.status_code == 412
    text = answer.content.decode()
    assert "Which account do you mean?" in text
    assert f'value="{old + 1}"' in text
    assert Request.objects.get().state == "admissibility-check"
    assert as_head.post(there, {"revision": old + 1, "note": "Which account do you mean?"}).status_code == 302
    assert Request.objects.get().state == "clarification"


def test_when_somebody_else_did_the_same_meanwhile_it_is_told_and_done_once(
    as_head: Client, incoming: Request, head: User, writer: User, does: Does
) -> None:
    there = page_of(incoming, "/act/register")
    does(incoming, writer, ("register", {"authentic": True}))
    answer = as_head.post(there, {"revision": 1, "authentic": "yes", "note": "Typed"})
    assert answer.status_code == 412
    assert "Typed" in answer.content.decode()
    assert Happened.objects.filter(act="register").count() == 1


def test_a_member_is_let_in_and_a_sealed_request_keeps_one(
    client: Client, outgoing: Request, head: User, outsider: User, now: datetime
) -> None:
    client.force_login(head)
    there = page_of(outgoing, "/people")
    assert client.post(there, {"wish": "seal"}).status_code == 302
    assert Request.objects.get().sealed
    assert "does not exist" in said(client, there)
    assert client.post(there, {"wish": "let-in", "person": "nobody"}).status_code == 422
    assert client.post(there, {"wish": "let-in", "person": outsider.username}).status_code == 302
    for name in ("writer", "outsider", "head"):
        client.post(there, {"wish": "let-out", "person": name})
    assert [one.username for one in Request.objects.get().members.all()] == ["head"]
    client.post(there, {"wish": "dance"})
    assert Request.objects.get().sealed


def told(answer: Any, reference: str) -> str:
    """What a page says, without the reference that was asked for and without its token."""
    return re.sub(r'value="\w{64}"', "", answer.content.decode().replace(reference, ""))


@pytest.mark.parametrize("address", ["", "/act/submit", "/people", "/evidence"])
def test_a_sealed_request_is_like_none(
    client: Client, outgoing: Request, head: User, outsider: User, now: datetime, address: str
) -> None:
    seal(reference=outgoing.reference, sealed=True, by=head, now=now)
    client.force_login(outsider)
    there = client.get(page_of(outgoing, address))
    nowhere = client.get(f"/requests/XAA-2026-22222222{address}")
    assert there.status_code == nowhere.status_code == 404
    assert told(there, outgoing.reference) == told(nowhere, "XAA-2026-22222222")
    let_in(reference=outgoing.reference, person=outsider, by=head, now=now)
    assert client.get(page_of(outgoing, address)).status_code == 200


def test_no_act_is_no_page(as_head: Client, outgoing: Request) -> None:
    assert as_head.get(page_of(outgoing, "/act/dance")).status_code == 404
    assert "cannot be done while" in said(as_head, page_of(outgoing, "/act/send"))


def test_a_form_without_its_token_is_refused(outgoing: Request, head: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(head)
    assert strict.post(page_of(outgoing, "/act/withdraw"), {"revision": 1, "reason": "x"}).status_code == 403
    assert Request.objects.get().state == "draft"


def test_many_events_take_no_more_queries(
    as_head: Client, incoming: Request, head: User, does: Does, django_assert_max_num_queries: object, now: datetime
) -> None:
    does(incoming, head, ("register", {"authentic": True}), "acknowledge", "check-admissibility")
    for _ in range(15):
        act(reference=incoming.reference, act="ask-clarification", by=head, now=now, detail={"note": "?"})
        act(reference=incoming.reference, act="answer-clarification", by=head, now=now, detail={"note": "!"})
    with django_assert_max_num_queries(45):  # type: ignore[operator]
        said(as_head, page_of(incoming))
