"""Pages of States, groups and topics, and their downloads."""

import csv
import json
import re
from io import StringIO

import pytest
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.usefixtures("catalogue")


def page(client: Client, path: str, language: str = "en") -> str:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def names(shown: str) -> list[str]:
    return [name for _, name in re.findall(r'<th scope="row"><a href="/states/(\w+)">([^<]+)</a>', shown)]


def test_the_list_says_how_many_and_stands_in_reading_order(client: Client) -> None:
    shown = page(client, "/states?on=2024-09-30")
    assert "253 States and areas, as on 30 September 2024" in shown
    assert names(shown)[:3] == ["Afghanistan", "Åland Islands", "Albania"]


def test_the_list_is_in_the_readers_language(client: Client) -> None:
    assert names(page(client, "/states", "zh-hans"))[0] == "阿尔巴尼亚"
    assert "سويسرا" in names(page(client, "/states", "ar"))


def test_filters_narrow_the_list_and_lead_back(client: Client) -> None:
    shown = page(client, "/states?group=ldc&on=2002-01-01")
    assert len(names(shown)) == 49
    assert "Botswana" not in names(shown)
    assert 'href="?on=2002-01-01" aria-current="true"' in shown
    assert "?on=2002-01-01&amp;group=sids" in shown


def test_names_in_a_second_language(client: Client) -> None:
    shown = page(client, "/states?names=ar&standing=observer")
    assert '<bdi lang="ar" dir="rtl">الكرسي الرسولي</bdi></td>' in shown


def test_an_empty_answer_teaches_the_next_step(client: Client) -> None:
    assert "No State or area matches" in page(client, "/states?group=ldc&on=1950-01-01")


def test_what_is_only_supposed_is_marked(client: Client) -> None:
    assert "the source records no beginning" in page(client, "/states?group=african-states&on=1995-01-01")
    assert "the source records no beginning" not in page(client, "/states?group=african-states&on=2025-01-01")
    assert "the source records no beginning" not in page(client, "/states?group=ldc&on=1995-01-01")


def test_csv_is_just_this_list(client: Client) -> None:
    answer = client.get("/states?group=lldc&on=2024-09-30&format=csv")
    content = answer.content.decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(content)))
    assert len(rows) == 32
    assert {"name_ar", "name_zh", "iso3", "groups"} <= set(rows[0])
    assert "states-2024-09-30.csv" in answer["Content-Disposition"]
    assert {row["iso3"]: row["name_fr"] for row in rows}["BTN"] == "Bhoutan"


def test_json_says_its_day_and_source(client: Client) -> None:
    content = json.loads(client.get("/states?standing=member&on=1991-12-18&format=json").content)
    assert content["total"] == len(content["states"]) == 166
    assert content["on"] == "1991-12-18"
    assert content["as_of"]
    assert content["source"]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("on=yesterday", 422),
        ("on=2021-02-30", 422),
        ("on=%00", 400),
        ("names=tlh", 422),
        ("standing=king", 422),
        ("group=%27;drop", 404),
        ("group=" + "x" * 3000, 404),
        ("format=exe", 200),
    ],
)
def test_a_bad_question_gets_a_clear_answer(client: Client, query: str, status: int) -> None:
    answer = client.get(f"/states?{query}")
    assert answer.status_code == status
    assert "<h1" in answer.content.decode()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("code", ["KEN", "TWN", "YUG", "VAT", "ATA", "FLK"])
def test_every_sort_of_state_has_a_page_with_the_disclaimer(client: Client, code: str, language: str) -> None:
    shown = page(client, f"/states/{code}", language)
    assert 'class="foot-dates"' in shown
    assert ("frontiers or boundaries" in shown) == (language == "en")


def test_a_states_page_says_since_when(client: Client) -> None:
    shown = page(client, "/states/BWA")
    assert "Member of the United Nations since 17 October 1966." in shown
    assert "until 19 December 1994" in shown
    assert "since 1971" in shown
    assert "beginning not recorded" in shown


def test_a_small_code_leads_to_the_state(client: Client) -> None:
    assert "Kenya" in page(client, "/states/ken")


@pytest.mark.parametrize("path", ["/states/XXX", "/states/Kenya1", "/groups/nope", "/topics/nope"])
def test_what_is_not_there_is_not_found_or_refused(client: Client, path: str) -> None:
    assert client.get(path).status_code in (404, 422)


def test_a_groups_page_shows_members_and_those_before(client: Client) -> None:
    shown = page(client, "/groups/ldc?on=2024-12-31")
    assert "44 States on 31 December 2024" in shown
    assert shown.index("In it before") < shown.index('href="/states/STP"')


def test_the_topic_page_says_what_its_note_is_written_in(client: Client) -> None:
    assert "untranslated" not in page(client, "/topics/corruption").split("<h2")[0]
    shown = page(client, "/topics/corruption", "ar")
    assert "<h1>الفساد</h1>" in shown
    assert '<span lang="en" dir="ltr">Corruption and bribery' in shown
    assert "غير مترجم" in shown


def test_the_tree_of_topics_links_every_topic(client: Client) -> None:
    assert len(set(re.findall(r'href="/topics/([a-z-]+)"', page(client, "/topics")))) == 80


def test_skos_has_the_addresses_of_this_node(client: Client) -> None:
    answer = client.get("/topics.ttl")
    assert answer["Content-Type"].startswith("text/turtle")
    assert "<http://testserver/topics/corruption> a skos:Concept" in answer.content.decode()


def test_pages_take_few_queries(client: Client, django_assert_max_num_queries: object) -> None:
    few = dict.fromkeys(("/states", "/states/KEN", "/groups", "/groups/ldc", "/topics"), 8)
    for path, most in (few | {"/topics/prisons": 10}).items():  # with what was read to be about it, and found by words
        with django_assert_max_num_queries(most):  # type: ignore[operator]
            page(client, path)
