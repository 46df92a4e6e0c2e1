"""The command line: exit codes, one clear line for each fault, never a traceback."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, OperationalError

from cjin.core.rules.errors import Conflict, Fault, Invalid, NotAllowed, NotFound, Unavailable
from cjin.node import cli
from tests.running import ROOT, environment

INVALID = Invalid("The file cannot be read.", [Fault("line 3", "is too long"), Fault("", "and nothing else")])


@pytest.fixture
def refusing(monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception], None]:
    """Gives the house a verb ``fail`` that raises what the test wants."""

    def install(error: BaseException) -> None:
        @click.command("fail")
        @click.option("--json", "as_json", is_flag=True)
        def fail(as_json: bool) -> None:
            raise error

        monkeypatch.setitem(cli.VERBS, "fail", ("fails", "test:fail"))
        monkeypatch.setattr(cli, "_verb", lambda name: fail)

    return install


@pytest.mark.parametrize(
    "error", [NotFound("x"), NotAllowed("x"), INVALID, Conflict("x"), Unavailable("x"), OSError(28, "full")]
)
def test_a_refusal_is_one_line_a_fault(
    error: Exception, refusing: Callable, capsys: pytest.CaptureFixture[str]
) -> None:
    refusing(error)
    assert cli.run(["fail"]) == cli.REFUSED
    said = capsys.readouterr()
    assert said.out == ""
    assert "Traceback" not in said.err
    assert len(said.err.splitlines()) == (3 if error is INVALID else 1)


def test_a_refusal_as_json_is_a_problem_document(refusing: Callable, capsys: pytest.CaptureFixture[str]) -> None:
    refusing(INVALID)
    assert cli.run(["fail", "--json"]) == cli.REFUSED
    assert json.loads(capsys.readouterr().err) == {
        "type": "urn:cjin:problem:invalid",
        "title": "Invalid input",
        "status": 422,
        "detail": "The file cannot be read.",
        "faults": [{"where": "line 3", "message": "is too long"}, {"where": "", "message": "and nothing else"}],
    }


@pytest.mark.parametrize(
    ("error", "slug"),
    [
        (PermissionDenied(), "not-allowed"),
        (IntegrityError("UNIQUE constraint failed"), "conflict"),
        (OperationalError("no such table: texts_work"), "unavailable"),
        (OperationalError("connection refused"), "unavailable"),
        (KeyError("a fault of ours"), "error"),
    ],
)
def test_every_error_has_its_consequence(
    error: Exception, slug: str, refusing: Callable, capsys: pytest.CaptureFixture[str]
) -> None:
    refusing(error)
    assert cli.run(["fail", "--json"]) == cli.REFUSED
    assert json.loads(capsys.readouterr().err)["type"] == f"urn:cjin:problem:{slug}"


def test_a_database_without_tables_says_what_to_do(refusing: Callable, capsys: pytest.CaptureFixture[str]) -> None:
    refusing(OperationalError("no such table: texts_work"))
    cli.run(["fail"])
    assert "cjin prepare" in capsys.readouterr().err


def test_a_fault_of_ours_keeps_its_trace(
    refusing: Callable, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CJIN_HOME", str(tmp_path))
    refusing(KeyError("a fault of ours"))
    assert cli.run(["fail"]) == cli.REFUSED
    (trace,) = (tmp_path / "traces").iterdir()
    assert str(trace) in capsys.readouterr().err
    assert "Traceback" in trace.read_text()


def test_an_interrupt_is_no_fault(refusing: Callable, capsys: pytest.CaptureFixture[str]) -> None:
    refusing(KeyboardInterrupt())
    assert cli.run(["fail"]) == cli.INTERRUPTED
    assert capsys.readouterr().err.strip() == ""


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["serve", "--port", "0"], ["serve", "--port", "x"], ["check", "--no"]]
)
def test_wrong_usage_exits_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(arguments) == cli.USAGE
    assert "Usage:" in capsys.readouterr().err


def test_wrong_usage_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["nonsense", "--json"]) == cli.USAGE
    assert json.loads(capsys.readouterr().err)["type"] == "urn:cjin:problem:usage"


def test_help_lists_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--help"]) == cli.DONE
    listed = capsys.readouterr().out
    assert all(name in listed for name in (*cli.CLI, *cli.VERBS))


def command(*arguments: str, home: Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cjin", *arguments],
        env=environment(home, **more),
        cwd=ROOT,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
    )


def test_the_start_loads_no_framework() -> None:
    code = "import sys; from cjin.node import cli; cli.run(['--help']); sys.exit('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, cwd=ROOT)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("url", ["mysql://x/y", "postgresql://127.0.0.1:1/nothing"])
def test_a_database_that_cannot_be_used_is_one_line(url: str, tmp_path: Path) -> None:
    done = command("check", home=tmp_path, DATABASE_URL=url)
    assert done.returncode == cli.REFUSED
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) <= 2


def test_a_home_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file is in the way")
    done = command("prepare", home=tmp_path / "home")
    assert done.returncode == cli.REFUSED
    assert "Traceback" not in done.stderr
    assert "secret" in done.stderr


def test_a_reader_that_goes_away_is_no_fault(tmp_path: Path) -> None:
    line = f"{{ sleep 0.5; {sys.executable} -m cjin --help; echo $? >&2; }} | true"
    variables = environment(tmp_path)
    done = subprocess.run(["bash", "-c", line], env=variables, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stderr.split() in (["1"], [str(cli.PIPE)]), "nothing but the exit code is said"


@pytest.mark.parametrize("asked", ["--help", "-h"])
def test_help_makes_no_node(asked: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("cjin.node.prepare.first.prepare_if_new", lambda: pytest.fail("a node was made"))
    assert cli.run(["core", "organization", asked]) == cli.DONE
    assert "Usage: cjin core organization" in capsys.readouterr().out
