"""Charts: as many marks as values, no line over what is missing, nothing that runs or is fetched."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django import Settings

from cjin.core.rules.errors import Unavailable
from cjin.shell.charts import drawing
from cjin.shell.charts.pen import Pen
from cjin.shell.charts.words import alt_text, key_of
from cjin.shell.rules.charts import bars, lines, scales
from cjin.shell.rules.charts.figures import Bar, Bars, Lines, Point, Row, Series, Standing
from cjin.shell.rules.charts.look import DAY, MOST_SERIES, NIGHT, Scheme, Setting, Size
from tests.shell.test_colours import DARK, LIGHT, contrast

NUMBERS = st.floats(min_value=0, max_value=1e12) | st.sampled_from([float("nan"), float("inf"), 0.0])


@st.composite
def points(draw: st.DrawFn) -> tuple[Point, ...]:
    first = draw(st.integers(1990, 2020))
    found = []
    for year in range(first, first + draw(st.integers(0, 12))):
        standing = draw(st.sampled_from(Standing))
        value = draw(NUMBERS) if standing.has_value else None
        if draw(st.integers(0, 9)):
            said = f"value {value}"
            found.append(Point(year, value, str(year), said, standing, draw(st.booleans()), draw(st.booleans())))
    return tuple(found)


SERIES = st.builds(Series, st.text(max_size=30), points())
CHARTS = st.builds(Lines, st.just("Title"), st.just("unit"), st.lists(SERIES, min_size=1, max_size=6).map(tuple))
SETTINGS = st.builds(
    Setting, st.sampled_from(["en", "ar", "fr", "zh-hans"]), st.sampled_from(Scheme), st.sampled_from(Size)
)


def numbers(told: Any) -> Iterator[float]:
    if isinstance(told, dict):
        for value in told.values():
            yield from numbers(value)
    elif isinstance(told, list):
        for value in told:
            yield from numbers(value)
    elif isinstance(told, float):
        yield told


@given(CHARTS, SETTINGS)
def test_a_specification_holds_numbers_only_and_every_value_once(chart: Lines, setting: Setting) -> None:
    spec = lines.spec(chart, setting)
    assert all(number - number == 0 for number in numbers(spec))
    drawn = sorted(point.value or 0 for series in chart.series for point in series.values)
    marks = [layer for layer in spec["layer"] if layer["mark"]["type"] == "point" and "y" in layer["data"]["values"][0]]
    shown = sorted(row["y"] for layer in marks for row in layer["data"]["values"])
    assert shown == drawn or setting.size is Size.SMALL
    signs = [layer for layer in spec["layer"] if layer["mark"].get("text") in ("×", "–") and layer["data"]["values"][0]]
    missing = sum(1 for point in chart.points if not point.drawn)
    assert sum(len(layer["data"]["values"]) for layer in signs) == missing
    assert lines.height(chart, setting) == spec["height"] + spec["padding"]["top"] + spec["padding"]["bottom"]


@given(SERIES)
def test_no_line_leads_over_what_is_missing_or_broken(series: Series) -> None:
    runs = list(series.runs())
    assert [point for run in runs for point in run] == list(series.values)
    for run in runs:
        years = [point.at for point in run]
        assert years == [years[0] + step for step in range(len(years))]
        assert not any(point.broken for point in run[1:])
        assert len(run) == 1 or not any(point.partly for point in run)


@given(SERIES)
def test_a_value_of_a_part_of_its_period_hangs_on_a_loose_line_alone(series: Series) -> None:
    for one, other in series.ties():
        assert one.partly or other.partly
        assert one.drawn
        assert other.drawn
        assert other.at - one.at == 1
        assert not other.broken


@pytest.mark.parametrize("standing", [Standing.EXACT, Standing.SOFT])
def test_a_part_of_a_year_is_drawn_apart_and_told(standing: Standing) -> None:
    whole = [Point(year, 10.0 + year - 2000, str(year), f"{10 + year - 2000}") for year in range(2000, 2004)]
    part = Point(2004, 2, "2004", "2", standing, partly=True)
    chart = Lines("Title", "unit", (Series("", (*whole, part)),))
    spec = lines.spec(chart, Setting("en"))
    solid, dotted = (layer for layer in spec["layer"] if layer["mark"]["type"] == "line")
    assert [row["x"] for row in solid["data"]["values"]] == [2000, 2001, 2002, 2003]
    assert [row["x"] for row in dotted["data"]["values"]] == [2003, 2004]
    assert dotted["mark"]["strokeDash"]
    (hollow,) = (layer for layer in spec["layer"] if layer["mark"].get("fill") == DAY.paper and layer["data"]["values"])
    assert [row["x"] for row in hollow["data"]["values"]] == [2004]
    words = alt_text(chart)
    assert "last 13 (2003), highest 13 (2003), lowest 10 (2000)" in words
    assert "Only a part of the period is covered: 2004." in words
    assert "partly" in dict(key_of(chart))


@settings(max_examples=25)
@given(CHARTS, SETTINGS)
def test_a_picture_is_sound_and_holds_nothing_that_runs(chart: Lines, setting: Setting) -> None:
    check_picture(drawing.svg_of(chart, setting)[0], setting)


def check_picture(svg: str, setting: Setting) -> None:
    assert "NaN" not in svg
    assert not re.search(r"<script|<style|\sstyle=|\shref=|xlink:href|url\(|<image|<foreignObject|\son\w+=", svg)
    top = ElementTree.fromstring(svg)
    assert int(top.attrib["width"]) == setting.size.width


def test_hostile_names_stay_text() -> None:
    name = '<script>alert(1)</script>" onload="x" style="y" &amp;'
    chart = Lines("t", "u", tuple(Series(f"{name}{at}", (Point(2020, 1.0, "2020", "1"),)) for at in range(2)))
    svg = drawing.svg_of(chart, Setting())[0]
    check_picture(re.sub(r">[^<]*<", "><", svg), Setting())
    texts = [one.text or "" for one in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]
    assert any(text.startswith("<script>") for text in texts)


@given(
    st.lists(st.builds(Bar, st.sampled_from(["a", "b"]), NUMBERS | st.none(), st.just("said")), max_size=4), SETTINGS
)
def test_every_bar_has_its_value_beside_it(found: list[Bar], setting: Setting) -> None:
    chart = Bars("Title", "unit", (Row("row", tuple(found)),))
    spec = bars.spec(chart, setting)
    assert all(number - number == 0 for number in numbers(spec))
    kinds = [layer["mark"]["type"] for layer in spec["layer"]]
    assert kinds.count("rect") == sum(bar.drawn for bar in found)
    assert kinds.count("text") == len(found) + 1


def test_bars_are_drawn() -> None:
    rows = (Row("first", (Bar("a", 3.0, "3"), Bar("b", None, "kept back", Standing.HIDDEN))),)
    for setting in (Setting(), Setting("ar", Scheme.DARK, Size.NARROW)):
        svg = drawing.svg_of(Bars("t", "u", rows), setting)[0]
        check_picture(svg, setting)
        assert "kept back" in svg


def test_a_pen_that_breaks_is_begun_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    pen = Pen()
    spec = lines.spec(Lines("t", "u", (Series("s", (Point(2020, 1.0, "2020", "1"),)),)), Setting())
    first = pen.draw(spec, {})
    with pytest.raises(Unavailable):
        pen.draw({"mark": {"type": "text", "text": "\x05"}, "data": {"values": [{}]}}, {})
    assert pen.draw(spec, {}) == first
    with pytest.raises(Unavailable):
        pen.draw({"mark": 3}, {})
    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(lambda _: pen.draw(spec, {}), range(8))) == {first}
    monkeypatch.setattr("cjin.shell.charts.pen.SECONDS", 0)
    with pytest.raises(Unavailable):
        pen.draw(spec, {})


@pytest.mark.parametrize("count", [0, 7])
def test_more_curves_than_can_be_told_apart_are_refused(count: int) -> None:
    with pytest.raises(ValueError, match="1 to 6"):
        lines.spec(Lines("t", "u", (Series("s", ()),) * count), Setting())


@given(st.floats(min_value=0, max_value=1e300), st.integers(1, 8))
def test_ticks_are_few_and_reach_the_highest_value(highest: float, count: int) -> None:
    found = scales.ticks(highest, count)
    assert found[0] == 0
    assert found[-1] >= highest * (1 - 1e-9)
    assert 2 <= len(found) <= count + 1 or highest == 0


@given(st.lists(st.floats(0, 300), max_size=6))
def test_names_do_not_cover_each_other(places: list[float]) -> None:
    found = scales.apart(places, 17, 0, 300)
    assert all(-1e-6 <= place <= 300 + 1e-6 for place in found)
    ordered = sorted(found)
    assert all(after - before >= 17 - 1e-6 for before, after in pairwise(ordered))


@given(st.integers(1900, 2050), st.integers(0, 150), st.integers(50, 900))
def test_years_have_room_and_the_last_is_among_them(first: int, span: int, width: int) -> None:
    found = scales.years(first - 0.5, first + span + 0.5, width)
    assert found[-1] == first + span
    assert len(found) <= max(1, width // 52) + 1


@given(CHARTS)
def test_words_name_the_last_value_and_what_is_missing(chart: Lines) -> None:
    with translation.override("en"):
        said, key = alt_text(chart), dict(key_of(chart))
    for series in chart.series:
        whole = [point for point in series.values if not point.partly] or series.values
        if whole:
            assert f"last {whole[-1].said} ({whole[-1].period})" in said
        hidden = [point.period for point in series.points if point.standing is Standing.HIDDEN]
        assert not hidden or f"Kept back: {', '.join(hidden)}." in said
    assert ("hidden" in key) == any(point.standing is Standing.HIDDEN for point in chart.points)


def test_lists_have_the_comma_of_their_language() -> None:
    chart = Lines("t", "u", (Series("s", tuple(Point(at, None, str(at), "", Standing.HIDDEN) for at in (2019, 2020))),))
    for language, comma in (
        ("en", "2019, 2020"),
        ("ar", "2019، 2020"),
        ("zh-hans", "2019、2020"),
        ("fr", "2019, 2020"),
    ):
        with translation.override(language):
            assert comma in alt_text(chart)


def test_words_of_bars_name_every_row() -> None:
    rows = tuple(Row(f"row {at}", (Bar("", at, f"{at} acts"),)) for at in range(20))
    with translation.override("en"):
        said = alt_text(Bars("Acts", "count", rows))
    assert "row 3: 3 acts." in said
    assert said.endswith("And 8 more rows.")


def test_the_picture_is_kept_and_the_store_is_bounded(settings: Settings, tmp_path: Path, monkeypatch: Any) -> None:
    settings.CJIN_HOME = str(tmp_path)
    chart = Lines("t", "u", (Series("s", (Point(2020, 1.0, "2020", "1"),)),))
    first, digest = drawing.svg_of(chart, Setting())
    monkeypatch.setattr(drawing, "_draw", lambda *_: pytest.fail("it was kept"))
    assert drawing.svg_of(chart, Setting()) == (first, digest)
    monkeypatch.setattr(drawing, "_draw", lambda *_: "<svg/>")
    monkeypatch.setattr(drawing, "MOST", 256 * 2)
    for value in range(700):
        drawing.svg_of(Lines("t", "u", (Series("s", (Point(2020, value + 2.0, "2020", "1"),)),)), Setting())
    for inside in (tmp_path / "cache" / "charts").iterdir():
        assert len(list(inside.iterdir())) <= 2


def test_colours_are_those_of_the_stylesheet_and_can_be_seen() -> None:
    for colours, sheet in ((DAY, LIGHT), (NIGHT, DARK)):
        assert (colours.paper, colours.ink, colours.ink_2, colours.rule) == (
            sheet["paper"],
            sheet["ink"],
            sheet["ink-2"],
            sheet["rule"],
        )
        assert all(contrast(colour, colours.paper) >= 3 for colour in colours.series)
        assert len(set(colours.series)) == MOST_SERIES


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_step_stands_where_the_new_value_begins(language: str) -> None:
    points = tuple(Point(year, value, str(year), str(value)) for year, value in ((2000, 1.0), (2001, 1.0), (2002, 5.0)))
    chart = Lines("t", "u", (Series("s", points),), stepped=True)
    svg = drawing.svg_of(chart, Setting(language))[0]
    (drawn,) = re.findall(rf'<path[^>]* d="([^"]+)" stroke="{DAY.series[0]}"[^>]*stroke-width="2"', svg)
    places = [tuple(map(float, place)) for place in re.findall(r"[ML](-?[\d.]+),(-?[\d.]+)", drawn)]
    steps = [x for (x, y), (to, below) in pairwise(places) if x == to and y != below]
    latest = (min if language == "ar" else max)(x for x, _ in places)
    assert steps == [latest]
