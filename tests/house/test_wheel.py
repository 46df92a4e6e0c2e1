"""The wheel in a bare environment: it serves the first page, without the checkout and without npm."""

import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.house.tree import ROOT, SOURCE
from tests.running import environment, running

pytestmark = pytest.mark.slow
DATA = (".html", ".css", ".js", ".po", ".yaml")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(place)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (made,) = place.glob("cjin-*.whl")
    return made


def test_the_wheel_holds_everything_that_is_no_code(wheel: Path) -> None:
    inside = set(ZipFile(wheel).namelist())
    needed = {f"cjin/{path.relative_to(SOURCE).as_posix()}" for path in SOURCE.rglob("*") if path.suffix in DATA}
    assert len(needed) > 50
    assert needed <= inside


def test_the_wheel_serves_the_first_page_in_a_bare_environment(wheel: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    subprocess.run([sys.executable, "-m", "venv", str(bare)], check=True, capture_output=True)
    install = [str(bare / "bin" / "python"), "-m", "pip", "install", "--quiet", "--no-cache-dir"]
    pins = ["--require-hashes", "-r", str(ROOT / "requirements" / "run.txt")]
    uv = shutil.which("uv", path=str(ROOT / ".venv" / "bin"))
    if uv:
        install = [uv, "pip", "install", "--quiet", "--python", str(bare / "bin" / "python")]
    subprocess.run([*install, *pins], check=True, capture_output=True, env=environment(tmp_path))
    subprocess.run([*install, "--no-deps", str(wheel)], check=True, capture_output=True, env=environment(tmp_path))
    with running(tmp_path / "home", command=[str(bare / "bin" / "cjin")], PYTHONPATH="", PATH="/usr/bin:/bin") as node:
        status, body, _ = node.get("/")
        assert status == 200
        assert b"CJIN" in body
        assert str(ROOT) not in node.said
