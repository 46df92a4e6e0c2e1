"""Work that comes again: a message of the outbox that puts the next one before it does its own."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction

from cjin.core.models import OutboxMessage

from .outbox import put

KEPT = timedelta(days=7)


@transaction.atomic
def begin(*, topic: str, every: timedelta, now: datetime, payload: Mapping[str, Any] | None = None) -> bool:
    """Puts work of this topic that is due now, unless it was put in this span of time already."""
    return put(topic=topic, key=str(_span(now, every)), payload=payload or {}, now=now)


@transaction.atomic
def again(*, topic: str, every: timedelta, now: datetime, payload: Mapping[str, Any] | None = None) -> None:
    """Puts the same work for the next span of time, once however often it is asked; old messages are taken away."""
    following = _span(now, every) + 1
    due = datetime.fromtimestamp(following * every.total_seconds(), UTC)
    put(topic=topic, key=str(following), payload=payload or {}, now=now, after=due - now)
    OutboxMessage.objects.filter(topic=topic, done_at__lt=now - KEPT).delete()


def _span(now: datetime, every: timedelta) -> int:
    return int(now.timestamp() // every.total_seconds())
