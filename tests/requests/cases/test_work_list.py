"""The work list: late first, filtered, as files, without what is sealed to others."""

import csv
import json
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.test import Client
from django.utils import timezone

from cjin.core.models import User
from cjin.requests.actions.cases import act, open_request, seal, write
from cjin.requests.actions.timetables import set_timetable
from cjin.requests.models import Request
from cjin.requests.rules.case.process import Direction
from tests.requests.cases.conftest import Does, a_draft, said

LIST = "/requests/"


def rows(client: Client, asked: str = "") -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(client.get(f"{LIST}?format=json{asked}").content)
    return found


@pytest.mark.usefixtures("demonstration")
def test_an_empty_list_teaches_the_first_step(as_head: Client) -> None:
    page = said(as_head, LIST)
    assert "Nothing is to be done" in page
    assert 'href="/requests/new"' in page


def test_only_those_who_work_on_requests_see_it(client: Client, outgoing: Request, make_person: object) -> None:
    assert client.get(LIST).status_code in (302, 403)
    client.force_login(make_person("reader", "texts.edit"))  # type: ignore[operator]
    assert client.get(LIST).status_code == 403


@pytest.mark.usefixtures("outgoing")
def test_what_is_late_stands_first_and_a_draft_says_how_far_it_is(as_head: Client, writer: User) -> None:
    now = timezone.now()
    late = open_request(draft=a_draft(), direction=Direction.INCOMING, by=writer, now=now - timedelta(days=30))
    draft = a_draft(urgent=True, **{"urgency-reason": "The account is emptied on Friday."})
    soon = open_request(draft=draft, direction=Direction.INCOMING, by=writer, now=now)
    page = said(as_head, LIST)
    assert page.index(late.reference) < page.index(soon.reference) < page.index("Without a day")
    assert "The account is emptied on Friday." in page
    assert "questions answered" in page
    assert [one["standing"] for one in rows(as_head)] == ["late", "running", ""]
    assert "1 of them late" in page


def test_filters_leave_what_they_say(as_head: Client, outgoing: Request, incoming: Request, head: User) -> None:
    assert {one["reference"] for one in rows(as_head)} == {outgoing.reference, incoming.reference}
    assert [one["reference"] for one in rows(as_head, "&direction=incoming")] == [incoming.reference]
    assert [one["reference"] for one in rows(as_head, "&state=draft&other=XBB")] == [outgoing.reference]
    assert rows(as_head, "&mine=yes") == []
    outgoing.members.add(head)
    assert [one["reference"] for one in rows(as_head, "&mine=yes")] == [outgoing.reference]
    assert "No request matches" in said(as_head, f"{LIST}?state=executing")


def test_what_is_over_has_a_list_of_its_own(as_head: Client, outgoing: Request, head: User, does: Does) -> None:
    does(outgoing, head, ("withdraw", {"reason": "It is settled."}))
    assert rows(as_head) == []
    assert [one["state"] for one in rows(as_head, "&over=yes")] == ["withdrawn"]
    assert outgoing.reference in said(as_head, f"{LIST}?over=yes")


def test_the_files_hold_what_the_list_shows(as_head: Client, outgoing: Request) -> None:
    text = as_head.get(f"{LIST}?format=csv").content.decode("utf-8-sig")
    (row,) = csv.DictReader(StringIO(text))
    assert (row["reference"], row["state"], row["measures"]) == (outgoing.reference, "draft", "bank-records")
    assert as_head.get(f"{LIST}?format=xlsx").content.startswith(b"PK")
    assert as_head.get(f"{LIST}?format=odt").status_code == 422


def test_nothing_sealed_is_in_it_that_is_not_mine(
    client: Client, outgoing: Request, incoming: Request, head: User, outsider: User, now: datetime
) -> None:
    seal(reference=incoming.reference, sealed=True, by=head, now=now)
    client.force_login(outsider)
    page = said(client, LIST)
    assert incoming.reference not in page
    assert outgoing.reference in page
    assert "1 request to work on" in page
    assert "Incoming" not in page  # no filter counts it either
    client.force_login(head)
    assert incoming.reference in said(client, LIST)


def test_many_requests_take_no_more_queries(
    as_head: Client, demonstration: None, writer: User, django_assert_max_num_queries: object
) -> None:
    for _ in range(12):
        open_request(draft=a_draft(), direction=Direction.INCOMING, by=writer, now=datetime(2026, 3, 2, tzinfo=UTC))
    said(as_head, LIST)
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        said(as_head, LIST)


def test_strange_addresses_are_answered(as_head: Client, outgoing: Request) -> None:
    for asked in ("?from=-1", "?from=99999999999999999999", "?kind=%00", "?late=perhaps", "?from=٣"):
        assert as_head.get(LIST + asked).status_code in (200, 400)


def test_what_waits_for_approval_says_so_to_whoever_may_give_it(
    client: Client, outgoing: Request, writer: User, head: User, outsider: User, now: datetime
) -> None:
    write(reference=outgoing.reference, revision=outgoing.revision, answers={"facts": "More."}, by=outsider, now=now)
    client.force_login(head)
    assert "Waits for your approval" not in said(client, LIST) + said(client, "/")
    act(reference=outgoing.reference, act="submit", by=writer, now=now)
    assert "Waits for your approval" in said(client, LIST)
    assert "1 waits for your approval." in said(client, LIST)
    assert "Waits for your approval: Mutual legal assistance" in said(client, "/")
    (row,) = rows(client, "&waits=yes")
    assert (row["clock"], row["waits_for_you"]) == ("approval", True)
    for other in (writer, outsider):  # one may not approve, the other one wrote
        client.force_login(other)
        assert "Waits for your approval" not in said(client, LIST) + said(client, "/")
        assert rows(client, "&waits=yes") == []


def test_hours_are_those_of_the_offices(as_head: Client, demonstration: None, writer: User, head: User) -> None:
    now = datetime(2026, 3, 2, 21, 30, tzinfo=UTC)
    set_timetable(data={"calendar": {"zone": "Africa/Nairobi"}}, by=head, now=now)
    draft = a_draft(urgent=True, **{"urgency-reason": "The account is emptied."})
    made = open_request(draft=draft, direction=Direction.INCOMING, by=writer, now=now)
    (row,) = (one for one in rows(as_head) if one["reference"] == made.reference)
    assert row["due"] == "2026-03-03T04:30:00+03:00"
    assert "4:30" in said(as_head, LIST)
    assert "01:30" not in said(as_head, LIST)
