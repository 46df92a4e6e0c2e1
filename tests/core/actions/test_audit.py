"""Writing the audit: chains, and many writers at once."""

import threading
from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from cjin.core.actions.audit import erase_detail, record
from cjin.core.models import AuditRow, User
from cjin.core.queries.audit import heads, verified
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import NotAllowed, NotFound


@pytest.mark.django_db
def test_rows_of_a_stream_follow_each_other(now: datetime) -> None:
    with transaction.atomic():
        rows = [record(stream=name, act="act", by=None, obj=f"x/{n}", now=now) for n in range(3) for name in "ab"]
    for name in "ab":
        stream = [row for row in rows if row.stream == name]
        assert [row.position for row in stream] == [1, 2, 3]
        assert [row.previous for row in stream] == ["", stream[0].digest, stream[1].digest]
    assert [(head.stream, head.position, head.digest) for head in heads()] == [
        ("a", 3, rows[4].digest),
        ("b", 3, rows[5].digest),
    ]
    assert all(not result.findings for result in verified())


@pytest.mark.django_db(transaction=True)
def test_a_row_needs_the_transaction_of_its_act(now: datetime) -> None:
    with pytest.raises(TransactionManagementError):
        record(stream="s", act="act", by=None, obj="x", now=now)


@pytest.mark.django_db
def test_an_act_that_fails_leaves_no_row(now: datetime) -> None:

    @transaction.atomic
    def act() -> None:
        record(stream="s", act="act", by=None, obj="x", now=now)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert list(verified()) == []


@pytest.mark.django_db
@pytest.mark.parametrize("detail", [{"when": datetime(2026, 1, 1)}, {"n": float("nan")}, {"x": {1, 2}}])
def test_a_detail_is_json(detail: dict[str, object], now: datetime) -> None:
    with pytest.raises((TypeError, ValueError)), transaction.atomic():
        record(stream="s", act="act", by=None, obj="x", detail=detail, now=now)


@pytest.mark.django_db
def test_a_time_has_a_zone() -> None:
    with pytest.raises(ValueError, match="zone"), transaction.atomic():
        record(stream="s", act="act", by=None, obj="x", now=datetime(2026, 1, 1))


@pytest.mark.django_db
def test_a_detail_with_any_text_verifies(now: datetime) -> None:
    with transaction.atomic():
        record(
            stream="s", act="a", by=None, obj="x", detail={"text": "\0 “ж” 犯 \ud800", "n": 10**20, "f": 1e16}, now=now
        )
    assert [result.findings for result in verified()] == [()]


@pytest.mark.django_db
def test_an_administrator_erases_a_detail_and_the_chain_holds(now: datetime, make_person: Callable[..., User]) -> None:
    with transaction.atomic():
        record(stream="s", act="act", by=None, obj="x", detail={"name": "somebody"}, now=now)
    with pytest.raises(NotAllowed):
        erase_detail(stream="s", position=1, reason="retention", by=make_person("amina"), now=now)
    administrator = make_person("bo", Duty.NODE_ADMINISTER)
    erase_detail(stream="s", position=1, reason="retention", by=administrator, now=now)
    results = {result.stream: result for result in verified()}
    assert results["s"].erased == 1
    assert all(not result.findings for result in results.values())
    assert AuditRow.objects.get(stream="audit").act == "erase-detail"
    with pytest.raises(NotFound):
        erase_detail(stream="s", position=1, reason="again", by=administrator, now=now)


@pytest.mark.django_db(transaction=True)
def test_many_writers_make_one_chain(now: datetime) -> None:
    failures: list[BaseException] = []

    def write(worker: int) -> None:
        try:
            for n in range(10):
                with transaction.atomic():
                    record(stream="shared", act="act", by=None, obj=f"{worker}/{n}", now=now)
                with transaction.atomic():
                    record(stream=f"own-{worker}", act="act", by=None, obj=str(n), now=now)
        except BaseException as error:  # a thread's failure must reach the test
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=[worker]) for worker in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    results = {result.stream: result for result in verified()}
    assert results["shared"].rows == 40
    assert all(not result.findings for result in results.values())


@pytest.mark.django_db(transaction=True)
def test_a_writer_of_one_stream_does_not_wait_for_another(now: datetime) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets in one writer at a time, whatever it writes")
    done = threading.Event()

    def elsewhere() -> None:
        try:
            with transaction.atomic():
                record(stream="other", act="act", by=None, obj="x", now=now)
            done.set()
        finally:
            connection.close()

    with transaction.atomic():
        record(stream="one", act="act", by=None, obj="x", now=now)
        thread = threading.Thread(target=elsewhere)
        thread.start()
        assert done.wait(timeout=10)
    thread.join()
