"""Bilateral and regional treaties that a node enters: read with every fault, entered whole, asked at once."""

from datetime import date, datetime

import pytest
from django.conf import LazySettings

from cjin.core.models import AuditRow, User
from cjin.core.rules.errors import Conflict, Invalid, NotAllowed
from cjin.reference.actions import load as load_reference
from cjin.requests.actions.agreements import enter_agreements
from cjin.requests.actions.shipping import load
from cjin.requests.models import Agreement
from cjin.requests.queries.facts import facts_on
from cjin.requests.queries.questions import question_of
from cjin.requests.rules.agreements import read_agreements
from cjin.requests.rules.basis.reasoning import RECIPROCITY, legal_basis
from cjin.texts.actions.works import load_works

DAY = date(2026, 3, 2)
PARTIES = [{"state": "FRA", "in_force": "2001-02-03"}, {"state": "KEN", "in_force": date(2001, 2, 3)}]
ENTRY = {
    "treaty": "fra-ken-2000", "title": {"en": "A treaty"}, "kinds": ["extradition"], "parties": PARTIES,
    "adopted": "2000-05-06",
}  # fmt: skip


@pytest.fixture
def works(db: None, now: datetime) -> None:
    load_reference(now=now)
    load_works(now=now)


def enter(now: datetime, **changes: object) -> list[Agreement]:
    entered = read_agreements([ENTRY | changes], "t.yaml")
    return enter_agreements(entered=entered, as_of=DAY, by=None, now=now)


def bases(day: date, kind: str = "extradition") -> list[tuple[str, str]]:
    question = question_of("FRA", "KEN", kind, ["0101"], day)
    found = legal_basis(question, facts_on(day, ["FRA", "KEN"]))
    return [(one.instrument, str(one.in_force_since)) for one in found.bases if one.instrument != RECIPROCITY]


@pytest.mark.usefixtures("works")
def test_a_treaty_that_was_entered_is_a_basis_from_its_day_on(now: datetime) -> None:
    enter(now)
    assert bases(DAY) == [("fra-ken-2000", "2001-02-03")]
    assert bases(date(2001, 2, 2)) == bases(DAY, "confiscation") == []


@pytest.mark.usefixtures("works")
def test_entering_again_brings_it_to_what_is_said_now(now: datetime) -> None:
    enter(now)
    enter(now, parties=[PARTIES[0], {"state": "KEN", "in_force": "2001-02-03", "ended": "2010-01-01"}])
    assert bases(DAY) == []
    assert bases(date(2009, 12, 31)) == [("fra-ken-2000", "2001-02-03")]
    assert Agreement.objects.count() == 1
    assert AuditRow.objects.filter(act="enter-agreement", obj="fra-ken-2000").count() == 2


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"treaty": "No Slug"}, "short name"),
        ({"kinds": ["friendship"]}, "friendship"),
        ({"kinds": None}, "kinds: is missing"),
        ({"parties": PARTIES[:1]}, "at least two States"),
        ({"parties": [{"state": "FRA"}, PARTIES[1]]}, "the day of entry into force"),
        ({"parties": [{"state": "France", "in_force": "2001-01-01"}, PARTIES[1]]}, "State code"),
        ({"parties": [{"state": "FRA", "in_force": "soon"}, PARTIES[1]]}, "no day"),
        ({"parties": [{"state": "FRA", "in_force": "2001-01-01", "ended": "2000-01-01"}, PARTIES[1]]}, "ends after"),
        ({"offences": ["murder"]}, "no code of ICCS"),
        ({"adopted": "long ago"}, "no day"),
        ({"colour": "red"}, "colour: is not known"),
    ],
)
def test_each_fault_is_told_with_its_entry(changes: dict[str, object], said: str) -> None:
    with pytest.raises(Invalid) as caught:
        read_agreements([ENTRY, ENTRY | {"treaty": "another"} | changes], "t.yaml")
    assert any("entry 2" in str(one) and said in str(one) for one in caught.value.faults), caught.value.faults


@pytest.mark.parametrize("data", [None, {}, [], "x", [[]], [ENTRY, ENTRY]])
def test_what_is_no_list_of_treaties_is_refused(data: object) -> None:
    with pytest.raises(Invalid):
        read_agreements(data, "t.yaml")


@pytest.mark.usefixtures("works")
def test_an_instrument_of_the_catalogue_cannot_be_entered_anew(now: datetime) -> None:
    with pytest.raises(Conflict, match="untoc-2000"):
        enter(now, treaty="untoc-2000")


@pytest.mark.usefixtures("works")
def test_it_needs_a_duty(now: datetime) -> None:
    person = User.objects.create_user("reader", "reader@example.org")
    with pytest.raises(NotAllowed):
        enter_agreements(entered=read_agreements([ENTRY], "t"), as_of=DAY, by=person, now=now)


@pytest.mark.usefixtures("works")
def test_the_demonstration_has_treaties_of_its_own_once(now: datetime, settings: LazySettings) -> None:
    load(now=now)
    assert not Agreement.objects.exists()
    settings.CJIN_SAMPLES = "/nowhere"
    load(now=now)
    load(now=now)
    assert Agreement.objects.filter(fictional=True).count() == Agreement.objects.count() == 2
    question = question_of("XAA", "XBB", "mutual-legal-assistance", [], DAY)
    first = legal_basis(question, facts_on(DAY, ["XAA", "XBB"])).bases[0]
    assert (first.instrument, str(first.in_force_since)) == ("xaa-xbb-mutual-assistance-2011", "2012-02-01")


@pytest.mark.usefixtures("works")
@pytest.mark.parametrize(
    ("asking", "asked", "offence", "said"),
    [("FRA", "FRA", "0101", "asks itself"), ("FRA", "XQQ", "0101", "XQQ"), ("FRA", "KEN", "9999", "9999")],
)
def test_a_question_that_makes_no_sense_is_told(asking: str, asked: str, offence: str, said: str) -> None:
    with pytest.raises(Invalid) as caught:
        question_of(asking, asked, "extradition", [offence], DAY)
    assert any(said in str(one) for one in caught.value.faults)
