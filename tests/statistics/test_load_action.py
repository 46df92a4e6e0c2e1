"""Loads: whole or not at all, the last good one stays, the same files change nothing; the command line around them."""

import csv
import fcntl
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.conf import settings

from cjin.core.models import AuditRow, User
from cjin.core.rules.errors import Conflict, Invalid, NotAllowed, NotFound
from cjin.node.cli import house
from cjin.statistics.actions.loading import load_files
from cjin.statistics.models import Load, Scheme, Stage
from cjin.statistics.queries.loads import counting, load_by_key, poorly_placed
from cjin.statistics.queries.readings import folder_of
from cjin.statistics.rules.correspondence import Correspondence, Link
from cjin.statistics.rules.counting.tables import count_tables
from cjin.statistics.rules.tableset import table_set
from tests.statistics.test_loading import GOOD, LINKS, MAPPING

pytestmark = pytest.mark.django_db


def loaded(folder: Path, now: datetime, text: str = GOOD, name: str = "rows.csv") -> Load:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return load_files(paths=[path], mapping=MAPPING, name="mapping.yaml", links=LINKS, by=None, now=now)


def test_the_same_files_change_nothing_and_others_make_the_next_load(tmp_path: Path, now: datetime) -> None:
    first = loaded(tmp_path, now)
    assert (first.key, first.stage, first.report["kept"]) == ("made-up@1", Stage.READY, 3)
    again = loaded(tmp_path, now)
    assert (again, again.unchanged, first.unchanged) == (first, True, False)
    second = loaded(tmp_path, now, GOOD + "0100,2021-05-05,f,22,north\n")
    assert second.key == "made-up@2"
    assert load_by_key("made-up") == second
    assert load_by_key("made-up@1") == first
    assert AuditRow.objects.filter(stream="statistics", act="load").count() == 2


def test_a_load_that_fails_leaves_the_last_good_one_and_nothing_else(tmp_path: Path, now: datetime) -> None:
    first = loaded(tmp_path, now)
    with pytest.raises(Invalid):
        loaded(tmp_path, now, "code,day\n1,2\n")
    assert load_by_key("made-up") == first
    assert Load.objects.count() == 1
    assert [path.name for path in folder_of(first).parent.iterdir() if path.is_dir()] == ["1"]


