"""Reminders: once for each way in which a clock stands, to those who see the request, then to the deputies."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cjin.core.actions.organizations import appoint, create_post, set_deputy
from cjin.core.models import Organization, OutboxMessage, Post, User
from cjin.core.tasks.worker import drain
from cjin.node.packages import OUTBOX_HANDLERS, part
from cjin.requests.actions.cases import act, let_in, open_request, seal, write
from cjin.requests.actions.reminding import remind
from cjin.requests.models import Happened, Reminder, Request
from cjin.requests.rules.case.process import Direction
from cjin.requests.tasks import load
from tests.requests.cases.conftest import a_draft

HANDLERS = {topic: part(OUTBOX_HANDLERS[topic]) for topic in ("requests.remind", "requests.tell")}


def told() -> set[tuple[str, str]]:
    return set(Reminder.objects.values_list("to__username", "standing"))


def test_what_is_late_is_told_once_to_those_who_hold_the_duty(
    incoming: Request, writer: User, head: User, make_person: Any, now: datetime
) -> None:
    make_person("reader", "texts.edit")
    assert remind(now=now) == []
    later = now + timedelta(days=10)
    assert len(remind(now=later)) == 2
    assert told() == {("writer", "late"), ("head", "late")}
    assert remind(now=later + timedelta(hours=1)) == []


def test_a_sealed_request_is_told_to_its_members_and_by_mail_without_what_it_is(
    incoming: Request, writer: User, head: User, outsider: User, now: datetime
) -> None:
    seal(reference=incoming.reference, sealed=True, by=head, now=now)
    later = now + timedelta(days=10)
    remind(now=later)
    assert {name for name, _ in told()} == {"writer", "head"}
    drain(HANDLERS, now=later)
    assert {address for one in mail.outbox for address in one.to} == {"writer@example.org", "head@example.org"}
    for one in mail.outbox:
        said = f"{one.subject}\n{one.body}"
        assert "1 matter is due of which nothing more is told by mail." in said
        for secret in (incoming.reference, "XAA", "demonstration State", "Acknowledgement"):
            assert secret not in said
    assert incoming.reference not in str(list(OutboxMessage.objects.values_list("payload", "key", "last_error")))


def test_a_mail_says_what_is_due_and_where(incoming: Request, writer: User, now: datetime, settings: Any) -> None:
    settings.CJIN_ADDRESS = "https://node.example.org"
    later = now + timedelta(days=10)
    remind(now=later)
    drain(HANDLERS, now=later)
    (one,) = mail.outbox
    assert one.subject == "1 matter is due"
    assert incoming.reference in one.body
    assert "Acknowledgement of receipt, Overdue" in one.body
    assert "https://node.example.org/requests/" in one.body


@pytest.fixture
def deputy(writer: User, make_organization: Callable[..., Organization], make_person: Any, now: datetime) -> User:
    """The holder of the deputy of the writer's post, who does not work on requests."""
    person: User = make_person("deputy")
    post = create_post(organization=make_organization("Office"), title={"en": "Deputy"}, by=None, now=now)
    appoint(person=person, post=post, held_from=now.date(), by=None, now=now)
    set_deputy(post=Post.objects.get(holdings__person=writer), deputy=post, by=None, now=now)
    return person


def test_after_a_further_working_day_the_deputy_is_told(
    incoming: Request, writer: User, deputy: User, now: datetime
) -> None:
    due = now
    while not remind(now=due):
        due += timedelta(hours=6)
    assert told() == {("writer", "late")}
    while not remind(now=due):
        due += timedelta(hours=6)
    assert told() == {("writer", "late"), ("deputy", "escalated")}
    first, second = Reminder.objects.order_by("at")
    assert timedelta(days=1) <= second.at - first.at <= timedelta(days=4)
    drain(HANDLERS, now=due)
    (mine,) = (one for one in mail.outbox if one.to == ["deputy@example.org"])
    assert "nothing more is told" in mine.body  # the deputy works on no requests, and may not see this one


