"""Counting, against the reference in plain Python: units, the gravest offence, keys, shares, totals."""

import csv
import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from cjin.statistics.rules.correspondence import Correspondence, Link
from cjin.statistics.rules.counting.cells import Counted
from cjin.statistics.rules.counting.held import Load
from cjin.statistics.rules.counting.tables import count_tables
from cjin.statistics.rules.mapping import Mapping, read_mapping
from cjin.statistics.rules.records.loading import load
from cjin.statistics.rules.tableset import TableSet
from cjin.statistics.rules.units import Status
from tests.statistics.oracle import Row, count
from tests.statistics.tablesets import read_table_set

MAPPING = """
source: made-up-police
unit: offence
columns:
  incident: incident
  person: person
  offence: {column: code, scheme: national}
  event_date: {column: happened, format: "%d.%m.%Y"}
  record_date: recorded
  area: district
  sex: {column: sex, codes: {m: M, f: F}}
  age: age
  attempted: {column: tried, codes: {"1": ATT, "0": COM}}
"""
TABLES = """
id: made-up
tables:
  - {id: by-category, unit: offence, categories: level-2}
  - id: by-sex-and-age
    unit: offence
    categories: ["01", "0101+0102", "05"]
    dimensions: [sex, age]
    ages: [0, 15, 18, 40]
  - {id: by-month, unit: offence, categories: ["01", "02"], period: month, dated: event}
  - {id: by-area, unit: offence, dimensions: [area]}
  - {id: gravest, unit: offence, categories: level-1, principal: incident, dimensions: [sex]}
  - {id: gravest-of-a-person, unit: offence, categories: level-1, principal: person}
  - {id: attempts, unit: offence, categories: ["01"], attempts: only}
  - {id: completed-in-the-north, unit: offence, categories: all, attempts: excluded, where: {area: [north]}}
  - {id: completed-for-sure, unit: offence, attempts: excluded, where: {attempted: [COM]}, dimensions: [area]}
  - {id: incidents, unit: offence, categories: level-2, counted: incidents, dimensions: [area]}
  - {id: persons, unit: offence, categories: ["01", "02-05", "0501"], counted: persons, dimensions: [sex, age]}
  - {id: all-persons, unit: offence, counted: persons, dimensions: [area], where: {sex: [M, F]}}
"""
LINKS = Correspondence.of(
    "national",
    [
        Link("0100", "Murder", "0101"),
        Link("0110", "Attempted murder", "0102"),
        Link("0200", "Assault", "0201"),
        Link("0300", "Robbery or theft", "0401", 0.25),
        Link("0300", "Robbery or theft", "0502", 0.75),
        Link("0400", "Burglary", "0501", valid_to=date(2020, 12, 31)),
        Link("0400", "Burglary", "0502", valid_from=date(2021, 1, 1)),
        Link("0500", "Drugs", "06"),
    ],
)


def made(count: int, seed: int, people: int = 40) -> list[Row]:
    chance = random.Random(seed)
    rows = []
    for number in range(count):
        day = date(2019, 1, 1) + timedelta(days=chance.randrange(1000))
        rows.append(
            {
                "incident": f"{number * 2 // 3:04d}" if seed % 2 else number * 2 // 3 + 1,
                "person": chance.randrange(people) + 1,
                "offence": chance.choice(["0100", "0110", "0200", "0300", "0400", "0500", "9999"]),
                "event_date": day,
                "record_date": day + timedelta(days=chance.randrange(30)),
                "area": chance.choice(["north", "south", "_U"]),
                "sex": chance.choice(["M", "F", "_U"]),
                "age": chance.choice([None, *range(0, 99, 7)]),
                "attempted": chance.choice(["ATT", "COM", "_U"]),
            }
        )
    return rows


def written(rows: list[Row], path: Path) -> Path:
    back = {"M": "m", "F": "f", "ATT": "1", "COM": "0", "_U": "", None: ""}
    with path.open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["incident", "person", "code", "happened", "recorded", "district", "sex", "age", "tried"])
        for row in rows:
            writer.writerow(
                [
                    row["incident"], row["person"], row["offence"], f"{row['event_date']:%d.%m.%Y}", row["record_date"],
                    back.get(row["area"], row["area"]), back[row["sex"]], "" if row["age"] is None else row["age"],
                    back[row["attempted"]],
                ]
            )  # fmt: skip
    return path


def loaded(rows: list[Row], folder: Path, text: str = MAPPING) -> tuple[Load, Mapping]:
    mapping = read_mapping(text, "mapping.yaml")
    place = folder / "load"
    place.mkdir()
    report = load([written(rows, folder / "rows.csv")], mapping, LINKS, place)
    assert (report.read, report.kept, report.apart) == (len(rows), len(rows), 0)
    return Load(place, mapping, report, LINKS), mapping


def cells_of(counted: Counted) -> dict[tuple[str, ...], float]:
    return {cell.codes: round(cell.value, 6) for cell in counted.cells() if cell.value}


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    "rules", ["", "counting: {principal: incident, severity: ['05'], dated: event}", "counting: {multiple: no}"]
)
def test_every_table_equals_the_reference(seed: int, rules: str, tmp_path: Path) -> None:
    rows = made(600, seed, people=3 if seed == 3 else 40)
    there, mapping = loaded(rows, tmp_path, f"{MAPPING}\n{rules}")
    tables: TableSet = read_table_set(TABLES, "tables.yaml")
    outcome = count_tables(tables, there)
    assert outcome.refused == {}
    for counted in outcome.tables:
        assert cells_of(counted) == count(rows, counted.table, mapping, LINKS), counted.table.id


def test_no_cell_is_a_blank_that_may_be_zero(tmp_path: Path) -> None:
    there, _ = loaded(made(50, 1), tmp_path)
    (table, *_rest) = count_tables(read_table_set(TABLES, "tables.yaml"), there).tables
    status: dict[str, Any] = {cell.codes[1]: cell for cell in table.cells() if cell.codes[0] == "2019"}
    assert (status["0202"].value, status["0202"].status) == (None, Status.NOT_AVAILABLE)
    assert status["0101"].status is Status.EXACT
    assert status["0401"].status is Status.ESTIMATED
