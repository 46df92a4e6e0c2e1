"""Each mandate is answered by itself: by its addressee, its output and its year."""

from datetime import datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client

from cjin.core.queries.release import Reader
from cjin.core.rules.errors import Conflict, NotFound
from cjin.texts.actions.delivering import record_delivery
from cjin.texts.models import Delivery, Mandate, Work
from cjin.texts.queries.calendar import calendar
from cjin.texts.queries.mandates import mandate_lines
from tests.texts.conftest import MakeText

WHO = ("secretary-general", "unodc")


@pytest.fixture
def both(make_text: MakeText, now: datetime) -> Work:
    """A provision that asks two to report in one year, and one of them once more five years later."""
    work = make_text("one-2020", {"para_1": "Reports."}).work
    due = {"organ": "ga", "session": 61, "year": 2006}
    later = {"organ": "ga", "session": 66, "year": 2011}
    rows = [(WHO[0], due), (WHO[1], due), (WHO[0], later)]
    Mandate.objects.bulk_create(
        Mandate(work=work, eid="para_1", position=place, addressee=who, output="report", act="request", due=when,
                year=when["year"])
        for place, (who, when) in enumerate(rows)
    )  # fmt: skip
    return work


def deliver(who: str, year: int, now: datetime, symbol: str = "A/61/179") -> Delivery:
    return record_delivery(
        slug="one-2020", eid="para_1", addressee=who, output="report", year=year, symbol=symbol, by=None, now=now
    )


def listed() -> list[tuple[str, object, bool, bool]]:
    """Each mandate with its year, whether it is answered, and whether it is late."""
    lines = mandate_lines(Reader.PUBLIC, this_year=2026)
    return [(one.addressee, (one.due or {}).get("year"), bool(one.deliveries), one.late) for one in lines]


def in_calendar() -> list[tuple[str, int, bool, bool]]:
    cards = calendar(Reader.PUBLIC, this_year=2026, ahead=2).cards
    return [(one.entry.asked.addressee, one.entry.year, one.is_done, one.late) for one in cards]


def test_one_document_answers_one_addressee_in_one_year(both: Work, now: datetime) -> None:
    made = deliver(WHO[1], 2006, now)
    assert (made.addressee, made.organ, made.session) == (WHO[1], "ga", 61)
    expected = [(WHO[0], 2006, False, True), (WHO[1], 2006, True, False), (WHO[0], 2011, False, True)]
    assert listed() == expected
    assert in_calendar() == expected


def test_the_same_document_may_answer_both(both: Work, now: datetime) -> None:
    deliver(WHO[0], 2006, now)
    deliver(WHO[1], 2006, now)
    with pytest.raises(Conflict):
        deliver(WHO[1], 2006, now)
    assert [done for _who, _year, done, _late in listed()] == [True, True, False]
    assert deliver(WHO[0], 2011, now, "A/66/91").session == 66


def test_nobody_answers_who_was_not_asked(both: Work, now: datetime) -> None:
    with pytest.raises(NotFound):
        deliver("donors", 2006, now)


def old(work: Work, now: datetime, eid: str = "para_1") -> Delivery:
    """A record as it was kept before it named an addressee."""
    return Delivery.objects.create(work=work, eid=eid, output="report", year=2006, symbol="A/61/179", at=now)


def test_a_record_without_addressee_stays_valid_and_answers_both(both: Work, now: datetime) -> None:
    old(both, now)
    assert [done for _who, _year, done, _late in listed()] == [True, True, False]
    with pytest.raises(Conflict):
        deliver(WHO[0], 2006, now)


def test_old_records_get_the_addressee_that_can_only_be_meant(both: Work, now: datetime) -> None:
    Mandate.objects.create(
        work=both, eid="para_2", position=9, addressee="unodc", output="report", act="request", year=2006
    )
    one, other = old(both, now), old(both, now, "para_2")
    import_module("cjin.texts.migrations.0008_delivery_addressee").name_addressees(apps, None)
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.addressee, other.addressee) == ("", "unodc")


def test_each_card_of_the_calendar_has_a_form_of_its_own(
    both: Work, client: Client, django_user_model: type, now: datetime
) -> None:
    deliver(WHO[1], 2006, now)
    page = client.get("/texts/calendar?year=2006").content.decode()
    assert [f'id="one-2020-para_1-{who}-report"' in page for who in WHO] == [True, True]
    assert page.count("A/61/179") == 1
