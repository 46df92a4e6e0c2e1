"""The commands around the engines: the choice of one, the SQL for another, and what is told when one is not there."""

import json
import sys
from datetime import datetime
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from cjin.core.rules.errors import NotFound, Unavailable
from cjin.node.cli import house
from cjin.statistics.cli.counting import tables
from cjin.statistics.rules.engines import spark
from cjin.statistics.rules.engines.choice import ENGINES, engine
from tests.statistics.test_load_action import loaded

run = CliRunner().invoke


def test_the_command_knows_every_engine() -> None:
    (option,) = [one for one in tables.params if one.name == "counter"]
    assert list(option.type.choices) == list(ENGINES)
    with pytest.raises(NotFound, match="numpy, duckdb, spark"):
        engine("abacus")


@pytest.mark.django_db
def test_another_engine_writes_the_same_files(tmp_path: Path, now: datetime) -> None:
    loaded(tmp_path, now)
    for name in ("numpy", "duckdb"):
        out = ["--out", str(tmp_path / name), "--engine", name]
        told = run(house, ["statistics", "tables", "crime-and-justice", "--load", "made-up", *out])
        assert told.exit_code == 0, told.output
    files = sorted(path.name for path in (tmp_path / "numpy").iterdir())
    assert len(files) == 3
    for name in files:
        assert (tmp_path / "numpy" / name).read_bytes() == (tmp_path / "duckdb" / name).read_bytes()


@pytest.mark.django_db
def test_the_sql_runs_over_the_exported_records(tmp_path: Path, now: datetime) -> None:
    loaded(tmp_path, now)
    target = tmp_path / "records.parquet"
    told = run(house, ["statistics", "export-records", "made-up", "--out", str(target), "--json"])
    assert json.loads(told.output) == {"load": "made-up@1", "file": str(target), "rows": 3}
    told = run(
        house,
        ["statistics", "sql", "crime-and-justice", "--load", "made-up", "--records", "police.main.records", "--json"],
    )
    query = json.loads(told.output)["queries"]["offences-by-area"]
    with duckdb.connect() as connection:
        connection.execute("ATTACH ':memory:' AS police")
        connection.execute(f"CREATE TABLE police.main.records AS FROM '{target}'")
        cells = {tuple(row[:3]): row[3:] for row in connection.execute(query).fetchall()}
    assert cells["2020", "0502", "south"] == (2, "A")
    assert cells["2020", "0203", "_T"] == (None, "M")


@pytest.mark.django_db
def test_the_sql_is_a_script_that_tells_what_it_leaves_out(tmp_path: Path, now: datetime) -> None:
    loaded(tmp_path, now)
    told = run(
        house,
        ["statistics", "sql", "crime-and-justice", "--load", "made-up", "--dialect", "trino", "--records", "hive.a.b"],
    )
    assert told.exit_code == 0, told.output
    assert "-- offences\nWITH" in told.output
    assert "FROM hive.a.b" in told.output
    assert "-- victims cannot be counted: the load holds records of offence, this table counts victim" in told.output


def test_without_pyspark_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(Unavailable, match=r"cjin\[spark\]"), spark.session():
        pass
