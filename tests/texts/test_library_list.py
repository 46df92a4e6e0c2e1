"""The list of instruments: filters, order, pages, downloads."""

import csv
import json
import re
from datetime import date
from io import StringIO

import pytest
from django.test import Client

from cjin.reference.models import Topic
from cjin.texts.models import Work
from cjin.texts.queries import listing
from tests.texts.conftest import MakeText
from tests.texts.test_reading_pages import page, queries


def slugs(shown: str) -> list[str]:
    return re.findall(r'<p class="shelf-title"><a href="/texts/([^"/?]+)"', shown)


@pytest.mark.usefixtures("library")
def test_every_known_work_is_listed_with_or_without_text(client: Client) -> None:
    shown = page(client, "/texts/")
    assert len(slugs(shown)) == 11
    assert "11 instruments" in shown
    assert Work.objects.filter(slug="uncac-2003").exists()
    assert "uncac-2003" not in slugs(shown), "a work that is only cited stands in the list once it has a text"
    assert "not loaded yet" in shown
    assert slugs(page(client, "/texts/?loaded=yes")) == ["model-declaration"]
    assert len(slugs(page(client, "/texts/?loaded=no"))) == 10


@pytest.mark.usefixtures("library")
def test_filters_and_order(client: Client) -> None:
    assert slugs(page(client, "/texts/?decade=1990")) == ["naples-1994", "programme-1991"]
    assert slugs(page(client, "/texts/?language=ar")) == ["model-declaration"]
    assert all(
        "177" in slug or "181" in slug or "-" in slug for slug in slugs(page(client, "/texts/?body=General+Assembly"))
    )
    titles = page(client, "/texts/?sort=title")
    assert slugs(titles)[0] == "bangkok-2005"
    assert "No instrument matches" in page(client, "/texts/?decade=1800")
    for odd in ("?decade=x", "?decade=99999999", "?after=x~y", "?sort=nothing", "?loaded=perhaps"):
        page(client, f"/texts/{odd}")


@pytest.mark.usefixtures("library")
def test_years_are_offered_within_a_decade_and_narrow_it(client: Client) -> None:
    assert "year=" not in page(client, "/texts/")
    shown = page(client, "/texts/?decade=1990")
    assert re.findall(r"decade=1990&amp;year=(\d+)", shown) == ["1994", "1991"]
    assert slugs(page(client, "/texts/?decade=1990&year=1994")) == ["naples-1994"]
    assert slugs(page(client, "/texts/?year=1994")) == ["naples-1994"]
    # Another decade, or none, takes the year along.
    narrowed = page(client, "/texts/?decade=1990&year=1994")
    assert 'href="/texts/?decade=2000"' in narrowed
    assert 'href="/texts/" aria-current="true"' in narrowed
    for odd in ("year=x", "year=99999999", "year=٣", "decade=9&year=-1", "year=0"):
        page(client, f"/texts/?{odd}")


@pytest.mark.usefixtures("library")
def test_the_list_as_a_file(client: Client) -> None:
    answer = client.get("/texts/?format=csv")
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 11
    model = next(row for row in rows if row["slug"] == "model-declaration")
    assert (model["languages"], model["adopted"]) == ("ar en fr", "2020-03-04")
    found = json.loads(client.get("/texts/?format=json&loaded=yes").content)
    assert found["total"] == 1
    assert found["instruments"][0]["texts"] == [f"model-declaration@{one}.1" for one in ("ar", "en", "fr")]


def test_a_cell_never_becomes_a_formula(client: Client, make_text: MakeText) -> None:
    make_text("odd", {"para_1": "x"}, title={"en": "=1+1"})
    assert "'=1+1" in client.get("/texts/?format=csv").content.decode()


@pytest.mark.parametrize("sort", ["date", "title", "symbol"])
def test_pages_show_every_work_once_forwards_and_backwards(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch, sort: str
) -> None:
    monkeypatch.setattr(listing, "SIZE", 7)
    days = [date(2000, 1, 1), date(2010, 5, 5), None]
    Work.objects.bulk_create(
        Work(slug=f"w-{n}", title={"en": f"T{n % 5}"}, symbol=f"A/{n % 4}", adopted=days[n % 3], known=True)
        for n in range(30)
    )
    seen, path = [], f"/texts/?sort={sort}"
    shown = page(client, path)
    while True:
        seen.append(slugs(shown))
        following = re.search(r'rel="next" href="([^"]+)"', shown)
        if not following:
            break
        shown = page(client, following[1].replace("&amp;", "&"))
    assert [len(one) for one in seen] == [7, 7, 7, 7, 2]
    assert len({slug for one in seen for slug in one}) == 30
    back = re.search(r'rel="prev" href="([^"]+)"', shown)
    assert back
    assert slugs(page(client, back[1].replace("&amp;", "&"))) == seen[-2]


def test_the_list_makes_as_many_queries_however_many_works_there_are(client: Client, make_text: MakeText) -> None:
    make_text("one", {"para_1": "x"})
    few = queries(client, "/texts/")
    for n in range(20):
        make_text(f"more-{n}", {"para_1": "x"})
    assert queries(client, "/texts/") == few <= 12


def test_what_has_no_date_stands_last_among_the_decades(client: Client, make_text: MakeText) -> None:
    for slug, day in (("old", date(1985, 1, 1)), ("new", date(2021, 1, 1)), ("undated", None)):
        make_text(slug, {"para_1": "x"}, adopted=day)
    assert re.findall(r'href="/texts/\?decade=(\w+)"', page(client, "/texts/")) == ["2020", "1980", "none"]


def test_many_topics_of_an_instrument_are_folded(client: Client, make_text: MakeText) -> None:
    text = make_text("pact", {"para_1": "x"})
    for place in range(9):
        topic = Topic.objects.create(
            slug=f"t-{place}", pref_label={"en": f"Topic {place}"}, scope_note="x", position=place
        )
        text.work.topics.add(topic)
    before, _, after = page(client, "/texts/pact").partition('<details class="more masthead-topics">')
    assert before.count('href="/topics/t-') == 6
    assert "3 more topics" in after
    assert after.count('href="/topics/t-') == 3
