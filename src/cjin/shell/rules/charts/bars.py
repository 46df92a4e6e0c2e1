"""Lying bars as a Vega-Lite specification: each with its value beside it, so that they need no scale."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cjin.shell.rules.charts.figures import Bar, Bars, Row, Standing
from cjin.shell.rules.charts.look import MOST_SERIES, Setting, Size, frame

LETTER = 6.6
BAR, GAP, HEAD = 19, 12, 18
"""The height of a bar with the space to the next one, the space between two rows, the height of a row's name."""
THICK = 14


@dataclass(frozen=True)
class Plan:
    """The places of a chart in pixels, and its scale."""

    setting: Setting
    width: int
    height: int
    padding: dict[str, int]
    highest: float
    above: bool

    def start(self, rows: tuple[Row, ...], number: int) -> float:
        """How far from the top a row begins."""
        return sum(row_height(row, self.above) for row in rows[:number])


def row_height(row: Row, above: bool) -> int:
    """How high a row is, with its name above the bars or beside them."""
    return BAR * max(1, len(row.bars)) + GAP + (HEAD if above else 0)


def spec(chart: Bars, setting: Setting) -> dict[str, Any]:
    """The specification of a chart. Raises ValueError for no row, or for more kinds of bars than can be told apart."""
    if not chart.rows or len(chart.names) > MOST_SERIES:
        raise ValueError(f"a chart has rows, and up to {MOST_SERIES} kinds of bars")
    plan = _plan(chart, setting)
    layers = []
    for number, row in enumerate(chart.rows):
        top = plan.start(chart.rows, number)
        layers += [_name(row, top, plan), _zero(row, top, plan)]
        for at, bar in enumerate(row.bars):
            place = top + (HEAD if plan.above else 0) + BAR * at
            layers += list(_bar(bar, chart, place, plan))
    return {**frame(setting, plan.width, plan.height, plan.padding), "layer": layers}


def height(chart: Bars, setting: Setting) -> int:
    """How high the picture is, in pixels."""
    plan = _plan(chart, setting)
    return plan.height + plan.padding["top"] + plan.padding["bottom"]


def _plan(chart: Bars, setting: Setting) -> Plan:
    above = setting.size is not Size.WIDE
    names = 0 if above else min(300, round(max(len(row.name) for row in chart.rows) * LETTER) + 16)
    said = max((len(_said(bar, chart)) for row in chart.rows for bar in row.bars), default=0)
    values = min(setting.size.width // 2, round(said * LETTER) + 14)
    before, after = (values, names) if setting.mirrored else (names, values)
    padding = {"left": before or 2, "right": after or 2, "top": 4, "bottom": 4}
    width = setting.size.width - padding["left"] - padding["right"]
    highest = max((bar.value or 0 for row in chart.rows for bar in row.bars if bar.drawn), default=0) or 1.0
    tall = sum(row_height(row, above) for row in chart.rows)
    return Plan(setting, width, tall, padding, highest, above)


def _said(bar: Bar, chart: Bars) -> str:
    return f"{bar.name}  {bar.said}" if len(chart.names) > 1 else bar.said


def _x(plan: Plan) -> dict[str, Any]:
    scale = {"domain": [0, plan.highest], "nice": False, "reverse": plan.setting.mirrored}
    return {"field": "x", "type": "quantitative", "scale": scale, "axis": None}


def _bar(bar: Bar, chart: Bars, top: float, plan: Plan) -> Iterator[dict[str, Any]]:
    """A bar, hollow where its value is not firm, and its value beside it; a missing one is words alone."""
    colour = plan.setting.colours.series[chart.names.index(bar.name)]
    value = (bar.value or 0) if bar.drawn else 0
    if bar.drawn:
        fill = plan.setting.colours.paper if bar.standing is Standing.SOFT else colour
        stroke = colour if bar.standing is Standing.SOFT else None
        mark = {"type": "rect", "fill": fill, "stroke": stroke, "strokeWidth": 1.5, "aria": False}
        place = {"x": _x(plan), "x2": {"datum": 0}, "y": {"value": top}, "y2": {"value": top + THICK}}
        yield {"data": {"values": [{"x": value}]}, "mark": mark, "encoding": place}
    text = {
        "type": "text",
        "text": plan.setting.isolated(_said(bar, chart)),
        "align": "right" if plan.setting.mirrored else "left",
        "baseline": "middle",
        "dx": -8 if plan.setting.mirrored else 8,
        "fill": plan.setting.colours.ink if bar.drawn else plan.setting.colours.ink_2,
        "fontStyle": "normal" if bar.drawn else "italic",
    }
    at = {"x": _x(plan), "y": {"value": top + THICK / 2 + 1}}
    yield {"data": {"values": [{"x": value}]}, "mark": text, "encoding": at}


def _name(row: Row, top: float, plan: Plan) -> dict[str, Any]:
    mirrored = plan.setting.mirrored
    start: float = (plan.width if mirrored else 0) if plan.above else (plan.width + 10 if mirrored else -10)
    middle = top + (HEAD / 2 - 2 if plan.above else BAR * len(row.bars) / 2 - 1)
    text = {
        "type": "text",
        "text": plan.setting.isolated(row.name),
        "align": "right" if plan.above is mirrored else "left",
        "baseline": "middle",
        "limit": plan.setting.size.width - 8 if plan.above else plan.padding["right" if mirrored else "left"] - 12,
    }
    return {"data": {"values": [{}]}, "mark": text, "encoding": {"x": {"value": start}, "y": {"value": middle}}}


def _zero(row: Row, top: float, plan: Plan) -> dict[str, Any]:
    """The line from which the bars of a row begin."""
    x = plan.width if plan.setting.mirrored else 0
    start = top + (HEAD if plan.above else 0) - 3
    mark = {"type": "rule", "stroke": plan.setting.colours.ink_2, "strokeWidth": 1, "aria": False}
    place = {"x": {"value": x}, "y": {"value": start}, "y2": {"value": start + BAR * max(1, len(row.bars)) + 1}}
    return {"data": {"values": [{}]}, "mark": mark, "encoding": place}
