"""The page of a provision: what it says and asks, what it cites and who cites it, its parallels."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client

from cjin.core.models import User
from cjin.texts.actions.deriving import derive
from cjin.texts.actions.works import load_works
from cjin.texts.models import Annotation, Commitment, Origin, Verdict, Work
from tests.core.conftest import *  # noqa: F403 - people and their posts
from tests.texts.conftest import MakeText, page

LEAD = {
    "para_7": "We shall endeavour, as appropriate:",
    "para_7__subpara_a": "To lend books, upon request, to the readers of the Bangkok Rules.",
}


@pytest.fixture
def texts(make_text: MakeText, now: datetime) -> None:
    load_works(now=now)
    make_text("vienna-2000", LEAD)
    make_text(
        "one-2020", {"para_1": "We lend books to readers.", "para_2": "Paragraph 7 (a) of the Vienna Declaration."}
    )
    Work.objects.filter(slug="one-2020").update(adopted=date(2020, 1, 1))
    derive(now=now)


@pytest.mark.usefixtures("texts")
def test_a_proposal_is_shown_as_one_with_what_its_lead_in_hands_down(client: Client) -> None:
    shown = page(client, "/texts/vienna-2000/para_7__subpara_a")
    assert "proposed by rules, not confirmed" in shown
    assert "Endeavour" in shown
    assert "As appropriate" in shown
    assert "upon request" in shown
    assert "the line above it" in shown
    assert "✓" not in shown


@pytest.mark.usefixtures("texts")
def test_citations_lead_both_ways(client: Client) -> None:
    assert 'href="/texts/bangkok-rules-2010"' in page(client, "/texts/vienna-2000/para_7__subpara_a")
    assert 'href="/texts/one-2020/para_2"' in page(client, "/texts/vienna-2000/para_7__subpara_a")
    assert 'href="/texts/vienna-2000/para_7__subpara_a"' in page(client, "/texts/one-2020/para_2")


@pytest.mark.usefixtures("texts")
def test_what_was_confirmed_stands_in_place_of_proposals(client: Client, now: datetime) -> None:
    work = Work.objects.get(slug="vienna-2000")
    Annotation.objects.create(
        work=work, eid="para_7__subpara_a", summary={"en": "States lend."}, decided=True, origin=Origin.PERSON, at=now
    )
    Commitment.objects.create(
        work=work, eid="para_7__subpara_a", actors=["donors"], act="urge", words="lend", origin=Origin.PERSON, at=now
    )
    shown = page(client, "/texts/vienna-2000/para_7__subpara_a")
    assert "States lend." in shown
    assert "not official" in shown
    assert "Donors" in shown
    assert "Urge" in shown
    assert "not confirmed" not in shown.split("Parallels")[0]


@pytest.mark.usefixtures("texts")
def test_a_rejected_parallel_gives_way_and_stays_in_sight_for_editors(
    client: Client, now: datetime, make_person: Callable[..., User]
) -> None:
    here = "/texts/vienna-2000/para_7__subpara_a"
    works = {work.slug: work for work in Work.objects.filter(slug__in=["one-2020", "vienna-2000"])}
    one, other = 'href="/texts/one-2020/para_1"', "one-2020/para_2"
    assert one not in page(client, here)
    for eid in ("para_2", "para_1"):
        Verdict.objects.create(
            a=works["one-2020"], a_eid=eid, b=works["vienna-2000"], b_eid="para_7__subpara_a", accepted=False,
            note="by mistake", origin=Origin.PERSON, at=now,
        )  # fmt: skip
        assert (one in page(client, here)) is (eid == "para_2")
    assert "by mistake" not in page(client, here)
    client.force_login(make_person("editor", "texts.edit"))
    shown = page(client, here)
    assert "2 rejected parallels" in shown
    assert shown.count("by mistake") >= 2
    assert other in shown
