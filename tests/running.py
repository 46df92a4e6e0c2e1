"""A node as people run it: ``cjin serve`` in a process of its own, with a home of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PASSWORD = re.compile(r"sign in as (\S+) with the one-time password (\S+)")
PATIENCE = 300.0


@dataclass
class RunningNode:
    """A node that answers at ``url``. ``name`` and ``password`` are what it printed for its first administrator."""

    url: str
    home: Path
    process: subprocess.Popen[bytes]
    log: Path
    environment: Mapping[str, str]

    @property
    def said(self) -> str:
        """What the node printed so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    @property
    def administrator(self) -> tuple[str, str]:
        """Name and one-time password of the first administrator."""
        found = PASSWORD.search(self.said)
        assert found, self.said
        return found[1], found[2]

    def wait(self) -> None:
        """Until the node says that it is open."""
        until = time.monotonic() + PATIENCE
        while "CJIN is open at" not in self.said:
            assert self.process.poll() is None, self.said
            assert time.monotonic() < until, self.said
            time.sleep(0.05)

    def get(self, path: str, **headers: str) -> tuple[int, bytes, Mapping[str, str]]:
        """Status, body and headers of an address below the node's."""
        asked = urllib.request.Request(self.url.rstrip("/") + path, headers=headers)
        try:
            with urllib.request.urlopen(asked, timeout=30) as answer:
                return answer.status, answer.read(), dict(answer.headers)
        except urllib.error.HTTPError as error:
            return error.code, error.read(), dict(error.headers)

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Ask the node to stop; its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(timeout=60)


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environment(home: Path, **more: str) -> dict[str, str]:
    """The variables of a node in this home, free of what the test run itself set."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("CJIN_", "DATABASE_URL", "DJANGO"))
    }
    return {**kept, "CJIN_HOME": str(home), "PYTHONPATH": str(ROOT / "src"), **more}


@contextmanager
def running(
    home: Path, *arguments: str, command: Sequence[str] = (sys.executable, "-m", "cjin"), **more: str
) -> Iterator[RunningNode]:
    """A node in this home, from when it is open until the block ends; its processes are one group of their own."""
    home.mkdir(parents=True, exist_ok=True)
    port, log = free_port(), home.with_name(f"{home.name}.log")
    variables = environment(home, DJANGO_SETTINGS_MODULE="cjin.node.settings", **more)
    with log.open("wb") as file:
        process = subprocess.Popen(
            [*command, "serve", "--port", str(port), *arguments],
            stdout=file,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            env=variables,
            cwd=home.parent,
            start_new_session=True,
        )
    node = RunningNode(f"http://127.0.0.1:{port}/", home, process, log, variables)
    try:
        node.wait()
        yield node
    finally:
        try:
            node.stop()
        finally:
            _end_group(process.pid)


def _end_group(group: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)
