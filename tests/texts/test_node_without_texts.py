"""A node that has loaded no text shows from the annotations what instruments ask, commission and are about."""

import json
from datetime import datetime

import pytest
from django.test import Client

from cjin.core.actions.search import rebuild
from cjin.core.queries.release import Reader
from cjin.core.queries.search import search
from cjin.reference.actions import load as load_reference
from cjin.texts.actions import annotating
from cjin.texts.actions.confirming import confirm
from cjin.texts.actions.delivering import record_delivery
from cjin.texts.actions.deriving import derive
from cjin.texts.actions.publishing import withdraw
from cjin.texts.actions.works import load_works
from cjin.texts.models import Annotation, Commitment, Expression, Mandate
from cjin.texts.queries.instruments import instrument_named
from cjin.texts.queries.mandates import mandate_lines
from cjin.texts.rules.annotations import Asked
from cjin.texts.rules.numbered import numbered_mandates
from cjin.texts.search import Provisions, documents_of
from tests.texts.conftest import MakeText, page

KYOTO = "/texts/kyoto-2021"


@pytest.fixture
def annotated(db: None, now: datetime) -> None:
    load_reference(now=now)
    load_works(now=now)
    annotating.load(now=now)
    derive(now=now)


@pytest.fixture
def indexed(annotated: None) -> None:
    rebuild(Provisions())


def found(words: str, **facets: str) -> set[str]:
    hits = search(words, facets={"kind": "provision", **facets}, reader=Reader.PUBLIC, limit=100).hits
    return {hit.object_id for hit in hits}


@pytest.mark.usefixtures("annotated")
def test_the_list_of_commitments_is_that_of_the_annotations(client: Client) -> None:
    shown = page(client, f"{KYOTO}/commitments")
    assert "The text is not loaded at this node yet" in shown
    assert "proposed by rules" not in shown
    rows = json.loads(client.get(f"{KYOTO}/commitments?format=json").content)
    mine = Commitment.objects.filter(work__slug="kyoto-2021")
    assert len([row for row in rows if row["act"] != "none"]) == mine.count() > 90
    assert {row["state"] for row in rows} == {"confirmed"}
    narrowed = json.loads(client.get(f"{KYOTO}/commitments?format=json&topic=prisons").content)
    read = Annotation.objects.filter(work__slug="kyoto-2021", topics="prisons").values_list("eid", flat=True)
    assert {f"kyoto-2021/{eid}" for eid in read} <= {row["provision"] for row in narrowed}
    assert 0 < len(narrowed) < len(rows)
    assert f'href="{KYOTO}/commitments"' in page(client, KYOTO)


@pytest.mark.usefixtures("annotated")
def test_an_instrument_without_annotations_says_what_is_missing(client: Client) -> None:
    assert "cjin texts import FILE" in page(client, "/texts/untoc-2000/commitments")


@pytest.mark.usefixtures("annotated")
def test_facts_stand_beside_the_summaries_of_an_instrument(client: Client) -> None:
    shown = page(client, "/texts/ares-76-181").partition('id="in-summary"')[2]
    assert "Secretary-General" in shown
    assert "General Assembly, session" in shown or "Commission, session" in shown


@pytest.mark.usefixtures("annotated")
def test_the_mandates_of_the_founding_texts_come_from_the_annotations(client: Client) -> None:
    lines = mandate_lines(Reader.PUBLIC, founding=True, this_year=2026)
    assert {one.number for one in lines} == {one.number for one in numbered_mandates()}
    missing = [(one.number, one.work.slug, one.eid, one.output) for one in lines if not one.here]
    assert missing == []
    assert {one.state for one in lines} == {"confirmed", "proposed"}
    assert "text not loaded" not in page(client, "/texts/mandates?of=founding")
    shown = page(client, "/texts/calendar")
    assert "2022" in shown
    assert Mandate.objects.count() == 0
    assert client.get("/api/v1/texts/mandates?instrument=ares-76-181").json()


