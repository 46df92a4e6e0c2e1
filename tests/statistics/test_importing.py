"""Datasets: whole or not at all, the last good one stays; what was decided of a finding stays with it."""

import fcntl
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from cjin.core.models import AuditRow, User
from cjin.core.rules.errors import Conflict, Invalid, NotAllowed, NotFound
from cjin.node.cli import house
from cjin.statistics.actions import checking, importing, readings
from cjin.statistics.models import Dataset, Finding, Stage
from cjin.statistics.queries.datasets import dataset_by_key, observations_of
from cjin.statistics.queries.readings import folder_of
from cjin.statistics.rules.checks.check import LANGUAGES
from tests.core.conftest import *  # noqa: F403 - people and their posts
from tests.statistics.portal import line, portal_file

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    settings.CJIN_HOME = tmp_path / "home"


def bring(tmp_path: Path, *rows: str, vintage: date | None = None, **more: str) -> Dataset:
    path = portal_file(tmp_path / "in", *rows, **more)
    return importing.import_file(path=path, layout="unodc", vintage=vintage, by=None, now=NOW)


WRONG = (line(category="Sexual violence", value=10), line(category="Sexual violence: Rape", value=30))


def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    first = bring(tmp_path, line())
    assert (first.key, first.stage, observations_of(first).is_file()) == ("unodc-portal@1", Stage.READY, True)
    assert bring(tmp_path, line()) == first
    second = bring(tmp_path, line(value=11))
    assert second.number == 2
    assert dataset_by_key("unodc-portal") == second
    assert dataset_by_key("unodc-portal@1") == first
    assert AuditRow.objects.filter(stream="statistics", act="import").count() == 2


def test_the_day_of_a_file_stands_in_its_name(tmp_path: Path) -> None:
    assert bring(tmp_path, line(), name="data_cts_2023-05-11.csv").vintage == date(2023, 5, 11)
    assert bring(tmp_path, line(value=2), name="data.csv").vintage == date(2015, 12, 31), "its last figure is of 2015"
    assert bring(tmp_path, line(year=2026), name="data.csv").vintage == date(2026, 3, 2), "no day that is to come"
    assert bring(tmp_path, line(), vintage=date(2020, 6, 30)).vintage == date(2020, 6, 30)


def test_the_same_file_again_is_the_same_whatever_day_was_said(tmp_path: Path) -> None:
    first = bring(tmp_path, line(), vintage=date(2020, 6, 30))
    again = bring(tmp_path, line(), name="the-same-under-another-name.csv")
    assert (again, again.unchanged) == (first, True)
    assert bring(tmp_path, line(), vintage=date(2021, 6, 30)).number == 2, "another day is another vintage"
    assert bring(tmp_path, line(), vintage=date(2020, 6, 30)) == first
    named = bring(tmp_path, line(value=3), name="data_2023-05-11.csv")
    assert bring(tmp_path, line(value=3), vintage=date(2023, 5, 11)) == named


def test_a_bad_file_leaves_the_last_good_one(tmp_path: Path) -> None:
    good = bring(tmp_path, line())
    bad = tmp_path / "bad.csv"
    bad.write_text("a,b\n1,2\n")
    with pytest.raises(Invalid):
        importing.import_file(path=bad, layout="unodc", by=None, now=NOW)
    with pytest.raises(Invalid):
        importing.import_file(path=bad, layout="other", by=None, now=NOW)
    with pytest.raises(NotFound):
        importing.import_file(path=tmp_path / "none.csv", layout="unodc", by=None, now=NOW)
    assert list(Dataset.objects.all()) == [good]


