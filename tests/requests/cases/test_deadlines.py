"""The clocks that are kept for lists are those that follow from what happened; lists of them come in pages."""

import base64
import json
import re
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cjin.core.models import User
from cjin.requests.actions import shipping
from cjin.requests.actions.cases import act, open_request, seal, write
from cjin.requests.actions.deadlines import begin_again, keep_clocks
from cjin.requests.actions.timetables import set_timetable
from cjin.requests.models import Deadline, Happened, Request, Timetable
from cjin.requests.queries.cases import clocks_of
from cjin.requests.queries.deadlines import as_running, deadlines
from cjin.requests.queries.timetables import hours
from cjin.requests.rules.case.process import Direction
from cjin.requests.tasks import remind
from tests.requests.cases.conftest import Does, a_draft

DUE = "/api/v1/requests/due"


def check_kept(now: datetime) -> None:
    """Fails unless what is kept of every request is what follows from its acts."""
    for request in Request.objects.all():
        kept = deadlines(None, today=now.date()).filter(request=request)
        said = sorted((as_running(one, hours(), now) for one in kept), key=lambda one: (one.due, one.clock.clock))
        assert said == sorted(clocks_of(request, hours(), now), key=lambda one: (one.due, one.clock.clock))


def pages(client: Client, limit: int) -> list[dict[str, Any]]:
    """Every row of what is due, page by page."""
    found, cursor = [], ""
    while True:
        said = json.loads(client.get(DUE, {"limit": limit, "cursor": cursor}).content)
        assert len(said["items"]) <= limit
        found += said["items"]
        cursor = said["next"]
        if not cursor:
            return found


