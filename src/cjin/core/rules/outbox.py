"""Work that must happen later: what a handler gets, and how long to wait after a failure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

LEASE = timedelta(minutes=5)
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(hours=12)
MOST_ATTEMPTS = 36
"""With these waits a message is given up after about eight days: a partner may be out of reach for a week."""


@dataclass(frozen=True)
class Message:
    """What a handler is given. ``key`` is the idempotency key: the same work always comes with the same key."""

    topic: str
    key: str
    payload: Mapping[str, Any]
    attempt: int


class Handler(Protocol):
    """Does the work of one topic; raises to have it tried again later.

    Work is delivered at least once: after a crash the same key comes again, so what a handler does must not add up.
    It runs outside a transaction, because on SQLite an open one would keep everybody else from writing.
    """

    def __call__(self, message: Message, *, now: datetime) -> None: ...


def wait_after(attempt: int, *, jitter: float) -> timedelta:
    """How long to wait after this attempt (1 for the first) failed: doubling, between FIRST_WAIT and LONGEST_WAIT.

    ``jitter`` from 0 to 1 spreads the wait over its upper half, so that many failures do not return at one moment.
    """
    doublings = min(max(attempt, 1) - 1, 32)
    full = min(FIRST_WAIT * float(2**doublings), LONGEST_WAIT)
    return full / 2 + full / 2 * min(max(jitter, 0.0), 1.0)
