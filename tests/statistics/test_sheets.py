"""Correspondences as files: what is written is read back, and what cannot be read is told, cell by cell."""

import csv
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from cjin.core.rules.errors import Invalid
from cjin.statistics.rules.classification import iccs
from cjin.statistics.rules.correspondence import Correspondence, Link, Standing, read_links, write_links
from cjin.statistics.rules.describing import read_descriptions, unresolved
from cjin.statistics.rules.linkfiles import given as given_links
from cjin.statistics.rules.linksheets import as_csv, as_xlsx, open_link, read_sheet
from tests.running import ROOT

DESCRIPTIONS = ROOT.parent / "shared" / "data" / "reference" / "iccs_v1_full_en_es.csv"
WORDS = st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" ="), max_size=30).map(str.strip)
DAYS = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))
STANDINGS = st.sampled_from([Standing.PROPOSED, Standing.ACCEPTED, Standing.DISPUTED])


@st.composite
def links(draw: st.DrawFn) -> list[Link]:
    """Rows of codes, each with one category, split in two, without a place, or open."""
    found: list[Link] = []
    for code in draw(st.lists(WORDS.filter(bool), unique=True, min_size=1, max_size=6)):
        title, first, second = (
            draw(WORDS),
            *draw(st.lists(st.sampled_from(list(iccs().categories)), min_size=2, max_size=2, unique=True)),
        )
        said = draw(st.tuples(WORDS, WORDS, WORDS, WORDS))
        match draw(st.sampled_from(["one", "split", "none", "open"])):
            case "one":
                days = sorted(day or date.min for day in draw(st.tuples(DAYS, DAYS)))
                begins, ends = (None if day == date.min else day for day in days)
                found.append(Link(code, title, first, 1.0, begins, ends, draw(STANDINGS), *said))
            case "split":
                share = draw(st.floats(0.001, 0.999))
                standing = draw(STANDINGS)
                found.append(Link(code, title, first, share, None, None, standing, *said))
                found.append(Link(code, title, second, 1 - share, None, None, standing, *said))
            case "none":
                found.append(Link(code, title, "", 1.0, None, None, Standing.EXCLUDED, *said))
            case _:
                found.append(open_link(code, title))
    return found


@given(links())
def test_csv_comes_back_without_loss(rows: list[Link]) -> None:
    assert read_sheet(as_csv(rows).encode(), "it.csv") == rows


@settings(max_examples=8)
@given(links())
def test_xlsx_comes_back_without_loss(rows: list[Link]) -> None:
    assert read_sheet(as_xlsx(rows), "it.xlsx") == rows


@given(st.lists(st.integers(1, 10_000), min_size=2, max_size=12))
def test_what_a_load_keeps_of_its_correspondence_still_adds_up(parts: list[int]) -> None:
    targets = list(iccs().categories)
    links = [Link("100", "Split", target, part / sum(parts)) for target, part in zip(targets, parts, strict=False)]
    kept = Correspondence.of("national", links)
    assert Correspondence.of("national", read_links(write_links(kept), "kept")) == kept


@given(WORDS.filter(bool))
def test_no_cell_is_a_formula(title: str) -> None:
    cells = next(iter(list(csv.reader(StringIO(as_csv([Link("1", f"={title}", "0101")]))))[1:]))
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


def workbook(rows: list[list[object]], first: int = 0) -> bytes:
    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet = book.add_worksheet()
    for at, row in enumerate(rows, first):
        sheet.write_row(at, 0, row)
    book.close()
    return content.getvalue()


def faults(content: bytes, name: str) -> list[str]:
    with pytest.raises(Invalid) as told:
        read_sheet(content, name)
    return [str(fault) for fault in told.value.faults]


def test_a_number_for_a_code_is_told_with_its_cell() -> None:
    rows: list[list[object]] = [["code", "iccs"], ["A", "0101"], [], ["B", 101]]
    assert faults(workbook(rows), "it.xlsx") == [
        "it.xlsx, cell B4: 101 is no code of ICCS; did its first zero get lost? 0101 is one"
    ]
    assert "cell B7" in faults(workbook(rows, first=3), "it.xlsx")[0]


def test_headers_are_told() -> None:
    assert faults(b"code,code,title\n", "it.csv") == [
        "it.csv, row 1: the column iccs is missing", "it.csv, row 1: the column code stands there twice",
    ]  # fmt: skip
    assert "none of" in faults(b"code,iccs,colour\n1,0101,red\n", "it.csv")[0]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "holds no rows"),
        (b"PK\x03\x04 no workbook", "it"),
        (b"code,iccs\n\xff\xfe,0101\n", "line 2"),
        (b'code,iccs\n"1,0101\n', "line"),
        (b"code,iccs\n1,0101,,," + b"," * 200 + b"\n", "row 2"),
        (b"code,iccs\n1,0101\n1,0101\n", "add up to 2"),
        (b"code,iccs,status\n1,0101,excluded\n", "either"),
        (b"code,iccs,status\n1,,accepted\n", "either"),
        (b"code,iccs,status\n1,0101,maybe\n", "none of"),
        (b"code,iccs,valid_from,valid_to\n1,0101,2020-01-02,2020-01-01\n", "before"),
    ],
)
def test_bad_files_are_told(content: bytes, message: str) -> None:
    assert message in "\n".join(faults(content, "it"))


