"""The outbox: put work in, take it under a lease, mark it done or failed."""

import random
import uuid
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import F, Q, QuerySet
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from cjin.core.actions.audit import record
from cjin.core.models import OutboxMessage, User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Conflict
from cjin.core.rules.outbox import LEASE, MOST_ATTEMPTS, wait_after
from cjin.core.rules.storable import storable

STREAM = "outbox"
GAVE_UP = "Its worker went away before it was done, too many times."


def put(*, topic: str, key: str, payload: Mapping[str, Any], now: datetime, after: timedelta = timedelta()) -> bool:
    """Put work into the outbox in the caller's transaction; True if it is new, False if this key was put before.

    It is due at ``now`` plus ``after``. Raises TransactionManagementError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("A message is put in the transaction that causes it.")
    due = now + after
    try:
        with transaction.atomic():
            OutboxMessage.objects.create(topic=topic, key=key, payload=dict(payload), put_at=now, available_at=due)
    except IntegrityError:
        return False
    return True


@transaction.atomic
def lease(
    *, topics: Collection[str], worker: str, now: datetime, limit: int = 1, lasting: timedelta = LEASE
) -> list[OutboxMessage]:
    """Take up to ``limit`` due messages, oldest first, for the worker alone until the lease ends.

    A message whose lease ended without an answer is due again. One that was taken too often this way is dead.
    """
    due = _due(topics, now)
    due.filter(attempts__gte=MOST_ATTEMPTS).update(dead_at=now, lease_until=None, leased_by="", last_error=GAVE_UP)
    taken = list(_locked(due)[:limit])
    holder = f"{worker}/{uuid.uuid4().hex[:12]}"
    for message in taken:
        message.attempts += 1
        message.lease_until, message.leased_by = now + lasting, holder
    OutboxMessage.objects.bulk_update(taken, ["attempts", "lease_until", "leased_by"])
    return taken


def complete(message: OutboxMessage, *, now: datetime) -> None:
    """Mark a leased message done. Raises Conflict where the lease has gone to another worker meanwhile."""
    _settle(message, done_at=now, lease_until=None, leased_by="", last_error="")


def fail(message: OutboxMessage, *, now: datetime, error: str, jitter: float | None = None) -> None:
    """Give a leased message back to be tried later; it is dead after MOST_ATTEMPTS. Raises Conflict as ``complete``."""
    spread = random.random() if jitter is None else jitter  # noqa: S311 - it spreads load and guards no secret
    ends = {"dead_at": now} if message.attempts >= MOST_ATTEMPTS else {}
    later = now + wait_after(message.attempts, jitter=spread)
    _settle(message, available_at=later, lease_until=None, leased_by="", last_error=storable(error[:500]), **ends)


@transaction.atomic
def revive(*, topic: str, key: str, by: User | None, now: datetime) -> None:
    """Make a dead message due again with fresh attempts.

    Raises NotAllowed without the duty to administer the node, Conflict where there is no dead message of this key.
    """
    check_can(by, Duty.NODE_ADMINISTER, today=timezone.localdate(now))
    dead = OutboxMessage.objects.filter(topic=topic, key=key, dead_at__isnull=False)
    if not dead.update(dead_at=None, attempts=0, available_at=now):
        raise Conflict(f"There is no dead message “{key}” of the topic “{topic}”.")
    record(stream=STREAM, act="revive", by=by, obj=f"{topic} {key}", now=now)


def _due(topics: Collection[str], now: datetime) -> QuerySet[OutboxMessage]:
    free = Q(lease_until__isnull=True) | Q(lease_until__lte=now)
    waiting = OutboxMessage.objects.filter(free, done_at__isnull=True, dead_at__isnull=True)
    return waiting.filter(topic__in=sorted(topics), available_at__lte=now).order_by(F("available_at"), F("id"))


def _locked(due: QuerySet[OutboxMessage]) -> QuerySet[OutboxMessage]:
    """On PostgreSQL workers pass by what another has just locked; SQLite lets in one writer at a time anyway."""
    return due.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)


def _settle(message: OutboxMessage, **values: Any) -> None:
    held = OutboxMessage.objects.filter(pk=message.pk, leased_by=message.leased_by, done_at__isnull=True)
    if not held.update(**values):
        raise Conflict(f"The lease on “{message.key}” of the topic “{message.topic}” is no longer held.")
