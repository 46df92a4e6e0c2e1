"""The search page: sentences, filters, and citations that go straight to what they cite."""

import re
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from cjin.core.actions import search as index
from cjin.reference.models import Topic
from cjin.reference.search import Topics
from cjin.texts.search import Provisions, documents_of
from tests.texts.conftest import MakeText
from tests.texts.test_reading_pages import page, queries

NOW = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture
def shelf(make_text: MakeText) -> None:
    """A resolution with its annex, and a declaration that is only a draft."""
    facts = {"symbol": "A/RES/76/181", "adopted": date(2021, 12, 16)}
    make_text("ares-76-181", {"para_1": "Endorses the declaration.", "para_2": "Thanks the host."}, **facts)
    make_text(
        "kyoto-2021",
        {"para_1": "Promote the rule of law.", "para_61": "Exchange data.", "para_61__subpara_b": "Share files."},
        annex=1,
        place="Kyoto",
        known=True,
        **facts,
    )
    make_text("secret-2021", {"para_61": "A secret promise."}, published=False, place="Secret")
    index.index(Provisions().documents())


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("typed", "there"),
    [
        ("A/RES/76/181 para 61", "/texts/kyoto-2021/para_61?language=en"),
        ("A/RES/76/181 para 1", "/texts/ares-76-181/para_1?language=en"),
        ("A/RES/76/181, annex, para. 1", "/texts/kyoto-2021/para_1?language=en"),
        ("76/181, para. 61 (b)", "/texts/kyoto-2021/para_61__subpara_b?language=en"),
        ("Kyoto 61", "/texts/kyoto-2021/para_61?language=en"),
        ("kyoto ٦١", "/texts/kyoto-2021/para_61?language=en"),
        ("kyoto-2021/para_61", "/texts/kyoto-2021/para_61?language=en"),
        ("A/RES/76/181", "/texts/ares-76-181"),
        ("76/181 annex", "/texts/kyoto-2021"),
    ],
)
def test_a_citation_goes_straight_there(client: Client, typed: str, there: str) -> None:
    answer = client.get("/search", {"q": typed})
    assert (answer.status_code, answer.headers.get("Location")) == (302, there)


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("typed", ["Kyoto 99", "Secret 61", "secret-2021/para_61", "76/182 para 1", "law 1", "data"])
def test_what_names_nothing_is_searched_for(client: Client, typed: str) -> None:
    answer = client.get("/search", {"q": typed})
    assert answer.status_code == 200
    assert "secret promise" not in answer.content.decode()


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("typed", ["Title of kyoto-2021", "kyoto", "Title of", "kyoto-2021"])
def test_a_title_is_shown_above_the_answers_and_takes_nobody_away(client: Client, typed: str) -> None:
    answer = client.get("/search", {"q": typed})
    assert answer.status_code == 200
    shown = answer.content.decode()
    card = shown.partition('class="cards"')[2].partition("</section>")[0]
    assert 'href="/texts/kyoto-2021"' in card
    assert "A/RES/76/181" in card


@pytest.mark.usefixtures("shelf")
def test_a_name_that_is_hidden_has_no_card(client: Client) -> None:
    assert 'class="cards"' not in page(client, "/search?q=Title+of+secret-2021")
    assert 'class="cards"' not in page(client, "/search?q=kyoto&instrument=kyoto-2021")


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("typed", "said", "link"),
    [
        ("Kyoto 999", "has no paragraph 999; its last one is 61.", "/texts/kyoto-2021/para_61?language=en"),
        ("Kyoto para 999", "has no paragraph 999; its last one is 61.", "/texts/kyoto-2021?language=en"),
        ("Kyoto para 61 (z)", ">para. 61 (z)</bdi> in it.", "/texts/kyoto-2021/para_61?language=en"),
        ("kyoto-2021/para_62", "has no paragraph 62; its last one is 61.", "/texts/kyoto-2021?language=en"),
        ("76/181 annex article 9", ">art. 9</bdi>.", "/texts/kyoto-2021?language=en"),
        ("A/RES/99/1 para 3", "no instrument with the symbol", "/texts/"),
    ],
)
def test_a_citation_that_leads_nowhere_is_admitted(client: Client, typed: str, said: str, link: str) -> None:
    answer = client.get("/search", {"q": typed})
    assert answer.status_code == 200
    missed = answer.content.decode().partition('class="notice missed"')[2].partition("</div>")[0]
    assert said in missed
    assert f'href="{link}"' in missed


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("typed", ["Secret 99", "law 1", "data 7", "promote the rule of law"])
def test_words_that_are_no_citation_admit_nothing(client: Client, typed: str) -> None:
    assert 'class="notice missed"' not in client.get("/search", {"q": typed}).content.decode()


