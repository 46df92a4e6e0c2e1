"""Processes that belong together: started, watched, started again when one dies, and stopped as one."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic, sleep
from types import FrameType

PATIENCE = 15.0
"""Seconds that a process gets to end by itself."""

TICK = 0.2
SLOWEST_RESTART = 30.0
STEADY = 60.0
"""A process that has run for so many seconds is taken to be well again."""


class Stopped(Exception):
    """Somebody asked this process to stop."""


@dataclass
class Child:
    """One process. ``essential``: the whole ends with it when it cannot be kept up at its first start."""

    name: str
    command: Sequence[str]
    essential: bool = False
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    again_at: float = 0.0
    failures: int = 0

    def start(self, environment: Mapping[str, str]) -> None:
        """Start the process, in the group of this one, so that an interrupt from the keyboard reaches all."""
        self.process = subprocess.Popen(self.command, env=environment, stdin=subprocess.DEVNULL)
        self.started = monotonic()

    @property
    def is_running(self) -> bool:
        """Whether it runs at this moment."""
        return self.process is not None and self.process.poll() is None


@dataclass
class Supervisor:
    """Keeps its children running until it is told to stop. ``say`` tells a person what happens."""

    children: Sequence[Child]
    say: Callable[[str], None]
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))

    def __enter__(self) -> "Supervisor":
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, _stop)
        for child in self.children:
            child.start(self.environment)
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def watch(self) -> int:
        """Watch until asked to stop (then 0), or until an essential child has failed three times in a row (then 1)."""
        try:
            while True:
                sleep(TICK)
                if any(self._has_failed_for_good(child) for child in self.children):
                    return 1
        except Stopped:
            return 0

    def _has_failed_for_good(self, child: Child) -> bool:
        if child.is_running:
            return False
        now = monotonic()
        if child.again_at <= child.started:
            child.failures = 1 if now - child.started > STEADY else child.failures + 1
            wait = min(SLOWEST_RESTART, 2.0 ** (child.failures - 1))
            child.again_at = now + wait
            code = child.process.returncode if child.process else None
            self.say(f"The {child.name} ended with {code}; it starts again in {wait:.0f} s.")
        if child.essential and child.failures >= 3:
            return True
        if now >= child.again_at:
            child.start(self.environment)
        return False

    def stop(self) -> None:
        """Ask each child to end, wait, and end by force what has not."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        running = [child.process for child in self.children if child.process and child.is_running]
        for process in running:
            process.terminate()
        until = monotonic() + PATIENCE
        for process in running:
            try:
                process.wait(max(0.1, until - monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Stopped


def python(*arguments: str) -> list[str]:
    """A command that runs with this interpreter."""
    return [sys.executable, *arguments]
