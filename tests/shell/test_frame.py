"""The frame around every page."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as tries
from hypothesis import strategies as st

from cjin.core.models import Organization, Post, PostHolding
from cjin.core.rules.duties import Duty
from cjin.node.frame import FRAME
from cjin.shell import queries
from cjin.shell.rules.frame import COOPERATION, LIBRARY, UNBUILT, Door, Entry, Line, Shelf
from cjin.shell.rules.frame import _ as marked

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _ in settings.LANGUAGES]


def page(client: Client, path: str = "/", language: str = "en") -> str:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client.get(path).content.decode()


@pytest.fixture
def framed(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Puts another frame around the pages."""
    return lambda frame: monkeypatch.setattr(queries, "frame", lambda: frame)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_says_its_language_and_direction(client: Client, language: str) -> None:
    shown = page(client, language=language)
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in shown


def test_the_frame_is_translated_for_the_reader(client: Client) -> None:
    words = {
        language: re.search(r'class="skip"[^>]*>([^<]+)<', page(client, language=language)) for language in LANGUAGES
    }
    assert len({found[1] for found in words.values() if found}) == len(LANGUAGES)


def places(client: Client, path: str) -> tuple[list[str], list[str]]:
    """The entries of the bar of places, and which of them are marked."""
    nav = page(client, path).partition('<nav class="places"')[2].partition("</nav>")[0]
    return re.findall(r">(\w+)</a>", nav), re.findall(r'aria-current="true">(\w+)', nav)


def test_places_with_pages_stand_apart_from_what_is_planned(client: Client, framed: Any) -> None:
    framed(replace(FRAME, places=(*FRAME.places[:2], COOPERATION, *FRAME.places[3:])))
    shown = page(client, "/planned")
    assert places(client, "/topics") == (["Library", "Figures", "Network", "Planned"], ["Library"])
    assert places(client, "/places/cooperation")[1] == places(client, "/planned")[1] == ["Planned"]
    assert "<dt>Cooperation</dt>" in shown
    for label in ("Library", "Follow-up"):
        assert f"<dt>{label}</dt>" not in shown


def test_a_node_without_plans_announces_none(client: Client, framed: Any) -> None:
    place = replace(LIBRARY, entries=(Entry(marked("About"), "shell:about"),))
    framed(replace(UNBUILT, places=(place,), doors=()))
    assert places(client, "/") == (["Library"], [])
    assert "Planned" not in page(client, "/")


def test_a_page_that_has_nothing_for_a_person_has_no_entry(client: Client, framed: Any) -> None:
    asked: list[Any] = []

    def there(person: Any) -> bool:
        asked.append(person)
        return bool(person == "ada")

    entries = (Entry(marked("About"), "shell:about"), *(Entry(one, "shell:licence", there=there) for one in "ab"))
    assert [link.label for link in queries.links(entries, "ada")] == ["About", "a", "b"]
    assert asked == ["ada"]
    assert [link.label for link in queries.links(entries, "bob")] == ["About"]
    asked.clear()
    assert queries.place_url(replace(LIBRARY, entries=entries)) == "/about"
    assert asked == []


def test_entries_for_a_duty_are_shown_to_those_who_hold_it(client: Client, framed: Any, django_user_model: Any) -> None:
    entries = (
        Entry(marked("About"), "shell:about"),
        Entry(marked("Licence"), "shell:licence", frozenset({Duty.TEXTS_EDIT})),
    )
    framed(replace(UNBUILT, places=(replace(LIBRARY, entries=entries),)))
    person = django_user_model.objects.create_user("ada", "ada@example.org")
    assert [link.label for link in queries.links(entries, None)] == ["About"]
    assert [link.label for link in queries.links(entries, person)] == ["About"]
    body = Organization.objects.create(name={"en": "Ministry"}, kind="government")
    post = Post.objects.create(organization=body, title={"en": "Editor"}, duties=["texts.edit"])
    PostHolding.objects.create(person=person, post=post, held_from=date(2020, 1, 1))
    assert [link.label for link in queries.links(entries, person)] == ["About", "Licence"]


def test_a_place_without_pages_says_so(client: Client, framed: Any) -> None:
    framed(UNBUILT)
    assert "This place has no pages yet" in page(client, "/places/library")
    assert client.get("/places/nowhere").status_code == 404


def test_a_place_leads_to_its_first_page_that_exists(framed: Any) -> None:
    place = replace(LIBRARY, entries=(Entry(marked("Gone"), "no:such"), Entry(marked("About"), "shell:about")))
    assert queries.place_url(place) == "/about"
    assert [link.label for link in queries.links(place.entries)] == ["About"]


