"""``cjin worker``: does what stands in the outbox."""

import signal
from threading import Event

import click

PAUSE = 2.0
"""Seconds between two looks into an empty outbox."""


@click.command("worker", help="Do the work that waits in the outbox, until stopped.")
@click.option("--once", is_flag=True, help="Do what is due now, then stop.")
def worker(once: bool) -> None:
    """Look, do, rest; a signal ends it after the work in hand."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    while not once and not stop.is_set():
        stop.wait(PAUSE)
