"""The outbox: what must happen later, written in the transaction that caused it."""

from django.db import models
from django.db.models import F, Q


class OutboxMessage(models.Model):
    """Work that is due. A worker takes it for a time (the lease); what is not done by then is taken again.

    ``key`` is the idempotency key: one topic holds one message of a key, for ever.
    """

    topic = models.CharField(max_length=100)
    key = models.CharField(max_length=200)
    payload = models.JSONField()
    put_at = models.DateTimeField()
    available_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    leased_by = models.CharField(max_length=100, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    dead_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["topic", "key"], name="core_outboxmessage_once"),
            models.CheckConstraint(
                condition=Q(lease_until__isnull=True) | ~Q(leased_by=""), name="core_outboxmessage_lease_has_a_holder"
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(dead_at__isnull=True), name="core_outboxmessage_one_end"
            ),
        ]
        indexes = [
            models.Index(
                F("available_at"),
                F("id"),
                condition=Q(done_at__isnull=True, dead_at__isnull=True),
                name="core_outboxmessage_due",
            )
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.key}"
