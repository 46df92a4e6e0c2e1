"""The page of a case and its acts: what is due, what can be done and what not yet, and what was typed is never lost."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cjin.core.models import AuditRow, User
from cjin.core.rules.errors import Conflict, Invalid
from cjin.requests.actions.cases import act, let_in, let_out, open_request, seal, write
from cjin.requests.actions.timetables import set_timetable
from cjin.requests.models import Happened, Request
from cjin.requests.rules.case.process import Direction
from tests.requests.cases.conftest import ANSWERED, ASKED, SENT, Does, a_draft, said


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


def test_what_demands_confidentiality_stays_sealed_until_it_is_released(
    incoming: Request, head: User, now: datetime, does: Does
) -> None:
    Request.objects.update(answers=incoming.answers | {"confidential": "no-tipping-off"}, sealed=True)
    incoming.members.add(head)
    with pytest.raises(Conflict):
        seal(reference=incoming.reference, sealed=False, by=head, now=now)
    does(incoming, head, ("register", {"authentic": True}), "acknowledge", "check-admissibility")
    does(incoming, head, "release-confidentiality")
    assert not seal(reference=incoming.reference, sealed=False, by=head, now=now).sealed


def test_what_demands_confidentiality_is_sealed_when_it_comes_in_and_when_it_is_entered(
    incoming: Request, writer: User, now: datetime
) -> None:
    secret = {"confidential": "no-tipping-off"}
    made = open_request(draft=a_draft(**secret), direction=Direction.INCOMING, by=writer, now=now)
    assert made.sealed
    told: dict[str, Any] = {"reference": incoming.reference, "revision": incoming.revision, "by": writer, "now": now}
    assert write(answers=secret, **told).sealed
    assert not open_request(draft=a_draft(**secret), by=writer, now=now).sealed


def test_sealing_an_own_request_that_is_confidential_is_proposed_and_done_in_one_press(
    client: Client, outgoing: Request, writer: User, outsider: User, make_person: Callable[..., User]
) -> None:
    proposal = "It is to be kept confidential"
    pages = [page_of(outgoing), page_of(outgoing, "/check"), page_of(outgoing, "/write/terms")]
    client.force_login(writer)
    assert not any(proposal in said(client, one) for one in pages)
    Request.objects.update(answers=outgoing.answers | {"confidential": "no-tipping-off"})
    assert all(proposal in said(client, one) for one in pages)
    client.force_login(make_person("second", "requests.write"))
    assert 'value="seal"' not in said(client, page_of(outgoing))
    assert "Whoever approves requests here can seal it" in said(client, page_of(outgoing, "/people"))
    assert client.post(page_of(outgoing, "/people"), {"wish": "seal"}).status_code == 403
    client.force_login(writer)
    assert client.post(page_of(outgoing, "/people"), {"wish": "seal"}).status_code == 302
    assert proposal not in said(client, page_of(outgoing))
    assert client.post(page_of(outgoing, "/people"), {"wish": "unseal"}).status_code == 403
    client.force_login(outsider)
    said(client, page_of(outgoing), 404)


def test_the_last_member_who_works_on_requests_is_not_let_out(
    outgoing: Request, head: User, writer: User, make_person: Callable[..., User], now: datetime
) -> None:
    seal(reference=outgoing.reference, sealed=True, by=head, now=now)
    let_in(reference=outgoing.reference, person=make_person("reader", "audit.read"), by=head, now=now)
    let_out(reference=outgoing.reference, person=writer, by=head, now=now)
    with pytest.raises(Conflict):
        let_out(reference=outgoing.reference, person=head, by=head, now=now)


def test_today_is_the_day_of_the_offices(incoming: Request, head: User, does: Does) -> None:
    set_timetable(data={"calendar": {"zone": "Africa/Nairobi"}}, by=None, now=timezone.now())
    late = datetime(2026, 3, 2, 22, tzinfo=UTC)  # the third of March in Nairobi
    does(incoming, head, ("register", {"authentic": True}), "acknowledge", "check-admissibility", ASKED, ANSWERED)
    told: dict[str, Any] = {"reference": incoming.reference, "act": "postpone", "by": head, "now": late}
    with pytest.raises(Invalid):
        act(**told, detail={"reason": "x", "review": "2026-03-03"})
    assert act(**told, detail={"reason": "x", "review": "2026-03-04"}).state == "postponed"


def test_what_the_other_state_did_against_the_treaty_stands_there_and_is_marked(
    as_head: Client, outgoing: Request, head: User, does: Does
) -> None:
    Request.objects.update(state="acknowledged", basis="untoc-2000")
    outgoing.happened.create(position=1, act="acknowledge", at=outgoing.opened_at, other=True)
    Request.objects.update(state="acknowledged")
    page = said(as_head, page_of(outgoing))
    assert "No reason was given" not in page
    form = {"revision": Request.objects.get().revision, "ground": "bank-secrecy"}
    outgoing.happened.create(position=2, act="refuse", at=outgoing.opened_at, other=True, detail=form)
    page = said(as_head, page_of(outgoing))
    for words in (
        "Bank secrecy",
        "not a ground on which",
        "art. 18, para. 8",
        "No reason was given",
        "did not consult",
    ):
        assert words in page, words


def test_a_paper_request_says_what_it_lacks_and_where_that_is_entered(
    as_head: Client, incoming: Request, head: User, does: Does
) -> None:
    answers = {name: value for name, value in incoming.answers.items() if name not in ("facts", "purpose")}
    Request.objects.update(answers=answers, basis="")
    does(incoming, head, ("register", {"authentic": True}), "acknowledge", "check-admissibility")
    page = said(as_head, page_of(incoming))
    assert "things that it has to say" in page
    assert f"{page_of(incoming)}/write/basis" in page
    assert as_head.get(page_of(incoming, "/write/basis")).status_code == 200
    does(incoming, head, "accept")
    assert "things that it has to say" not in said(as_head, page_of(incoming))


def test_a_national_who_is_not_extradited_is_the_next_duty(
    as_head: Client, incoming: Request, head: User, does: Does
) -> None:
    Request.objects.update(kind="extradition", basis="uncac-2003", answers={})
    does(incoming, head, ("register", {"authentic": True}), "acknowledge", "check-admissibility", ASKED, ANSWERED)
    does(incoming, head, ("refuse", {"ground": "nationality", "reason": "A national."}))
    page = said(as_head, page_of(incoming))
    for words in ("Submission of the case for prosecution here", "art. 44, para. 11", "/act/submit-for-prosecution"):
        assert words in page, words
    does(incoming, head, SENT)
    assert "Submission of the case" in said(as_head, "/requests/")
    does(incoming, head, ("submit-for-prosecution", {"note": "To the prosecutor of the capital."}), "close")
