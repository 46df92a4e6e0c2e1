"""Legal bases on the status of treaties as the depositary tells it, against a reading of the file of its own."""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from cjin.reference.actions import load as load_reference
from cjin.requests.queries.facts import facts_on
from cjin.requests.rules.basis.facts import Facts, Question
from cjin.requests.rules.basis.pairs import all_pairs
from cjin.requests.rules.basis.reasoning import RECIPROCITY, legal_basis
from cjin.requests.rules.kinds import Kind
from cjin.texts.actions.participating import load_status
from cjin.texts.actions.works import load_works

FILE = Path(__file__).resolve().parents[3] / "shared" / "data" / "participation" / "treaty_parties_mtdsg_2014.csv"
AS_OF = date(2014, 6, 30)
SLUGS = {
    "UNTOC": "untoc-2000", "UNTOC-P1-TIP": "untoc-trafficking-2000", "UNTOC-P2-SOM": "untoc-migrants-2000",
    "UNTOC-P3-FIREARMS": "untoc-firearms-2001", "UNCAC": "uncac-2003", "DRUGS-1988": "illicit-traffic-1988",
    "TF-1999": "terrorist-financing-1999",
}  # fmt: skip
COVERING = {  # read off the treaties: which offences are theirs
    "0101": ["UNTOC"],
    "0204": ["UNTOC", "UNTOC-P1-TIP"],
    "08051": ["UNTOC", "UNTOC-P2-SOM"],
    "090121": ["UNTOC", "UNTOC-P3-FIREARMS"],
    "07032": ["UNTOC", "UNCAC"],
    "06012": ["UNTOC", "DRUGS-1988"],
    "09062": ["UNTOC", "TF-1999"],
}
pytestmark = pytest.mark.skipif(not FILE.is_file(), reason="the status of treaties is not beside the project")


@pytest.fixture
def loaded(db: None, now: datetime) -> None:
    load_reference(now=now)
    load_works(now=now)
    load_status(data=FILE.read_bytes(), name=FILE.name, as_of=AS_OF, source="", by=None, now=now)


def rows() -> Iterator[dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def in_force(day: date) -> dict[str, set[str]]:
    """The instruments that the file says to be in force for each State on a day."""
    found: dict[str, set[str]] = {}
    for row in rows():
        if row["in_force_for_participant"] and date.fromisoformat(row["in_force_for_participant"]) <= day:
            found.setdefault(row["iso3"], set()).add(row["instrument"])
    return found


@pytest.mark.parametrize("day", [date(2001, 1, 1), date(2005, 9, 29), AS_OF])
def test_every_pair_has_the_instruments_of_the_file(loaded: None, day: date) -> None:
    facts, bound = facts_on(day), in_force(day)
    states = sorted({row["iso3"] for row in rows()} & {state for one in facts.bound.values() for state in one})
    assert len(states) > 190
    for offence, covering in COVERING.items():
        for asking, asked, listed in all_pairs(states, Kind.MUTUAL_LEGAL_ASSISTANCE, day, facts, [offence]):
            both = bound.get(asking, set()) & bound.get(asked, set())
            expected = [one for one in covering if one in both and ("UNTOC-P" not in one or "UNTOC" in both)]
            known = [name for name in listed if name in SLUGS.values()]
            assert known == [SLUGS[one] for one in expected], (asking, asked, offence, day)


def test_a_pair_is_told_with_its_days_and_few_queries(loaded: None, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_max_num_queries(12):
        facts = facts_on(AS_OF, ["FRA", "KEN"])
    found = legal_basis(Question("FRA", "KEN", Kind.MUTUAL_LEGAL_ASSISTANCE, AS_OF, ("0101",)), facts)
    assert [(one.instrument, str(one.in_force_since)) for one in found.bases if one.instrument != RECIPROCITY] == [
        ("untoc-2000", "2004-07-16"),
        ("protected-persons-1973", "2003-09-25"),
    ]
    assert found.as_of == AS_OF


def test_successors_are_told(loaded: None) -> None:
    facts: Facts = facts_on(AS_OF, ["SRB", "HRV"])
    question = Question("SRB", "HRV", Kind.MUTUAL_LEGAL_ASSISTANCE, AS_OF, ("06012",))
    drugs = next(one for one in legal_basis(question, facts).bases if one.instrument == "illicit-traffic-1988")
    assert sorted(dict(one.about)["state"] for one in drugs.reasons if one.kind == "succeeded") == ["HRV", "SRB"]
