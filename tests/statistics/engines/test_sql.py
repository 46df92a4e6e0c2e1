"""The SQL of a table set, in the embedded engine: the cells of numpy, and those of the reference in plain Python."""

from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings

from cjin.core.rules.errors import Invalid, Unavailable
from cjin.statistics.rules.counting.held import Load
from cjin.statistics.rules.counting.tables import count_tables
from cjin.statistics.rules.engines import embedded
from cjin.statistics.rules.engines.statement import ROW
from cjin.statistics.rules.tableset import TableSet
from cjin.statistics.rules.units import Status, Unit
from tests.statistics import test_counting
from tests.statistics.engines.records import LINKS, loaded, made
from tests.statistics.engines.tables import RULES, UNITS, same, shipped, table_sets
from tests.statistics.oracle import count
from tests.statistics.tablesets import read_table_set
from tests.statistics.test_counting import TABLES, cells_of


@pytest.mark.parametrize("rules", RULES)
def test_every_table_equals_numpy_and_the_reference(rules: str, tmp_path: Path) -> None:
    rows = test_counting.made(600, 1)
    there, mapping = test_counting.loaded(rows, tmp_path, f"{test_counting.MAPPING}\n{rules}")
    tables = read_table_set(TABLES, "tables.yaml")
    outcome = embedded.count(tables, there)
    same(outcome, count_tables(tables, there))
    for counted in outcome.tables:
        assert cells_of(counted) == count(rows, counted.table, mapping, test_counting.LINKS), counted.table.id


@pytest.mark.parametrize("unit", UNITS)
def test_the_shipped_sets_equal_numpy_and_the_reference(unit: Unit, tmp_path: Path) -> None:
    rows = made(800, 7)
    for number, rules in enumerate(RULES):
        there = loaded(rows, tmp_path / f"load-{number}", unit, rules)
        for tables in shipped(unit):
            outcome = embedded.count(tables, there)
            assert outcome.tables
            same(outcome, count_tables(tables, there))
            for one in outcome.tables:
                expected = count(rows, one.table, there.mapping, LINKS).items()
                assert cells_of(one) == {cell: value for cell, value in expected if value}, one.table.id


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Load:
    return loaded(made(1500, 11), tmp_path_factory.mktemp("loads") / "load")


@settings(max_examples=40)
@given(tables=table_sets())
def test_whatever_is_declared_is_counted_alike(tables: TableSet, there: Load) -> None:
    same(embedded.count(tables, there), count_tables(tables, there))


def test_keys_that_share_a_code_are_estimated_however_many_rows_they_have(tmp_path: Path) -> None:
    rows = [row | {"person": 1, "offence": "0300"} for row in made(20, 3)]
    there = loaded(rows, tmp_path / "load")
    tables = read_table_set(
        "{id: t, tables: [{id: t, unit: offence, categories: ['05', '06'], counted: persons}]}", "t"
    )
    for outcome in (count_tables(tables, there), embedded.count(tables, there)):
        status = {cell.codes[1]: cell.status for cell in outcome.tables[0].cells() if cell.value}
        assert status == {"05": Status.ESTIMATED}


def test_a_load_of_other_units_is_refused(there: Load) -> None:
    with pytest.raises(Invalid, match="can be counted"):
        embedded.count(read_table_set("{id: t, tables: [{id: t, unit: victim}]}", "t"), there)


def test_records_are_exported_with_the_number_of_each_row(there: Load, tmp_path: Path) -> None:
    target = tmp_path / "records.parquet"
    assert embedded.export(there, target) == 1500
    with duckdb.connect() as connection:
        query = f"SELECT offence, {ROW} FROM read_parquet('{target}') ORDER BY {ROW}"
        rows = connection.execute(query).fetchall()
    assert rows == [(row["offence"], number) for number, row in enumerate(made(1500, 11))]
    with pytest.raises(Unavailable):
        embedded.export(there, tmp_path / "nowhere" / "records.parquet")
