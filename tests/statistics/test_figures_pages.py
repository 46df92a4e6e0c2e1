"""Pages of figures: what they show, what they give as files, what they refuse, and what does not exist for a reader."""

import re
from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cjin.core.rules.release import ReleaseLevel
from cjin.statistics.models import Publication
from cjin.statistics.queries.covering import in_part
from cjin.statistics.queries.exploring import answer
from cjin.statistics.queries.flows import flow_for
from cjin.statistics.rules.exploring.question import Question
from cjin.statistics.views import indicators
from tests.statistics.areas import of_area, two_areas

pytestmark = pytest.mark.django_db
INDICATOR, COMPARED = "/statistics/indicators/offences", "/statistics/compare/chart.svg"
PAGES = (
    "/statistics/",
    INDICATOR,
    "/statistics/indicators/by-sex-and-age?view=sex",
    "/statistics/indicators/by-area?view=area",
    "/statistics/indicators/by-month?by=iccs",
    f"{INDICATOR}?view=ref_area",
    f"{INDICATOR}?by=ref_area",
    "/statistics/areas/XA",
    "/statistics/map",
    "/statistics/map?indicator=by-area",
    "/statistics/compare",
    "/statistics/compare?indicator=offences&areas=XA&areas=XB",
)


@pytest.fixture
def figures(tmp_path: Path, now: datetime) -> list[Publication]:
    """Two areas with public figures."""
    return two_areas(tmp_path, now)


def text(client: Client, address: str) -> str:
    """What a page says, without the random letters of its forms."""
    told = client.get(address)
    assert told.status_code == 200, address
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", told.content.decode())


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_there(address: str, language: str, client: Client, figures: list[Publication]) -> None:
    client.cookies["cjin_language"] = language
    page = text(client, address)
    assert page.count("<h1") == 1
    assert f'lang="{language}"' in page


