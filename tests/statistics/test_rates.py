"""Rates and table files: beside the right people, codes as texts, nothing where there is nothing."""

import csv
from pathlib import Path

import pyarrow.parquet as parquet
import pytest
from python_calamine import CalamineWorkbook

from cjin.core.rules.errors import Invalid
from cjin.statistics.rules.counting.cells import Counted
from cjin.statistics.rules.counting.keeping import counted
from cjin.statistics.rules.counting.rates import read_population, with_rates
from cjin.statistics.rules.units import Status
from cjin.statistics.rules.writing import FORMATS, write_table
from cjin.statistics.rules.writing.rows import Lineage
from tests.statistics.tablesets import read_table_set
from tests.statistics.test_counting import loaded, made

TABLES = """
id: rates
tables:
  - {id: by-sex, unit: offence, categories: ["0101", "0202"], dimensions: [sex], rate: {per: 1000}}
"""
PEOPLE = "TIME_PERIOD,SEX,OBS_VALUE\n2019,_T,2000\n2019,M,900\n2020,_T,3000\n"
LINEAGE = Lineage("made-up@1", "XA", "2024-01-31")


@pytest.fixture
def table(tmp_path: Path) -> Counted:
    there, _ = loaded(made(300, 1), tmp_path)
    (found,) = counted(read_table_set(TABLES, "tables.yaml"), there).tables
    return with_rates(found, read_population(PEOPLE, "people.csv"))


def test_a_rate_is_so_many_of_the_same_year_and_sex(table: Counted) -> None:
    cells = {cell.codes: cell for cell in table.cells()}
    men, every = cells["2019", "0101", "M"], cells["2020", "0101", "_T"]
    assert men.value
    assert every.value
    assert men.rate == pytest.approx(men.value / 900 * 1000, abs=1e-6)
    assert every.rate == pytest.approx(every.value / 3000 * 1000, abs=1e-6)
    assert cells["2019", "0101", "F"].rate is None
    assert cells["2021", "0101", "_T"].rate is None
    assert (cells["2019", "0202", "M"].rate, cells["2019", "0202", "M"].status) == (None, Status.NOT_AVAILABLE)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_population_is_read_whatever_ends_its_lines(end: str) -> None:
    read = read_population(PEOPLE.replace("\n", end), "people.csv")
    assert read.people == {("2019", "_T", "_T"): 2000, ("2019", "M", "_T"): 900, ("2020", "_T", "_T"): 3000}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("YEAR,PEOPLE\n", "TIME_PERIOD is missing"),
        (PEOPLE + "2019,_T,5\n", "comes twice"),
        (PEOPLE + "2022,_T,many\n", "no number of people"),
        (PEOPLE + "2022,_T,0\n", "no number of people"),
        (f"{PEOPLE}2022,_T,{'9' * 140_000}\n", "line 5: this is no row: field larger"),
        ("9" * 140_000, "line 1: this is no row: field larger"),
    ],
)
def test_a_faulty_population_is_refused_with_its_line(text: str, told: str) -> None:
    with pytest.raises(Invalid) as caught:
        read_population(text, "people.csv")
    assert told in " ".join(map(str, caught.value.faults))
    assert "people.csv, line" in str(caught.value.faults[0])


def test_every_format_holds_every_cell_with_codes_as_texts(table: Counted, tmp_path: Path) -> None:
    files = {form: write_table(table, LINEAGE, tmp_path, form) for form in FORMATS}
    rows = list(csv.DictReader(files["csv"].read_text(encoding="utf-8").splitlines()))
    cells = list(table.cells())
    assert len(rows) == len(cells)
    assert {row["ICCS"] for row in rows} == {"0101", "0202"}
    for row, cell in zip(rows, cells, strict=True):
        assert (row["OBS_VALUE"], row["OBS_STATUS"]) == (
            "" if cell.value is None else str(cell.value),
            str(cell.status),
        )
    sheet = CalamineWorkbook.from_path(str(files["xlsx"])).get_sheet_by_index(0).to_python()
    assert sheet[1][2] == "0101"
    assert len(sheet) == len(cells) + 1
    arrow = parquet.read_table(files["parquet"])
    assert arrow.num_rows == len(cells)
    assert set(arrow["ICCS"].to_pylist()) == {"0101", "0202"}
    sdmx = list(csv.DictReader(files["sdmx-csv"].read_text(encoding="utf-8").splitlines()))
    assert sdmx[0]["DATAFLOW"] == "CJIN:BY_SEX(1.0)"


def test_a_second_run_reads_what_was_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there, _ = loaded(made(100, 1), tmp_path)
    tables = read_table_set(TABLES, "tables.yaml")
    first = counted(tables, there)
    monkeypatch.setattr("cjin.statistics.rules.counting.keeping.count_tables", None)
    again = counted(tables, there)
    assert [list(one.cells()) for one in again.tables] == [list(one.cells()) for one in first.tables]
    assert again.refused == first.refused
