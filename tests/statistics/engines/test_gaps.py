"""Records that do not tell a day or a key: counted alike by every engine, and nothing left out without a word."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjin.core.rules.errors import Invalid
from cjin.statistics.rules.counting.held import Load
from cjin.statistics.rules.counting.keeping import counted
from cjin.statistics.rules.counting.tables import count_tables
from cjin.statistics.rules.engines import embedded
from cjin.statistics.rules.mapping import Mapping, read_mapping
from cjin.statistics.rules.records.loading import APART, load
from cjin.statistics.rules.tableset import TableSet
from tests.statistics.engines.records import LINKS, loaded, made, without
from tests.statistics.engines.tables import same, table_sets
from tests.statistics.oracle import Row, count
from tests.statistics.tablesets import read_table_set
from tests.statistics.test_counting import cells_of

UNDATED = without(made(900, 5), ("event_date", "record_date"), 5)
UNKEYED = [
    row | {"person": 0} if row["person"] == 1 else row for row in without(made(900, 6), ("incident", "person"), 6)
]
DAYS = """
id: days
tables:
  - {id: by-event, unit: offence, dated: event}
  - {id: by-record, unit: offence, dated: record, counted: persons}
"""


@pytest.fixture(scope="module")
def undated(tmp_path_factory: pytest.TempPathFactory) -> Load:
    return loaded(UNDATED, tmp_path_factory.mktemp("loads") / "load")


@settings(max_examples=30)
@given(tables=table_sets())
def test_rows_without_a_day_are_left_out_alike(tables: TableSet, undated: Load) -> None:
    outcome = count_tables(tables, undated)
    same(embedded.count(tables, undated), outcome)
    (table,) = outcome.tables
    expected = count(UNDATED, table.table, undated.mapping, LINKS).items()
    assert cells_of(table) == {cell: value for cell, value in expected if value}


def test_it_is_told_how_many_rows_a_table_leaves_out(undated: Load) -> None:
    lacking = {day: sum(row[day] is None for row in UNDATED) for day in ("event_date", "record_date")}
    assert min(lacking.values()) > 50
    assert undated.report.undated == lacking
    expected = {"by-event": lacking["event_date"], "by-record": lacking["record_date"]}
    tables = read_table_set(DAYS, "days")
    for outcome in (counted(tables, undated), counted(tables, undated), embedded.count(tables, undated)):
        assert outcome.undated == expected


@settings(max_examples=30)
@given(tables=table_sets(), order=st.sampled_from(["", "incident", "person"]), multiple=st.booleans())
def test_a_row_without_a_key_is_a_unit_of_its_own(
    tables: TableSet, order: str, multiple: bool, unkeyed: dict[tuple[str, bool], tuple[list[Row], Load]]
) -> None:
    rows, there = unkeyed[order, multiple]
    outcome = count_tables(tables, there)
    same(embedded.count(tables, there), outcome)
    (table,) = outcome.tables
    expected = count(rows, table.table, there.mapping, LINKS).items()
    assert cells_of(table) == {cell: value for cell, value in expected if value}


@pytest.fixture(scope="module")
def unkeyed(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, bool], tuple[list[Row], Load]]:
    """Loads of the same rows, as they came and in the order of a key that some do not tell."""
    found = {}
    for order in ("", "incident", "person"):
        rows = in_order(UNKEYED, order) if order else UNKEYED
        for multiple in (True, False):
            folder = tmp_path_factory.mktemp("loads") / "load"
            rules = f"counting: {{multiple: {'yes' if multiple else 'no'}}}"
            found[order, multiple] = rows, loaded(rows, folder, rules=rules)
    return found


def in_order(rows: list[Row], key: str) -> list[Row]:
    """The rows by a key that is a number; the others stay where they are."""
    by_key = iter(sorted((row for row in rows if isinstance(row[key], int)), key=lambda row: int(row[key])))
    return [next(by_key) if isinstance(row[key], int) else row | {key: None} for row in rows]


def optional(*days: str) -> Mapping:
    columns = ", ".join(f"{day}: {{column: {day}, required: no}}" for day in days)
    return read_mapping(f"{{source: s, unit: offence, columns: {{area: area, {columns}}}}}", "mapping.yaml")


@pytest.mark.parametrize("days", [("event_date",), ("record_date",), ("event_date", "record_date")])
def test_a_row_without_any_day_is_set_apart(days: tuple[str, ...], tmp_path: Path) -> None:
    path, folder = tmp_path / "rows.csv", tmp_path / "load"
    commas = "," * (len(days) - 1)
    path.write_text(f"area,{','.join(days)}\nnorth,2020-03-01{commas}\nsouth,{commas}2020-03-02\neast,{commas}\n")
    folder.mkdir()
    report = load([path], optional(*days), None, folder)
    assert report.reasons == {f"{', '.join(days)}: there is no day, so the row has no period": 1}
    assert (report.read, report.kept, report.undated) == (3, 2, dict.fromkeys(days, 1) if commas else {})
    assert "east" in (folder / APART).read_text()


def test_a_file_without_days_is_refused(tmp_path: Path) -> None:
    path, folder = tmp_path / "rows.csv", tmp_path / "load"
    path.write_text("area,record_date\nnorth,\n")
    folder.mkdir()
    with pytest.raises(Invalid, match="cannot be read"):
        load([path], optional("record_date"), None, folder)
