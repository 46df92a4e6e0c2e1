"""A child process answers in JSON, and its limits end what would harm the node."""

import sys
from pathlib import Path

import pytest

from cjin.core.rules.apart import LIMIT_REACHED, ask
from cjin.core.rules.errors import Unavailable

CHILD = "tests.core.rules.apart_child"


def test_what_is_given_comes_back() -> None:
    assert ask(CHILD, "well", given="é ✓".encode(), seconds=30) == {"given": "é ✓"}


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("hungry", "it needs more memory than a file may"),
        ("busy", LIMIT_REACHED),
        ("nested", "it is nested too deeply"),
        ("known", "there is no such sheet"),
        ("unknown", LIMIT_REACHED),
    ],
)
def test_what_goes_wrong_is_told(what: str, told: str) -> None:
    assert ask(CHILD, what, seconds=30) == {"error": told}


def test_it_writes_no_file(tmp_path: Path) -> None:
    assert "error" in ask(CHILD, "writing", str(tmp_path / "it"), seconds=30)
    assert not (tmp_path / "it").exists() or not (tmp_path / "it").read_bytes()


def test_it_writes_no_file_that_grows_too_large(tmp_path: Path) -> None:
    assert ask(CHILD, "filling", str(tmp_path / "it"), seconds=30) == {"error": LIMIT_REACHED}
    assert (tmp_path / "it").stat().st_size <= 1000


def test_a_process_that_takes_too_long_or_says_something_else_is_no_answer() -> None:
    assert ask(CHILD, "busy", seconds=0.3) == {"error": LIMIT_REACHED}
    assert ask("json.tool", given=b"[1]", seconds=30) == {"error": LIMIT_REACHED}
    assert ask("platform", seconds=30) == {"error": LIMIT_REACHED}


def test_no_process_is_told_as_out_of_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(Unavailable):
        ask(CHILD, "well", seconds=30)
