"""The citations of an instrument and of all: pages, files, the API, and what a reader may not see."""

import json
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import get_args

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from cjin.core.queries.release import Reader
from cjin.texts.actions.deriving import derive
from cjin.texts.actions.works import load_works
from cjin.texts.models import Expression, Note, Work
from cjin.texts.queries.cited import Narrowed, cited_by, cites_of, cites_of_all
from cjin.texts.queries.cited_works import counted
from cjin.texts.rules.cited import identifiers
from cjin.texts.rules.cited.telling import COLUMNS, Kind
from tests.texts.conftest import MakeText

pytestmark = pytest.mark.django_db
CITING = {
    "para_1": "We lend books under resolution 55/25, annex I. We also recall the Lamp Declaration on Clean Wells.",
    "para_2": "See paragraph 1 of the Vienna Declaration, and paragraph 9 of the Vienna Declaration.",
    "para_2__subpara_a": "As said in paragraph 1 above.",
    "para_3": "Nothing is cited here.",
}


@pytest.fixture
def texts(make_text: MakeText, now: datetime) -> Expression:
    """A work that cites the Vienna Declaration, of which there is one paragraph, and others; worked out."""
    load_works(now=now)
    make_text("vienna-2000", {"para_1": "We lend books."})
    text = make_text("one-2020", CITING)
    provision = text.provisions.get(eid="para_1")
    provision.footnotes = ["1", "2"]
    provision.save()
    notes = {"1": "United Nations, Treaty Series, vol. 2349, No. 42146.", "2": "Ibid., vol. 1, No. 2."}
    Note.objects.bulk_create(Note(expression=text, label=label, text=words) for label, words in notes.items())
    derive(now=now)
    return text


def keys(found: list[dict[str, object]]) -> list[object]:
    return [one["to"] for one in found]


ALL = [
    "untoc-2000", "Lamp Declaration on Clean Wells", "uncac-2003", "UNTS/2/1", "vienna-2000/para_1",
    "vienna-2000/para_9", "one-2020/para_1",
]  # fmt: skip


@pytest.mark.usefixtures("texts")
def test_the_page_shows_each_citation_in_its_sentence_and_why_it_leads_there(client: Client) -> None:
    page = client.get("/texts/one-2020/citations").content.decode()
    assert "<mark>resolution 55/25, annex I</mark>" in page
    assert page.count("We also recall the") == 1, "the other sentence stands by itself"
    assert "the work has the symbol" in page
    assert "A/RES/55/25" in page
    assert "no known work is called so" in page
    assert "“Ibid.” takes over what the note before it cites" not in page, "a note of its own number does not lead on"
    assert "the work is known, but its text here has no such place" in page
    assert 'href="/texts/vienna-2000/para_1"' in page
    assert "/texts/vienna-2000/para_9" not in page


@pytest.mark.usefixtures("texts")
def test_files_api_and_page_tell_the_same(client: Client) -> None:
    api = client.get("/api/v1/texts/one-2020/citations").json()["items"]
    assert keys(api) == ALL
    assert json.loads(client.get("/texts/one-2020/citations?format=json").content) == api
    book = CalamineWorkbook.from_filelike(BytesIO(client.get("/texts/one-2020/citations?format=xlsx").content))
    rows = book.get_sheet_by_index(0).to_python()
    lines = client.get("/texts/one-2020/citations?format=csv").content.decode("utf-8-sig").splitlines()
    assert tuple(rows[0]) == COLUMNS == tuple(lines[0].split(","))
    assert [row[5] for row in rows[1:]] == ALL
    assert len(lines) == len(ALL) + 1
    assert api[0] == {
        "from": "one-2020/para_1", "words": "resolution 55/25, annex I", "span": [20, 45], "note": None,
        "kind": "resolution", "to": "untoc-2000", "resolved": True, "works": ["untoc-2000"],
    }  # fmt: skip


@pytest.mark.usefixtures("texts")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kind=treaty-series", ["uncac-2003", "UNTS/2/1"]),
        ("state=unresolved", ["Lamp Declaration on Clean Wells", "UNTS/2/1", "vienna-2000/para_9"]),
        ("state=resolved&kind=resolution", ["untoc-2000"]),
        ("provision=para_2", ["vienna-2000/para_1", "vienna-2000/para_9", "one-2020/para_1"]),
        ("provision=para_2__subpara_a", ["one-2020/para_1"]),
        ("instrument=vienna-2000", ["vienna-2000/para_1", "vienna-2000/para_9"]),
        ("instrument=UNTS/2/1", ["UNTS/2/1"]),
        ("provision=para_3", []),
    ],
)
def test_filters_narrow_page_file_and_api_alike(client: Client, query: str, expected: list[str]) -> None:
    assert keys(client.get(f"/api/v1/texts/one-2020/citations?{query}").json()["items"]) == expected
    assert keys(json.loads(client.get(f"/texts/one-2020/citations?{query}&format=json").content)) == expected
    page = client.get(f"/texts/one-2020/citations?{query}").content.decode()
    assert ("No citation matches" in page) == (not expected)


@pytest.mark.usefixtures("texts")
def test_who_cites_it_is_told_of_the_work_and_of_each_provision(client: Client) -> None:
    api = client.get("/api/v1/texts/vienna-2000/cited-by").json()["items"]
    assert [(one["from"], one["to"]) for one in api] == [
        ("one-2020/para_2", "vienna-2000/para_1"), ("one-2020/para_2", "vienna-2000/para_9"),
    ]  # fmt: skip
    narrowed = client.get("/api/v1/texts/vienna-2000/cited-by?provision=para_1&instrument=one-2020").json()["items"]
    assert keys(narrowed) == ["vienna-2000/para_1"]
    page = client.get("/texts/vienna-2000/citations?show=cited-by").content.decode()
    assert 'href="/texts/one-2020/para_2"' in page
    assert client.get("/api/v1/texts/one-2020/cited-by").json()["items"] == [], "its own places are not told here"


