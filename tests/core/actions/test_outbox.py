"""The outbox: put once, taken by one, tried again, given up."""

import threading
from collections import Counter
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cjin.core.actions.outbox import complete, fail, lease, put, revive
from cjin.core.models import AuditRow, OutboxMessage, User
from cjin.core.queries.outbox import undone
from cjin.core.rules.errors import Conflict, NotAllowed
from cjin.core.rules.outbox import LEASE, MOST_ATTEMPTS

HOUR = timedelta(hours=1)


def put_one(key: str, now: datetime, topic: str = "mail", **more: timedelta) -> bool:
    with transaction.atomic():
        return put(topic=topic, key=key, payload={"key": key}, now=now, **more)


def take(now: datetime, limit: int = 1, worker: str = "w") -> list[OutboxMessage]:
    return lease(topics=["mail"], worker=worker, now=now, limit=limit)


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.lists(st.sampled_from("abc"), max_size=8))
def test_a_key_is_put_once_for_a_topic(now: datetime, keys: list[str]) -> None:
    OutboxMessage.objects.all().delete()
    new = [put_one(key, now) for key in keys]
    assert new == [key not in keys[:at] for at, key in enumerate(keys)]
    assert OutboxMessage.objects.count() == len(set(keys))
    assert put_one("a", now, topic="other")


@pytest.mark.django_db
def test_the_first_payload_of_a_key_stays(now: datetime) -> None:
    put_one("a", now)
    with transaction.atomic():
        put(topic="mail", key="a", payload={"other": 1}, now=now)
    assert OutboxMessage.objects.get().payload == {"key": "a"}


@pytest.mark.django_db(transaction=True)
def test_a_message_goes_with_the_transaction_that_caused_it(now: datetime) -> None:
    with pytest.raises(TransactionManagementError):
        put(topic="mail", key="a", payload={}, now=now)

    @transaction.atomic
    def act() -> None:
        put(topic="mail", key="a", payload={}, now=now)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert not OutboxMessage.objects.exists()


@pytest.mark.django_db
def test_messages_are_taken_oldest_first_when_they_are_due(now: datetime) -> None:
    put_one("later", now, after=HOUR)
    put_one("second", now)
    put_one("first", now - HOUR)
    put_one("elsewhere", now, topic="other")
    assert [message.key for message in take(now, limit=9)] == ["first", "second"]
    assert [message.key for message in take(now + HOUR, limit=1)] == ["first"]
    assert lease(topics=[], worker="w", now=now + HOUR) == []


@pytest.mark.django_db
def test_a_lease_keeps_others_out_until_it_ends(now: datetime) -> None:
    put_one("a", now)
    (held,) = take(now)
    assert take(now + LEASE - timedelta(seconds=1), worker="other") == []
    (again,) = take(now + LEASE, worker="other")
    assert (again.pk, again.attempts) == (held.pk, 2)
    for settle in (lambda: complete(held, now=now), lambda: fail(held, now=now, error="late")):
        with pytest.raises(Conflict):
            settle()
    complete(again, now=now)
    with pytest.raises(Conflict):
        complete(again, now=now)
    assert take(now + 2 * LEASE) == []


@pytest.mark.django_db
def test_one_worker_does_not_settle_its_own_older_lease(now: datetime) -> None:
    put_one("a", now)
    (old,) = take(now)
    take(now + LEASE)
    with pytest.raises(Conflict):
        complete(old, now=now)


@pytest.mark.django_db
def test_a_failure_comes_back_later_and_dies_in_the_end(now: datetime) -> None:
    put_one("a", now)
    moment = now
    for attempt in range(1, MOST_ATTEMPTS + 1):
        (message,) = take(moment)
        assert message.attempts == attempt
        fail(message, now=moment, error="no answer", jitter=0.5)
        message.refresh_from_db()
        assert (message.dead_at is not None) == (attempt == MOST_ATTEMPTS)
        assert take(moment) == []
        moment = message.available_at
    assert message.last_error == "no answer"
    assert take(moment + timedelta(days=30)) == []
    assert [message["key"] for message in undone(dead_only=True)] == ["a"]
    revive(topic="mail", key="a", by=None, now=moment)
    assert undone(dead_only=True) == []
    assert [message.attempts for message in take(moment)] == [1]
    with pytest.raises(Conflict):
        revive(topic="mail", key="a", by=None, now=moment)
    assert [(row.act, row.obj) for row in AuditRow.objects.all()] == [("revive", "mail a")]


@pytest.mark.django_db
def test_a_message_that_kills_its_worker_dies_too(now: datetime) -> None:
    put_one("poison", now)
    moment = now
    for _ in range(MOST_ATTEMPTS):
        assert len(take(moment)) == 1
        moment += LEASE
    assert take(moment) == []
    message = OutboxMessage.objects.get()
    assert message.dead_at == moment
    assert "worker" in message.last_error


@pytest.mark.django_db(transaction=True)
def test_workers_never_share_a_message(now: datetime) -> None:
    for n in range(30):
        put_one(str(n), now)
    taken: Counter[str] = Counter()
    guard = threading.Lock()
    failures: list[BaseException] = []

    def work(worker: str) -> None:
        try:
            while found := take(now, limit=2, worker=worker):
                with guard:
                    taken.update(message.key for message in found)
                for message in found:
                    complete(message, now=now)
        except BaseException as error:  # a thread's failure must reach the test
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=[f"w{n}"]) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    # PostgreSQL's workers pass by what is locked, so a round may end early; nothing is ever taken twice.
    assert set(taken.values()) <= {1}
    assert len(taken) + len(take(now, limit=99)) == 30


@pytest.mark.django_db
def test_only_an_administrator_revives(now: datetime) -> None:
    put_one("a", now)
    OutboxMessage.objects.update(dead_at=now)
    with pytest.raises(NotAllowed):
        revive(topic="mail", key="a", by=User.objects.create(username="x", email="x@example.org"), now=now)
    assert OutboxMessage.objects.get().dead_at == now