def test_search_is_always_there_and_keeps_what_was_asked(client: Client) -> None:
    assert 'role="search"' in page(client, "/about")
    assert 'data-focus-key="/"' in page(client, "/about")


def test_doors_show_a_live_number_and_what_is_planned_is_one_small_line(client: Client, framed: Any) -> None:
    there = Door("Provisions", "Every paragraph.", "shell:about", lambda request: 12345)
    gone = Door("Rounds", "What was asked.", "no:such", lambda request: 1 / 0)
    mine = Door("Open requests", "Yours.", "shell:about", lambda request: None)
    framed(replace(UNBUILT, doors=(there, gone, mine)))
    shown = page(client)
    assert '<span class="door-number">12,345</span>' in shown
    assert shown.count("door-number") == 1
    assert shown.count('class="door-label"') == 2
    assert re.search(r"Planned for later versions: Rounds\.", shown)


def test_what_is_new_comes_newest_first_and_is_limited(client: Client, framed: Any) -> None:
    def news(request: object) -> list[Line]:
        return [Line(f"Number {day}", f"/{day}", date(2021, 12, day)) for day in range(1, 21)]

    framed(replace(UNBUILT, news=(news,)))
    shown = re.findall(r">Number (\d+)<", page(client))
    assert shown == [str(day) for day in range(20, 12, -1)]


def test_what_is_due_says_how_much_it_leaves_out(client: Client, framed: Any, django_user_model: Any) -> None:
    framed(replace(UNBUILT, due=(lambda request: [Line("Draft", "/d", date(2026, 3, 1))] * 11,)))
    client.force_login(django_user_model.objects.create_user("ada", "ada@example.org"))
    assert page(client).count(">Draft</bdi>") == 8
    assert "and 3 more" in page(client)


def test_examples_and_shelves_lead_into_the_node(client: Client, framed: Any) -> None:
    shelf = Shelf(marked("Topics"), "shell:about", lambda request: [({"ar": "فساد"}, "/topics/x")])
    framed(replace(UNBUILT, examples=('"mutual help" & more',), shelves=(shelf,)))
    shown = page(client)
    assert "?q=%22mutual%20help%22%20%26%20more" in shown
    assert '<a href="/topics/x"><span lang="ar" dir="rtl">فساد</span>' in shown


def test_what_is_due_is_asked_only_for_people_who_signed_in(
    client: Client, framed: Any, django_user_model: Any
) -> None:
    def due(request: Any) -> list[Line]:
        assert request.user.is_authenticated
        return [Line("Answer paragraph 12", "/a", date(2026, 3, 1), late=True)]

    framed(replace(UNBUILT, due=(due,)))
    assert "Sign in to see what waits for you." in page(client)
    client.force_login(django_user_model.objects.create_user("ada", "ada@example.org"))
    shown = page(client)
    assert "Answer paragraph 12" in shown
    assert 'class="status warning"' in shown


def test_the_language_switch_works_without_scripts(client: Client) -> None:
    answer = client.post("/language", {"language": "ar", "next": "/about"})
    assert answer.status_code == 302
    assert answer["Location"] == "/about"
    assert 'lang="ar" dir="rtl"' in client.get("/about").content.decode()


def test_the_language_switch_leads_nowhere_else(client: Client) -> None:
    assert client.post("/language", {"language": "fr", "next": "https://evil.example/"})["Location"] == "/"


def test_the_nodes_colour_is_a_stylesheet_of_its_own(client: Client, settings: Any) -> None:
    settings.CJIN_NODE_COLOUR = "#7a4a12"
    answer = client.get("/node.css")
    assert answer["Content-Type"].startswith("text/css")
    assert "max-age" in answer["Cache-Control"]
    assert "--node: #7a4a12" in answer.content.decode()


@given(colour=st.text())
@tries(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_setting_gets_more_than_a_colour_into_the_stylesheet(settings: Any, colour: str) -> None:
    settings.CJIN_NODE_COLOUR = colour
    assert re.fullmatch(r"#[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3})?", queries.node_colour())


def test_the_nodes_name_is_shown_and_escaped(client: Client, settings: Any) -> None:
    settings.CJIN_NODE_NAME = "<Ruritania>"
    shown = page(client)
    assert "&lt;Ruritania&gt;" in shown
    assert "<Ruritania>" not in shown


@pytest.mark.parametrize("path", ["/", "/about", "/licence", "/accessibility", "/places/network", "/nothing"])
def test_every_page_has_a_title_one_heading_and_one_main(client: Client, path: str) -> None:
    shown = page(client, path)
    title = re.search(r"<title>(.*?)</title>", shown, re.DOTALL)
    assert title
    assert len(title[1].strip()) > 10
    assert shown.count("<h1") == shown.count("<main") == 1
    assert 'href="#content"' in shown
