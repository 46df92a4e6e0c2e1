"""Processes under one supervisor: kept up, given up, stopped together."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from cjin.node.serve.supervisor import Child, Stopped, Supervisor, python

SLEEPS = ["-c", "import time; time.sleep(60)"]
STUBBORN = [
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)",
]


@pytest.fixture(autouse=True)
def _handlers() -> object:
    numbers = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
    before = {number: signal.getsignal(number) for number in numbers}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def after(seconds: float, act: object) -> threading.Timer:
    timer = threading.Timer(seconds, act)  # type: ignore[arg-type]
    timer.start()
    return timer


def test_a_signal_stops_all() -> None:
    children = [Child("one", python(*SLEEPS)), Child("two", python(*SLEEPS))]
    with Supervisor(children, print) as supervisor:
        after(0.5, lambda: os.kill(os.getpid(), signal.SIGTERM))
        assert supervisor.watch() == 0
    assert not any(child.is_running for child in children)


def test_what_dies_is_started_again() -> None:
    said: list[str] = []
    child = Child("worker", python(*SLEEPS))
    with Supervisor([child], said.append) as supervisor:
        first = child.process
        assert first
        after(0.3, first.kill)
        after(2.5, lambda: os.kill(os.getpid(), signal.SIGTERM))
        supervisor.watch()
        assert child.process is not first
    assert said == ["The worker ended with -9; it starts again in 1 s."]


def test_what_cannot_be_kept_up_ends_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cjin.node.serve.supervisor.SLOWEST_RESTART", 0.1)
    said: list[str] = []
    other = Child("worker", python(*SLEEPS))
    with Supervisor([Child("server", python("-c", "raise SystemExit(3)"), essential=True), other], said.append) as both:
        assert both.watch() == 1
    assert len(said) == 3
    assert not other.is_running


def test_what_does_not_listen_is_ended_by_force(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cjin.node.serve.supervisor.PATIENCE", 0.5)
    child = Child("deaf", python(*STUBBORN))
    with Supervisor([child], print):
        time.sleep(1)
    assert child.process
    assert child.process.returncode == -signal.SIGKILL


def test_a_stop_during_the_start_is_no_error() -> None:
    child = Child("one", python(*SLEEPS))
    with pytest.raises(Stopped), Supervisor([child], print):
        signal.raise_signal(signal.SIGTERM)
    assert not child.is_running


def test_a_worker_ends_when_its_parent_is_gone(tmp_path: Path) -> None:
    waits = "from cjin.node.worker import _stop_on_signal as s; stop = s(); print(1, flush=True); stop.wait(60)"
    code = (
        "import subprocess, sys, time\n"
        f"child = subprocess.Popen([sys.executable, '-c', {waits!r}], stdout=subprocess.PIPE)\n"
        "child.stdout.readline(); print(child.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        orphan = int(parent.stdout.readline())
        parent.kill()
    until = time.monotonic() + 30
    while _runs(orphan) and time.monotonic() < until:
        time.sleep(0.1)
    assert not _runs(orphan)


def _runs(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
