"""What the worker does for figures: it makes ready, and checks, what is large, before it is published."""

from datetime import datetime

from cjin.core.rules.outbox import Message
from cjin.statistics.actions import inspecting
from cjin.statistics.actions.preparing import clear_away
from cjin.statistics.actions.wishes import fulfil


def prepare(message: Message, *, now: datetime) -> None:
    """Makes what somebody wants to publish; the same again changes nothing. Raises Unavailable, Conflict."""
    fulfil(message.payload, now=now)


def clear(_message: Message, *, now: datetime) -> None:
    """Takes away what was made ready and nobody published within a day."""
    clear_away(now)


def check(message: Message, *, now: datetime) -> None:
    """Checks the tables of a load; the same again changes nothing. Raises NotFound, Unavailable, Conflict, Invalid."""
    inspecting.fulfil(message.payload, now=now)
