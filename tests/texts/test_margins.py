"""The marks in the margin of an instrument: what a provision asks, who cites it, its parallels; they can be hidden."""

from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cjin.core.actions.search import index
from cjin.core.queries.release import Reader
from cjin.texts.actions.confirming import confirm
from cjin.texts.models import Citation, Expression, Parallel, Verdict, Work
from cjin.texts.queries.instruments import instrument_named
from cjin.texts.queries.margins import margins_of
from cjin.texts.queries.paired import counts_of, pairs_of
from cjin.texts.rules.annotations import Asked
from cjin.texts.search import documents_of
from tests.core.conftest import *  # noqa: F403 - people and their posts
from tests.texts.conftest import MakeText, page

TEXT = {
    "para_1": "We request the Secretary-General to report to the General Assembly at its sixty-first session.",
    "para_2": "We note the rain.",
    "para_3": "We urge donors to plant trees.",
}
QUERIES = 4


@pytest.fixture
def text(make_text: MakeText) -> Expression:
    made = make_text("one-2020", TEXT)
    index(documents_of(made))
    return made


def pair(one: str, other: str, score: float = 0.5) -> None:
    (a, a_eid), (b, b_eid) = (key.split("/") for key in (one, other))
    works = {work.slug: work for work in Work.objects.all()}
    Parallel.objects.create(a=works[a], a_eid=a_eid, b=works[b], b_eid=b_eid, score=score)


def test_what_each_provision_asks(text: Expression) -> None:
    found = margins_of(text, Reader.PUBLIC)
    assert set(found) == {"para_1", "para_3"}
    one = found["para_1"]
    assert (one.actors, one.act, one.strength, one.due) == (("secretary-general",), "request", 4, ("2006",))
    assert not one.confirmed


def test_confirmed_marks_are_told_apart(text: Expression, client: Client, now: datetime) -> None:
    shown = page(client, "/texts/one-2020")
    assert shown.count("Proposed:") == 2
    assert "due 2006" in shown
    assert "strength 4 of 5" in shown
    instrument = instrument_named("one-2020", None)
    confirm(instrument=instrument, eid="para_3", asked=[Asked(("states",), "invite", "urge")], by=None, now=now)
    assert margins_of(text, Reader.PUBLIC)["para_3"].confirmed
    shown = page(client, "/texts/one-2020")
    assert (shown.count("Proposed:"), shown.count("Confirmed:")) == (1, 1)


def test_citing_provisions_are_counted_where_they_may_be_read(text: Expression, make_text: MakeText) -> None:
    for slug, published in (("two-2021", True), ("three-2022", False)):
        other = make_text(slug, {"para_1": "See above.", "para_2": "See above."}, published=published).work
        Citation.objects.bulk_create(
            Citation(work=other, eid=eid, position=place, words="above", start=0, end=5, kind="provision",
                     key="one-2020/para_2", cited=text.work, cited_eid="para_2", resolved=True)
            for place, eid in enumerate(("para_1", "para_1", "para_2"))
        )  # fmt: skip
    assert margins_of(text, Reader.PUBLIC)["para_2"].cited == 2


def test_parallels_are_counted_as_the_page_of_a_provision_shows_them(text: Expression, make_text: MakeText) -> None:
    make_text("two-2021", {"para_1": "Trees.", "para_2": "Rain."})
    make_text("zero-1999", {"para_1": "Trees."})
    for other in ("two-2021/para_1", "two-2021/para_2", "zero-1999/para_1"):
        pair("one-2020/para_3", other)
    pair("one-2020/para_1", "two-2021/para_1")
    one, two = text.work, Work.objects.get(slug="two-2021")
    Verdict.objects.create(
        a=one, a_eid="para_1", b=two, b_eid="para_1", accepted=False, origin="person", at=timezone.now()
    )
    counts = counts_of(one, Reader.PUBLIC)
    assert counts == {"para_3": 2}
    assert counts == {eid: len(pairs) for eid, pairs in pairs_of(one, Reader.PUBLIC).items()}
    assert counts_of(two, Reader.PUBLIC) == {"para_1": 1, "para_2": 1}


def test_what_is_counted_is_a_link_and_what_follows_stands_at_the_top(
    text: Expression, make_text: MakeText, client: Client
) -> None:
    make_text("two-2021", {"para_1": "Trees."})
    pair("one-2020/para_3", "two-2021/para_1")
    shown = page(client, "/texts/one-2020")
    assert 'href="/texts/one-2020/para_3#parallels"' in shown
    assert 'id="parallels"' in page(client, "/texts/one-2020/para_3")
    assert shown.index('href="/texts/one-2020/parallels"') < shown.index("<article")


def test_marks_are_hidden_and_stay_hidden(text: Expression, client: Client) -> None:
    hidden = client.get("/texts/one-2020?marks=off")
    assert "mark-line" not in hidden.content.decode()
    assert "mark-line" not in page(client, "/texts/one-2020")
    assert "mark-line" in page(client, "/texts/one-2020?marks=on")
    assert "mark-line" in page(client, "/texts/one-2020?marks=perhaps")


def test_marks_cost_few_queries(text: Expression, client: Client) -> None:
    counts = []
    for wish in ("off", "on"):
        page(client, f"/texts/one-2020?marks={wish}")
        with CaptureQueriesContext(connection) as made:
            page(client, f"/texts/one-2020?marks={wish}")
        counts.append(len(made))
    assert counts[1] - counts[0] <= QUERIES


def test_a_version_that_is_not_shown_first_has_no_marks(text: Expression, make_text: MakeText) -> None:
    assert margins_of(make_text("one-2020", TEXT, number=2), Reader.PUBLIC) == {}


@pytest.mark.usefixtures("text")
def test_marks_are_written_in_the_language_of_the_reader(client: Client) -> None:
    client.cookies["cjin_language"] = "ar"
    assert '<p class="mark-line" lang="ar" dir="rtl">' in page(client, "/texts/one-2020")
