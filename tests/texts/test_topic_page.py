"""What the library shows on the page of a topic."""

import pytest
from django.test import Client

from cjin.core.actions import search as index
from cjin.reference.models import Topic
from cjin.texts.models import Work
from cjin.texts.search import Provisions
from tests.texts.conftest import MakeText
from tests.texts.test_reading_pages import page, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic() -> Topic:
    """A topic whose name has a hyphen, in English and French."""
    return Topic.objects.create(
        slug="laundering",
        pref_label={"en": "Money-laundering", "fr": "Blanchiment"},
        scope_note="Hiding where it came from.",
        position=1,
    )


def test_provisions_with_its_words_and_a_link_to_all_of_them(client: Client, topic: Topic, make_text: MakeText) -> None:
    make_text("pact", {f"para_{n}": f"Fight money laundering everywhere, {n}." for n in range(1, 9)})
    make_text("sealed", {"para_1": "Money laundering of secrets."}, published=False)
    index.index(Provisions().documents())
    shown = page(client, "/topics/laundering")
    assert shown.count('class="text hit"') == 5
    assert "<mark>money</mark> <mark>laundering</mark>" in shown
    assert "See all 8 provisions with these words" in shown
    assert 'href="/search?q=Money+laundering"' in shown
    assert "nobody has looked through this list" in shown
    assert "secrets" not in shown
    assert "8 provisions" in page(client, "/search?q=Money+laundering")


def test_a_name_without_hits_in_ones_own_language_is_looked_for_in_english(
    client: Client, topic: Topic, make_text: MakeText
) -> None:
    index.index([])
    make_text("pact", {"para_1": "Fight money laundering."})
    index.index(Provisions().documents())
    assert "<mark>money</mark>" in page(client, "/topics/laundering", "fr")


def test_instruments_that_carry_it_are_listed_first(client: Client, topic: Topic, make_text: MakeText) -> None:
    make_text("pact", {"para_1": "Words."})
    make_text("sealed", {"para_1": "Words."}, published=False)
    for work in Work.objects.all():
        work.topics.add(topic)
    shown = page(client, "/topics/laundering")
    assert 'href="/texts/pact"' in shown
    assert "sealed" not in shown
    assert "No provision at this node has the words of this topic." in shown


def test_as_many_queries_however_many_provisions_speak_of_it(client: Client, topic: Topic, make_text: MakeText) -> None:
    make_text("one", {"para_1": "Money laundering."})
    index.index(Provisions().documents())
    few = queries(client, "/topics/laundering")
    make_text("two", {f"para_{n}": "Money laundering." for n in range(1, 60)})
    index.index(Provisions().documents())
    assert queries(client, "/topics/laundering") <= few + 1
