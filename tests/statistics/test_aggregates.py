"""Ready figures: the layout of the UNODC portal with its damage, and our own template there and back."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.errors import Invalid
from cjin.statistics.rules.aggregates.files import open_rows
from cjin.statistics.rules.aggregates.labels import Labels, same
from cjin.statistics.rules.aggregates.portal import read_portal
from cjin.statistics.rules.aggregates.reading import Read
from cjin.statistics.rules.aggregates.values import age_of, undated, value_of, year_of
from cjin.statistics.rules.units import Status
from tests.statistics.portal import HEADER, line, portal_file

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
labels = st.lists(st.sampled_from(["rape", "cyber", "natural", "environment", "other"]), min_size=1, max_size=5)


def read(tmp_path: Path, *lines: str, **how: str) -> Read:
    return read_portal(open_rows(portal_file(tmp_path, *lines, **how), tmp_path), 2026)


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12))
def test_every_number_is_read_as_it_is(number: float) -> None:
    assert value_of(repr(number)) == (number, Status.EXACT)


@given(st.text(max_size=12))
def test_what_is_no_number_is_never_zero(said: str) -> None:
    found = value_of(said)
    if found is not None and found[0] == 0:
        assert "0" in said
    if found is not None and found[0] is None:
        assert found[1] in (Status.NOT_AVAILABLE, Status.SUPPRESSED)


@pytest.mark.parametrize(
    ("said", "status"), [("<5", "Q"), ("≤3", "Q"), ("", "M"), ("..", "M"), (" n/a ", "M"), ("0", "A"), ("1,234", "A")]
)
def test_each_way_to_say_nothing_has_its_status(said: str, status: str) -> None:
    found = value_of(said)
    assert found is not None
    assert found[1] == status


@pytest.mark.parametrize("said", ["12,5", "nan", "inf", "1e999", "about 5", "=1+1", "١٢"])
def test_what_cannot_be_a_value_is_none(said: str) -> None:
    assert value_of(said) is None


@given(st.integers(1, 12), st.integers(1, 99))
def test_a_date_that_was_an_age_is_restored(month: int, number: int) -> None:
    low, high = sorted((month, number))
    assert undated(f"{MONTHS[month - 1]}-{number:02}") == f"{low}-{high}"
    assert undated(f"{number}-{MONTHS[month - 1]}") == f"{low}-{high}"


@given(st.integers(0, 100), st.integers(0, 30))
def test_ages_have_codes(low: int, width: int) -> None:
    assert undated(f"{low}-{low + width}") == f"{low}-{low + width}"
    assert age_of(f"{low}-{low + width}") == f"Y{low}T{low + width}"
    assert age_of(f"{low} and older") == f"Y{low}T"


@given(st.text(max_size=6))
def test_a_year_is_within_its_limits(said: str) -> None:
    year = year_of(said, 2026)
    assert year is None or 1900 <= year <= 2026


@given(labels, st.sampled_from(["lower", "upper", "title"]), st.sampled_from([" ", "  ", " -", "-"]))
def test_spellings_of_a_label_become_one(words: list[str], how: str, joint: str) -> None:
    known = Labels()
    first = known(" ".join(words))
    drifted = getattr(joint.join(words), how)() + " "
    assert known(drifted) == first
    assert same(drifted) == same(first)


def test_damage_is_told_with_its_row_and_nothing_is_lost(tmp_path: Path) -> None:
    rows = [
        line(),
        line(year=1013),
        line(age="Oct-17"),
        line(category="robbery "),
        line(value="<5", year=2016),
        line(value="", year=2017),
        line(value="many"),
        line(value="1,234", year=2018),
        line(sex="Both?"),
        line(),
    ]
    found = read(tmp_path, *rows)
    assert found.rows == len(rows) == len(found.observations) + len(found.apart)
    told = {(one.kind, one.row) for one in found.damage}
    assert told >= {
        ("encoding", 0), ("year", 5), ("date", 6), ("label", 7), ("value", 10), ("thousands", 11), ("sex", 12),
        ("double", 13),
    }  # fmt: skip
    assert [row.number for row in found.apart] == [5, 10, 12]
    by_row = {one.row: one for one in found.observations}
    assert by_row[6].age == "Y10T17"
    assert (by_row[8].value, by_row[8].status) == (None, Status.SUPPRESSED)
    assert (by_row[9].value, by_row[9].status) == (None, Status.NOT_AVAILABLE)
    assert by_row[11].value == 1234
    assert by_row[4].name == "Côte d’Exemple"
    assert {one.category for one in found.observations} == {"Robbery"}


def test_files_say_the_same_in_either_encoding(tmp_path: Path) -> None:
    old, new = (read(tmp_path / name, line(), encoding=name).observations for name in ("cp1252", "utf-8"))
    assert old == new


def test_words_that_hyphens_broke_are_whole_again(tmp_path: Path) -> None:
    found = read(tmp_path, line(category="Acts against the natural environ-ment"), line(category="Faune and flora"))
    assert [one.category for one in found.observations] == ["Acts against the natural environment", "fauna and flora"]


def test_what_was_read_is_written_and_its_text_is_no_formula(tmp_path: Path) -> None:
    found = read(tmp_path, line(area="=cmd|1", year="=1+1"), line())
    found.write(tmp_path)
    apart = list(csv.DictReader((tmp_path / "apart.csv").read_text(encoding="utf-8").splitlines()))
    assert apart[0]["Year"] == "'=1+1"
    report = found.report()
    assert (report["read"], report["kept"], report["apart"]) == (2, 1, 1)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b"a,b\n1,2\n", "columns are missing"),
        (b"\x00\x01\x02" * 100, "neither text nor a workbook"),
        (b"PK\x03\x04broken", "save it again"),
        (b"a," + b"x" * 400_000, "field"),
    ],
)
def test_what_is_no_file_of_figures_is_refused_by_name(tmp_path: Path, content: bytes, word: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    with pytest.raises(Invalid) as caught:
        read_portal(open_rows(path, tmp_path), 2026)
    assert word in str([caught.value.message, *caught.value.faults])


def test_a_row_that_looks_like_the_header_is_named(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    lines = ["Figures of the office, as of 2024", "", HEADER.replace("Sex", "Gender"), line()]
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(Invalid) as caught:
        read_portal(open_rows(path, tmp_path), 2026)
    (fault,) = caught.value.faults
    assert fault.where == "figures.csv, row 3"
    assert fault.message == "this row looks like its header, but these columns are missing: Sex"


@given(content=st.binary(max_size=300))
def test_no_bytes_bring_the_reader_down(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    path = folder / "any.csv"
    path.write_bytes(b"x" + content)
    with pytest.raises(Invalid):
        read_portal(open_rows(path, folder), 2026)
