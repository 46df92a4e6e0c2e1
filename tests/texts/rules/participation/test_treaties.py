"""The treaties of the catalogue: their entry into force, as the articles say and as the real table has it."""

from datetime import date

import pytest

from cjin.texts.rules.participation.records import Record
from cjin.texts.rules.participation.table import read_table
from cjin.texts.rules.participation.treaties import by_slug, completed, number_of, parents, treaties
from tests.texts.inputs import SHARED, needs_shared


def test_numbers_codes_and_parents() -> None:
    assert number_of("UNTOC") == number_of("untoc-2000") == number_of("XVIII-12") == "XVIII-12"
    assert number_of("XX-99") == "XX-99"
    assert {parents()[f"XVIII-12-{part}"] for part in "abc"} == {"XVIII-12"}
    assert all(set(one.short) == {"ar", "en", "es", "fr", "ru", "zh"} for one in treaties().values() if one.code)


@pytest.mark.parametrize(
    ("consent", "consented", "in_force"),
    [
        ("ratification", date(2002, 1, 1), date(2003, 9, 29)),
        ("accession", date(2003, 8, 30), date(2003, 9, 29)),
        ("accession", date(2003, 8, 31), date(2003, 9, 30)),
        ("succession", date(2006, 10, 23), date(2006, 10, 23)),
        ("", None, None),
    ],
)
def test_entry_into_force(consent: str, consented: date | None, in_force: date | None) -> None:
    one = completed(Record("XVIII-12", "A", consented=consented, consent=consent))
    assert (one.in_force, one.computed) == (in_force, in_force is not None)


def test_what_the_file_tells_stays() -> None:
    told = Record("XVIII-12", "A", consented=date(2004, 1, 1), consent="accession", in_force=date(2004, 5, 5))
    assert completed(told) == told
    assert completed(Record("XX-99", "A", consented=date(2004, 1, 1))).in_force is None


@needs_shared
def test_every_day_of_the_real_table_follows_from_the_articles() -> None:
    path = SHARED / "participation" / "treaty_parties_mtdsg_2014.csv"
    rows = [one for one in read_table(path.read_bytes(), path.name).records if one.in_force]
    assert len(rows) == 1899
    differing = [one for one in rows if treaties()[one.mtdsg].in_force_from(one) != one.in_force]
    assert differing == []
    assert {one.mtdsg for one in rows} == {one.mtdsg for one in by_slug().values() if one.code}
