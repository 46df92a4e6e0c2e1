"""What the worker does for figures: it makes ready what is large, to be looked at before it is published."""

from datetime import datetime

from cjin.core.rules.outbox import Message
from cjin.statistics.actions.wishes import fulfil


def prepare(message: Message, *, now: datetime) -> None:
    """Makes what somebody wants to publish; the same again changes nothing. Raises Unavailable, Conflict."""
    fulfil(message.payload, now=now)
