"""Loading: nothing is dropped silently, every fault has its place, and bad files leave nothing behind."""

import csv
from contextlib import suppress
from pathlib import Path

import pyarrow as arrow
import pyarrow.parquet as parquet
import pytest
import xlsxwriter
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from cjin.core.rules.errors import Invalid, NotFound
from cjin.statistics.rules.correspondence import Correspondence, Link
from cjin.statistics.rules.mapping import read_mapping
from cjin.statistics.rules.records.loading import Report, load

MAPPING = """
source: made-up
unit: offence
columns:
  offence: {column: code, scheme: national}
  record_date: {column: day}
  sex: {column: sex, codes: {m: M, f: F}}
  age: age
  area: place
"""
LINKS = Correspondence.of("national", [Link("0100", "Murder", "0101"), Link("0200", "Theft", "0502")])
GOOD = "code,day,sex,age,place\n0100,2020-01-31,m,30,north\n0200,2020-02-01,f,,south\n0200,2020-02-02,,41,south\n"


def read(path: Path, folder: Path, mapping: str = MAPPING) -> Report:
    place = folder / "load"
    place.mkdir(exist_ok=True)
    return load([path], read_mapping(mapping, "mapping.yaml"), LINKS, place)


def written(text: str | bytes, folder: Path, name: str = "rows.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def apart(folder: Path) -> list[dict[str, str]]:
    return list(csv.DictReader((folder / "load" / "apart.csv").read_text(encoding="utf-8").splitlines()))


def faults(error: Invalid) -> str:
    return "\n".join(map(str, error.faults))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("2020-02-01", "01/02/2020"),
        ("2020-02-01", "1013-02-01"),
        ("2020-02-01", ""),
        ("30,north", "thirty,north"),
        ("30,north", "999,north"),
        ("30,north", "1.5,north"),
        ("30,north", "3000000000,north"),
        ("30,north", "inf,north"),
        ("30,north", f"30,{'x' * 300}"),
    ],
)
def test_a_row_that_cannot_be_read_is_kept_apart_with_its_place(change: str, reason: str, tmp_path: Path) -> None:
    report = read(written(GOOD.replace(change, reason), tmp_path), tmp_path)
    assert (report.read, report.kept, report.apart) == (3, 2, 1)
    (row,) = apart(tmp_path)
    line = next(number for number, text in enumerate(GOOD.splitlines(), 1) if change in text)
    assert row["line"] == str(line)
    assert reason[:20].partition(",")[0] in row["words"]
    assert row["reason"] in report.reasons
    assert report.places == {row["reason"]: f"rows.csv, line {line}"}


@pytest.mark.parametrize("more", ["", "pad: 6, ", "required: no, "])
def test_the_header_again_in_the_middle_is_told_as_that(more: str, tmp_path: Path) -> None:
    header, *rows = GOOD.splitlines()
    mapping = MAPPING.replace("record_date: {", f"record_date: {{{more}") if "pad" not in more else MAPPING
    mapping = mapping.replace("offence: {", "offence: {pad: 6, ") if "pad" in more else mapping
    report = read(written("\n".join([header, *rows[:2], header, rows[2], ""]), tmp_path), tmp_path, mapping)
    assert (report.kept, report.reasons) == (3, {"the header again": 1})
    assert report.places == {"the header again": "rows.csv, line 4"}
    named = GOOD.replace("0100,2020-01-31,m,30,north", "0100,day,m,30,place")
    (reason,) = read(written(named, tmp_path), tmp_path, MAPPING).reasons
    assert reason.startswith("record_date: this is no day"), "a row that holds some of the names is none"


@pytest.mark.parametrize(
    ("begins", "told"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "this is a picture (PNG)"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "this is a document (PDF)"),
        (bytes(range(256)) * 9, "signs in it that no text has"),
        (GOOD.encode() + bytes(range(32)) * 9, "signs in it that no text has"),
    ],
)
def test_what_is_no_text_file_is_told_as_that_and_not_by_its_encoding(begins: bytes, told: str, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="is no text file") as caught:
        read(written(begins, tmp_path), tmp_path)
    assert told in faults(caught.value)
    assert "encoding" not in faults(caught.value)


def test_codes_in_no_list_are_counted_and_told(tmp_path: Path) -> None:
    report = read(written(GOOD.replace(",m,", ",x,").replace("0100", "9999"), tmp_path), tmp_path)
    assert (report.kept, report.unmapped) == (3, {"sex": {"x": 1}, "offence": {"9999": 1}})
    assert report.coverage["offence"] == {"codes": 2, "codes_placed": 1, "rows": 3, "rows_placed": 2}