def many(writer: User, count: int) -> list[Request]:
    """Requests that came in on days of their own, some on the same one."""
    now = timezone.now()
    return [
        open_request(
            draft=a_draft(), direction=Direction.INCOMING, by=writer, now=now - timedelta(days=number // 2)
        )
        for number in range(count)
    ]  # fmt: skip


def test_what_is_kept_follows_from_each_act(incoming: Request, head: User, does: Does, now: datetime) -> None:
    check_kept(now)
    acts: list[Any] = [
        ("register", {"authentic": True}), "acknowledge", "check-admissibility", "ask-clarification",
        "answer-clarification", ("tell-costs", {"note": "Much."}), "accept", ("costs-agreed", {"note": "Half."}),
        "assign", "progress-asked", ("report-progress", {"note": "It goes on."}),
    ]  # fmt: skip
    told = set()
    for one in acts:
        does(incoming, head, one)
        check_kept(now)
        told |= set(Deadline.objects.values_list("clock", flat=True))
    assert told == {
        "acknowledge", "admissibility", "answer-clarification", "costs", "tell-answer", "progress", "answer-progress",
    }  # fmt: skip
    does(incoming, head, "note-withdrawal")
    assert not Deadline.objects.exists()


def test_what_is_not_urgent_any_more_is_due_later(incoming: Request, writer: User, now: datetime) -> None:
    before = Deadline.objects.get().due
    answers = {"urgent": None, "urgency-reason": None}
    write(reference=incoming.reference, revision=incoming.revision, answers=answers, by=writer, now=now)
    assert Deadline.objects.get().due > before
    check_kept(now)


def test_a_timetable_that_is_set_moves_them(incoming: Request, head: User, now: datetime) -> None:
    clocks = {"acknowledge": {"days": 9, "urgent_hours": 48}}
    set_timetable(data={"clocks": clocks, "calendar": {"zone": "Africa/Nairobi"}}, by=head, now=now)
    check_kept(now)
    assert Deadline.objects.get().due - Deadline.objects.get().started == timedelta(hours=48)


def test_what_was_kept_by_another_timetable_is_put_right_by_the_hour(incoming: Request, now: datetime) -> None:
    before = Deadline.objects.get().due
    Timetable.objects.create(calendar={}, clocks={"acknowledge": {"days": 9, "urgent_hours": 48}}, at=now)
    remind(SimpleNamespace(payload={}), now=now)  # type: ignore[arg-type]
    assert Deadline.objects.get().due > before
    check_kept(now)


def test_requests_are_locked_in_one_order(incoming: Request, now: datetime) -> None:
    with CaptureQueriesContext(connection) as asked:
        keep_clocks(Request.objects.all(), now=now)
    first = next(one["sql"] for one in asked if 'FROM "requests_request"' in one["sql"])
    assert re.search(r'^SELECT "requests_request"."id" .* ORDER BY (1|"requests_request"."id") ASC', first)


def test_a_clock_that_starts_again_is_never_late(incoming: Request, head: User, does: Does, now: datetime) -> None:
    does(incoming, head, ("register", {"authentic": True}), "acknowledge", "check-admissibility", "accept")
    later = now + timedelta(days=200)
    begin_again(now=later)
    assert Deadline.objects.get(clock="progress").due > later
    check_kept(later)


def test_those_of_before_are_kept_when_the_node_is_prepared(
    incoming: Request, now: datetime, settings: LazySettings
) -> None:
    Deadline.objects.all().delete()
    shipping.load(now=now)
    check_kept(now)
    assert Deadline.objects.exists()


def test_one_that_cannot_be_read_stops_no_other(
    incoming: Request, writer: User, head: User, now: datetime, caplog: Any
) -> None:
    broken = open_request(draft=a_draft(), direction=Direction.INCOMING, by=writer, now=now)
    Happened.objects.create(request=broken, position=1, act="postpone", at=now, detail={"review": "some day"})
    set_timetable(data={}, by=head, now=now)
    assert [one.request for one in Deadline.objects.all()] == [incoming]
    assert broken.reference in caplog.text
    seal(reference=broken.reference, sealed=True, by=head, now=now)
    caplog.clear()
    set_timetable(data={}, by=head, now=now)
    assert "ValueError" in caplog.text
    assert broken.reference not in caplog.text


@pytest.mark.parametrize("limit", [1, 3, 500])
def test_pages_tell_each_clock_once_what_is_due_first_first(
    as_head: Client, demonstration: None, writer: User, limit: int
) -> None:
    made = many(writer, 7)
    found = pages(as_head, limit)
    assert sorted(one["reference"] for one in found) == sorted(one.reference for one in made)
    assert [(one["due"], one["reference"]) for one in found] == sorted((one["due"], one["reference"]) for one in found)
    assert {one["standing"] for one in found} == {"late", "running"}


def test_a_page_stays_right_while_acts_are_done(as_head: Client, demonstration: None, writer: User, head: User) -> None:
    made = {one.reference for one in many(writer, 6)}
    first = json.loads(as_head.get(DUE, {"limit": 2}).content)
    gone, stays = (one["reference"] for one in first["items"])
    act(reference=gone, act="register", detail={"authentic": True}, by=head, now=timezone.now())
    act(reference=gone, act="acknowledge", by=head, now=timezone.now())
    rest = json.loads(as_head.get(DUE, {"cursor": first["next"]}).content)
    assert {one["reference"] for one in rest["items"]} == made - {stays}  # the next clock of it is due later


def test_nothing_sealed_is_told_to_others(
    client: Client, incoming: Request, outsider: User, head: User, now: datetime
) -> None:
    seal(reference=incoming.reference, sealed=True, by=head, now=now)
    client.force_login(outsider)
    assert json.loads(client.get(DUE).content) == {"items": [], "next": None}
    client.force_login(head)
    assert [one["reference"] for one in pages(client, 50)] == [incoming.reference]


@pytest.mark.parametrize("cursor", ["x", "WyJhIl0", "WyJhIiwiYiIsImMiLCJkIl0", "WzEsMiwzLDRd"])
def test_a_cursor_that_is_none_is_refused(as_head: Client, incoming: Request, cursor: str) -> None:
    refused(as_head, cursor)


@pytest.mark.parametrize("due", [
    "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:00-12:00", "2026-01-01", "2026-01-01T00:00:00", "2026-13-01T00:00",
])  # fmt: skip
def test_a_cursor_with_a_moment_that_is_none_is_refused(as_head: Client, incoming: Request, due: str) -> None:
    refused(as_head, base64.urlsafe_b64encode(json.dumps([due, "a", "b", "c"]).encode()).decode().rstrip("="))


def refused(client: Client, cursor: str) -> None:
    answer = client.get(DUE, {"cursor": cursor})
    assert answer.status_code == 422
    assert b"send `next`" in answer.content


def test_many_take_no_more_queries(as_head: Client, demonstration: None, writer: User) -> None:
    many(writer, 2)
    few = queries_of_a_page(as_head)
    many(writer, 20)
    assert queries_of_a_page(as_head) == few


def queries_of_a_page(client: Client) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(DUE).status_code == 200
    return len(queries)
