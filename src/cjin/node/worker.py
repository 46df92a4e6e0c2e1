"""``cjin worker``: does what stands in the outbox."""

import os
import signal
from datetime import UTC, datetime
from threading import Event, Thread
from typing import TYPE_CHECKING

import click

from cjin.core.cli.output import emit, json_option
from cjin.node.packages import OUTBOX_HANDLERS, part

if TYPE_CHECKING:
    from cjin.core.tasks.worker import Drained


@click.command("worker", help="Do the work that waits in the outbox, until stopped.")
@click.option("--once", is_flag=True, help="Do what is due now, say how much it was, and stop.")
@json_option
def worker(once: bool, as_json: bool) -> None:
    """Drain the outbox; a signal ends it after the work in hand."""
    import django

    django.setup()
    from cjin.core.tasks.worker import drain, work

    handlers = {topic: part(path) for topic, path in OUTBOX_HANDLERS.items()}
    if once:
        drained = drain(handlers, now=_now(), clock=_now)
        emit(drained, as_json=as_json, human=_sentence)
        return
    work(handlers, _now, _stop_on_signal())


def _sentence(drained: "Drained") -> str:
    return f"{drained.done} done, {drained.failed} failed, {drained.lost} taken by another worker"


def _now() -> datetime:
    return datetime.now(UTC)


def _stop_on_signal() -> Event:
    """Set by a signal, or when the process that started this one is gone (it cannot tell any more)."""
    stop, parent = Event(), os.getppid()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())

    def watch() -> None:
        while not stop.wait(1):
            if os.getppid() != parent:
                stop.set()

    Thread(target=watch, daemon=True).start()
    return stop