def test_a_workbook_of_a_million_blank_rows_is_small(tmp_path: Path) -> None:
    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["code", "iccs"])
    sheet.write_row(1, 0, ["A", "0101"])
    bold = book.add_format({"bold": True})
    for row in range(2, 100_000):
        sheet.write_blank(row, 0, None, bold)
    book.close()
    assert read_sheet(content.getvalue(), "it.xlsx") == [Link("A", "", "0101", standing=Standing.PROPOSED)]


def test_a_row_far_below_is_told_and_not_left_out() -> None:
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["code", "iccs"])
        sheet.write_string(1_000_000, 0, "far away")
    assert faults(content.getvalue(), "it.xlsx") == ["it.xlsx, row 1000001: it has more than 50000 rows"]


def test_descriptions_name_their_faults() -> None:
    with pytest.raises(Invalid) as told:
        read_descriptions("code,title\n", "it.csv")
    assert "description_en is missing" in str(told.value.faults[0])
    head = "code,description_en,inclusion_en,exclusion_en,note_en\n"
    with pytest.raises(Invalid) as told:
        read_descriptions(f"{head}101,a,b,c,d\n0102,a,b,c,d\n0102,a,b,c,d\n0103,a\n", "it.csv")
    assert [fault.where for fault in told.value.faults] == ["it.csv, line 2", "it.csv, line 4", "it.csv, line 5"]


@pytest.mark.skipif(not DESCRIPTIONS.is_file(), reason=f"{DESCRIPTIONS} is not there")
def test_the_real_file_has_six_references_that_lead_nowhere() -> None:
    found = read_descriptions(DESCRIPTIONS.read_text(encoding="utf-8"), DESCRIPTIONS.name)
    assert len(found) == 618
    assert [(one.code, one.reference) for one in unresolved(found)] == [
        ("0609", "8042"), ("070211", "070219"), ("0808", "02010"),
        ("08081", "02010"), ("08082", "02010"), ("0809", "02010"),
    ]  # fmt: skip


@settings(max_examples=8)
@given(links())
def test_a_download_of_a_scheme_can_be_given_with_records(rows: list[Link]) -> None:
    kept = [one for one in rows if one.standing is not Standing.DISPUTED]
    wanted = {(one.code, one.target, one.share, one.valid_from, one.valid_to) for one in kept}
    wanted |= {(one.code, "", 1.0, None, None) for one in rows if one.standing is Standing.DISPUTED}
    for content, name in ((as_csv(rows).encode(), "national.csv"), (as_xlsx(rows), "national.xlsx")):
        found = given_links(content, name)
        assert found.scheme == "national"
        said = {one for mine in found.links.values() for one in mine}
        assert {(one.code, one.target, one.share, one.valid_from, one.valid_to) for one in said} == wanted


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"code;iccs\n0100;0101\n0200;999\n", "it.csv, line 3"),
        (b"code,iccs,status\n0100,0101,open\n", "it.csv, line 2"),
        (b"a,b\n", "it.csv, line 1"),
        (b"", "it.csv"),
        (b"code,iccs\n\xff,0101\n", "it.csv, line 2"),
        (b"code,iccs,share\n1,0101,0.5\n1,0102,0.4\n", "it, code 1"),
    ],
)
def test_a_correspondence_that_cannot_be_used_is_told_with_its_place(content: bytes, place: str) -> None:
    with pytest.raises(Invalid) as refused:
        given_links(content, "it.csv")
    assert place in {fault.where for fault in refused.value.faults}


def test_a_blank_status_is_a_proposal_wherever_the_file_is_given() -> None:
    """With records it counts, as its giver wants; what somebody disputes or left open has no place there either."""
    content = (
        b"code,iccs,status\n1,0101,\n2,0101,Proposed\n3,0101,accepted\n4,0101,DISPUTED\n5,,\n6,,open\n7,,excluded\n"
    )
    for links in (read_sheet(content, "it.csv"), read_links(content.decode(), "it.csv")):
        assert [str(one.standing) for one in links[:4]] == ["proposed", "proposed", "accepted", "disputed"]
    found = given_links(content, "it.csv")
    assert [code for code in "1234567" if found.targets(code, date(2024, 1, 1))] == ["1", "2", "3"]
    assert read_links(write_links(found), "kept") == [one for mine in found.links.values() for one in mine]


def test_days_that_a_workbook_keeps_as_days_are_days() -> None:
    content = BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["code", "iccs", "valid_from"])
        sheet.write_row(1, 0, ["0100", "0101"])
        sheet.write_datetime(1, 2, date(2020, 3, 31), book.add_format({"num_format": "yyyy-mm-dd"}))
    for links in (given_links(content.getvalue(), "it.xlsx").links["0100"], read_sheet(content.getvalue(), "it.xlsx")):
        assert links[0].valid_from == date(2020, 3, 31)
