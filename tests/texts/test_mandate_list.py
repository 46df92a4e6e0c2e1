"""Mandates as one list, and those of the founding texts by number."""

from datetime import datetime

import pytest
from django.test import Client

from cjin.core.queries.release import Reader
from cjin.core.rules.identifiers import Language
from cjin.texts.actions.confirming import confirm
from cjin.texts.actions.delivering import record_delivery
from cjin.texts.actions.deriving import derive
from cjin.texts.actions.works import load_works
from cjin.texts.queries.following import mandates_of as found_in
from cjin.texts.queries.instruments import instrument_named
from cjin.texts.queries.mandates import mandate_lines
from cjin.texts.queries.told import mandate_told
from cjin.texts.rules.annotations import Asked
from cjin.texts.rules.commitments.lexicon import kinds
from cjin.texts.rules.numbered import numbered_mandates
from tests.texts.conftest import MakeText, page
from tests.texts.following import mandates_of
from tests.texts.inputs import needs_shared
from tests.texts.rules.test_mandates import TABLE

LIST = "/texts/mandates"
TEXT = {
    "para_1": "We request the Secretary-General to report to the General Assembly at its sixty-first session.",
    "para_2": "We invite the Commission on Crime Prevention and Criminal Justice to hold a thematic debate.",
}


@pytest.fixture
def text(make_text: MakeText, now: datetime) -> None:
    make_text("one-2020", TEXT)
    derive(now=now)


def test_the_numbers_and_places_are_those_of_the_table() -> None:
    told = [(one.number, *place) for one in numbered_mandates() for place in one.places]
    assert told == [row[:5] for row in TABLE]
    assert [one.number for one in numbered_mandates()] == [f"F{number}" for number in range(1, 15)]
    for one in numbered_mandates():
        assert set(one.name) == set(Language.ALL)
        for _work, _eid, addressee, output in one.places:
            assert addressee in kinds("actor")
            assert output in kinds("output")


@needs_shared
def test_each_place_comes_out_of_its_text() -> None:
    for one in numbered_mandates():
        for slug, *key in one.places:
            assert tuple(key) in {(m.eid, m.addressee, m.output) for m in mandates_of(slug)}, one.number


@pytest.mark.usefixtures("text")
@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("", ["para. 1", "para. 2", "General Assembly, session 61 (2006)", "no time named"], []),
        ("?output=report", ["para. 1"], ["para. 2"]),
        ("?organ=ccpcj", ["para. 2"], ["para. 1<"]),
        ("?organ=ga", ["para. 1"], ["para. 2"]),
        ("?delivered=yes", ["No mandate is here"], ["para. 1"]),
        ("?delivered=no", ["para. 1", "para. 2"], []),
        ("?organ=cats", ["No mandate is here"], []),
    ],
)
def test_the_list_is_narrowed(client: Client, query: str, shown: list[str], hidden: list[str]) -> None:
    found = page(client, LIST + query)
    for words in shown:
        assert words in found
    for words in hidden:
        assert words not in found


@pytest.mark.usefixtures("text")
def test_what_was_delivered_is_told(client: Client, now: datetime) -> None:
    record_delivery(
        slug="one-2020",
        eid="para_1",
        addressee="secretary-general",
        output="report",
        year=2006,
        symbol="A/61/179",
        by=None,
        now=now,
    )
    found = page(client, LIST)
    assert "A/61/179" in found
    assert "documents recorded for 1" in found
    (row,) = client.get(f"{LIST}?delivered=yes&format=json").json()
    assert row["delivered"] == "2006 A/61/179"
    assert (row["due"], row["number"]) == ({"organ": "ga", "session": 61, "year": 2006}, "")
    assert (row["year"], row["late"], row["state"]) == (2006, False, "proposed")
    assert b"ga 61,2006,2006 A/61/179" in client.get(f"{LIST}?format=csv").content


@pytest.mark.usefixtures("text")
def test_every_mandate_says_whether_it_is_confirmed_and_in_which_words(client: Client, now: datetime) -> None:
    asked = [Asked(("commission",), "invite", "invite", output="discussion")]
    confirm(instrument=instrument_named("one-2020", None), eid="para_2", asked=asked, by=None, now=now)
    derive(now=now)
    states = {"one-2020/para_1": "proposed", "one-2020/para_2": "confirmed"}
    command = [mandate_told("one-2020", one, one.due_facts()) for one in found_in(instrument_named("one-2020", None))]
    for address in (LIST + "?format=json", "/api/v1/texts/mandates"):
        rows = client.get(address).json()
        assert {row["provision"]: row["state"] for row in rows} == states
        assert [{name: row[name] for name in command[0]} for row in rows] == command
    assert all(row["words"].startswith("We ") for row in command)
    found = page(client, LIST)
    assert "◌ proposed by rules, not confirmed" in found
    assert "✓ confirmed" in found
    assert "We invite the Commission" in found
    assert [row["state"] for row in client.get(LIST + "?state=confirmed&format=json").json()] == ["confirmed"]
    (row,) = client.get("/api/v1/texts/mandates?state=proposed").json()
    assert row["provision"] == "one-2020/para_1"


@pytest.mark.usefixtures("text")
def test_what_is_late_is_marked_until_a_document_is_recorded(client: Client, now: datetime) -> None:
    assert page(client, LIST).count("Its year is past, and nothing is recorded.") == 1
    assert [row["late"] for row in client.get(LIST + "?format=json").json()] == [True, False]
    record_delivery(
        slug="one-2020",
        eid="para_1",
        addressee="secretary-general",
        output="report",
        year=2006,
        symbol="A/61/179",
        by=None,
        now=now,
    )
    assert "Its year is past" not in page(client, LIST)


def test_founding_mandates_are_shown_though_no_text_is_loaded(client: Client, db: None, now: datetime) -> None:
    load_works(now=now)
    lines = mandate_lines(Reader.PUBLIC, founding=True)
    assert [line.number for line in lines] == [row[0] for row in TABLE]
    assert not any(line.here for line in lines)
    found = page(client, f"{LIST}?of=founding")
    assert "F14" in found
    assert "text not loaded" in found


def test_a_text_that_may_not_be_read_tells_no_mandate(make_text: MakeText, client: Client, now: datetime) -> None:
    make_text("one-2020", TEXT, published=False)
    derive(now=now)
    assert "No mandate is here" in page(client, LIST)


def test_who_may_read_another_language_only_sees_no_words_of_the_english_text(
    make_text: MakeText, client: Client, now: datetime
) -> None:
    english = make_text("one-2020", TEXT)
    english.release = "own"
    english.save(update_fields=["release"])
    make_text("one-2020", {"para_1": "Demande au Secrétaire général."}, language="fr")
    derive(now=now)
    assert "No mandate is here" in page(client, LIST)
    assert client.get("/api/v1/texts/mandates").json() == []
    assert client.get("/texts/calendar?format=json").json() == []