def test_what_a_killed_load_left_behind_is_cleared_away(
    tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = loaded(tmp_path, now)
    dead = Load.objects.create(
        source=first.source, number=2, mapping="", digest="x", vintage=now.date(), started_at=now
    )
    folder_of(dead).mkdir(parents=True)
    (folder_of(dead) / "staged.parquet").write_bytes(b"half a file")
    with pytest.raises(NotFound):
        load_by_key("made-up@2")
    second = loaded(tmp_path, now, GOOD + "0100,2021-05-05,f,22,north\n")
    assert (second.number, Load.objects.count()) == (2, 2)
    assert not (folder_of(second) / "staged.parquet").exists()

    def killed(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("cjin.statistics.actions.loading.read_records", killed)
    with pytest.raises(KeyboardInterrupt):
        loaded(tmp_path, now, GOOD + "0200,2021-05-06,f,22,north\n")
    assert load_by_key("made-up") == second


def test_one_load_of_a_source_at_a_time_and_only_by_who_may(
    tmp_path: Path, now: datetime, make_person: Callable[..., User]
) -> None:
    first = loaded(tmp_path, now)
    with (folder_of(first).parent / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(Conflict):
            loaded(tmp_path, now, GOOD + "0100,2021-05-05,f,22,north\n")
    with pytest.raises(NotAllowed):
        load_files(paths=[tmp_path / "rows.csv"], mapping=MAPPING, name="m", by=make_person("reader"), now=now)
    assert list(Load.objects.all()) == [first]


def test_a_load_is_counted_from_as_it_was_read(tmp_path: Path, now: datetime) -> None:
    load = loaded(tmp_path, now)
    outcome = count_tables(table_set("crime-and-justice"), counting(load))
    (table,) = [one for one in outcome.tables if one.table.id == "offences-by-area"]
    cells = {cell.codes: cell.value for cell in table.cells()}
    assert (cells["2020", "0502", "south"], cells["2020", "0101", "_T"], cells["2020", "01", "south"]) == (2, 1, 0)
    assert outcome.refused["victims"] == "the load holds records of offence, this table counts victim"


def test_the_catalogue_s_table_sets_can_all_be_read() -> None:
    sets = [table_set(name) for name in ("crime-and-justice", "sustainable-development")]
    assert [len(one.tables) for one in sets] == [23, 4]


def test_the_command_line_loads_lists_and_writes_tables(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text(GOOD, encoding="utf-8")
    (tmp_path / "mapping.yaml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "national.csv").write_text("code,iccs\n0100,0101\n0200,0502\n", encoding="utf-8")
    run = CliRunner().invoke
    files = ["--mapping", str(tmp_path / "mapping.yaml"), "--links", str(tmp_path / "national.csv")]
    told = run(house, ["statistics", "load", str(tmp_path / "rows.csv"), *files, "--json"])
    assert told.exit_code == 0, told.output
    assert json.loads(told.output)["rows"] == {"read": 3, "kept": 3, "apart": 0}
    assert json.loads(told.output)["unchanged"] is False
    command = ["statistics", "load", str(tmp_path / "rows.csv"), *files]
    assert json.loads(run(house, [*command, "--json"]).output)["unchanged"] is True
    assert "nothing changed" in run(house, command).output
    out = tmp_path / "out"
    told = run(house, ["statistics", "tables", "crime-and-justice", "--load", "made-up", "--out", str(out), "--json"])
    assert told.exit_code == 0, told.output
    assert "offences" in json.loads(told.output)["tables"]
    rows = list(csv.DictReader((out / "offences.csv").read_text(encoding="utf-8").splitlines()))
    assert {row["OBS_VALUE"] for row in rows if row["ICCS"] == "0502"} == {"2"}
    assert "made-up@1: 3 of 3 rows kept" in run(house, ["statistics", "loads"]).output
    assert str(settings.CJIN_HOME) not in (out / "offences.csv").read_text(encoding="utf-8")


def test_it_is_told_where_hardly_a_record_has_a_place_by_its_code(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text(GOOD, encoding="utf-8")
    (tmp_path / "mapping.yaml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "national.csv").write_text("code,iccs\n0100,0101\n0200,0502\n", encoding="utf-8")
    (tmp_path / "none.csv").write_text("code,iccs\n9999,0101\n", encoding="utf-8")

    def load(links: str, *more: str) -> str:
        files = ["--mapping", str(tmp_path / "mapping.yaml"), "--links", str(tmp_path / links)]
        return CliRunner().invoke(house, ["statistics", "load", str(tmp_path / "rows.csv"), *files, *more]).output

    assert "LOOK" not in load("national.csv")
    assert "LOOK: no row, or far fewer than in the load before, has a place by offence" in load("none.csv")
    assert json.loads(load("none.csv", "--json"))["poorly_placed"] == ["offence"]


@pytest.mark.parametrize(("bad", "told"), [(3, False), (4, True)])
def test_the_command_warns_where_many_rows_were_set_apart(tmp_path: Path, bad: int, told: bool) -> None:
    rows = "code,day,sex,age,place\n" + "0100,2020-01-31,m,30,north\n" * (100 - bad) + "0100,someday,m,1,x\n" * bad
    (tmp_path / "rows.csv").write_text(rows, encoding="utf-8")
    (tmp_path / "mapping.yaml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "links.csv").write_text("code,iccs\n0100,0101\n", encoding="utf-8")
    command = ["statistics", "load", str(tmp_path / "rows.csv"), "--mapping", str(tmp_path / "mapping.yaml")]
    done = CliRunner().invoke(house, [*command, "--links", str(tmp_path / "links.csv")])
    assert done.exit_code == 0
    assert (f"WARNING: {bad} of 100 rows ({bad} %) were set apart" in done.output) is told
    again = CliRunner().invoke(house, [*command, "--links", str(tmp_path / "links.csv"), "--json"])
    assert json.loads(again.output)["many_apart"] is told


def test_ten_gigabytes_of_one_line_are_refused_before_they_are_read(
    tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_whole(*_given: object) -> str:
        raise AssertionError("the file was read whole")

    monkeypatch.setattr("cjin.statistics.actions.loading.digest", read_whole)
    path = tmp_path / "rows.csv"
    path.write_text(GOOD)
    with path.open("r+b") as stream:
        stream.truncate(10 * 1024**3)
    with pytest.raises(Invalid) as refused:
        load_files(paths=[path], mapping=MAPPING, name="mapping.yaml", links=LINKS, by=None, now=now)
    assert "rows.csv: from byte 1,000,000 on there is a line" in str(refused.value.faults[0])
    assert not Load.objects.exists()


def test_how_well_records_are_placed_is_found_out_once_when_they_are_loaded(
    tmp_path: Path, now: datetime, django_assert_num_queries: Any
) -> None:
    """A list of loads asks no more for a longer list; of loads without it in their report it is found out anew."""
    path, none = tmp_path / "rows.csv", Correspondence.of("national", [Link("9999", "", "0101")])
    path.write_text(GOOD)
    for links in (LINKS, none, none):
        load_files(paths=[path], mapping=MAPPING, name="mapping.yaml", links=links, by=None, now=now)
        path.write_text(path.read_text() + "0100,2020-05-01,f,22,north\n")
    loads = list(Load.objects.select_related("source").order_by("number"))
    with django_assert_num_queries(0):
        assert [poorly_placed(one) for one in loads] == [[], ["offence"], ["offence"]]
    for one in loads:
        del one.report["poorly_placed"]
        one.save()
    assert [poorly_placed(one) for one in loads] == [[], ["offence"], ["offence"]]
    assert [counting(one).report.kept for one in loads] == [one.report["kept"] for one in loads]


def test_a_load_is_found_as_of_a_day(tmp_path: Path, now: datetime) -> None:
    for number, vintage in enumerate(("2021-01-31", "2022-01-31"), 1):
        path = tmp_path / "rows.csv"
        path.write_text(GOOD + f"0100,2020-05-0{number},f,22,north\n")
        mapping = f"vintage: {vintage}\n{MAPPING}"
        load_files(paths=[path], mapping=mapping, name="mapping.yaml", links=LINKS, by=None, now=now)
    assert load_by_key("made-up@2021-12-31").key == "made-up@1"
    assert load_by_key("made-up@2022-01-31").key == "made-up@2"
    with pytest.raises(NotFound):
        load_by_key("made-up@2020-12-31")
    for strange in ("made-up@2022-99-99", "made-up@-1", "made-up@x"):
        with pytest.raises(NotFound):
            load_by_key(strange)


def test_a_row_of_a_day_that_is_still_to_come_is_set_apart(tmp_path: Path, now: datetime) -> None:
    late = loaded(tmp_path, now, GOOD + "0100,2099-03-01,m,30,north\n0100,2026-03-02,m,30,north\n")
    assert (late.report["kept"], late.report["last_day"]) == (4, "2026-03-02")
    assert late.report["reasons"] == {"record_date: this day is later than the day of loading": 1}


def test_the_command_line_publishes_without_protection_for_a_reason_alone(tmp_path: Path, now: datetime) -> None:
    loaded(tmp_path, now)
    run, command = CliRunner().invoke, ["statistics", "publish", "crime-and-justice", "--load", "made-up"]
    refused = run(house, [*command, "--unprotected", " "])
    assert "the reason of --unprotected" in str(refused.exception)
    assert "victims was not counted" in run(house, [*command, "--unprotected", "made up"]).output
    listed = run(house, ["statistics", "publications"]).output
    assert ("made-up@1" in listed, "was not counted" in listed) == (True, False)


def test_a_load_that_fails_leaves_its_source_as_it_was(tmp_path: Path, now: datetime) -> None:
    loaded(tmp_path, now)
    path = tmp_path / "other.csv"
    path.write_text("x,y\n1,2\n")
    with pytest.raises(Invalid):
        load_files(paths=[path], mapping=f"area: XB\n{MAPPING}", name="m", links=LINKS, by=None, now=now)
    assert load_by_key("made-up").source.area == ""


def test_a_scheme_that_there_is_not_is_told_with_those_that_the_person_may_see(
    make_person: Callable[..., User], tmp_path: Path, now: datetime
) -> None:
    Scheme.objects.create(slug="seen", title="Seen", release="public")
    Scheme.objects.create(slug="kept", title="Kept", release="own")
    path = tmp_path / "rows.csv"
    path.write_text(GOOD, encoding="utf-8")
    for by, told in ((None, "iccs, kept, seen"), (make_person("editor", "statistics.edit"), "iccs, seen")):
        with pytest.raises(NotFound, match=f"no correspondence of the scheme national; there are {told}\\. "):
            load_files(paths=[path], mapping=MAPPING, name="mapping.yaml", links=None, by=by, now=now)
