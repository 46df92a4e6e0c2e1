"""Preparing a node: every step, in order, any number of times."""

import os
import re
import sqlite3
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cjin.core.models import Organization, SearchEntry, User
from cjin.core.queries.search import search
from cjin.node.keys import is_private, secret_key
from cjin.node.prepare.administrator import make_first
from cjin.node.prepare.folders import make, open_to_others
from cjin.node.prepare.search import renew
from cjin.node.traces import keep
from cjin.reference.actions import load
from tests.running import PASSWORD, ROOT, environment


def prepare(home: Path, **more: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "cjin", "prepare"],
        env=environment(home, **more),
        cwd=ROOT,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    place = tmp_path_factory.mktemp("prepared") / "home"
    return place, prepare(place)


def test_a_new_home_is_complete_and_private(home: tuple[Path, str]) -> None:
    place, said = home
    assert re.findall(r"^\[(\d)/8\]", said, re.MULTILINE) == list("12345678")
    assert {"cjin.sqlite3", "files", "incoming", "locale", "mail", "secret.key", "static"} <= set(os.listdir(place))
    assert not [path for path in [place, *place.rglob("*")] if path.stat().st_mode & 0o077]
    assert PASSWORD.search(said)


def test_a_home_made_open_is_closed_and_one_with_other_things_is_told(tmp_path: Path) -> None:
    os.umask(0o022)
    ours, shared = tmp_path / "ours", tmp_path / "shared"
    for place in (ours, shared):
        place.mkdir(mode=0o755)
        secret_key(place)
        (place / "cjin.sqlite3").touch(mode=0o644)
        (place / "traces").mkdir(mode=0o755)
    (shared / "thesis.odt").touch()
    for place in (ours, shared):
        make(place)
        assert is_private(place / "cjin.sqlite3")
    assert open_to_others(ours) == []
    assert stat.S_IMODE(shared.stat().st_mode) == 0o755
    assert open_to_others(shared) == [shared, shared / "traces"]


def test_a_trace_is_nobody_elses_to_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CJIN_HOME", str(tmp_path))
    keep(ValueError("no"))
    assert is_private(tmp_path / "traces")


def test_the_password_stands_nowhere_in_the_home(home: tuple[Path, str]) -> None:
    place, said = home
    found = PASSWORD.search(said)
    assert found
    holding = [path for path in place.rglob("*") if path.is_file() and found[2].encode() in path.read_bytes()]
    assert holding == []


def test_the_second_time_finds_everything_done(home: tuple[Path, str]) -> None:
    place, _ = home
    said = prepare(place)
    assert not PASSWORD.search(said)
    assert said.count("up to date") >= 3


def test_the_database_has_the_journal_that_it_was_given(home: tuple[Path, str]) -> None:
    from cjin.node.database import journal_mode

    with sqlite3.connect(home[0] / "cjin.sqlite3") as connection:
        connection.create_function("REGEXP", 2, lambda pattern, value: bool(re.search(pattern, str(value))))
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == journal_mode()
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_two_at_once_end_well_with_one_administrator(tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(prepare, [tmp_path / "home"] * 2))
    assert sum(bool(PASSWORD.search(one)) for one in said) == 1


@pytest.mark.django_db
def test_an_index_of_another_analyser_is_built_anew(now, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    load(now=now)
    SearchEntry.objects.filter(kind="state").update(digest="made by another version", title_tokens="nothing")
    assert search("Kenya").total == 0
    assert "0 documents" not in renew(tmp_path, now)
    assert search("Kenya").total > 0
    assert renew(tmp_path, now) == "up to date"


@pytest.mark.django_db
def test_the_first_administrator_must_choose_a_password(now) -> None:  # type: ignore[no-untyped-def]
    said = make_first(Path(), now)
    found = PASSWORD.search(said)
    assert found
    person = User.objects.get(username=found[1])
    assert person.must_change_password
    assert person.check_password(found[2])
    assert make_first(Path(), now) == "there is one"


@pytest.mark.django_db
@pytest.mark.parametrize(("samples", "state"), [("/some/where", "XAA"), ("", "")])
def test_a_demonstration_is_a_node_of_a_made_up_state(now, settings, samples: str, state: str) -> None:  # type: ignore[no-untyped-def]
    settings.CJIN_SAMPLES = samples
    make_first(Path(), now)
    assert Organization.objects.get(owns_node=True).state_code == state
