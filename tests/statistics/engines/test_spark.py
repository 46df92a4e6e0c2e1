"""The same table sets on Spark, in this process: every cell that numpy counts, with its status."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cjin.statistics.rules.counting.tables import count_tables
from cjin.statistics.rules.engines import spark as engine
from cjin.statistics.rules.records import loading
from cjin.statistics.rules.units import Unit
from tests.statistics import test_counting
from tests.statistics.engines.records import loaded, made
from tests.statistics.engines.tables import RULES, UNITS, same, shipped
from tests.statistics.tablesets import read_table_set
from tests.statistics.test_counting import TABLES

pytestmark = [
    pytest.mark.spark,
    pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::DeprecationWarning", "ignore::ResourceWarning"),
]


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    with engine.session() as session:
        yield session


@pytest.mark.parametrize("rules", RULES)
def test_every_way_of_counting_equals_numpy(spark: Any, rules: str, tmp_path: Path) -> None:
    there, _ = test_counting.loaded(test_counting.made(600, 1), tmp_path, f"{test_counting.MAPPING}\n{rules}")
    tables = read_table_set(TABLES, "tables.yaml")
    same(engine.count_in(spark, tables, there), count_tables(tables, there))


@pytest.mark.parametrize("unit", UNITS)
def test_the_shipped_sets_equal_numpy(spark: Any, unit: Unit, tmp_path: Path) -> None:
    there = loaded(made(800, 7), tmp_path / "load", unit, "counting: {principal: incident}")
    for tables in shipped(unit):
        outcome = engine.count_in(spark, tables, there)
        assert outcome.tables
        same(outcome, count_tables(tables, there))


def test_the_first_of_equally_grave_offences_is_the_first_in_a_file_of_many_parts(
    spark: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "GROUP", 2048)
    spark.conf.set("spark.sql.files.maxPartitionBytes", "65536")
    rows = [row | {"incident": number % 5000} for number, row in enumerate(made(20_000, 2))]
    there = loaded(rows, tmp_path / "load", rules="counting: {principal: incident}")
    (tables,) = shipped(Unit.OFFENCE)
    parts = spark.read.parquet(str(there.folder / loading.RECORDS)).rdd.mapPartitions(
        lambda part: [sum(1 for _ in part)]
    )
    assert sum(1 for size in parts.collect() if size) > 4
    same(engine.count_in(spark, tables, there), count_tables(tables, there))


def test_without_java_it_is_said_what_to_install(tmp_path: Path) -> None:
    source = "from cjin.statistics.rules.engines.spark import session\nwith session(): pass"
    nowhere = os.environ | {"JAVA_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", source], env=nowhere, capture_output=True, text=True, check=False)
    assert "Unavailable: Spark does not begin; it needs Java 17 or later" in done.stderr
