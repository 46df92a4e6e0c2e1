"""Rows and files that cannot be read: the reason, the place in the file, what to do; in little time and memory."""

import subprocess
import sys
from pathlib import Path

import pyarrow as arrow
import pyarrow.parquet as parquet
import pytest
import xlsxwriter

from cjin.core.rules.errors import Invalid
from tests.statistics.test_loading import GOOD, MAPPING, apart, faults, read, written


def test_codes_that_lost_their_zeros_are_told(tmp_path: Path) -> None:
    report = read(written(GOOD.replace("0100", "100").replace("0200", "777", 1), tmp_path), tmp_path)
    assert (report.unmapped, report.lost_zeros) == ({"offence": {"100": 1, "777": 1}}, ["100"])
    assert read(written(GOOD, tmp_path), tmp_path).lost_zeros == []


@pytest.mark.parametrize(
    ("decimal", "word", "told"),
    [
        (".", "30,0", "“,” is no decimal sign here"),
        (",", "30,0", ""),
        (",", "1.5", "“.” is no decimal sign here"),
        (",", "1.050", "no whole number from 0 to 130"),
        (".", "1.050", "no whole number"),
        (",", "30", ""),
    ],
)
def test_a_decimal_sign_that_is_none_is_told_with_what_to_do(
    decimal: str, word: str, told: str, tmp_path: Path
) -> None:
    mapping = MAPPING + f'file: {{decimal: "{decimal}"}}\n'
    report = read(written(GOOD.replace("30,north", f'"{word}",north'), tmp_path), tmp_path, mapping)
    assert [told in reason for reason in report.reasons] == ([True] if told else [])


def test_a_file_of_which_most_cannot_be_read_is_refused_with_the_first_places(tmp_path: Path) -> None:
    text = (
        GOOD.replace("2020-01-31", "31/01/2020")
        .replace("2020-02-02,,41", "2020-02-02,,forty")
        .replace("01,f,", "01,f,4,x")
    )
    with pytest.raises(Invalid) as caught:
        read(written(text, tmp_path), tmp_path)
    assert [fault.where for fault in caught.value.faults] == [
        "rows.csv, line 4", "rows.csv, line 2", "rows.csv, line 3",
    ]  # fmt: skip
    assert not (tmp_path / "load" / "apart.csv").exists(), "what is refused is not written out first"


def test_a_parquet_file_with_a_bomb_of_a_column_is_refused_with_its_place(tmp_path: Path) -> None:
    """Long texts of which the file tells are refused before they are read; others are set apart, however many."""
    names = ("code", "day", "sex", "age", "place")
    rows = {name: ["0100", "2020-01-31", "m", "30", "north"][at : at + 1] * 20 for at, name in enumerate(names)}
    parquet.write_table(arrow.table(rows | {"code": ["x" * 2_000_000] * 10 + ["0100"] * 10}), tmp_path / "bomb.parquet")
    with pytest.raises(Invalid) as caught:
        read(tmp_path / "bomb.parquet", tmp_path)
    assert "bomb.parquet, row group 1, column “code”: its values have 100,0" in faults(caught.value)
    parquet.write_table(arrow.table(rows | {"code": ["x" * 4_000] * 9 + ["0100"] * 11}), tmp_path / "long.parquet")
    assert read(tmp_path / "long.parquet", tmp_path).reasons == {"offence: this is too long for a code": 9}
    assert {len(row["words"]) for row in apart(tmp_path)} == {300 + len(" | 2020-01-31 | m | 30 | north")}


def test_columns_may_be_called_as_the_reports_columns_are(tmp_path: Path) -> None:
    text = (
        GOOD.replace("place", "fault,line")
        .replace("north", "x,7")
        .replace("south", "y,8")
        .replace("2020-02-01", "never")
    )
    read(written(text, tmp_path), tmp_path, MAPPING.replace("area: place", "area: fault"))
    assert [(row["line"], row["words"][-5:]) for row in apart(tmp_path)] == [("3", "y | 8")]


def test_a_row_of_a_sheet_is_told_by_its_own_number_below_blank_ones(tmp_path: Path) -> None:
    rows = [row.split(",") for row in GOOD.replace("2020-02-02", "never").splitlines()]
    with xlsxwriter.Workbook(str(tmp_path / "rows.xlsx")) as book:
        sheet = book.add_worksheet()
        for number, row in zip((2, 3, 10, 1_000), rows, strict=True):
            sheet.write_row(number, 0, row)
    report = read(tmp_path / "rows.xlsx", tmp_path)
    assert list(report.places.values()) == ["rows.xlsx, line 1001"]
    assert [row["line"] for row in apart(tmp_path)] == ["1001"]


def test_rows_below_torn_ones_are_told_with_their_own_line(tmp_path: Path) -> None:
    rows = ["0100,2020-01-31", "0100,never,m,3,a", "0100,x,y", "1,2,3,4,5,6", "0100,nor,m,3,b", "0100,2020-01-31,m,3,c"]
    report = read(written(GOOD + "\n".join([*rows, *rows[-1:] * 4]), tmp_path), tmp_path)
    lines = {row["words"].rpartition(" ")[2]: int(row["line"]) for row in apart(tmp_path)}
    assert (lines["a"], lines["b"]) == (6, 9)
    assert {row["file"] for row in apart(tmp_path)} == {"rows.csv"}
    assert sorted(lines.values()) == [5, 6, 7, 8, 9]
    assert sorted(report.places.values()) == ["rows.csv, line 5", "rows.csv, line 6"]


MANY_TORN = """
import sys
from pathlib import Path
from tests.statistics.test_loading import read
report = read(Path(sys.argv[1]), Path(sys.argv[2]))
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(report.apart, int(peak.split()[1]) // 1024)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of memory is told by Linux")
def test_many_torn_rows_take_little_memory(tmp_path: Path) -> None:
    """They are written in one statement, however many they are; one statement for each took gigabytes."""
    row, torn = GOOD.splitlines()[1], '=1,2,3,4,"5",6'
    path = written("\n".join([GOOD.splitlines()[0], *[row] * 6_100, *[torn] * 6_000]), tmp_path)
    root = Path(__file__).parents[2]
    said = [sys.executable, "-c", MANY_TORN, str(path), str(tmp_path)]
    done = subprocess.run(said, cwd=root, capture_output=True, text=True, check=True)
    count, megabytes = map(int, done.stdout.split())
    assert count == 6_000
    assert megabytes < 350
    rows = apart(tmp_path)
    assert len(rows) == 6_000
    assert {row["words"] for row in rows} == {"'" + torn}
    assert [rows[0]["line"], rows[-1]["line"]] == ["6102", "12101"]
