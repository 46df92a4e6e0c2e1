"""The world map at set-up: what is taken is known by its digest, and no set-up fails for want of it."""

import json
import subprocess
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from cjin.node.prepare import maps
from tests.shell.test_maps import TOPOLOGY


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "maps").mkdir()
    return tmp_path


def _client(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_without_the_client_the_grid_stays_and_a_day_later_it_is_tried_again(
    home: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(home))
    assert "npm is not on this machine" in maps.lay_out(home, now)
    assert "within the last day" in maps.lay_out(home, now)
    assert "npm is not" in maps.lay_out(home, now + timedelta(days=2))
    assert not (home / "maps" / "world.json").exists()


@pytest.mark.parametrize("script", ["exit 1", "echo other > world-atlas-2.0.2.tgz", "true"])
def test_another_package_is_not_read(script: str, home: Path, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    _client(home / "npm", script)
    monkeypatch.setenv("PATH", f"{home}:/usr/bin:/bin")
    assert maps.lay_out(home, now).startswith("the tile grid")


def test_who_answers_slowly_is_not_waited_for(home: Path, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: Any, timeout: int, **__: Any) -> None:
        assert timeout <= 20
        raise subprocess.TimeoutExpired("npm", timeout)

    _client(home / "npm", "true")
    monkeypatch.setenv("PATH", f"{home}:/usr/bin:/bin")
    monkeypatch.setattr(subprocess, "run", slow)
    assert "TimeoutExpired" in maps.lay_out(home, now)


def test_a_file_of_the_node_is_laid_out_and_anew_when_it_changes(home: Path, now: datetime, settings: Settings) -> None:
    own = home / "own.json"
    own.write_text(json.dumps(TOPOLOGY))
    settings.CJIN_MAP = str(own)
    assert maps.lay_out(home, now) == "1 areas with boundaries, 0 as dots"
    assert maps.lay_out(home, now) == "up to date"
    own.write_text(json.dumps(TOPOLOGY) + " ")
    assert maps.lay_out(home, now) == "1 areas with boundaries, 0 as dots"


@pytest.mark.parametrize(
    "content", ["", "{}", "[" * 100_000, json.dumps({"type": "FeatureCollection", "features": []})]
)
def test_a_file_that_is_no_map_is_named_and_the_node_goes_on(
    content: str, home: Path, now: datetime, settings: Settings
) -> None:
    own = home / "own.json"
    own.write_text(content)
    settings.CJIN_MAP = str(own)
    assert str(own) in maps.lay_out(home, now)