def test_a_deputy_is_not_told_of_what_is_sealed(
    incoming: Request, head: User, writer: User, deputy: User, now: datetime
) -> None:
    seal(reference=incoming.reference, sealed=True, by=head, now=now)
    remind(now=now + timedelta(days=40))
    assert "deputy" not in {name for name, _ in told()}
    let_in(reference=incoming.reference, person=deputy, by=writer, now=now)
    remind(now=now + timedelta(days=40))
    assert ("deputy", "escalated") in told()


@pytest.mark.usefixtures("incoming")
def test_the_worker_reminds_every_hour_and_never_stops(writer: User, now: datetime) -> None:
    load(now=now)
    load(now=now)
    assert OutboxMessage.objects.count() == 1
    for hour in range(1, 4):
        drain(HANDLERS, now=now + timedelta(hours=hour))
    waiting = OutboxMessage.objects.filter(topic="requests.remind", done_at=None)
    assert waiting.count() == 1
    drain(HANDLERS, now=now + timedelta(days=30))
    assert waiting.count() == 1
    assert told() == {("writer", "late")}
    drain(HANDLERS, now=now + timedelta(days=60))
    assert OutboxMessage.objects.filter(topic="requests.remind").count() <= 2


def test_the_home_page_tells_what_is_due_for_me(
    client: Client, demonstration: None, writer: User, outsider: User, head: User
) -> None:
    now = timezone.now()
    old = open_request(draft=a_draft(), direction=Direction.INCOMING, by=writer, now=now - timedelta(days=20))
    keeper = create_post(
        organization=Organization.objects.all()[0], title={"en": "K"}, duties=["directory.edit"], by=None, now=now
    )
    appoint(person=outsider, post=keeper, held_from=now.date(), by=None, now=now)
    client.force_login(outsider)
    page = client.get("/").content.decode()
    assert old.reference in page
    assert page.index(old.reference) < page.index("to be verified again")  # others wait for it
    assert "Acknowledgement of receipt: Mutual legal assistance" in page
    seal(reference=old.reference, sealed=True, by=head, now=now)
    assert old.reference not in client.get("/").content.decode()
    client.force_login(head)
    assert old.reference in client.get("/").content.decode()


def queries_of_reminding(now: datetime) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert remind(now=now)
    return len(asked)


def test_many_clocks_take_no_more_queries(demonstration: None, writer: User, now: datetime) -> None:
    for _ in range(2):
        open_request(draft=a_draft(), direction=Direction.INCOMING, by=writer, now=now)
    few = queries_of_reminding(now + timedelta(days=9))
    for _ in range(30):
        open_request(draft=a_draft(), direction=Direction.INCOMING, by=writer, now=now + timedelta(days=9))
    assert queries_of_reminding(now + timedelta(days=30)) == few
    assert Reminder.objects.count() == 32


def test_one_that_cannot_be_read_stops_no_other(
    incoming: Request, outgoing: Request, writer: User, head: User, now: datetime, caplog: Any
) -> None:
    broken = open_request(draft=a_draft(), direction=Direction.INCOMING, by=writer, now=now)
    Happened.objects.create(request=broken, position=1, act="postpone", at=now, detail={"review": "some day"})
    Request.objects.filter(pk=broken.pk).update(state="postponed")
    assert {one.request_id for one in remind(now=now + timedelta(days=10))} == {incoming.pk}
    assert broken.reference in caplog.text
    seal(reference=broken.reference, sealed=True, by=head, now=now)
    caplog.clear()
    remind(now=now + timedelta(days=10))
    assert "ValueError" in caplog.text
    assert broken.reference not in caplog.text


def test_approval_is_due_for_those_who_did_not_write(
    outgoing: Request, writer: User, head: User, outsider: User, now: datetime
) -> None:
    write(reference=outgoing.reference, revision=outgoing.revision, answers={"facts": "More."}, by=outsider, now=now)
    act(reference=outgoing.reference, act="submit", by=writer, now=now)
    remind(now=now + timedelta(days=10))
    assert told() == {("head", "late")}
