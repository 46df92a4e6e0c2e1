"""Provisions found by what they ask: who is to act, by which act, when, proposed or confirmed."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from cjin.core.actions.search import index
from cjin.core.models import User
from cjin.core.queries.release import Reader
from cjin.core.queries.search import search
from cjin.texts.actions.confirming import confirm, reopen
from cjin.texts.actions.deriving import derive
from cjin.texts.models import Expression
from cjin.texts.queries.instruments import instrument_named
from cjin.texts.rules.annotations import Asked
from cjin.texts.search import documents_of
from tests.core.conftest import *  # noqa: F403 - people and their posts
from tests.texts.conftest import MakeText, page

TEXT = {
    "para_1": "We request the Secretary-General to prepare a report on gardens for the General Assembly at its "
    "sixty-first session, and urge donors to pay for gardens.",
    "para_2": "We note the gardens.",
    "para_3": "We invite the Commission on Crime Prevention and Criminal Justice to:",
    "para_3__subpara_a": "Count the gardens;",
}
FRENCH = {"para_1": "Nous prions le Secrétaire général d’établir un rapport sur les jardins."}


@pytest.fixture
def text(make_text: MakeText) -> Expression:
    made = make_text("one-2020", TEXT)
    index(documents_of(made))
    return made


def found(words: str, **facets: str) -> list[str]:
    hits = search(words, facets={"kind": "provision", **facets}, reader=Reader.PUBLIC).hits
    return sorted(hit.object_id.partition("/")[2] for hit in hits)


@pytest.mark.parametrize(
    ("facets", "eids"),
    [
        ({}, ["para_1", "para_2", "para_3__subpara_a"]),
        ({"actor": "secretary-general"}, ["para_1"]),
        ({"actor": "donors"}, ["para_1"]),
        ({"actor": "commission"}, ["para_3__subpara_a"]),
        ({"act": "urge"}, ["para_1"]),
        ({"act": "note"}, []),
        ({"due": "2006"}, ["para_1"]),
        ({"due": "2007"}, []),
        ({"state": "proposed"}, ["para_1", "para_3__subpara_a"]),
        ({"state": "confirmed"}, []),
        ({"actor": "donors", "due": "2006"}, ["para_1"]),
    ],
)
@pytest.mark.usefixtures("text")
def test_facets_of_what_is_asked(facets: dict[str, str], eids: list[str]) -> None:
    assert found("gardens", **facets) == eids


@pytest.mark.usefixtures("text")
def test_words_that_stand_in_the_chapeau_or_follow_from_a_session_find_it() -> None:
    assert found("Secretary-General report 2006") == ["para_1"]
    assert found("Commission counts gardens") == ["para_3__subpara_a"]


@pytest.mark.usefixtures("text")
def test_confirming_and_taking_back_are_found_at_once(now: datetime) -> None:
    instrument = instrument_named("one-2020", None)
    confirm(instrument=instrument, eid="para_2", asked=[Asked(("states",), "urge", "note")], by=None, now=now)
    assert found("gardens", state="confirmed") == found("gardens", act="urge", actor="states") == ["para_2"]
    confirm(instrument=instrument, eid="para_1", asked=[], by=None, now=now)
    assert found("gardens", actor="donors") == []
    reopen(work=instrument.text.work, eid="para_1", by=None, now=now)
    assert found("gardens", actor="donors") == ["para_1"]


def test_other_languages_are_found_by_the_same_facts(text: Expression, make_text: MakeText) -> None:
    index(documents_of(make_text("one-2020", FRENCH, language="fr")))
    assert found("jardins", actor="secretary-general", due="2006") == ["para_1"]
    assert found("Donateurs jardins") == ["para_1"]


def test_deriving_renews_the_search(text: Expression, now: datetime) -> None:
    text.provisions.filter(eid="para_2").update(text="We urge donors to plant gardens.")
    derive(now=now, again=True)
    assert found("gardens", actor="donors") == ["para_1", "para_2"]


@pytest.mark.usefixtures("text")
def test_filters_tell_the_names_and_what_is_only_proposed(client: Client, make_person: Callable[..., User]) -> None:
    shown = page(client, "/search?q=gardens")
    for words in ("Who is to act", "Secretary-General", "Urge", "2006", "proposed"):
        assert words in shown
    narrowed = page(client, "/search?q=gardens&actor=donors&state=proposed")
    assert "para. 1" in narrowed
    assert "para. 2" not in narrowed
    assert "No provision answers this" in page(client, "/search?q=gardens&actor=cats")
    assert client.get("/api/v1/texts/search?q=gardens&due=2006").json()["total"] == 1
