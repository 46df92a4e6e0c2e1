"""What a page of figures opens on where nothing is chosen: wide coverage, long curves, what has figures."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pyarrow as arrow
import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.release import ReleaseLevel
from cjin.shell.rules.charts.figures import Bars
from cjin.statistics.actions.importing import import_file
from cjin.statistics.actions.publishing import Terms, publish_dataset
from cjin.statistics.queries.beginning import beginning, spread
from cjin.statistics.queries.charting import chart_of
from cjin.statistics.queries.exploring import Answer, answer, asked_of
from cjin.statistics.queries.flows import flow_for
from cjin.statistics.rules.exploring.choosing import chosen, fullest, spread_of, telling
from cjin.statistics.rules.exploring.question import Question
from cjin.statistics.rules.publishing.flows import Flow
from cjin.statistics.rules.publishing.reading import Cell
from cjin.statistics.views.comparing import DECIDED
from tests.statistics.areas import of_area, two_areas
from tests.statistics.portal import line, portal_file

LISTS = {"REF_AREA": ["XA", "XB", "XC"], "SOURCE": ["one"], "SEX": ["F", "M", "_T"], "ICCS": ["0101", "0301"]}
FLOW = Flow("flow", "Flow", "group", ("ICCS", "SEX"), lists=LISTS)
BY_AREA = ("REF_AREA", "SOURCE")


def cells(*rows: tuple[str, str, str, str, float | None]) -> arrow.Table:
    """Cells by area, category, sex and period, each with its value."""
    fixed: dict[str, object] = {"FREQ": "A", "SOURCE": "one", "UNIT_MEASURE": "NR"}
    names = ("REF_AREA", "ICCS", "SEX", "TIME_PERIOD", "OBS_VALUE")
    table = arrow.Table.from_pylist([fixed | dict(zip(names, row, strict=True)) for row in rows])
    return table.set_column(
        table.column_names.index("OBS_VALUE"), "OBS_VALUE", table["OBS_VALUE"].cast(arrow.float64())
    )


def test_the_series_of_most_areas_comes_before_that_of_most_values() -> None:
    many = [("XA", "0301", "_T", str(year), 9.0) for year in range(2000, 2020)]
    wide = [(area, "0101", "_T", "2019", 1.0) for area in ("XA", "XB", "XC")]
    found = chosen(FLOW, cells(*many, *wide), {}, BY_AREA)
    assert found is not None
    assert found.codes["ICCS"] == "0101"
    unreported = [(area, "0101", "_T", "2019", None) for area in ("XA", "XB", "XC")]
    assert (chosen(FLOW, cells(*many, *unreported), {}, BY_AREA) or found).codes["ICCS"] == "0301"


def test_parts_above_zero_decide_where_parts_are_looked_at() -> None:
    empty = [("XA", "0101", sex, str(year), 0.0) for sex in "FM" for year in range(2000, 2010)]
    totals = [("XA", "0101", "_T", str(year), 5.0) for year in range(2000, 2010)]
    parted = [("XA", "0301", "F", "2005", 2.0), ("XA", "0301", "_T", "2005", 2.0)]
    table = cells(*empty, *totals, *parted)
    assert spread_of(FLOW, ("SEX", *BY_AREA)) == ["SEX"]
    by_sex, over_time = chosen(FLOW, table, {}, ("SEX",)), chosen(FLOW, table, {}, ())
    assert by_sex is not None
    assert over_time is not None
    assert (by_sex.codes["ICCS"], over_time.codes["ICCS"]) == ("0301", "0101")
    assert table.filter(telling(table, ["SEX"]))["TIME_PERIOD"].to_pylist() == ["2005"]


def test_a_year_of_few_areas_is_not_the_one_to_open_on() -> None:
    table = cells(*[(area, "0101", "_T", "2018", 1.0) for area in ("XA", "XB", "XC")], ("XA", "0101", "_T", "2019", 1))
    assert set(fullest(table)["TIME_PERIOD"].to_pylist()) == {"2018"}


AREAS = st.lists(st.text("ABC", min_size=2, max_size=3), unique=True, max_size=30)


@given(AREAS, st.dictionaries(st.text("ABC", min_size=2, max_size=3), st.sampled_from("1234")), st.integers(1, 6))
def test_the_first_of_each_region_comes_before_the_second_of_another(
    ordered: list[str], regions: dict[str, str], most: int
) -> None:
    found = spread(ordered, regions, most)
    assert len(found) == len(set(found)) == min(most, len(ordered))
    assert found == [area for area in ordered if area in found]
    there = {regions.get(area, "") for area in ordered}
    assert len({regions.get(area, "") for area in found}) == min(most, len(there))


@pytest.mark.django_db
def test_a_comparison_begins_with_the_longest_curves_and_says_so(client: Client, tmp_path: Path, now: datetime) -> None:
    two_areas(tmp_path, now)
    for area in ("XC", "XD", "XE"):
        of_area(tmp_path, now, area, rows=30)
    held = flow_for(None, "offences")
    areas, question = beginning(held, asked_of(held, {}, DECIDED))
    assert areas[:2] == ["XA", "XB"]
    assert len(areas) == 4
    page = client.get("/statistics/compare?indicator=offences").content.decode()
    assert page.count(" checked") == 4
    assert "the most complete curves" in page
    assert f"iccs={question.codes['ICCS']}" in page
    boxes = re.findall(r'name="areas" value="(\w+)"( checked)?', page)
    assert [bool(checked) for _code, checked in boxes] == sorted((bool(one) for _code, one in boxes), reverse=True)
    chosen_here = client.get("/statistics/compare?indicator=offences&areas=XE,XD").content.decode()
    assert chosen_here.count(" checked") == 2
    assert "the most complete curves" not in chosen_here
    widest = max(("offences", "by-area"), key=lambda one: flow_for(None, one).flow.cells)
    assert f'value="{widest}" selected' in client.get("/statistics/map").content.decode()


@pytest.mark.django_db
def test_where_all_parts_are_kept_back_their_totals_are_drawn(tmp_path: Path, now: datetime) -> None:
    two_areas(tmp_path, now)
    held = flow_for(None, "by-sex-and-age")
    found = answer(held, Question.of({"view": "sex"}, held.flow))
    assert found is not None
    drawn = chart_of(found)
    assert drawn is not None
    assert isinstance(drawn.chart, Bars)
    assert any(bar.drawn and bar.value for row in drawn.chart.rows for bar in row.bars)
    hidden = {place: cell for place, cell in found.grid.cells.items() if place[1] == "_T"}
    totals = chart_of(_with(found, hidden))
    assert totals is not None
    assert totals.chart.names == ("total",)  # type: ignore[union-attr]


def _with(found: Answer, cells: Mapping[tuple[str, str], Cell]) -> Answer:
    """An answer of some of its cells alone."""
    return replace(found, grid=replace(found.grid, cells=cells))


@pytest.mark.django_db
def test_columns_and_rules_that_say_nothing_are_left_out(client: Client, tmp_path: Path, now: datetime) -> None:
    two_areas(tmp_path, now)
    one = client.get("/statistics/indicators/by-area?ref_area=XA").content.decode()
    both = client.get("/statistics/indicators/by-area?view=ref_area").content.decode()
    source = '<th scope="col">Source</th>'
    assert (source in one, source in both) == (False, True)
    assert '<th scope="col">Note</th>' not in both
    ready = import_file(path=portal_file(tmp_path, line("XAA"), line("XAB")), layout="unodc", by=None, now=now)
    publish_dataset(dataset=ready, terms=Terms(ReleaseLevel.PUBLIC, rule="", reason="made up"), by=None, now=now)
    untold = client.get("/statistics/compare?indicator=violent-offences").content.decode()
    assert "None of these sources tells" in untold
    assert "not told" not in untold
    for page in (untold, client.get("/statistics/map?indicator=violent-offences").content.decode()):
        assert f'href="/statistics/publications/{ready.source.slug}/1"' in page.partition("<h1")[2]
