"""Legal bases worked out by hand, from the articles and from the rows of the depositary's file, without the code.

``SINCE`` holds for ten pairs of States the day from which each instrument is in force between the two (the later of two
rows); a letter that is missing stands for one that is not: signed only, not joined, or joined by one of them alone.
``COVERING`` holds which instruments cover an offence. Both were read before the code was asked.
"""

from collections.abc import Mapping
from datetime import date

import pytest

from cjin.requests.rules.basis.facts import Bound, Facts, Question
from cjin.requests.rules.basis.reasoning import RECIPROCITY, legal_basis
from cjin.requests.rules.kinds import Kind
from cjin.texts.rules.participation.table import read_table
from cjin.texts.rules.participation.treaties import completed, treaties
from tests.requests.test_basis_real import AS_OF, FILE

pytestmark = pytest.mark.skipif(not FILE.is_file(), reason="the status of treaties is not beside the project")
NAMES = {
    "U": "untoc-2000", "T": "untoc-trafficking-2000", "S": "untoc-migrants-2000", "A": "untoc-firearms-2001",
    "C": "uncac-2003", "D": "illicit-traffic-1988", "F": "terrorist-financing-1999", "B": "terrorist-bombings-1997",
    "N": "nuclear-terrorism-2005", "H": "hostages-1979", "I": "protected-persons-1973", "K": "torture-1984",
}  # fmt: skip
SINCE: Mapping[str, Mapping[str, str]] = {
    "FRA KEN": {"U": "2004-07-16", "T": "2005-02-04", "S": "2005-02-04", "C": "2005-12-14", "D": "1993-01-17",
                "F": "2003-07-27", "B": "2001-12-16", "N": "2013-10-11", "H": "2000-07-09", "I": "2003-09-25",
                "K": "1997-03-23"},
    "JPN FRA": {"D": "1992-09-10", "F": "2002-07-11", "B": "2001-12-16", "N": "2013-10-11", "H": "2000-07-09",
                "I": "2003-09-25", "K": "1999-07-29"},
    "BRA KEN": {"U": "2004-07-16", "T": "2005-02-04", "S": "2005-02-04", "A": "2006-04-30", "C": "2005-12-14",
                "D": "1993-01-17", "F": "2005-10-16", "B": "2002-09-22", "N": "2009-10-25", "H": "2000-04-07",
                "I": "2001-12-16", "K": "1997-03-23"},
    "SRB HRV": {"U": "2003-09-29", "T": "2003-12-25", "S": "2004-01-28", "A": "2006-01-19", "C": "2006-01-19",
                "D": "2001-03-12", "F": "2003-12-31", "B": "2005-07-02", "N": "2007-07-07", "H": "2003-09-23",
                "I": "2001-03-12", "K": "2001-03-12"},
    "MNE SRB": dict.fromkeys("UTSACDFBHIK", "2006-10-23"),
    "IRN USA": {"C": "2009-05-20", "D": "1993-03-07", "H": "2006-12-20", "I": "1978-08-11"},
    "PRK IRN": {"D": "2007-06-17", "H": "2006-12-20", "I": "1982-12-31"},
    "SOM FRA": {"K": "1990-02-23"},
    "USA GBR": {"U": "2006-03-11", "T": "2006-03-11", "S": "2006-03-11", "C": "2006-11-29", "D": "1991-09-26",
                "F": "2002-07-26", "B": "2002-07-26", "H": "1985-01-06", "I": "1979-06-01", "K": "1994-11-20"},
    "SOM PRK": {},
}  # fmt: skip
COVERING = {
    "": "UTSACDFBNHIK",
    "0101": "UI",  # serious crime; an internationally protected victim
    "0204": "UT",
    "08051": "US",
    "090121": "UA",
    "07031": "UC",  # bribery: article 8 of the one, 15 of the other
    "07032": "UC",  # embezzlement: serious crime only under the one
    "07041": "UCD",  # laundering
    "08061": "UC",  # obstruction of justice
    "0905": "U",
    "06012": "UD",
    "06011": "U",  # possession for oneself: not of article 3 (1)
    "09062": "UF",
    "09069": "UBN",
    "020221": "UHI",
    "11011": "UK",
}
CASES = [(pair, offence) for pair in SINCE for offence in COVERING]


