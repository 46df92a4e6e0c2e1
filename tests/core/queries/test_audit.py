"""Eight attacks on the audit in the database itself, by somebody who may do everything there."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from django.db import connection, transaction

from cjin.core.actions.audit import erase_detail, record
from cjin.core.models import AuditHead, AuditRow
from cjin.core.queries import audit as queries
from cjin.core.queries.audit import heads, verified
from cjin.core.rules.audit import Content, Head
from tests.core.guard import unguarded

pytestmark = pytest.mark.django_db
ROWS = 6


@pytest.fixture
def kept(now: datetime) -> list[Head]:
    """Heads as a peer keeps them, of a stream that grew since."""
    with transaction.atomic():
        for n in range(ROWS - 2):
            record(stream="s", act="act", by=None, obj=f"x/{n}", detail={"n": n}, now=now)
        anchors = heads()
        for n in range(ROWS - 2, ROWS):
            record(stream="s", act="act", by=None, obj=f"x/{n}", detail={"n": n}, now=now)
    return anchors


def run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def delete(condition: str) -> None:
    """Rows with their details."""
    run(
        f"DELETE FROM core_auditdetail WHERE row_id IN (SELECT id FROM core_auditrow WHERE {condition})",
        f"DELETE FROM core_auditrow WHERE {condition}",
    )


def edit() -> None:
    run("UPDATE core_auditrow SET obj = 'forged' WHERE position = 2")


def insert() -> None:
    run(
        "UPDATE core_auditrow SET position = position + 100 WHERE position >= 3",
        "INSERT INTO core_auditrow (stream, position, act, obj, at, detail_digest, previous, digest)"
        " SELECT stream, 3, 'forged', obj, at, detail_digest, previous, digest FROM core_auditrow WHERE position = 2",
        "UPDATE core_auditrow SET position = position - 99 WHERE position > 100",
    )


def reorder() -> None:
    run(
        "UPDATE core_auditrow SET position = 99 WHERE position = 2",
        "UPDATE core_auditrow SET position = 2 WHERE position = 3",
        "UPDATE core_auditrow SET position = 3 WHERE position = 99",
    )


def delete_inside() -> None:
    delete("position = 3")


def delete_the_end() -> None:
    delete("position > 3")
    rewrite(change=False)


def delete_everything() -> None:
    delete("position > 0")
    run("DELETE FROM core_audithead")


def delete_a_detail() -> None:
    run("DELETE FROM core_auditdetail WHERE row_id IN (SELECT id FROM core_auditrow WHERE position = 2)")


def rewrite(*, change: bool = True) -> None:
    """With all digests made anew, and the head with them."""
    previous = ""
    with connection.cursor() as cursor:
        for row in AuditRow.objects.order_by("position"):
            obj = "forged" if change and row.position == 1 else row.obj
            content = Content(row.stream, row.position, row.act, row.by_id, obj, row.at, row.detail_digest)
            digest = content.digest(previous)
            cursor.execute(
                "UPDATE core_auditrow SET obj = %s, previous = %s, digest = %s WHERE id = %s",
                [obj, previous, digest, row.pk],
            )
            previous = digest
            AuditHead.objects.update(position=row.position, digest=digest)


FOUND_BY_ITSELF = [edit, insert, reorder, delete_inside, delete_a_detail]
FOUND_BY_ANCHORS = [delete_the_end, delete_everything, rewrite]


@pytest.mark.parametrize("attack", [*FOUND_BY_ITSELF, *FOUND_BY_ANCHORS])
def test_every_attack_is_found(kept: list[Head], attack: Callable[[], None]) -> None:
    with unguarded(connection):
        attack()
    assert any(result.findings for result in verified(anchors=kept))


@pytest.mark.parametrize("attack", FOUND_BY_ITSELF)
def test_these_are_found_without_anchors(kept: list[Head], attack: Callable[[], None]) -> None:
    with unguarded(connection):
        attack()
    assert any(result.findings for result in verified())


@pytest.mark.parametrize("attack", FOUND_BY_ANCHORS)
def test_these_need_anchors_as_the_documentation_says(kept: list[Head], attack: Callable[[], None]) -> None:
    with unguarded(connection):
        attack()
    assert not any(result.findings for result in verified())


def test_what_was_not_touched_verifies(kept: list[Head]) -> None:
    (result,) = verified(anchors=kept)
    assert (result.rows, result.anchored, result.findings) == (ROWS, ROWS - 2, ())


def test_one_stream_is_verified_alone(kept: list[Head], now: datetime) -> None:
    with transaction.atomic():
        record(stream="t", act="act", by=None, obj="x", now=now)
    assert [result.stream for result in verified()] == ["s", "t"]
    assert [result.stream for result in verified(stream="t")] == ["t"]
    assert [head.stream for head in heads("t")] == ["t"]


def test_a_detail_that_was_erased_by_an_act_is_no_finding(kept: list[Head], now: datetime) -> None:
    erase_detail(stream="s", position=2, reason="its time is over", by=None, now=now)
    results = [(result.stream, result.erased, result.findings) for result in verified()]
    assert results == [("audit", 0, ()), ("s", 1, ())]


def test_a_long_stream_is_read_in_pages(
    kept: list[Head], monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Callable[..., object]
) -> None:
    monkeypatch.setattr("cjin.core.queries.audit.PORTION", 2)
    with django_assert_num_queries(4 + ROWS // 2 + 1 + 1):  # type: ignore[attr-defined]
        (result,) = verified(anchors=kept)
    assert (result.rows, result.findings) == (ROWS, ())


@pytest.mark.django_db(transaction=True)
def test_a_verifier_that_takes_long_holds_up_no_writer(
    kept: list[Head], now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cjin.core.queries.audit.PORTION", 2)
    reading = queries._links("s")
    next(reading)

    def write() -> None:
        try:
            with transaction.atomic():
                record(stream="t", act="act", by=None, obj="x", now=now)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(write).result(timeout=15)
    assert len(list(reading)) == ROWS - 1