def test_a_node_without_figures_says_what_to_do(client: Client) -> None:
    assert "cjin statistics publish" in text(client, "/statistics/")
    for address in ("/statistics/map", "/statistics/compare"):
        assert 'class="empty"' in text(client, address)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_asks_no_more_as_the_figures_grow(
    address: str, client: Client, tmp_path: Path, now: datetime, figures: list[Publication]
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as counted:
            text(client, address)
        return len(counted)

    text(client, address)
    before = asked()
    of_area(tmp_path, now, "XC", rows=60)
    of_area(tmp_path, now, "XD", rows=60)
    assert asked() == before <= 8


def test_the_entrance_tells_what_there_is(client: Client, figures: list[Publication]) -> None:
    page = text(client, "/statistics/")
    assert "4 indicators with" in page
    for title in ("Recorded offences by category", "By sex and age", "Offences by month", "By area"):
        assert title in page
    assert "kept back so that nobody can be recognised" in page


def test_an_indicator_has_a_number_a_chart_with_words_a_table_and_its_rules(
    client: Client, figures: list[Publication]
) -> None:
    page = text(client, f"{INDICATOR}?ref_area=XA&iccs=0201")
    held = flow_for(None, "offences")
    cells = [one for one in held.cells() if one.codes["REF_AREA"] == "XA" and one.codes["ICCS"] == "0201"]
    partly = {period for _source, period in in_part(held.parts)}
    whole = [one for one in cells if one.codes["TIME_PERIOD"] not in partly]
    last = max(whole, key=lambda one: one.codes["TIME_PERIOD"])
    assert f">{last.value:.0f}</a></p>" in page
    assert f"last {last.value:.0f} ({last.codes['TIME_PERIOD']})" in page
    assert "every offence counts" in page
    assert page.count("how it was made") == len(cells)
    assert "chart.svg?ref_area=XA&amp;iccs=0201" in page


def test_the_page_of_an_area_has_each_indicator_and_a_picture_of_each_curve(
    client: Client, figures: list[Publication]
) -> None:
    page = text(client, "/statistics/areas/XB")
    assert page.count("<img src=") == 3
    assert page.count("size=small") == 9
    (folded,) = re.findall(r'<details class="more-leads">.*?</details>', page, re.DOTALL)
    assert folded.count("<li>") == 1, "all offences by sex and by area are one curve"
    for identity in ("offences", "by-sex-and-age", "by-month", "by-area"):
        assert f'href="/statistics/indicators/{identity}?' in page
    assert page.index("Violence, exploitation and robbery") < page.index("Recorded crime and its victims")
    assert client.get("/statistics/areas/XZ").status_code == 404


def test_a_comparison_marks_the_rules_that_differ(client: Client, figures: list[Publication]) -> None:
    page = text(client, "/statistics/compare?indicator=offences&areas=XA,XB")
    assert "1 counting rule differs" in page
    (row,) = [part for part in page.split("<tr") if 'class="differs"' in part]
    assert "Principal offence rule" in row
    assert "the gravest of each incident counts" in row
    assert "not known" in page


def test_the_map_names_what_is_not_on_it(client: Client, figures: list[Publication]) -> None:
    page = text(client, "/statistics/map?indicator=by-area")
    assert "Not on the map: XA, XB." in page
    assert "no figure is known" in page
    assert "shows neither boundaries nor sizes" in page


def test_the_map_shades_areas_that_are_on_it(client: Client, tmp_path: Path, now: datetime) -> None:
    of_area(tmp_path, now, "KEN")
    page = text(client, "/statistics/map?indicator=by-area&year=2020")
    assert '<a href="/statistics/areas/KEN" tabindex="-1">' in page
    assert "<title>KEN: " in page
    assert page.count('class="level-1"') == 2, "the area and the legend"


HOSTILE = (
    "ref_area=<script>", "view=nothing", "by=TIME_PERIOD", "since=abc", "until=99999", "period=2019'--", "page=0",
    "page=99999999999999999999", "page=%D9%A1", "format=exe", "iccs=%00", "iccs=../../etc/passwd", "sex=M",
    "view=source", "sort=%ff%fe", "year=x", "areas=XQ", "areas=" + ",".join(f"X{chr(65 + at)}" for at in range(20)),
    "indicator=nothing", "&".join(f"a{at}=b" for at in range(900)),
)  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE)
@pytest.mark.parametrize(
    "address",
    [INDICATOR, f"{INDICATOR}/chart.svg", "/statistics/map", "/statistics/compare", COMPARED],
)
def test_no_question_breaks_a_page(address: str, query: str, client: Client, figures: list[Publication]) -> None:
    told = client.get(f"{address}?{query}")
    assert told.status_code in (200, 400, 404, 422)
    assert b"<script>" not in told.content.replace(b"<script src", b"")


