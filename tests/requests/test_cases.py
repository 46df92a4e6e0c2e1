"""Cases at a node: written by several, approved by another, moved on by what happened, sealed to those outside."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps

from cjin.core.models import AuditRow, User
from cjin.core.queries.audit import rows, streams
from cjin.core.rules.errors import Conflict, Invalid, NotAllowed, NotFound, Outdated
from cjin.requests.actions.cases import act, let_in, looked_at, open_request, seal, write
from cjin.requests.models import Happened, Request
from cjin.requests.permissions import seen_by
from cjin.requests.queries.cases import acts_now, case_of, due, request_for
from cjin.requests.rules.case.process import Direction
from cjin.requests.rules.writing.drafts import Draft
from cjin.requests.rules.writing.kinds import kind_named
from tests.core.conftest import *  # noqa: F403 - people and their posts
from tests.requests.conftest import MakePerson
from tests.requests.drafts import complete

TREATY = "xaa-xbb-mutual-assistance-2011"


def whole() -> dict[str, Any]:
    answers = complete(kind_named("mutual-legal-assistance"), TREATY, ["bank-records"]) | {"languages": ["fr"]}
    return answers | {"offences": [answers["offences"][0] | {"iccs": "0703"}]}


def a_draft(**answers: Any) -> Draft:
    kind = kind_named("mutual-legal-assistance")
    return Draft(kind, "XAA", "XBB", "xbb-ministry-of-justice", TREATY, whole() | answers)


@pytest.fixture
def request_(demonstration: None, writer: User, now: datetime) -> Request:
    return open_request(draft=a_draft(), by=writer, now=now)


def does(request: Request, name: str, by: User | None, now: datetime, **more: Any) -> Request:
    return act(reference=request.reference, act=name, by=by, now=now, **more)


def test_a_request_goes_from_one_who_writes_to_another_who_approves(
    request_: Request, writer: User, head: User, now: datetime
) -> None:
    does(request_, "submit", writer, now)
    with pytest.raises(NotAllowed):
        does(request_, "approve", writer, now)
    assert does(request_, "approve", head, now).state == "approved"
    for detail in ({}, {"signed": True}, {"on_paper": False}):  # nobody can claim that a letter is signed
        with pytest.raises(Invalid) as caught:
            does(request_, "send", head, now, detail=detail)
        assert [fault.where for fault in caught.value.faults] == ["signed"]
    assert does(request_, "send", head, now, detail={"on_paper": True}).state == "sent"
    told = list(Happened.objects.filter(request=request_).values_list("act", "position"))
    assert told == [("opened", 0), ("submit", 1), ("approve", 2), ("send", 3)]
    assert case_of(Request.objects.get()).state == "sent"


def test_who_wrote_it_does_not_approve_it(demonstration: None, head: User, now: datetime) -> None:
    mine = open_request(draft=a_draft(), by=head, now=now)
    does(mine, "submit", head, now)
    with pytest.raises(Invalid) as caught:
        does(mine, "approve", head, now)
    assert [fault.where for fault in caught.value.faults] == ["four-eyes"]


def test_nobody_can_claim_that_a_request_is_complete(request_: Request, writer: User, now: datetime) -> None:
    write(reference=request_.reference, revision=1, answers={"facts": None}, by=writer, now=now)
    with pytest.raises(Invalid) as caught:
        does(request_, "submit", writer, now, detail={"complete": True})
    assert [fault.where for fault in caught.value.faults] == ["complete"]
    assert Request.objects.get().state == "draft"


def test_two_who_write_at_once_lose_nothing(request_: Request, writer: User, head: User, now: datetime) -> None:
    write(reference=request_.reference, revision=1, answers={"facts": "By the first."}, by=writer, now=now)
    with pytest.raises(Outdated):
        write(reference=request_.reference, revision=1, answers={"facts": "By the second."}, by=head, now=now)
    assert Request.objects.get().answers["facts"] == "By the first."


def test_two_who_approve_at_once_approve_once(request_: Request, writer: User, head: User, now: datetime) -> None:
    does(request_, "submit", writer, now)
    does(request_, "approve", head, now, revision=2)
    with pytest.raises(Outdated):
        does(request_, "approve", head, now, revision=2)
    with pytest.raises(Invalid) as caught:
        does(request_, "approve", head, now)
    assert [fault.where for fault in caught.value.faults] == ["state"]
    assert Happened.objects.filter(act="approve").count() == 1


def test_what_was_submitted_is_written_no_more(request_: Request, writer: User, now: datetime) -> None:
    does(request_, "submit", writer, now)
    with pytest.raises(Conflict):
        write(reference=request_.reference, revision=2, answers={"facts": "Other"}, by=writer, now=now)


def test_an_answer_that_cannot_be_kept_keeps_the_others(request_: Request, writer: User, now: datetime) -> None:
    with pytest.raises(Invalid) as caught:
        write(reference=request_.reference, revision=1, answers={"deadline": "soon", "facts": "x"}, by=writer, now=now)
    assert [fault.where for fault in caught.value.faults] == ["deadline"]
    assert Request.objects.get().answers == whole()


def test_a_sealed_request_does_not_exist_for_those_outside(
    request_: Request, writer: User, head: User, make_person: MakePerson, now: datetime
) -> None:
    today, other = now.date(), make_person("other", "requests.write", "requests.approve")
    seal(reference=request_.reference, sealed=True, by=head, now=now)
    assert {person.username: seen_by(person, today=today).count() for person in (writer, head, other)} == {
        "writer": 1, "head": 1, "other": 0,
    }  # fmt: skip
    with pytest.raises(NotFound) as sealed:
        looked_at(reference=request_.reference, by=other, now=now)
    with pytest.raises(NotFound) as nothing:
        request_for(other, "XAA-2026-22222222", today=today)
    assert sealed.value.message.replace(request_.reference, "") == nothing.value.message.replace(
        "XAA-2026-22222222", ""
    )
    for tried in (
        lambda: does(request_, "submit", other, now),
        lambda: write(reference=request_.reference, revision=1, by=other, now=now),
        lambda: seal(reference=request_.reference, sealed=False, by=other, now=now),
        lambda: does(request_, "submit", None, now),
    ):
        with pytest.raises(NotFound):
            tried()
    let_in(reference=request_.reference, person=other, by=writer, now=now)
    assert looked_at(reference=request_.reference, by=other, now=now) == request_


def test_without_a_duty_nothing_is_seen(request_: Request, make_person: MakePerson, now: datetime) -> None:
    assert not seen_by(make_person("reader", "texts.edit"), today=now.date()).exists()


def test_each_look_is_written_down(request_: Request, head: User, now: datetime) -> None:
    looked_at(reference=request_.reference, by=head, now=now)
    row = AuditRow.objects.get(stream=f"request-{request_.reference}", act="look")
    assert (row.by, row.obj) == (head, f"request/{request_.reference}")


def test_references_do_not_tell_how_many_there_are(request_: Request, writer: User, now: datetime) -> None:
    other = open_request(draft=a_draft(), by=writer, now=now)
    numbers = [one.reference.rpartition("-")[2] for one in (request_, other)]
    assert numbers[0] != numbers[1]
    assert all(len(one) == 8 and not set(one) & set("01ILOU") for one in numbers)


def test_a_request_that_comes_in_has_its_clock(demonstration: None, writer: User, now: datetime) -> None:
    made = open_request(draft=a_draft(urgent=True), direction=Direction.INCOMING, by=writer, now=now)
    assert acts_now(made) == ["register", "note-oral", "confirmed-in-writing", "note-withdrawal"]
    (first,) = due(Request.objects.all(), now=now)
    assert (first.clock.clock.clock, first.clock.due) == ("acknowledge", now + timedelta(hours=4))
    does(made, "register", writer, now, detail={"authentic": True})
    does(made, "acknowledge", writer, now)
    assert [one.clock.clock.clock for one in due(Request.objects.all(), now=now)] == ["admissibility"]


def test_a_state_does_not_ask_itself(demonstration: None, writer: User, now: datetime) -> None:
    with pytest.raises(Invalid):
        open_request(draft=Draft(kind_named("extradition"), "XAA", "XAA"), by=writer, now=now)


def test_the_state_is_what_follows_from_what_happened(
    request_: Request, writer: User, head: User, now: datetime
) -> None:
    by = {"approve": head, "send": head}
    for hours, name in enumerate(["submit", "approve", "send", "confirm-delivery", "acknowledge", "accept"]):
        moment = datetime(2026, 3, 2, 9 + hours, tzinfo=UTC)
        made = does(request_, name, by.get(name, writer), moment, detail={"on_paper": True} if name == "send" else {})
        assert made.state == case_of(made).state
    made = does(request_, "begin-measure", writer, now, measure="bank-records")
    assert (made.state, case_of(made).measures) == ("executing", {"bank-records": "executing"})
    with pytest.raises(Invalid) as caught:
        does(request_, "begin-measure", writer, now, measure="torture")
    assert [fault.where for fault in caught.value.faults] == ["measure"]


def test_the_audit_tells_nothing_of_a_sealed_request(
    request_: Request, head: User, make_person: MakePerson, now: datetime
) -> None:
    auditor, today = make_person("auditor", "audit.read"), now.date()
    looked_at(reference=request_.reference, by=head, now=now)
    assert rows(obj=f"request/{request_.reference}", reader=auditor, today=today).exists()
    seal(reference=request_.reference, sealed=True, by=head, now=now)
    assert not rows(obj=f"request/{request_.reference}", reader=auditor, today=today).exists()
    assert f"request-{request_.reference}" not in streams(reader=auditor)
    assert not rows(stream=f"request-{request_.reference}", reader=None, today=today).exists()
    let_in(reference=request_.reference, person=auditor, by=head, now=now)
    assert rows(stream=f"request-{request_.reference}", reader=auditor, today=today).exists()


def test_who_wrote_the_answers_does_not_approve_what_another_submitted(
    demonstration: None, writer: User, head: User, now: datetime
) -> None:
    made = open_request(draft=replace(a_draft(), answers={}), by=writer, now=now)
    write(reference=made.reference, revision=1, answers=whole(), by=head, now=now)
    act(reference=made.reference, act="submit", by=writer, now=now)
    with pytest.raises(Invalid) as refused:
        act(reference=made.reference, act="approve", by=head, now=now)
    assert [one.where for one in refused.value.faults] == ["four-eyes"]


def test_authors_of_drafts_from_before_come_from_the_audit(request_: Request, head: User, now: datetime) -> None:
    write(reference=request_.reference, revision=1, answers={"facts": "By the head."}, by=head, now=now)
    author = set(request_.writers.values_list("username", flat=True))
    request_.writers.clear()
    import_module("cjin.requests.migrations.0008_authors_of_the_audit").authors_wrote(apps, None)
    assert set(request_.writers.values_list("username", flat=True)) == author == {"writer", "head"}
