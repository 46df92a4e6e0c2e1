"""Citations and parallels are worked out once, and anew when a text changes; annotations come from the catalogue."""

from datetime import datetime, timedelta

import pytest

from cjin.core.models import OutboxMessage
from cjin.texts.actions.annotating import load as load_annotations
from cjin.texts.actions.deriving import derive
from cjin.texts.actions.publishing import make_current
from cjin.texts.actions.works import load_works
from cjin.texts.models import Annotation, Citation, Commitment, Origin, Parallel, Verdict, Work
from cjin.texts.queries.following import commitments_of
from cjin.texts.queries.instruments import instrument_named
from cjin.texts.rules import annotations as rules
from tests.texts.conftest import MakeText

ONE = {"para_1": "We undertake to lend books, as appropriate.", "para_2": "We note the Bangkok Declaration."}
TWO = {"para_1": "We undertake to lend more books.", "para_7": "See paragraph 1 of the Vienna Declaration."}


@pytest.fixture
def texts(make_text: MakeText, now: datetime) -> None:
    load_works(now=now)
    make_text("vienna-2000", ONE)
    make_text("one-2020", TWO)


@pytest.mark.usefixtures("texts")
def test_what_is_worked_out_stays_until_a_text_changes(now: datetime) -> None:
    first = derive(now=now)
    assert (first.unchanged, first.citations, first.mandates, first.parallels) == (False, 2, 0, 2)
    assert derive(now=now).unchanged
    text = Work.objects.get(slug="one-2020").expressions.get()
    make_current(expression=text, by=None, now=now)
    assert OutboxMessage.objects.filter(topic="texts.derive").count() == 1
    assert not derive(now=now).unchanged
    assert Citation.objects.count() == 2


@pytest.mark.usefixtures("texts")
def test_a_citation_leads_to_the_work_and_the_place(now: datetime) -> None:
    derive(now=now)
    place = Citation.objects.get(work__slug="one-2020", eid="para_7")
    assert (place.cited and place.cited.slug, place.cited_eid, place.resolved) == ("vienna-2000", "para_1", True)
    pair = Parallel.objects.get(a_eid="para_7", b_eid="para_1")
    assert (pair.a.slug, pair.b.slug, pair.reasons["link"]) == ("one-2020", "vienna-2000", True)


ANNOTATIONS = {
    "work": "vienna-2000",
    "provisions": [
        {
            "id": "para_1",
            "summary": "States lend books.",
            "topics": ["crime-prevention"],
            "commitments": [{"actor": "states", "act": "undertake", "words": "undertake", "conditions": ["resources"]}],
            "parallels": ["one-2020/para_1"],
        },
        {"id": "para_2", "summary": "A declaration is named.", "commitments": []},
    ],
}


@pytest.fixture
def annotated(texts: None, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    slug, entries = rules.read_annotations(ANNOTATIONS, "test")
    monkeypatch.setattr("cjin.texts.actions.annotating.annotated_works", lambda: {slug: entries})
    load_annotations(now=now)


@pytest.mark.usefixtures("annotated")
def test_confirmed_commitments_take_the_place_of_proposals_and_never_mix() -> None:
    found = commitments_of(instrument_named("vienna-2000", None))
    assert [(one.state, one.commitment.eid, one.commitment.act) for one in found] == [
        ("confirmed", "para_1", "undertake")
    ]
    assert [c.kind for c in found[0].commitment.conditions] == ["resources"]
    assert found[0].commitment.span.of(ONE["para_1"]) == ONE["para_1"]
    others = commitments_of(instrument_named("one-2020", None))
    assert [one.state for one in others] == ["proposed"]


@pytest.mark.usefixtures("annotated")
def test_loading_again_changes_nothing_and_leaves_what_a_person_said(now: datetime) -> None:
    mine = Annotation.objects.get(eid="para_1")
    mine.origin, mine.summary = Origin.PERSON, {"en": "Mine."}
    mine.save()
    Commitment.objects.filter(eid="para_1").update(origin=Origin.PERSON, act="decide")
    Verdict.objects.update(origin=Origin.PERSON, accepted=False)
    load_annotations(now=now)
    load_annotations(now=now)
    assert Annotation.objects.get(eid="para_1").summary.get("en") == "Mine."
    assert Commitment.objects.get(eid="para_1").act == "decide"
    assert [verdict.accepted for verdict in Verdict.objects.all()] == [False]
    assert Annotation.objects.count() == 2


@pytest.mark.usefixtures("annotated")
def test_starting_again_works_nothing_out_anew(now: datetime) -> None:
    derive(now=now)
    later = now + timedelta(days=1)
    load_annotations(now=later)
    assert derive(now=later).unchanged
    Commitment.objects.update(deadline={"year": 2030})
    assert not derive(now=later).unchanged
