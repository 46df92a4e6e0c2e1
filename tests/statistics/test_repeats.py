"""Rows whose key comes again in a year: kept beside the records, and the tables of keys that come of them."""

from pathlib import Path

import numpy as np
import pytest

from cjin.statistics.rules.counting import keys as module
from cjin.statistics.rules.counting.repeats import keep_repeats, repeats_of
from cjin.statistics.rules.counting.tables import count_tables
from cjin.statistics.rules.records.loading import RECORDS
from tests.statistics.oracle import Row, count
from tests.statistics.tablesets import read_table_set
from tests.statistics.test_counting import LINKS, TABLES, cells_of, loaded, made


def years(row: Row) -> set[int]:
    return {row["event_date"].year, row["record_date"].year}


@pytest.mark.parametrize("people", [3, 40, 5_000])
def test_a_row_is_kept_where_its_person_comes_again_in_a_year_that_its_days_name(people: int, tmp_path: Path) -> None:
    rows = made(600, 1, people=people)
    there, _ = loaded(rows, tmp_path)
    kept = list(repeats_of(there.folder, "person", ["age"]))
    expected = sum(
        any(row is not other and row["person"] == other["person"] and years(row) & years(other) for other in rows)
        for row in rows
    )
    assert sum(one["age"].size for one in kept) == expected
    numbers = np.concatenate([one["person"] for one in kept])
    assert (np.diff(numbers) >= 0).all()


def test_a_load_without_the_file_is_given_one_when_it_is_counted(tmp_path: Path) -> None:
    there, _ = loaded(made(600, 2), tmp_path)
    tables = read_table_set(TABLES, "tables.yaml")
    before = count_tables(tables, there)
    (there.folder / "person.repeats").unlink()
    for one, other in zip(before.tables, count_tables(tables, there).tables, strict=True):
        assert cells_of(one) == cells_of(other)
    keep_repeats(there.folder / RECORDS, "person", there.report.concepts, there.codes, there.report.kept)
    assert [path.name for path in there.folder.iterdir() if "repeats" in path.name] == ["person.repeats"]


def test_tables_are_the_same_whatever_is_left_out_beforehand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there, _ = loaded(made(600, 3), tmp_path)
    tables = read_table_set(TABLES, "tables.yaml")
    before = count_tables(tables, there)
    monkeypatch.setattr(module, "MOST", 0)
    monkeypatch.setattr(module, "PORTION", 20)
    for one, other in zip(before.tables, count_tables(tables, there).tables, strict=True):
        assert cells_of(one) == cells_of(other)


def test_where_nobody_comes_again_nothing_is_kept(tmp_path: Path) -> None:
    rows = made(200, 2)
    for number, row in enumerate(rows):
        row["person"] = number * 7 % 211 + 1
    there, mapping = loaded(rows, tmp_path)
    assert sum(one["age"].size for one in repeats_of(there.folder, "person", ["age"])) == 0
    for counted in count_tables(read_table_set(TABLES, "tables.yaml"), there).tables:
        assert cells_of(counted) == count(rows, counted.table, mapping, LINKS), counted.table.id