@pytest.mark.usefixtures("library")
def test_a_citation_of_a_text_that_is_not_loaded_says_so(client: Client) -> None:
    shown = page(client, "/search?q=A/RES/76/181+annex+para+61")
    assert "is not loaded at this node" in shown.partition('class="notice missed"')[2]


@pytest.mark.usefixtures("shelf")
def test_the_match_stands_in_its_sentence(client: Client) -> None:
    shown = page(client, "/search?q=rule+law")
    assert "Promote the <mark>rule</mark> of <mark>law</mark>." in shown
    assert 'href="/texts/kyoto-2021/para_1?language=en"' in shown
    assert "instrument=kyoto-2021" in shown
    assert "http://testserver/search?q=rule+law" in shown


@pytest.mark.usefixtures("shelf")
def test_filters_narrow_and_lead_back(client: Client) -> None:
    shown = page(client, "/search?q=the&instrument=ares-76-181")
    assert "Thanks" in shown
    assert "Promote" not in shown
    assert 'href="/search?q=the" aria-current="true"' in shown


@pytest.mark.usefixtures("shelf")
def test_an_empty_answer_and_an_empty_question_teach(client: Client) -> None:
    for path in ("/search", "/search?q=zyxwv", "/search?q=the&language=xx&year=x&page=٣"):
        page(client, path)
    assert "a phrase as it stands" in page(client, "/search")
    assert "No provision answers this" in page(client, "/search?q=zyxwv")


def test_pages_go_on_and_back(client: Client, make_text: MakeText) -> None:
    text = make_text("long", {f"para_{n}": f"Promise number {n}." for n in range(1, 46)})
    index.index(documents_of(text))
    first, second = page(client, "/search?q=promise"), page(client, "/search?q=promise&page=2")
    assert "45 provisions" in first
    assert 'rel="next" href="/search?q=promise&amp;page=2"' in first
    assert 'rel="prev" href="/search?q=promise"' in second
    assert "21–40" in second
    assert 'rel="next"' not in page(client, "/search?q=promise&page=3")


def test_the_page_of_answers_makes_a_constant_number_of_queries(client: Client, make_text: MakeText) -> None:
    index.index(documents_of(make_text("one", {"para_1": "A rare promise."})))
    index.index(documents_of(make_text("two", {f"para_{n}": f"A common pledge {n}." for n in range(1, 40)})))
    assert abs(queries(client, "/search?q=rare") - queries(client, "/search?q=pledge")) <= 1


def test_states_and_topics_of_the_name_stand_above_the_provisions(client: Client, make_text: MakeText) -> None:
    names = {"en": "Organized crime", "fr": "Criminalité organisée"}
    Topic.objects.create(slug="organized", pref_label=names, scope_note="Groups.", position=1)
    Topic.objects.create(slug="other", pref_label={"en": "Crime"}, scope_note="Organized and other crime.", position=2)
    make_text("pact", {"para_1": "Fight organized crime."})
    index.index([*Provisions().documents(), *Topics().documents()])
    shown = page(client, "/search?q=organized+crime")
    cards = shown.partition('class="cards"')[2].partition("</section>")[0]
    assert re.findall(r'href="([^"]+)"', cards) == ["/topics/organized"]
    assert "1 provision<" in shown
    assert ">Organized crime</bdi>" in cards
    assert 'class="cards"' not in page(client, "/search?q=organized+crime&language=en")
    french = page(client, "/search?q=criminalité+organisée", "fr")
    assert ">Criminalité organisée</bdi>" in french
