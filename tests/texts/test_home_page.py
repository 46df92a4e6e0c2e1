"""What the home page tells of the library: what is new, and the drafts that wait for whoever may see them."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from cjin.core.models import Organization, Post, PostHolding, User
from cjin.texts.models import Expression
from tests.texts.conftest import MakeText
from tests.texts.test_reading_pages import page, queries


@pytest.fixture
def person(db: None) -> Any:
    """Makes somebody who holds a post with these duties."""

    def make(name: str, *duties: str) -> User:
        made = User.objects.create_user(name, f"{name}@example.org")
        body, _ = Organization.objects.get_or_create(kind="government", defaults={"name": {"en": "Ministry"}})
        post = Post.objects.create(organization=body, title={"en": name}, duties=list(duties))
        PostHolding.objects.create(person=made, post=post, held_from=date(2020, 1, 1))
        return made

    return make


def section(shown: str, title: str) -> str:
    return shown.partition(f'aria-labelledby="{title}-title"')[2].partition("</section>")[0]


def test_an_instrument_is_new_once_with_all_its_languages(client: Client, make_text: MakeText) -> None:
    titles = {"en": "Pact", "fr": "Pacte"}
    for language in ("fr", "en", "ar"):
        make_text("pact", {"para_1": "x"}, language=language, title=titles, symbol="A/RES/1/1")
    make_text("sealed", {"para_1": "x"}, published=False)
    news = section(page(client, "/"), "news")
    assert news.count("<li>") == 1
    assert ">Pact</bdi>" in news
    assert "A/RES/1/1 · ar en fr" in news
    assert ">Pacte</bdi>" in section(page(client, "/", "fr"), "news")


def test_the_newest_instrument_stands_first(client: Client, make_text: MakeText) -> None:
    for day in range(12):
        text = make_text(f"pact-{day}", {"para_1": "x"})
        assert text.published_at
        Expression.objects.filter(pk=text.pk).update(published_at=text.published_at + timedelta(days=day))
    news = section(page(client, "/"), "news")
    places = [news.index(f"/texts/pact-{day}") for day in range(11, 3, -1)]
    assert places == sorted(places)
    assert "/texts/pact-3" not in news


@pytest.mark.parametrize("duty", ["texts.edit", "texts.publish"])
def test_drafts_are_due_for_whoever_corrects_or_publishes(
    client: Client, make_text: MakeText, person: Any, duty: str
) -> None:
    draft = make_text("waits", {"para_1": "x"}, published=False)
    make_text("done", {"para_1": "x"})
    client.force_login(person("ada", duty))
    due = section(page(client, "/"), "due")
    assert f'href="/texts/drafts/{draft.pk}"' in due
    assert "draft to look through" in due
    assert due.count("<li>") == 1


def test_drafts_are_due_for_nobody_else(client: Client, make_text: MakeText, person: Any) -> None:
    make_text("waits", {"para_1": "x"}, published=False)
    client.force_login(person("eve", "audit.read"))
    shown = page(client, "/")
    assert "Nothing is due for you." in section(shown, "due")
    assert "waits" not in shown.replace("what waits for you", "")


def test_the_side_list_leads_those_who_may_to_import_and_drafts(
    client: Client, make_text: MakeText, person: Any
) -> None:
    assert "/texts/import" not in page(client, "/texts/")
    client.force_login(person("pub", "texts.publish"))
    side = page(client, "/texts/").partition('class="side-list"')[2].partition("</nav>")[0]
    assert "/texts/drafts" in side
    assert "/texts/import" not in side
    client.force_login(person("ada", "texts.edit"))
    side = page(client, "/texts/").partition('class="side-list"')[2].partition("</nav>")[0]
    assert "/texts/import" in side


def test_the_home_page_makes_as_many_queries_however_much_there_is(client: Client, make_text: MakeText) -> None:
    make_text("one", {"para_1": "x"})
    few = queries(client, "/")
    for n in range(20):
        make_text(f"more-{n}", {"para_1": "x"})
    assert queries(client, "/") == few
