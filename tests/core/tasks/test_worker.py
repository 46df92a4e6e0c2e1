"""The worker: what it does, what it survives."""

import subprocess
import sys
import threading
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction

from cjin.core.actions.outbox import put
from cjin.core.models import OutboxMessage
from cjin.core.rules.outbox import LEASE, Handler, Message
from cjin.core.tasks.worker import Drained, drain, work


def put_some(now: datetime, *keys: str, topic: str = "mail") -> None:
    with transaction.atomic():
        for key in keys:
            put(topic=topic, key=key, payload={"to": key}, now=now)


class Memory:
    """A handler that remembers, and fails at the keys it is told to."""

    def __init__(self, *failing: str) -> None:
        self.failing = set(failing)
        self.seen: list[Message] = []

    def __call__(self, message: Message, *, now: datetime) -> None:
        self.seen.append(message)
        if message.key in self.failing:
            raise RuntimeError(f"no way to reach {message.key}")

    @property
    def keys(self) -> list[str]:
        return [message.key for message in self.seen]


@pytest.mark.django_db
def test_what_is_due_is_done_once(now: datetime) -> None:
    put_some(now, "a", "b")
    put_some(now, "x", topic="nobody's")
    memory = Memory()
    assert drain({"mail": memory}, now=now) == Drained(done=2)
    assert drain({"mail": memory}, now=now + timedelta(days=1)) == Drained()
    assert memory.seen == [Message("mail", key, {"to": key}, 1) for key in "ab"]
    assert OutboxMessage.objects.filter(done_at=None).get().topic == "nobody's"


@pytest.mark.django_db
def test_one_failure_does_not_hold_up_the_rest(now: datetime) -> None:
    put_some(now, "a", "b", "c")
    memory = Memory("b")
    assert drain({"mail": memory}, now=now) == Drained(done=2, failed=1)
    failed = OutboxMessage.objects.get(key="b")
    assert failed.last_error == "RuntimeError: no way to reach b"
    assert failed.available_at > now
    memory.failing.clear()
    assert drain({"mail": memory}, now=failed.available_at) == Drained(done=1)
    assert memory.seen[-1].attempt == 2


@pytest.mark.django_db
@pytest.mark.parametrize("said", ["a\0b", "half \ud800 a pair", "x" * 9000], ids=["nul", "half a pair", "long"])
def test_an_error_of_any_signs_is_kept_and_holds_nobody_up(
    now: datetime, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("ERROR", "cjin.core.tasks.worker")  # what carries the log of a test elsewhere takes no half a pair
    put_some(now, "a", "b")

    def fails(message: Message, *, now: datetime) -> None:
        raise ValueError(said)

    assert drain({"mail": fails}, now=now) == Drained(failed=2)
    assert all(message.last_error.startswith("ValueError: ") for message in OutboxMessage.objects.all())


@pytest.mark.django_db
@pytest.mark.parametrize("fails", [True, False])
def test_slow_work_is_settled_at_the_time_at_which_it_ended(now: datetime, fails: bool) -> None:
    put_some(now, "a")
    spent = timedelta(minutes=2)
    moments = iter([now, now, now + spent, now + spent])

    def slow(message: Message, *, now: datetime) -> None:
        if fails:
            raise OSError("no answer")

    drain({"mail": slow}, now=now, clock=lambda: next(moments), limit=1)
    settled = OutboxMessage.objects.get()
    assert settled.done_at == (None if fails else now + spent)
    assert not fails or settled.available_at > now + spent


@pytest.mark.django_db
def test_a_round_has_a_limit(now: datetime) -> None:
    put_some(now, *"abcde")
    assert drain({"mail": Memory()}, now=now, limit=3) == Drained(done=3)


@pytest.mark.django_db
def test_work_that_outlives_its_lease_is_not_settled_twice(now: datetime) -> None:
    put_some(now, "a")
    memory = Memory()

    def slow(message: Message, *, now: datetime) -> None:
        assert drain({"mail": memory}, now=now + LEASE) == Drained(done=1)

    assert drain({"mail": slow}, now=now) == Drained(lost=1)
    assert memory.seen[0].attempt == 2
    assert OutboxMessage.objects.get().done_at == now + LEASE


@pytest.mark.django_db(transaction=True)
def test_the_loop_works_until_it_is_told_to_stop(now: datetime) -> None:
    stop, seen = threading.Event(), threading.Event()

    def handler(message: Message, *, now: datetime) -> None:
        if message.key == "last":
            seen.set()

    def loop() -> None:
        try:
            work({"mail": handler}, lambda: now, stop, pause=timedelta(milliseconds=20))
        finally:
            connection.close()

    thread = threading.Thread(target=loop)
    thread.start()
    put_some(now, "first")
    put_some(now, "last")
    assert seen.wait(timeout=20)
    stop.set()
    thread.join(timeout=20)
    assert not thread.is_alive()
    assert not OutboxMessage.objects.filter(done_at=None).exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_do_each_message_once(now: datetime) -> None:
    put_some(now, *(str(n) for n in range(20)))
    memory = Memory()

    def loop(name: str) -> None:
        handlers: dict[str, Handler] = {"mail": memory}
        try:
            for _ in range(30):
                drain(handlers, now=now, worker=name)
        finally:
            connection.close()

    threads = [threading.Thread(target=loop, args=[name]) for name in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(memory.keys) == sorted(str(n) for n in range(20))


KILLED = """
import sys, time
from datetime import datetime
import django
django.setup()
from django.conf import settings
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
from cjin.core.tasks.worker import drain

def handler(message, *, now):
    open(sys.argv[2], "a").write(message.key + "\\n")
    if message.attempt == 1 and message.key == "b":
        open(sys.argv[3], "w").close()
        time.sleep(60)

drain({"mail": handler}, now=datetime.fromisoformat(sys.argv[4]))
"""


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_loses_nothing(now: datetime, tmp_path: Path) -> None:
    put_some(now, *"abc")
    diary, reached = tmp_path / "diary", tmp_path / "reached"
    arguments = [sys.executable, "-c", KILLED, str(connection.settings_dict["NAME"]), str(diary), str(reached)]
    process = subprocess.Popen([*arguments, now.isoformat()])
    until = time.monotonic() + 60
    while not reached.exists() and time.monotonic() < until and process.poll() is None:
        time.sleep(0.05)
    assert reached.exists()
    process.kill()
    process.wait()
    assert diary.read_text().split() == ["a", "b"]
    memory = Memory()
    assert drain({"mail": memory}, now=now + LEASE / 2) == Drained(done=1)
    assert drain({"mail": memory}, now=now + LEASE) == Drained(done=1)
    assert [(message.key, message.attempt) for message in memory.seen] == [("c", 1), ("b", 2)]


def test_the_sum_of_two_rounds() -> None:
    assert Drained(1, 2, 3) + Drained(1, 1, 1) == Drained(2, 3, 4)
    assert Drained(1, 2, 3).taken == 6
