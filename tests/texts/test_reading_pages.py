"""The pages of instruments and provisions, and the comparison of texts."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.texts.conftest import MakeText


def page(client: Client, path: str, language: str = "en") -> str:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(path).status_code == 200
    return len(caught)


@pytest.mark.usefixtures("library")
def test_an_instrument_shows_everything_in_its_order(client: Client) -> None:
    shown = page(client, "/texts/model-declaration")
    places = [shown.index(f'id="{key}"') for key in ("author", "preamble_1", "enacting", "h1-para_1", "para_1")]
    assert places == sorted(places)
    assert shown.index('id="h1-para_3"') < shown.index('class="chapeau"') < shown.index('id="h2-para_3"')
    assert 'href="model-declaration/para_3__subpara_b__point_i?language=en">(i)</a>' in shown
    assert 'href="#note-1"' in shown
    assert 'href="#ref-1"' in shown
    assert re.search(r'<nav class="contents"[^>]*data-follows>', shown)


@pytest.mark.usefixtures("library")
def test_a_text_keeps_its_language_on_a_page_in_another(client: Client) -> None:
    assert 'lang="fr" dir="ltr"' in page(client, "/texts/model-declaration?language=fr", "ar")
    assert '<article class="text body" lang="ar" dir="rtl"' in page(client, "/texts/model-declaration", "ar")


@pytest.mark.usefixtures("library")
def test_two_languages_stand_side_by_side_by_identifier(client: Client) -> None:
    shown = page(client, "/texts/model-declaration?language=en&beside=ar.1")
    rows = re.split(r'<div class="double-row[^"]*" role="row">', shown.partition('class="notes')[0])[2:]
    assert len(rows) == 26
    for row in rows:
        one = re.findall(r'<(?:div|p|h\d)[^>]* id="([^"]+)"', row)
        assert one[1:] == [f"b-{one[0]}"], row
    assert 'id="b-para_3__subpara_a"' in shown
    assert 'role="cell" lang="ar" dir="rtl"' in shown
    ids = re.findall(r'\sid="([^"]+)"', shown)
    assert len(ids) == len(set(ids))


@pytest.mark.usefixtures("library")
def test_a_work_without_text_says_how_to_load_it(client: Client) -> None:
    shown = page(client, "/texts/kyoto-2021")
    assert "cjin texts fetch A/RES/76/181" in shown
    assert "16 December 2021" in shown
    assert "CJIN_LIBRARY" in shown


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(
    "path",
    [
        "/texts/no-such-thing",
        "/texts/model-declaration?language=ru",
        "/texts/model-declaration?language=en&version=9",
        "/texts/model-declaration?version=x",
        "/texts/model-declaration?beside=xx",
        "/texts/model-declaration?beside=en.99",
        "/texts/model-declaration/para_99",
        "/texts/kyoto-2021/para_61",
        "/texts/compare?left=model-declaration@en.1&right=model-declaration@en.7",
    ],
)
def test_what_is_not_there_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.usefixtures("library")
def test_a_provision_with_its_context_and_citation(client: Client) -> None:
    shown = page(client, "/texts/model-declaration/para_3__subpara_b")
    assert "II. Actions" in shown
    assert 'class="text chapeau"' in shown
    assert "Each participant will, within two years:" in shown
    assert "State the duties of that post;" in shown
    assert "Model Declaration on Open and Trusted Justice Information (2020), para. 3 (b)" in shown
    assert "@misc{model-declaration-para3-subparab," in shown
    assert "UR  - http://testserver/texts/model-declaration/para_3__subpara_b" in shown
    assert 'rel="prev" href="/texts/model-declaration/para_3__subpara_a?language=en"' in shown
    assert 'rel="next" href="/texts/model-declaration/para_3__subpara_b__point_i?language=en"' in shown


def test_what_a_text_holds_is_escaped(client: Client, make_text: MakeText) -> None:
    make_text("rough", {"para_1": "<script>alert(1)</script> & so"}, known=True)
    for path in ("/texts/rough", "/texts/rough/para_1", "/texts/compare?left=rough@en.1&right=rough@en.1"):
        shown = page(client, path)
        assert "<script>alert" not in shown
        assert "&lt;script&gt;" in shown


def test_a_page_makes_as_many_queries_however_long_the_text_is(client: Client, make_text: MakeText) -> None:
    make_text("short", {f"para_{n}": "words" for n in range(1, 4)})
    make_text("long", {f"para_{n}": "words" for n in range(1, 700)})
    assert queries(client, "/texts/short") == queries(client, "/texts/long") <= 10
    assert queries(client, "/texts/short?marks=off") == queries(client, "/texts/long?marks=off") <= 6
    assert queries(client, "/texts/short/para_2") == queries(client, "/texts/long/para_300") <= 16
    one, other = (f"/texts/compare?left={slug}@en.1&right=short@en.1" for slug in ("short", "long"))
    assert queries(client, one) == queries(client, other)


def without_token(answer: Any) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())


def test_a_draft_is_as_if_it_did_not_exist(client: Client, make_text: MakeText) -> None:
    make_text("sealed", {"para_1": "a sealed promise"}, published=False)
    make_text("shown", {"para_1": "an open promise"})
    make_text("shown", {"para_1": "a sealed change"}, published=False, number=2)
    for path in ("/texts/sealed", "/texts/sealed/para_1", "/texts/compare?left=sealed@en.1&right=shown@en.1"):
        sealed, missing = client.get(path), client.get(path.replace("sealed", "nowhere"))
        assert sealed.status_code == missing.status_code == 404
        assert without_token(sealed).replace("sealed", "nowhere") == without_token(missing)
    for path in ("/texts/", "/texts/?format=json", "/texts/shown", "/texts/shown/para_1", "/texts/compare", "/"):
        assert "sealed" not in page(client, path), path
    assert client.get("/texts/shown?language=en&version=2").status_code == 404
    assert client.get("/texts/shown?language=en&beside=en.2").status_code == 404


def test_a_public_draft_is_no_more_open_than_another(client: Client, make_text: MakeText) -> None:
    text = make_text("hidden", {"para_1": "a hidden promise"}, published=False)
    type(text).objects.filter(pk=text.pk).update(release="public")
    assert client.get("/texts/hidden").status_code == 404


def test_compared_texts_say_what_differs(client: Client, make_text: MakeText) -> None:
    make_text("pact", {"para_1": "States shall report.", "para_2": "Nothing new.", "para_3": "Gone."})
    make_text("pact", {"para_1": "States may report.", "para_2": "Nothing new.", "para_4": "Come."}, number=2)
    shown = page(client, "/texts/compare?left=pact@en.1&right=pact@en.2")
    assert "<del>shall</del>" in shown
    assert "<ins>may</ins>" in shown
    assert "3 units of 5 differ." in shown
    assert "<del>Gone.</del>" in shown
    only = page(client, "/texts/compare?left=pact@en.1&right=pact@en.2&show=changed")
    assert "<del>shall</del>" in only
    assert "<del>Gone.</del>" not in only
    assert "The two texts have the same words." in page(client, "/texts/compare?left=pact@en.1&right=pact@en.1")


@pytest.mark.usefixtures("library")
def test_two_languages_are_not_compared_word_by_word_but_read_side_by_side(client: Client) -> None:
    shown = page(client, "/texts/compare?left=model-declaration@en.1&right=model-declaration@fr.1")
    assert "These are two languages: English and français." in shown
    assert "<del>" not in shown
    assert "<ins>" not in shown
    there = re.search(r'class="button" href="([^"]+)"', shown)
    assert there
    assert 'class="double-row"' in page(client, there[1].replace("&amp;", "&"))


@pytest.mark.usefixtures("library")
def test_two_instruments_in_two_languages_are_refused_in_words(client: Client, make_text: MakeText) -> None:
    make_text("pact", {"para_1": "Words."})
    shown = page(client, "/texts/compare?left=model-declaration@fr.1&right=pact@en.1")
    assert "two instruments in two languages" in shown
    assert "<del>" not in shown


@pytest.mark.usefixtures("library")
def test_a_choice_begins_with_what_tells_two_texts_apart(client: Client) -> None:
    options = re.findall(
        r'<option value="model-declaration@\w\w.1" dir="auto">([^<]+)<', page(client, "/texts/compare")
    )
    assert [one[:14] for one in options[:3]] == ["AR · version 1", "EN · version 1", "FR · version 1"]


def test_a_key_that_is_none_is_refused_with_a_reason(client: Client, make_text: MakeText) -> None:
    make_text("pact", {"para_1": "Words."})
    answer = client.get("/texts/compare?left=pact&right=pact@en.1")
    assert answer.status_code == 422
    assert "kyoto-2021@en.1" in answer.content.decode()


def test_a_draft_resolution_is_named_wherever_it_is_read_or_cited(client: Client, make_text: MakeText) -> None:
    text = make_text("pact", {"para_1": "x"}, symbol="A/RES/70/174", known=True)
    assert "draft resolution" not in page(client, "/texts/pact") + page(client, "/texts/pact/para_1")
    type(text).objects.filter(pk=text.pk).update(is_proposal=True, symbol="A/CONF.222/L.6")
    for path in ("/texts/pact", "/texts/pact/para_1"):
        assert "not the form that was adopted" in page(client, path)
    assert '<span class="badge">draft resolution</span>' in page(client, "/texts/")
    assert "(draft resolution)" in page(client, "/texts/compare")
    cited = page(client, "/texts/pact/para_1")
    assert "draft resolution A/CONF.222/L.6, para. 1" in cited
    assert "General Assembly resolution 70/174" not in cited
    assert "N1  - text of a draft resolution, not the adopted form" in cited
    assert "note = {para. 1; text of a draft resolution, not the adopted form}" in cited
