"""Lists are put in order by the links of their heads, and their files as they are shown."""

import csv
import io
import re
from datetime import datetime
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from cjin.texts.actions.deriving import derive
from cjin.texts.views.sorting import sort_heads, sorted_by
from tests.texts.conftest import MakeText, page

TEXT = {
    "para_1": "We invite donors to pay for books, upon request.",
    "para_2": "We request the Secretary-General to report to the General Assembly at its sixty-second session.",
    "para_3": "We request the Commission to report to the General Assembly at its sixty-first session.",
    "para_4": "We undertake to follow resolutions 57/270 B and 51/210, and resolution 46/152.",
}
HERE = "/texts/one-2020/commitments"


@pytest.fixture
def text(make_text: MakeText, now: datetime) -> None:
    make_text("one-2020", TEXT)
    derive(now=now)


def asked(**query: str) -> HttpRequest:
    request = HttpRequest()
    request.GET = request.GET.copy()
    request.GET.update(query)
    return request


@given(st.lists(st.integers()), st.sampled_from(["size", "-size", "", "other", "--size"]))
def test_rows_are_in_the_order_that_is_asked(rows: list[int], sort: str) -> None:
    found = sorted_by(asked(sort=sort), rows, {"size": lambda one: one})
    assert sorted(found) == sorted(rows)
    if sort in ("size", "-size"):
        assert found == sorted(rows, reverse=sort[0] == "-")
    elif not sort.endswith("size"):
        assert found == rows


@pytest.mark.parametrize(("now_", "then", "told"), [("", "due", "none"), ("due", "-due", "ascending"),
                                                    ("-due", "due", "descending"), ("x", "due", "none")])  # fmt: skip
def test_a_head_sorts_and_turns_round(now_: str, then: str, told: str) -> None:
    def address(_request: Any, **changes: str) -> str:
        return changes["sort"]

    assert sort_heads(asked(sort=now_), address, ["due"]) == {"due": {"url": then, "sort": told}}


def rows(client: Client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(address).content.decode("utf-8-sig"))))


@pytest.mark.usefixtures("text")
@pytest.mark.parametrize(
    ("query", "places"),
    [("sort=due", "3 2 1 4"), ("sort=-act", "4 2 3 1"), ("actor=donors", "1"), ("condition=upon-request", "1"),
     ("strength=4&sort=due", "3 2 4"), ("due=2006", "3"), ("due=none", "1 4"), ("act=request", "2 3"), ("topic=x", ""),
     ("state=confirmed", ""), ("actor=commission&due=2007", "")],
)  # fmt: skip
def test_commitments_are_narrowed_and_in_order_on_the_page_and_in_files(
    client: Client, query: str, places: str
) -> None:
    shown = page(client, f"{HERE}?{query}")
    body = shown.partition("<tbody>")[2].partition("</tbody>")[0]
    assert re.findall(r'<th scope="row"><a href="/texts/one-2020/para_(\d)"', body) == places.split()
    found = rows(client, f"{HERE}?{query}&format=csv")
    assert [one["provision"][-1] for one in found] == places.split()
    if not places:
        assert "No commitment matches" in shown


@pytest.mark.usefixtures("text")
def test_filters_count_what_they_would_leave_and_links_keep_what_is_chosen(client: Client) -> None:
    shown = page(client, f"{HERE}?act=request&sort=due")
    assert "2 commitments" in shown
    link = re.search(r'<a[^>]*href="([^"]*actor=commission[^"]*)"', shown)
    assert link
    assert {"act=request", "sort=due"} <= set(link[1].removeprefix("?").replace("&amp;", "&").split("&"))
    assert len(rows(client, f"{HERE}{link[1].replace('&amp;', '&')}&format=csv")) == 1
    assert 'href="?act=request&amp;sort=-due"' in shown


@pytest.mark.usefixtures("text")
def test_mandates_are_in_order(client: Client) -> None:
    for sort, years in (("due", ["2006", "2007"]), ("-due", ["2007", "2006"])):
        assert [one["year"] for one in rows(client, f"/texts/mandates?sort={sort}&format=csv") if one["year"]] == years
    assert 'aria-sort="ascending"' in page(client, "/texts/mandates?sort=due")


@pytest.mark.usefixtures("text")
def test_citations_are_in_order(client: Client) -> None:
    here = "/texts/one-2020/citations"
    in_text = [one["to"] for one in rows(client, f"{here}?format=csv")]
    by_name = [one["to"] for one in rows(client, f"{here}?format=csv&sort=cited")]
    assert sorted(in_text) == sorted(by_name)
    assert in_text != by_name
    assert 'aria-current="page">by what is cited' in page(client, f"{here}?sort=cited")
    counted = page(client, "/texts/citations?sort=-name")
    assert 'aria-sort="descending"' in counted
