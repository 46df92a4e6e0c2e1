"""The calendar of mandates: what is due when, what was delivered, and the feed."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar as Feed

from cjin.core.models import AuditRow, User
from cjin.texts.actions.delivering import record_delivery
from cjin.texts.actions.deriving import derive
from cjin.texts.actions.works import load_works
from cjin.texts.models import Delivery, Work
from cjin.texts.rules.calendar import Asked, entries
from tests.core.conftest import *  # noqa: F403 - people and their posts
from tests.texts.conftest import MakeText

TEXT = {
    "para_1": "Requests the Secretary-General to present lamps, and a report on each, to the General Assembly at its "
    "sixty-first session;",
    "para_2": "Requests the Commission on Crime Prevention and Criminal Justice to review progress with lamps as a "
    "standing item;",
    "para_3": "Requests the Commission on Crime Prevention and Criminal Justice to hold thematic discussions;",
}


@pytest.fixture
def mandated(make_text: MakeText, now: datetime) -> Work:
    load_works(now=now)
    text = make_text("one-2005", TEXT)
    text.author_line = "The General Assembly,"
    text.save(update_fields=["author_line"])
    Work.objects.filter(slug="one-2005").update(adopted=date(2005, 12, 16))
    derive(now=now)
    return Work.objects.get(slug="one-2005")


@pytest.fixture
def editor(make_person: Callable[..., User]) -> User:
    return make_person("editor", "texts.edit")


def rows(client: Client, query: str = "") -> list[dict[str, Any]]:
    answer = client.get(f"/texts/calendar?format=json{query}")
    found: list[dict[str, Any]] = answer.json()
    return found


@pytest.mark.usefixtures("mandated")
def test_a_session_has_its_year_and_a_standing_mandate_every_session(client: Client) -> None:
    found = rows(client)
    report = next(row for row in found if row["output"] == "report")
    assert (report["year"], report["organ"], report["session"], report["standing"]) == (2006, "ga", 61, False)
    reviews = [(row["year"], row["session"]) for row in found if row["output"] == "review"]
    assert reviews[:3] == [(2006, 15), (2007, 16), (2008, 17)]
    assert {row["output"] for row in found} == {"report", "review"}


@pytest.mark.usefixtures("mandated")
def test_it_is_narrowed_by_organ_and_year(client: Client) -> None:
    assert [row["output"] for row in rows(client, "&organ=ga")] == ["report"]
    assert {row["year"] for row in rows(client, "&year=2007")} == {2007}
    assert rows(client, "&year=1850") == []
    assert client.get("/texts/calendar?year=abc&organ=none").status_code == 200


@pytest.mark.usefixtures("mandated")
def test_the_page_shows_years_mandates_and_those_without_a_time(client: Client) -> None:
    shown = client.get("/texts/calendar").content.decode()
    assert 'id="year-2006"' in shown
    assert 'id="year-2007"' not in shown, "what is standing is shown once, and in a year that is asked for"
    assert "Again and again" in shown
    assert "at every session" in client.get("/texts/calendar?year=2007").content.decode()
    assert "1 mandate without a time" in shown
    assert "Thematic discussion" in shown
    assert "Record what was delivered" not in shown


@pytest.mark.usefixtures("mandated")
def test_entries_say_that_rules_propose_them_that_they_are_late_and_what_is_asked(client: Client) -> None:
    shown = client.get("/texts/calendar?organ=ga").content.decode()
    assert "◌ proposed by rules, not confirmed" in shown
    assert "Its year is past, and nothing is recorded." in shown
    assert "Requests the Secretary-General" in shown
    assert 'href="webcal://testserver/texts/calendar?organ=ga&amp;format=ics"' in shown
    (row,) = rows(client, "&organ=ga")
    assert (row["state"], row["late"], row["due"]["session"]) == ("proposed", True, 61)
    assert row["words"].startswith("Requests the Secretary-General")
    assert rows(client, "&state=confirmed") == []
    assert len(rows(client, "&state=proposed")) == len(rows(client))
    feed = client.get("/texts/calendar?format=ics&organ=ga").content
    (event,) = Feed.from_ical(feed).walk("VEVENT")
    assert event["SUMMARY"].startswith("◌ ")
    assert "proposed by rules, not confirmed" in event["DESCRIPTION"]
    assert "◌" in client.get("/texts/calendar").content.decode().partition("without a time")[2]


@pytest.mark.usefixtures("mandated")
def test_each_entry_of_the_feed_has_an_identifier_of_its_own(client: Client) -> None:
    found = Feed.from_ical(client.get("/texts/calendar?format=ics").content).walk("VEVENT")
    assert len({str(one["UID"]) for one in found}) == len(found) > 2


@pytest.mark.usefixtures("mandated")
def test_the_feed_can_be_read_by_a_calendar(client: Client) -> None:
    answer = client.get("/texts/calendar?format=ics&organ=ga")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    (event,) = Feed.from_ical(answer.content).walk("VEVENT")
    assert event["DTSTART"].dt == date(2006, 1, 1)
    assert event["DTEND"].dt == date(2007, 1, 1)
    assert "Secretary-General" in event["SUMMARY"]
    assert str(event["URL"]).endswith("/texts/one-2005/para_1")


def test_what_was_delivered_is_recorded_shown_and_taken_back(client: Client, mandated: Work, editor: User) -> None:
    client.force_login(editor)
    address = f"/texts/calendar/{mandated.slug}/para_1/secretary-general/report/2006"
    assert client.post(address, {"symbol": "A/61/178", "note": "late"}).status_code == 302
    assert rows(client, "&organ=ga")[0]["delivered"] == ["A/61/178"]
    assert "A/61/178" in client.get("/texts/calendar").content.decode()
    assert AuditRow.objects.filter(act="record-delivery").count() == 1
    again = client.post(address, {"symbol": "A/61/178"}, follow=True).content.decode()
    assert "recorded already" in again
    assert Delivery.objects.count() == 1
    made = Delivery.objects.get()
    client.post(f"/texts/calendar/taken-back/{made.pk}")
    assert not Delivery.objects.exists()
    assert AuditRow.objects.filter(act="remove-delivery").count() == 1


@pytest.mark.parametrize("year", [0, 1850, 9999, 99999999999])
def test_a_year_out_of_range_takes_nothing(client: Client, mandated: Work, editor: User, year: int) -> None:
    client.force_login(editor)
    address = f"/texts/calendar/{mandated.slug}/para_1/secretary-general/report/{year}"
    assert client.post(address, {"symbol": "A/61/178"}).status_code == 404


@pytest.mark.parametrize("symbol", ["", "a report", "12/34", "x" * 90])
def test_what_is_no_symbol_is_refused(client: Client, mandated: Work, editor: User, symbol: str) -> None:
    client.force_login(editor)
    address = f"/texts/calendar/{mandated.slug}/para_1/secretary-general/report/2006"
    assert client.post(address, {"symbol": symbol}).status_code == 302
    assert not Delivery.objects.exists()


def test_only_those_who_edit_texts_record(client: Client, mandated: Work, django_user_model: type[User]) -> None:
    address = f"/texts/calendar/{mandated.slug}/para_1/secretary-general/report/2006"
    assert client.post(address, {"symbol": "A/61/178"}).status_code == 403
    made = Delivery.objects.create(
        work=mandated,
        eid="para_1",
        addressee="secretary-general",
        output="report",
        year=2006,
        symbol="A/61/178",
        at=datetime.now(UTC),
    )
    assert client.post(f"/texts/calendar/taken-back/{made.pk}").status_code == 403
    client.force_login(django_user_model.objects.create_user("nobody-special"))
    assert client.post(address, {"symbol": "A/61/179"}).status_code == 403
    assert client.post(f"/texts/calendar/taken-back/{made.pk}").status_code == 403
    assert Delivery.objects.count() == 1


def test_a_mandate_that_is_not_there_takes_nothing(mandated: Work, editor: User, now: datetime) -> None:
    from cjin.core.rules.errors import NotFound

    with pytest.raises(NotFound):
        record_delivery(
            slug=mandated.slug,
            eid="para_9",
            addressee="secretary-general",
            output="report",
            year=2006,
            symbol="A/1/2",
            by=editor,
            now=now,
        )


def test_rhythms() -> None:
    asked = Asked("one", "para_1", "congresses", "meeting", {"recurring": "every-five-years"}, 1991)
    told = [(one.year, one.session, one.standing) for one in entries([asked], 2030)]
    assert told == [
        (1995, 9, True), (2000, 10, True), (2005, 11, True), (2010, 12, True), (2015, 13, True), (2021, 14, True),
        (2026, 15, True),
    ]  # fmt: skip
    words = "The congresses meet every five years;"
    wide = Asked("one", "para_1", "united-nations", "meeting", {"recurring": "every-five-years"}, 1991, words=words)
    assert [(one.year, one.organ, one.session) for one in entries([wide], 1999)] == [(1995, "congress", 9)]
    yearly = Asked("one", "para_1", "commission", "review", {"recurring": "annual"}, 2018, until=2021)
    assert [one.year for one in entries([yearly], 2028)] == [2019, 2020, 2021]
    timeless = Asked("one", "para_1", "commission", "plans", None, 1991)
    assert list(entries([timeless], 2005)) == []