def test_a_strict_column_sets_such_rows_apart(tmp_path: Path) -> None:
    strict = MAPPING.replace("sex: {column: sex,", "sex: {column: sex, strict: true,")
    report = read(written(GOOD.replace(",m,", ",x,"), tmp_path), tmp_path, strict)
    assert (report.kept, report.reasons) == (2, {"sex: this code is in no list": 1})


def test_codes_keep_their_zeros_and_lost_ones_are_put_back_only_where_the_mapping_says_so(tmp_path: Path) -> None:
    lost = GOOD.replace("0100", "100")
    assert "100" in read(written(lost, tmp_path), tmp_path).codes["offence"]
    padded = MAPPING.replace("column: code,", "column: code, pad: 4,")
    assert read(written(lost, tmp_path), tmp_path, padded).codes["offence"] == ["0100", "0200"]


WHOLE = "area: _T stands for the total and is no code"


@pytest.mark.parametrize("word", ["_T", " _T ", "\u00a0_T"])
@pytest.mark.parametrize("kind", ["csv", "parquet", "xlsx"])
def test_the_code_of_the_total_is_no_code_of_a_row(word: str, kind: str, tmp_path: Path) -> None:
    rows = [line.split(",") for line in GOOD.replace("north", word).replace("f,,south", "f,,_U").splitlines()]
    path = tmp_path / f"rows.{kind}"
    if kind == "csv":
        written("\n".join(",".join(row) for row in rows), tmp_path)
    elif kind == "parquet":
        columns = {name: [row[place] for row in rows[1:]] for place, name in enumerate(rows[0])}
        parquet.write_table(arrow.table(columns), path)
    else:
        with xlsxwriter.Workbook(str(path)) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    report = read(path, tmp_path)
    assert (report.kept, report.reasons, report.codes["area"]) == (2, {WHOLE: 1}, ["_U", "south"])


@pytest.mark.parametrize(
    ("area", "where"),
    [("{column: place, codes: {n: _T}}", "columns.area.codes.n"), ("{constant: _T}", "columns.area.constant")],
)
def test_a_mapping_makes_no_row_one_of_the_total(area: str, where: str) -> None:
    with pytest.raises(Invalid) as caught:
        read_mapping(MAPPING.replace("area: place", f"area: {area}"), "m.yaml")
    assert faults(caught.value) == f"m.yaml: {where}: {WHOLE.removeprefix('area: ')}"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "empty"),
        (GOOD.replace("\n", "\r"), "its lines end in CR"),
        (GOOD.replace("code", "co\0de"), "this is no text; save it as CSV"),
        (GOOD.encode("utf-16"), "file: encoding: utf-16"),
        ("x" * 140_000 + GOOD, "line 1: this is no header: field larger"),
        ("code,day,sex,age,place\n", "no rows"),
        (GOOD.replace("age,place", "age,age"), "comes 2 times"),
        (GOOD.replace("age,place", "age,"), "has no name"),
        (GOOD.replace("place", "spot"), "no column “place”"),
        (GOOD.replace("2020-", "20:"), "rows.csv, line 2 and 2 more: record_date: this is no day written like"),
        (b"code,day\xff\xfe,\n", "UTF-8"),
        (b"x" * 1_200_000, "million bytes"),
        (b"PK\x03\x04 no workbook", "save it again"),
        (b"PAR1 no parquet", "damaged Parquet"),
    ],
)
def test_a_file_that_is_no_table_is_refused_by_name(text: str | bytes, told: str, tmp_path: Path) -> None:
    with pytest.raises(Invalid) as caught:
        read(written(text, tmp_path), tmp_path)
    assert told in f"{caught.value.message}\n{faults(caught.value)}"


@pytest.mark.parametrize("size", [1_500_000, 3_000_000, 40_000_000])
@pytest.mark.parametrize("end", ["", "\n0200,2020-02-02,f,4,south\n"])
def test_a_line_without_end_is_refused_or_kept_apart_and_never_dropped(size: int, end: str, tmp_path: Path) -> None:
    path = written(GOOD + "0100,2020-01-31,m,30," + "x" * size + end, tmp_path)
    if size > 2_000_000:
        with pytest.raises(Invalid, match="no table"):
            read(path, tmp_path)
    else:
        assert read(path, tmp_path).apart == 1


def test_rows_with_too_many_or_too_few_values_are_kept_apart(tmp_path: Path) -> None:
    report = read(written(GOOD + "0100,2020-01-31\n0100,2020-03-03,m,3,north,and,more\n", tmp_path), tmp_path)
    assert (report.read, report.kept, report.apart) == (5, 3, 2)


