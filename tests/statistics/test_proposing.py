"""Proposals for columns: names in six languages, values, days in any order; what is proposed can be loaded."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.catalogue import read
from cjin.core.rules.errors import Invalid
from cjin.statistics.rules.classification import iccs
from cjin.statistics.rules.concepts import Role, concepts
from cjin.statistics.rules.daysread import days_of
from cjin.statistics.rules.mapping import File, read_mapping
from cjin.statistics.rules.mappingtext import mapping_text
from cjin.statistics.rules.proposing import Proposal, Seen, folded, proposed
from cjin.statistics.rules.records.columns import columns_of
from cjin.statistics.rules.schemecodes import coded_by, codelike
from tests.running import ROOT

CHICAGO = ROOT.parent / "shared" / "data" / "statistics" / "chicago_crimes_sample.csv"
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=20)


def one(name: str, *values: str) -> Proposal:
    (found,) = proposed([Seen(name, values)])
    return found


@pytest.mark.parametrize(
    ("name", "values", "concept", "codes"),
    [
        ("Sexe", ("Homme", "Femme"), "sex", {"Homme": "M", "Femme": "F"}),
        ("victimSex", ("M", "F", "U"), "sex", {}),
        ("性别", ("男", "女"), "sex", {"男": "M", "女": "F"}),
        ("col7", ("ذكر", "أنثى"), "sex", {"ذكر": "M", "أنثى": "F"}),
        ("Пол", ("муж.", "жен."), "sex", {"муж.": "M", "жен.": "F"}),
        ("Edad", ("31", "7"), "age", {}),
        ("edad", ("thirty", "7"), "", {}),
        ("Código de delito", ("0101",), "offence", {}),
        ("intento", ("consumado", "tentativa"), "attempted", {"consumado": "COM", "tentativa": "ATT"}),
        ("رقم القضية", ("1",), "incident", {}),
        ("colour", ("red", "blue"), "", {}),
        ("note", ("m", "something else", "f", "more", "and more"), "", {}),
        ("", (), "", {}),
    ],
)
def test_names_and_values_speak_for_a_concept(
    name: str, values: tuple[str, ...], concept: str, codes: dict[str, str]
) -> None:
    found = one(name, *values)
    assert (found.concept, dict(found.codes)) == (concept, codes)


CODES = {"iccs": set(iccs().categories), "national": {f"{number:04}" for number in range(110, 5000, 7)} | {"031A"}}


@pytest.mark.parametrize(
    ("name", "values", "concept"),
    [
        ("Code", ("0110", "031A", "0454"), "offence"),
        ("CODE", ("P12.3", "P14", "A/101"), "offence"),
        ("código", ("120", "121", "254-1"), "offence"),
        ("代码", ("0110", "0117"), "offence"),
        ("Code", ("street", "house", "other place"), ""),
        ("district code", ("0110", "0117", "0124"), "area"),
        ("district code", ("011", "012", "013"), "area"),
        ("col 9", ("0101", "0502", "03011", "0401"), "offence"),
        ("col 9", ("0110", "0117", "0124"), "offence"),
        ("col 9", ("1", "2", "3", "4", "01", "02"), ""),
        ("col 9", ("0110", "0117", "here", "there"), ""),
        ("age", ("110", "117", "124"), "age"),
        ("phone", ("9110", "8117"), ""),
    ],
)
def test_codes_of_offences_are_known_by_a_name_that_says_code_or_by_those_of_a_scheme(
    name: str, values: tuple[str, ...], concept: str
) -> None:
    (found,) = proposed([Seen(name, values)], CODES)
    assert found.concept == concept


def test_the_scheme_of_codes_is_found_and_zeros_that_got_lost() -> None:
    (found,) = proposed([Seen("offence", ("110", "117", "124", "31A"))], CODES)
    assert (found.scheme, found.pad, found.part) == ("national", 4, 1.0)
    assert (found.like, proposed([Seen("x", found_values(4))], CODES)[0].like) == ("offence", "")
    (found,) = proposed([Seen("offence", ("0101", "03011"))], CODES)
    assert (found.scheme, found.pad) == ("", 0), "too few to tell"
    told = mapping_text({"source": "x"}, "", "national", [Proposal("c", "offence", scheme="national", pad=4)])
    assert "pad: 4" in told
    assert "pad" not in mapping_text({"source": "x"}, "", "other", [Proposal("c", "offence", scheme="national", pad=4)])


def found_values(count: int) -> tuple[str, ...]:
    return tuple(sorted(CODES["national"])[:count])


@given(st.lists(TEXTS, max_size=9))
def test_whatever_stands_in_a_column_its_part_is_one(values: list[str]) -> None:
    assert 0 <= codelike(values) <= 1
    assert 0 <= coded_by(values, CODES).part <= 1


@given(
    st.sampled_from(["%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%Y/%m/%d", "%m-%d-%Y %H:%M"]),
    st.lists(st.integers(0, 20_000), min_size=1, max_size=60),
)
def test_days_are_read_in_any_order_or_the_doubt_is_told(form: str, days: list[int]) -> None:
    every = [date(1960, 1, 1) + timedelta(days=number) for number in days]
    found = one("date of occurrence", *(day.strftime(form) for day in every))
    assert found.concept == "event_date"
    wanted = () if form == "%Y-%m-%d" else (form,)
    assert found.days
    assert found.days.formats == wanted or found.days.doubtful
    if any(day.day > 12 for day in every):
        assert (found.days.formats, found.days.doubtful) == (wanted, False)


def test_days_that_are_none_are_not_proposed_and_a_few_wrong_ones_do_not_matter() -> None:
    assert one("date", "yesterday", "last week").concept == ""
    assert one("date", "31/12/2020", "someday", "1/1/2021").days == days_of(["31/12/2020", "someday", "1/1/2021"])
    iso = one("date", "2020-12-31", "someday", "2021-01-01")
    assert (iso.concept, iso.days and iso.days.formats) == ("record_date", ())
    assert one("date").concept == "record_date"


@given(st.lists(st.builds(Seen, TEXTS, st.lists(TEXTS, max_size=4)), max_size=8, unique_by=lambda seen: seen.name))
def test_no_concept_is_proposed_twice_and_every_column_is_answered(columns: list[Seen]) -> None:
    found = proposed(columns)
    assert [each.column for each in found] == [column.name for column in columns]
    concepts_found = [each.concept for each in found if each.concept]
    assert len(concepts_found) == len(set(concepts_found))


@given(TEXTS, st.dictionaries(TEXTS, st.sampled_from(["M", "F"]), max_size=4), TEXTS, TEXTS)
def test_a_mapping_that_is_written_is_read_as_it_was_chosen(
    sex: str, codes: dict[str, str], day: str, offence: str
) -> None:
    chosen = [
        Proposal(sex, "sex", codes=codes),
        Proposal(day, "record_date", days=days_of(["31/12/2020"])),
        Proposal(offence, "offence"),
        Proposal("something", ""),
    ]
    head = {"source": "made-up", "title": "0100", "area": "NO", "unit": "victim", "moment": "input"}
    mapping = read_mapping(mapping_text(head, "cp1252", "national", chosen), "mapping")
    assert (mapping.source, mapping.title, mapping.area, mapping.file.encoding) == ("made-up", "0100", "NO", "cp1252")
    columns = mapping.columns
    assert (columns["sex"].column, dict(columns["sex"].codes)) == (sex, codes)
    assert (columns["record_date"].column, columns["record_date"].format) == (day, ("%d/%m/%Y",))
    assert (columns["offence"].column, columns["offence"].scheme) == (offence, "national")
    assert set(columns) == {"sex", "record_date", "offence"}


def test_usual_words_stand_in_six_languages_for_concepts_and_codes_that_are_there() -> None:
    told = read("statistics/columns")
    assert set(told["names"]) == set(concepts())
    for concept, codes in told["values"].items():
        assert concepts()[concept].role is Role.CODE
        assert set(codes) <= set(concepts()[concept].codes)
        words = [folded(word) for said in codes.values() for word in said]
        assert len(words) == len(set(words)), concept
    for concept, names in told["names"].items():
        assert any("\u0600" <= letter <= "\u06ff" for name in names for letter in name), concept
        assert any("\u0400" <= letter <= "\u04ff" for name in names for letter in name), concept
        assert any("\u4e00" <= letter <= "\u9fff" for name in names for letter in name), concept


def test_columns_come_with_the_values_that_occur(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["a", "b c"], ["1", ""], ["2", "x" * 900], ["1", "é"]])
    first, second = columns_of(path, File(), tmp_path)
    assert first == Seen("a", ("1", "2"))
    assert second == Seen("b c", ("x" * 200, "é"))
    path.write_text("day\n" + "01-02-2020\n" * 2_000 + "04/15/2020 03:00:00 PM\n", encoding="utf-8")
    (days,) = columns_of(path, File(), tmp_path)
    assert days.values == ("01-02-2020", "04/15/2020 03:00:00 PM"), "the way of writing changes far below"
    path.write_bytes(b"a,a\n1,2\n")
    with pytest.raises(Invalid):
        columns_of(path, File(), tmp_path)


@pytest.mark.skipif(not CHICAGO.is_file(), reason="the sample of Chicago is not here")
def test_the_sample_of_chicago(tmp_path: Path) -> None:
    found = {each.concept: each for each in proposed(columns_of(CHICAGO, File(), tmp_path)) if each.concept}
    columns = {concept: each.column for concept, each in found.items()}
    assert columns.items() >= {"incident": "caseno", "offence": "iucr", "record_date": "Date"}.items()
    assert "location" not in columns, "coordinates"
    days = found["record_date"].days
    assert days
    assert (days.formats, days.doubtful) == (("%m-%d-%Y %H:%M", "%m/%d/%Y %I:%M:%S %p"), False)


def test_coordinates_are_no_location_and_codes_of_places_are() -> None:
    assert one("Location", "(41.93, -87.71)", "(41.88, -87.75)").concept == ""
    assert one("location", "52.5200,13.4050", "48.85 2.35").concept == ""
    assert one("Location", "STREET", "RESIDENCE").concept == "location"
    assert one("Location", "304", "305").concept == "location"