@pytest.mark.usefixtures("annotated")
def test_what_was_delivered_is_recorded_for_them_too(now: datetime) -> None:
    one = next(one for one in mandate_lines(Reader.PUBLIC) if (one.due or {}).get("year", 9999) < 2026)
    due = (one.due or {})["year"]
    record_delivery(
        slug=one.work.slug, eid=one.eid, addressee=one.addressee, output=one.output, year=due, symbol="A/61/179",
        by=None, now=now,
    )  # fmt: skip
    again = mandate_lines(Reader.PUBLIC)
    done = [(each.work.slug, each.eid, each.addressee, each.output) for each in again if each.deliveries]
    assert done == [(one.work.slug, one.eid, one.addressee, one.output)]


@pytest.mark.usefixtures("indexed")
def test_summaries_are_found_and_told_as_ours(client: Client) -> None:
    said = Annotation.objects.get(work__slug="kyoto-2021", eid="para_61").summary.get("en") or ""
    words = " ".join(word.strip(".,;") for word in said.split()[:6])
    assert "kyoto-2021/para_61" in found(words)
    assert "a summary of ours, not official" in page(client, f"/search?q={words}")


@pytest.mark.usefixtures("indexed")
def test_topics_that_somebody_read_are_a_facet(client: Client) -> None:
    read = Annotation.objects.filter(topics="prisons")
    mine = found("prison", topic="prisons")
    assert mine
    assert mine <= {str(one) for one in read} | {
        str(one) for one in Annotation.objects.filter(topics__broader="prisons")
    }
    shown = page(client, "/search?q=prison")
    assert "topic=prisons" in shown
    assert client.get("/api/v1/texts/search?q=prison&topic=prisons").json()["total"] == len(mine)


def test_the_text_takes_the_place_of_summaries_and_gives_it_back(
    indexed: None, make_text: MakeText, client: Client, now: datetime
) -> None:
    from cjin.core.actions.search import index
    from cjin.texts.search import forget_summaries

    text = make_text("kyoto-2021", {"para_61": "We water zinnias.", "para_999": "Zinnias bloom."})
    index(documents_of(text))
    forget_summaries(text.work)
    assert found("zinnias") == {"kyoto-2021/para_61", "kyoto-2021/para_999"}
    there = found("Kyoto", instrument="kyoto-2021")
    assert there == {"kyoto-2021/para_61", "kyoto-2021/para_999"}
    said = Annotation.objects.get(work__slug="kyoto-2021", eid="para_61")
    said.summary = {"en": "Flowers get xylographed."}
    said.save()
    index(documents_of(text))
    assert found("xylographed") == {"kyoto-2021/para_61"}
    assert "a summary of ours" not in page(client, "/search?q=xylographed")
    derive(now=now, again=True)
    withdraw(expression=Expression.objects.get(pk=text.pk), reason="A fault.", by=None, now=now)
    assert found("zinnias") == set()
    assert len(found("Kyoto", instrument="kyoto-2021")) > 50


def test_what_a_person_confirmed_of_a_text_that_is_not_released_is_not_told(
    annotated: None, make_text: MakeText, client: Client, now: datetime
) -> None:
    text = make_text("kyoto-2021", {"para_61": "We wholly undertake to lend books.", "para_62": "Rain."})
    Expression.objects.filter(pk=text.pk).update(release="own")
    said = Asked(("donors",), "undertake", "wholly undertake", output="report")
    confirm(instrument=instrument_named("kyoto-2021", None), eid="para_61", asked=[said], by=None, now=now)
    derive(now=now, again=True)
    for address in ("", "/para_61", "/commitments", "/commitments?format=json"):
        answer = client.get(f"{KYOTO}{address}")
        assert answer.status_code == 200
        assert "wholly" not in answer.content.decode()
    assert not any(one["provision"] == "kyoto-2021/para_61" for one in client.get("/api/v1/texts/mandates").json())
    rows = json.loads(client.get(f"{KYOTO}/commitments?format=json").content)
    assert rows
    assert "kyoto-2021/para_61" not in {row["provision"] for row in rows}