@pytest.mark.usefixtures("texts")
def test_pages_of_the_api_follow_each_other(client: Client) -> None:
    found: list[object] = []
    cursor: str | None = ""
    for _ in range(4):
        page = client.get(f"/api/v1/texts/one-2020/citations?limit=2&cursor={cursor}").json()
        found += keys(page["items"])
        cursor = page["next"]
    assert (found, cursor) == (ALL, None)


@pytest.mark.parametrize("query", ["kind=song", "state=perhaps", "limit=0", "cursor=zz", "provision=" + "x" * 999])
def test_the_api_refuses_what_it_does_not_know(client: Client, texts: Expression, query: str) -> None:
    assert client.get(f"/api/v1/texts/{texts.work.slug}/citations?{query}").status_code == 422


@pytest.mark.parametrize("path", ["citations", "citations?show=cited-by"])
def test_nothing_is_told_of_an_unknown_instrument(client: Client, path: str) -> None:
    assert client.get(f"/texts/no-such/{path}").status_code == 404
    assert client.get("/api/v1/texts/no-such/cited-by").status_code == 404


@pytest.mark.parametrize(
    "query", ["kind=song", "state=perhaps", "cursor=zz", "format=exe", "cursor=WzFd&cited=x", "show=song"]
)
def test_the_pages_answer_whatever_is_asked(client: Client, texts: Expression, query: str) -> None:
    assert client.get(f"/texts/{texts.work.slug}/citations?{query}").status_code == 200
    assert client.get(f"/texts/citations?{query}").status_code == 200


@pytest.mark.usefixtures("texts")
def test_all_that_is_cited_is_counted_and_what_is_not_known_comes_first(client: Client) -> None:
    rows = [(one.state, one.key, one.citations) for one in counted(cites_of_all(Reader.PUBLIC), Reader.PUBLIC)]
    assert rows == [
        ("unknown", "Lamp Declaration on Clean Wells", 1), ("unknown", "UNTS/2/1", 1), ("no-place", "vienna-2000", 1),
        ("no-text", "uncac-2003", 1), ("no-text", "untoc-2000", 1), ("here", "vienna-2000", 1),
    ]  # fmt: skip
    page = client.get("/texts/citations").content.decode()
    assert page.index("UNTS/2/1") < page.index("Organized Crime")
    assert "<mark>" in client.get("/texts/citations?cited=UNTS/2/1").content.decode()
    unknown = json.loads(client.get("/texts/citations?state=unknown&format=json").content)
    assert keys(unknown) == ["Lamp Declaration on Clean Wells", "UNTS/2/1"]


def test_a_text_that_is_not_released_cites_nothing_for_others(texts: Expression, client: Client) -> None:
    Expression.objects.filter(pk=texts.pk).update(release="own")
    vienna = Work.objects.get(slug="vienna-2000")
    assert cited_by(vienna, Reader.PUBLIC) == []
    assert cites_of_all(Reader.PUBLIC) == []
    assert len(cited_by(vienna, Reader(user_id=1, organization_ids=frozenset(), state_codes=frozenset(),
                                       is_owner_of_node=True))) == 2  # fmt: skip
    assert client.get("/texts/one-2020/citations").status_code == 404


def test_what_is_cited_and_not_released_is_told_as_not_known(
    texts: Expression, make_text: MakeText, now: datetime
) -> None:
    hidden = make_text("ares-99-9", {"para_1": "We keep a secret."}, symbol="A/RES/99/9")
    texts.provisions.filter(eid="para_3").update(text="As in A/RES/99/9.")
    derive(now=now, again=True)
    (shown,) = Narrowed(provision="para_3").of(cites_of(texts.work, Reader.PUBLIC))
    assert ([work.slug for work in shown.cited], shown.resolved) == (["ares-99-9"], True)
    Expression.objects.filter(pk=hidden.pk).update(release="own")
    (masked,) = Narrowed(provision="para_3").of(cites_of(texts.work, Reader.PUBLIC))
    assert (masked.cited, masked.resolved, masked.key) == ((), False, "A/RES/99/9")


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/texts/uncac-2003/citations", "No English text of it is here"),
        ("/texts/uncac-2003/citations?show=cited-by", "No instrument here cites it"),
        ("/texts/citations", "No text here cites another"),
    ],
)
def test_an_empty_page_says_what_is_missing(client: Client, now: datetime, address: str, says: str) -> None:
    load_works(now=now)
    assert says in client.get(address).content.decode()


def test_a_long_list_is_cut_into_pages(client: Client, make_text: MakeText, now: datetime) -> None:
    load_works(now=now)
    make_text("one-2020", {f"para_{n}": "We recall the Vienna Declaration." for n in range(1, 131)})
    derive(now=now)
    first = client.get("/texts/one-2020/citations").content.decode()
    assert first.count("<mark>") == 100
    following = first.partition('rel="next" href="')[2].partition('"')[0]
    assert (
        client.get(f"/texts/one-2020/citations{following.replace('&amp;', '&')}").content.decode().count("<mark>") == 30
    )


def test_queries_stay_few_however_much_is_cited(
    client: Client, texts: Expression, django_assert_max_num_queries: Callable[..., object]
) -> None:
    with django_assert_max_num_queries(16):  # type: ignore[attr-defined]
        client.get(f"/texts/{texts.work.slug}/citations")


def test_each_kind_of_identifier_is_one_class() -> None:
    classes = get_args(identifiers.Identifier)
    assert {one.kind for one in classes} == set(get_args(Kind))
    assert [one.kind for one in classes if classes.count(one) > 1] == []
