"""A write that was acknowledged survives kill -9, whole and in its chain; the node is back within seconds."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

from tests.running import ROOT, environment, running

ROUNDS, WRITERS = 6, 4
VERIFY = (
    "import django, json; django.setup()\n"
    "from cjin.core.queries.audit import heads, verified\n"
    "found = {head.stream: head.position for head in heads()}\n"
    "print(json.dumps([found, [str(one.stream) for one in verified() if one.findings]]))"
)


@pytest.fixture(scope="module")
def variables(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    home = tmp_path_factory.mktemp("killed") / "home"
    more = {"DJANGO_SETTINGS_MODULE": "cjin.node.settings"}
    if url := os.environ.get("DATABASE_URL"):
        import psycopg

        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CREATE DATABASE killed")
        more["DATABASE_URL"] = urlunsplit(urlsplit(url)._replace(path="/killed"))
    made = environment(home, **more)
    subprocess.run([sys.executable, "-m", "cjin", "prepare"], env=made, cwd=ROOT, check=True, capture_output=True)
    return made


def acknowledged(variables: Mapping[str, str], place: Path, number: int) -> dict[str, int]:
    """Let writers run for a moment, kill them all at once, and read what each had acknowledged."""
    names = [f"round-{number}-writer-{writer % 2}" for writer in range(WRITERS)]  # two and two write to one stream
    said = {place / f"{number}-{writer}": name for writer, name in enumerate(names)}
    command = [sys.executable, str(Path(__file__).with_name("writer.py"))]
    writers = []
    for path, name in said.items():
        with path.open("wb") as file:
            started = subprocess.Popen(
                [*command, name], stdout=file, env=dict(variables), cwd=ROOT, start_new_session=True
            )
        writers.append(started)
    until = time.monotonic() + 60
    while sum(bool(path.read_text()) for path in said) < 2 and time.monotonic() < until:
        time.sleep(0.05)
    time.sleep(random.Random(number).uniform(0.1, 0.8))
    for writer in writers:
        os.killpg(writer.pid, signal.SIGKILL)
        writer.wait()
    lines = [(name, path.read_text().splitlines(keepends=True)) for path, name in said.items()]
    told: dict[str, int] = {}
    for name, written in lines:
        whole = [int(line) for line in written if line.endswith("\n")]
        if whole:  # SQLite lets no writer queue: on a busy machine one of them may never have had its turn
            told[name] = max(told.get(name, 0), whole[-1])
    assert told, "no writer wrote anything"
    return told


def test_acknowledged_writes_survive_kill_9(variables: Mapping[str, str], tmp_path: Path) -> None:
    told: dict[str, int] = {}
    for number in range(ROUNDS):
        told |= acknowledged(variables, tmp_path, number)
    done = subprocess.run([sys.executable, "-c", VERIFY], env=dict(variables), cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    kept, broken = json.loads(done.stdout)
    assert broken == []
    assert {name: position for name, position in told.items() if kept.get(name, 0) < position} == {}
    assert sum(told.values()) > ROUNDS * WRITERS
    if "DATABASE_URL" not in variables:
        with sqlite3.connect(Path(variables["CJIN_HOME"]) / "cjin.sqlite3") as connection:
            connection.create_function("REGEXP", 2, lambda pattern, value: True)
            assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_a_killed_node_opens_again_as_fast_as_any(variables: Mapping[str, str]) -> None:
    home = Path(variables["CJIN_HOME"])
    more = {name: variables[name] for name in ("DATABASE_URL",) if name in variables}
    began = time.monotonic()
    with running(home, **more) as node:
        usual = time.monotonic() - began
        os.killpg(node.process.pid, signal.SIGKILL)
        node.process.wait()
    began = time.monotonic()
    with running(home, **more) as node:
        assert time.monotonic() - began < 2 * usual + 2
        assert node.get("/")[0] == 200
