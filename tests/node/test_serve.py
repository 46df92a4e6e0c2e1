"""``cjin serve`` as a person meets it: it opens, tells, answers, and stops."""

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running import ROOT, RunningNode, environment, running


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningNode]:
    with running(tmp_path_factory.mktemp("served") / "home") as started:
        yield started


def serve(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cjin", "serve", *arguments],
        env=environment(home),
        cwd=ROOT,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=120,
    )


def test_it_answers_and_says_where(node: RunningNode) -> None:
    assert node.url in node.said
    status, body, headers = node.get("/")
    assert status == 200
    assert b"<title>" in body
    assert "Content-Security-Policy".lower() in {name.lower() for name in headers}


def test_static_files_are_kept_by_the_browser(node: RunningNode) -> None:
    _, body, _ = node.get("/")
    sheet = next(part.split('"')[0] for part in body.decode().split('href="') if part.startswith("/static/"))
    status, _, headers = node.get(sheet)
    found = {name.lower(): value for name, value in headers.items()}
    assert status == 200
    assert "immutable" in found["cache-control"]
    assert "nosniff" in found["x-content-type-options"]


def test_a_foreign_host_is_not_answered(node: RunningNode) -> None:
    assert node.get("/", Host="evil.example.org")[0] == 400


@pytest.mark.parametrize(
    "line", [b"GET /" + b"x" * 20_000 + b" HTTP/1.1", b"NONSENSE", b"GET /%00 HTTP/1.1", b"GET /%ff HTTP/1.1"]
)
def test_odd_requests_never_end_in_a_fault(node: RunningNode, line: bytes) -> None:
    port = int(node.url.rsplit(":")[-1].strip("/"))
    with socket.create_connection(("127.0.0.1", port), timeout=10) as sent:
        sent.sendall(line + b"\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        answer = sent.makefile("rb").readline()
    assert answer == b"" or answer.split()[1][:1] == b"4"
    assert node.get("/health")[0] == 200


def test_a_taken_port_is_told_before_anything_is_done(node: RunningNode, tmp_path: Path) -> None:
    port = node.url.rsplit(":")[-1].strip("/")
    done = serve(tmp_path / "other", "--port", port)
    assert done.returncode == 1
    assert f"Port {port}" in done.stderr
    assert not (tmp_path / "other").exists()


def test_once_takes_a_free_port_and_tells_what_it_found(node: RunningNode, tmp_path: Path) -> None:
    port = node.url.rsplit(":")[-1].strip("/")
    done = serve(tmp_path / "once", "--once", "--port", port)
    assert done.returncode == 0, done.stderr
    assert "answered 200" in done.stdout
    assert f":{port}/" not in done.stdout
    assert "The node works" in done.stdout


def test_it_stops_cleanly(tmp_path: Path) -> None:
    with running(tmp_path / "home") as started:
        assert started.stop(signal.SIGINT) == 0
        assert "CJIN has stopped." in started.said
        assert "Traceback" not in started.said