def test_long_tables_are_paged_and_every_row_is_on_one_page(
    client: Client, figures: list[Publication], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indicators, "MOST_ROWS", 7)
    address = "/statistics/indicators/by-month?ref_area=XA&iccs=01"
    found = answer(flow_for(None, "by-month"), Question({"REF_AREA": "XA", "ICCS": "01"}))
    assert found is not None
    periods = list(found.grid.rows)
    seen: list[str] = []
    for page in range(1, -(-len(periods) // 7) + 1):
        shown = text(client, f"{address}&page={page}")
        seen += re.findall(r'<tr><th scope="row"><bdi>([^<]*)</bdi>', shown)
        assert ('rel="next"' in shown) == (len(seen) < len(periods))
    assert seen == periods


def test_what_is_not_released_does_not_exist(client: Client, figures: list[Publication]) -> None:
    Publication.objects.update(release=ReleaseLevel.OWN)
    for address in (INDICATOR, f"{INDICATOR}?format=csv", f"{INDICATOR}/chart.svg", "/statistics/areas/XA"):
        assert client.get(address).status_code == 404
    assert "XA" not in text(client, "/statistics/map")
    assert client.get("/statistics/compare?indicator=offences").status_code == 404
    assert "Recorded offences" not in text(client, "/statistics/")


def test_one_area_of_two_may_be_released(client: Client, figures: list[Publication]) -> None:
    Publication.objects.filter(source__slug="police-of-xb").update(release=ReleaseLevel.OWN)
    assert "XB" not in text(client, f"{INDICATOR}?view=ref_area")
    assert client.get(f"{INDICATOR}?ref_area=XB").status_code == 422
    assert client.get("/statistics/areas/XB").status_code == 404
    assert 'class="empty"' in text(client, "/statistics/compare")


def test_a_chart_is_a_picture_that_a_browser_keeps(client: Client, figures: list[Publication]) -> None:
    told = client.get(f"{INDICATOR}/chart.svg?ref_area=XA&iccs=0201")
    assert told["Content-Type"].startswith("image/svg+xml")
    assert "script-src" in told["Content-Security-Policy"] or "default-src" in told["Content-Security-Policy"]
    again = client.get(f"{INDICATOR}/chart.svg?ref_area=XA&iccs=0201", headers={"If-None-Match": told["ETag"]})
    assert again.status_code == 304
    dark = client.get(f"{INDICATOR}/chart.svg?ref_area=XA&iccs=0201&scheme=dark&size=narrow")
    assert b'width="360"' in dark.content
    assert dark["ETag"] != told["ETag"]


def test_the_home_page_counts_indicators(client: Client, figures: list[Publication]) -> None:
    assert "4 indicators" in text(client, "/")


def test_data_as_of_is_the_day_of_the_figures_that_are_shown(client: Client, tmp_path: Path, now: datetime) -> None:
    of_area(tmp_path, now, "XA", "vintage: 2024-05-06\n")
    of_area(tmp_path, now, "XB", "vintage: 2025-07-08\n")
    assert "Data as of 6 May 2024" in text(client, f"{INDICATOR}?ref_area=XA")
    assert "Data as of 8 July 2025" in text(client, f"{INDICATOR}?ref_area=XB")


@pytest.mark.parametrize(
    ("address", "name"),
    [
        (f"{INDICATOR}?iccz=0201", "iccz"),
        (f"{INDICATOR}?view=ref_area&period=1850", "period"),
        (f"{INDICATOR}?sort=size", "sort"),
        ("/statistics/map?iccz=0201", "iccz"),
        ("/statistics/map?flow=offences", "flow"),
        ("/statistics/map?year=1850", "period"),
        ("/statistics/map?source=police-of-xa", "source"),
        ("/statistics/map?indicator=by-area&since=2019", "since"),
        ("/statistics/compare?indicator=offences&period=2020", "period"),
    ],
)
def test_what_nobody_knows_is_named_and_not_left_aside(
    address: str, name: str, client: Client, figures: list[Publication]
) -> None:
    client.cookies["cjin_language"] = "fr"
    told = client.get(address)
    assert told.status_code == 422
    page = told.content.decode()
    assert f"<strong>{name}</strong>" in page
    assert "Ces chiffres ne peuvent pas être montrés." in page
    assert "These figures" not in page
    assert "these figures" not in page


@pytest.mark.parametrize("address", [INDICATOR, "/statistics/map?indicator=offences", "/statistics/compare"])
def test_what_others_add_to_every_link_does_not_matter(
    address: str, client: Client, figures: list[Publication]
) -> None:
    assert text(client, f"{address}{'&' if '?' in address else '?'}utm_source=letter&fbclid=x1")


def test_another_indicator_is_chosen_without_what_was_chosen_of_the_one_before(
    client: Client, figures: list[Publication]
) -> None:
    for place in ("map", "compare"):
        held = f"/statistics/{place}?indicator=by-sex-and-age"
        assert 'name="shown" value="by-sex-and-age"' in text(client, held)
        assert "By area" in text(client, f"/statistics/{place}?indicator=by-area&shown=by-sex-and-age&sex=F&iccs=01")
        assert client.get(f"/statistics/{place}?indicator=by-area&sex=F").status_code == 422


def test_the_map_tells_what_no_figure_has_together(client: Client, tmp_path: Path, now: datetime) -> None:
    of_area(tmp_path, now, "KEN")
    flow = flow_for(None, "by-month").flow
    month = next(one for one in flow.lists["TIME_PERIOD"] if len(one) == 7)
    page = text(client, f"/statistics/map?indicator=by-month&period={month}")
    assert "No figure has all that was asked for" not in page
    year = next((one for one in flow.lists["TIME_PERIOD"] if len(one) == 4), "")
    assert year == "" or "No figure has" in text(client, f"/statistics/map?indicator=by-month&freq=M&period={year}")