@pytest.fixture(scope="module")
def status() -> Facts:
    """What the rows of the file say, without a database."""
    found = read_table(FILE.read_bytes(), FILE.name)
    bound: dict[str, dict[str, Bound]] = {}
    for one in map(completed, found.records):
        told = Bound(AS_OF, one.signed, one.consented, one.consent, one.in_force, one.ended, one.computed)
        bound.setdefault(treaties()[one.mtdsg].slug, {})[one.iso3] = told
    return Facts(bound, dict.fromkeys(bound, AS_OF))


def bases(status: Facts, pair: str, kind: Kind, offence: str, day: date = AS_OF) -> dict[str, str]:
    asking, asked = pair.split()
    question = Question(asking, asked, kind, day, (offence,) if offence else ())
    found = legal_basis(question, status).bases
    return {one.instrument: str(one.in_force_since) for one in found if one.instrument != RECIPROCITY}


def expected(pair: str, letters: str, day: date = AS_OF) -> dict[str, str]:
    """By hand: those of the pair that cover the offence, begun by the day; a protocol with its convention."""
    since = {letter: begun for letter, begun in SINCE[pair].items() if begun <= day.isoformat()}
    return {NAMES[one]: since[one] for one in letters if one in since and (one not in "TSA" or "U" in since)}


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 150


@pytest.mark.parametrize(("pair", "offence"), CASES)
def test_mutual_legal_assistance(status: Facts, pair: str, offence: str) -> None:
    found = bases(status, pair, Kind.MUTUAL_LEGAL_ASSISTANCE, offence)
    assert found == expected(pair, COVERING[offence])
    assert list(found) == list(expected(pair, COVERING[offence]))  # in this order


@pytest.mark.parametrize("pair", SINCE)
@pytest.mark.parametrize(
    ("kind", "letters"),
    [
        (Kind.EXTRADITION, "UTSACDFBNHIK"),
        (Kind.CONFISCATION, "UTSACD"),
        (Kind.TRANSFER_OF_PROCEEDINGS, "UTSACD"),
        (Kind.TRANSFER_OF_SENTENCED_PERSONS, "UTSAC"),
        (Kind.JOINT_INVESTIGATION, "UTSAC"),
        (Kind.SPONTANEOUS_INFORMATION, "UTSAC"),
        (Kind.FIREARMS_TRACING, "A"),
        (Kind.TRAFFIC_BY_SEA, "D"),
    ],
)
def test_other_kinds_of_help(status: Facts, pair: str, kind: Kind, letters: str) -> None:
    assert bases(status, pair, kind, "") == expected(pair, letters)


@pytest.mark.parametrize(
    ("pair", "offence", "day", "letters"),
    [
        ("FRA KEN", "0101", date(2004, 7, 15), "I"),  # the day before it entered into force for Kenya
        ("FRA KEN", "0101", date(2004, 7, 16), "UI"),
        ("BRA KEN", "090121", date(2006, 4, 29), "U"),
        ("BRA KEN", "090121", date(2006, 4, 30), "UA"),
        ("MNE SRB", "0905", date(2006, 10, 22), ""),  # before the succession
        ("MNE SRB", "0905", date(2006, 10, 23), "U"),
        ("USA GBR", "07031", date(2006, 11, 28), "U"),
        ("SRB HRV", "06012", date(2001, 3, 11), ""),
    ],
)
def test_days_at_the_edge(status: Facts, pair: str, offence: str, day: date, letters: str) -> None:
    found = bases(status, pair, Kind.MUTUAL_LEGAL_ASSISTANCE, offence, day)
    assert found == {NAMES[one]: SINCE[pair][one] for one in letters}
