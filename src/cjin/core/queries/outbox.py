"""What stands in the outbox."""

from typing import Any

from django.db.models import F

from cjin.core.models import OutboxMessage

SHOWN = ("topic", "key", "put_at", "available_at", "attempts", "dead_at", "last_error")


def undone(*, dead_only: bool = False, limit: int = 500) -> list[dict[str, Any]]:
    """Messages that are not done, by the time at which each is due; with ``dead_only`` those that were given up."""
    found = OutboxMessage.objects.filter(done_at__isnull=True)
    if dead_only:
        found = found.filter(dead_at__isnull=False)
    return list(found.order_by(F("available_at"), F("id")).values(*SHOWN)[:limit])