def test_a_missing_file_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read(tmp_path / "nowhere.csv", tmp_path)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "latin-1"])
def test_other_encodings_are_read_where_the_mapping_names_them(encoding: str, tmp_path: Path) -> None:
    path = written(GOOD.replace("north", "Łódź" if encoding == "utf-16" else "Málaga").encode(encoding), tmp_path)
    report = read(path, tmp_path, f"{MAPPING}\nfile: {{encoding: {encoding}}}")
    assert set(report.codes["area"]) == {"Łódź" if encoding == "utf-16" else "Málaga", "south"}


def test_parquet_and_xlsx_give_the_same_as_csv(tmp_path: Path) -> None:
    rows = list(csv.reader(GOOD.splitlines()))
    parquet.write_table(
        arrow.table(dict(zip(rows[0], map(list, zip(*rows[1:], strict=True)), strict=True))), tmp_path / "rows.parquet"
    )
    with xlsxwriter.Workbook(str(tmp_path / "rows.xlsx")) as book:
        sheet = book.add_worksheet("Rows")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        sheet.write_blank(1_000_000, 0, None, book.add_format({"bold": True}))
    reports = []
    for name in ("rows.csv", "rows.parquet", "rows.xlsx"):
        folder = tmp_path / name.replace(".", "-")
        folder.mkdir()
        path = written(GOOD, tmp_path) if name.endswith("csv") else tmp_path / name
        reports.append(read(path, folder))
    assert reports[0] == reports[1] == reports[2]


def test_a_formula_is_harmless_where_rows_are_kept_apart(tmp_path: Path) -> None:
    read(written(GOOD.replace("0100,2020-01-31", '"=1+1",nonsense'), tmp_path), tmp_path)
    (row,) = apart(tmp_path)
    assert row["words"].startswith("'=")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("offence:", "offense:"), "columns.offense"),
        (("unit: offence", "unit: misdeed"), "unit"),
        (("m: M", "m: X"), "columns.sex.codes.m"),
        (("record_date: {column: day}", "weapon: w"), "columns"),
        (("source: made-up", "source: Made Up"), "source"),
        (("age: age", "age: {column: age, constant: '3'}"), "columns.age"),
        (("area: place", "area: 7"), "columns.area"),
        (("unit: offence", "unit: offence\ncounting: {principal: incident}"), "counting.principal"),
        (("columns:", "kolumns:"), "kolumns"),
    ],
)
def test_a_mapping_with_a_fault_is_refused_with_its_place(change: tuple[str, str], told: str) -> None:
    with pytest.raises(Invalid) as caught:
        read_mapping(MAPPING.replace(*change), "mapping.yaml")
    assert f"mapping.yaml: {told}" in faults(caught.value)


NAMES = ("source", "unit", "columns", "sex", "codes", "column", "file", "flags", "counting", "severity", "offence", "x")
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(VALUES)
def test_no_mapping_brings_more_than_a_refusal(value: object) -> None:
    with suppress(Invalid):
        read_mapping(yaml.safe_dump(value, allow_unicode=True), "mapping.yaml")


@pytest.mark.parametrize("links", [LINKS, None])
def test_the_correspondence_given_counts_whatever_the_scheme_is_called(
    links: Correspondence | None, tmp_path: Path
) -> None:
    mapping = read_mapping(MAPPING.replace("scheme: national", "scheme: other"), "mapping.yaml")
    place = tmp_path / "load"
    place.mkdir()
    report = load([written(GOOD, tmp_path)], mapping, links, place)
    assert (report.kept, report.codes["offence"]) == (3, ["0100", "0200"])
    assert bool(report.coverage) == bool(links)


@given(before=st.text(" \u00a0\u3000", max_size=3), after=st.text(" \u00a0\u3000", max_size=3))
@settings(max_examples=15)
def test_blanks_around_a_text_are_no_part_of_it(
    before: str, after: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("blanks")
    words = ("0100", "2020-01-31", "m", "30", "north east")
    row = ",".join(f"{before}{word}{after}" for word in words)
    report = read(
        written(f"code,day,sex,age,place\n{row}\n{before}0200,2020-02-01,,{after},{before}\n", folder), folder
    )
    assert (report.kept, report.unmapped) == (2, {})
    assert report.codes == {"offence": ["0100", "0200"], "sex": ["M", "_U"], "area": ["_U", "north east"]}
    assert report.first_day == "2020-01-31"
