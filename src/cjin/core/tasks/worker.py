"""The worker: takes what is due out of the outbox and does it, one message at a time."""

import logging
import os
import socket
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError, close_old_connections

from cjin.core.actions.outbox import complete, fail, lease
from cjin.core.models import OutboxMessage
from cjin.core.rules.errors import Conflict
from cjin.core.rules.outbox import LEASE, Handler, Message

log = logging.getLogger(__name__)

PAUSE = timedelta(seconds=2)


@dataclass(frozen=True)
class Drained:
    """What came of one round: messages done, failed (to be tried again, or dead), and lost to another worker."""

    done: int = 0
    failed: int = 0
    lost: int = 0

    @property
    def taken(self) -> int:
        return self.done + self.failed + self.lost

    def __add__(self, other: "Drained") -> "Drained":
        return Drained(self.done + other.done, self.failed + other.failed, self.lost + other.lost)


def drain(
    handlers: Mapping[str, Handler],
    *,
    now: datetime,
    limit: int = 100,
    worker: str | None = None,
    lasting: timedelta = LEASE,
    clock: Callable[[], datetime] | None = None,
) -> Drained:
    """Do what is due at ``now``, up to ``limit`` messages, each under its own lease; topics without handler stay.

    ``clock`` tells the time before each message and after it, where work may take long; without it ``now`` holds
    throughout.
    """
    clock, sum_of_all = clock or (lambda: now), Drained()
    while sum_of_all.taken < limit:
        taken = lease(topics=handlers, worker=worker or name(), now=clock(), lasting=lasting)
        if not taken:
            break
        sum_of_all += _deliver(taken[0], handlers[taken[0].topic], clock)
    return sum_of_all


def work(
    handlers: Mapping[str, Handler],
    clock: Callable[[], datetime],
    stop: threading.Event,
    *,
    pause: timedelta = PAUSE,
    worker: str | None = None,
) -> None:
    """Drain the outbox until ``stop`` is set, resting for ``pause`` when nothing is due or the database is away."""
    while not stop.is_set():
        close_old_connections()
        try:
            drained = drain(handlers, now=clock(), worker=worker, clock=clock)
        except DatabaseError:
            log.exception("The outbox cannot be reached; trying again.")
            drained = Drained()
        if not drained.taken:
            stop.wait(pause.total_seconds())
    close_old_connections()


def name() -> str:
    """This worker's name in a lease: its machine and process."""
    return f"{socket.gethostname()[:40]}/{os.getpid()}"


def _deliver(leased: OutboxMessage, handler: Handler, clock: Callable[[], datetime]) -> Drained:
    message = Message(leased.topic, leased.key, leased.payload, leased.attempts)
    try:
        try:
            handler(message, now=clock())
        except Exception as error:  # whatever a handler raises concerns its own message only
            log.warning("%s %s: attempt %d failed", message.topic, message.key, message.attempt, exc_info=True)
            fail(leased, now=clock(), error=f"{type(error).__name__}: {error}")
            return Drained(failed=1)
        complete(leased, now=clock())
    except Conflict:
        return Drained(lost=1)
    return Drained(done=1)