def test_an_import_that_broke_off_leaves_nothing_and_can_be_begun_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(tmp_path, line())
    with monkeypatch.context() as patched:
        patched.setattr(importing.Read, "write", lambda *_args: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            bring(tmp_path, line(value=12))
    assert [one.key for one in Dataset.objects.all()] == ["unodc-portal@1"]
    left = Dataset.objects.create(
        source=Dataset.objects.get().source, number=9, layout="unodc", digest="", file="x", vintage=NOW, started_at=NOW
    )
    assert bring(tmp_path, line(value=12)).stage == Stage.READY
    assert not Dataset.objects.filter(pk=left.pk).exists()


def test_one_import_of_a_source_at_a_time(tmp_path: Path) -> None:
    held = folder_of(bring(tmp_path, line())).parent / ".lock"
    with held.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(Conflict):
            bring(tmp_path, line(value=12))
    assert bring(tmp_path, line(value=12)).number == 2


def test_checking_again_keeps_what_was_decided(tmp_path: Path) -> None:
    dataset = bring(tmp_path, *WRONG)
    checking.check(dataset=dataset, by=None, now=NOW)
    finding = Finding.objects.get(rule="part-above-whole")
    checking.explain(finding=finding, revision=0, words="Counted by another law", by=None, now=NOW)
    for _ in range(2):
        checking.check(dataset=dataset, by=None, now=NOW)
    assert Finding.objects.get(rule="part-above-whole").words == "Counted by another law"
    later = bring(tmp_path, *WRONG, line(year=2016))
    checking.check(dataset=later, by=None, now=NOW)
    carried = later.findings.get(rule="part-above-whole")
    assert (carried.standing, carried.words) == ("explained", "Counted by another law")
    checking.check(dataset=dataset, checks={"none": next(iter(checking.known().values()))}, by=None, now=NOW)
    kept = dataset.findings.get()
    assert (kept.current, kept.words) == (False, "Counted by another law")
    checking.check(dataset=dataset, by=None, now=NOW)
    assert dataset.findings.get(rule="part-above-whole").current


def test_a_changed_figure_is_a_new_finding(tmp_path: Path) -> None:
    dataset = bring(tmp_path, *WRONG)
    checking.check(dataset=dataset, by=None, now=NOW)
    checking.accept(finding=Finding.objects.get(rule="part-above-whole"), revision=0, by=None, now=NOW)
    later = bring(tmp_path, WRONG[0], line(category="Sexual violence: Rape", value=31))
    checking.check(dataset=later, by=None, now=NOW)
    assert later.findings.get(rule="part-above-whole").standing == "open"
    assert later.findings.filter(rule="revised").exists()


def test_the_command_line_says_that_the_same_file_changes_nothing(tmp_path: Path) -> None:
    command = ["statistics", "import", str(portal_file(tmp_path, line())), "--layout", "unodc"]
    run = CliRunner().invoke
    told = [json.loads(run(house, [*command, "--json"]).output)["unchanged"] for _ in range(2)]
    assert told == [False, True]
    assert "nothing changed" in run(house, command).output


def test_checks_of_one_s_own_run_beside_those_of_the_catalogue(tmp_path: Path) -> None:
    bring(tmp_path, *WRONG)
    own = tmp_path / "own.yaml"
    words = ", ".join(f"{language}: More than five" for language in LANGUAGES)
    own.write_text(
        f"checks: [{{id: five, kind: range, severity: warning, most: 5, message: {{{words}}}}}]", encoding="utf-8"
    )
    told = CliRunner().invoke(house, ["statistics", "check", "unodc-portal", "--checks", str(own), "--json"])
    assert told.exit_code == 0, told.output
    found = {one["check"]: one for one in json.loads(told.output)["checks"]}
    assert found["five"]["found"] == 2
    assert found["five"]["message"] == "More than five"
    assert "part-above-whole" in found


def test_nobody_decides_without_the_duty_or_without_words(tmp_path: Path, make_person: Callable[..., User]) -> None:
    dataset = bring(tmp_path, *WRONG)
    checking.check(dataset=dataset, by=None, now=NOW)
    finding = Finding.objects.get(rule="part-above-whole")
    reader = make_person("reader")
    with pytest.raises(NotAllowed):
        checking.accept(finding=finding, revision=0, by=reader, now=NOW)
    with pytest.raises(NotAllowed):
        importing.import_file(path=tmp_path / "x", layout="unodc", by=reader, now=NOW)
    with pytest.raises(Invalid):
        checking.explain(finding=finding, revision=0, words="  ", by=None, now=NOW)
    with pytest.raises(Conflict):
        checking.reopen(finding=finding, revision=0, by=None, now=NOW)
    finding.refresh_from_db()
    assert (finding.standing, finding.revision) == ("open", 0)


def test_a_file_is_read_for_its_digest_once_however_many_came_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for value in range(4):
        bring(tmp_path, line(value=value))
    asked: list[Path] = []

    def noted(path: Path) -> bytes:
        asked.append(path)
        return readings.digest_of(path)

    monkeypatch.setattr(importing, "digest_of", noted)
    assert bring(tmp_path, line(value=1)).key == "unodc-portal@2"
    assert len(asked) == 1
    assert readings.digest("w", asked) == readings.joined("w", noted(asked[0]))
