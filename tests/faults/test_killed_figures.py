"""Loading and publishing killed at any moment: nothing half-visible, what was there as it was; again, and it works."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.running import ROOT, environment

ROWS = 400_000
MAPPING = """
source: made-up
unit: offence
columns:
  incident: incident
  offence: {column: code, scheme: iccs}
  record_date: day
  area: {column: place}
"""
TABLES = """
id: made-up
title: Made-up tables
tables:
  - {id: by-area, title: By area, unit: offence, dimensions: [area]}
  - {id: incidents, title: Incidents by month, unit: offence, counted: incidents, period: month, dimensions: [area]}
"""
LINKS = "code,title,iccs\n0101,Murder,0101\n0502,Theft,0502\n"
CJIN = [sys.executable, "-m", "cjin", "statistics"]
type Moment = Callable[[Path], bool]


def written(path: Path, rows: int, more: str = "") -> Path:
    """Records whose incidents do not come in order, one of which cannot be read."""
    with path.open("w") as file:
        file.write("incident,code,day,place\n1,0101,no day,north\n")
        for number in range(rows):
            code, place = ("0101", "0502")[number % 2], ("north", "south", "east")[number % 3]
            file.write(f"{number * 7919 % rows},{code},2020-{number % 12 + 1:02}-03,{place}\n")
        file.write(more)
    return path


class Node:
    """A home whose commands run in processes of their own."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.home = place / "home"
        self.environment: Mapping[str, str] = environment(self.home, DJANGO_SETTINGS_MODULE="cjin.node.settings")
        for name, text in (("mapping.yaml", MAPPING), ("tables.yaml", TABLES), ("links.csv", LINKS)):
            (place / name).write_text(text)
        self._run([sys.executable, "-m", "cjin", "prepare"])

    def says(self, *command: str) -> Any:
        """What a command says as JSON."""
        return json.loads(self._run([*CJIN, *command, "--json"]))

    def _run(self, command: list[str]) -> str:
        done = subprocess.run(command, env=dict(self.environment), cwd=self.place, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def killed(self, *command: str, when: Moment) -> bool:
        """Kills a command at a moment; whether it came to that before the command was done."""
        process = subprocess.Popen(
            [*CJIN, *command], env=dict(self.environment), cwd=self.place, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        while process.poll() is None and not when(self.home / "statistics"):
            time.sleep(0.0005)
        met = process.poll() is None
        if met:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return met

    def digests(self, folder: str) -> dict[str, str]:
        """The digests of all files below a folder of figures."""
        place = self.home / "statistics" / folder
        files = sorted(path for path in place.rglob("*") if path.is_file())
        return {str(path.relative_to(place)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Node:
    assert (ROOT / "pyproject.toml").exists()
    made = Node(tmp_path_factory.mktemp("killed-figures"))
    written(made.place / "first.csv", 3_000)
    told = made.says("load", "first.csv", "--mapping", "mapping.yaml", "--links", "links.csv")
    assert (told["load"], told["rows"]["kept"]) == ("made-up@1", 3_000)
    return made


def there(pattern: str) -> Moment:
    """The moment when a file of some name is there."""
    return lambda figures: any(figures.glob(pattern))


LOADING = {
    "the folder is made": "loads/made-up/[!1]*",
    "rows are read": "loads/made-up/[!1]*/staged.parquet",
    "rows are set apart": "loads/made-up/[!1]*/apart.csv",
    "records are kept": "loads/made-up/[!1]*/records.parquet",
    "the report is written": "loads/made-up/[!1]*/report.json",
}


def test_a_load_killed_at_any_moment_leaves_the_last_good_one(node: Node) -> None:
    before = node.digests("loads/made-up/1")
    rows = written(node.place / "rows.csv", ROWS)
    command = ["load", str(rows), "--mapping", "mapping.yaml", "--links", "links.csv"]
    met = []
    for moment, pattern in LOADING.items():
        if not node.killed(*command, when=there(pattern)):
            break  # it was quicker than we: its load is there, whole
        met.append(moment)
        seen = {one["load"]: one["rows"]["kept"] for one in node.says("loads")["loads"]}
        assert seen in ({"made-up@1": 3_000}, {"made-up@1": 3_000, "made-up@2": ROWS}), moment
        assert node.digests("loads/made-up/1") == before, moment
        if len(seen) == 2:
            break
    assert met[:3] == list(LOADING)[:3]
    told = node.says(*command)
    assert (told["load"], told["rows"]) == ("made-up@2", {"read": ROWS + 1, "kept": ROWS, "apart": 1})
    assert node.says(*command) == told | {"unchanged": True}
    assert node.digests("loads/made-up/1") == before
    folders = [path.name for path in (node.home / "statistics/loads/made-up").iterdir() if path.is_dir()]
    assert sorted(folders) == ["1", "2"]


PUBLISHING = {
    "figures are counted": "publications/made-up",
    "the first figures are written": "publications/made-up/.*/*",
    "all figures are written": "publications/made-up/.*/incidents*",
}


def test_a_publication_killed_at_any_moment_is_not_there(node: Node) -> None:
    last = node.says("loads")["loads"][0]["load"]
    command = ["publish", "tables.yaml", "--load", last, "--release", "public", "--unprotected", "made up"]
    met = []
    for moment, pattern in PUBLISHING.items():
        if not node.killed(*command, when=there(pattern)):
            break
        met.append(moment)
        seen = [one["publication"] for one in node.says("publications")["publications"]]
        assert seen in ([], ["made-up@1"]), moment
        if seen:
            break
    assert met
    told = node.says(*command)
    assert (told["publication"], [flow["id"] for flow in told["flows"]]) == ("made-up@1", ["by-area", "incidents"])
    whole = node.digests("publications/made-up/1")
    assert len(whole) >= 2
    assert node.says(*command) == told | {"unchanged": True}
    assert node.digests("publications/made-up/1") == whole
