"""Curves over time as a Vega-Lite specification."""

from dataclasses import dataclass
from typing import Any

from cjin.shell.rules.charts.figures import Lines, Point, Series, Standing
from cjin.shell.rules.charts.look import DASHES, MOST_SERIES, SHAPES, Setting, Size, frame
from cjin.shell.rules.charts.scales import apart, digits, ticks, years

LETTER = 7.0
"""About how wide a letter or digit of an axis is, in pixels."""
LINE, STRIP = 17, 14
"""The heights of a line of names, and of a row of missing values."""
BASE_HEIGHTS = {Size.WIDE: 380, Size.NARROW: 300, Size.SMALL: 170}
CROWDED = 40
"""With more points than this on a curve only those are marked that say something of their own."""


@dataclass(frozen=True)
class Plan:
    """The places of a chart in pixels, and its scales."""

    setting: Setting
    width: int
    height: int
    strip: int
    padding: dict[str, int]
    first: float
    last: float
    values: list[float]

    def y(self, value: float) -> float:
        """How far from the top a value stands."""
        return (self.height - self.strip) * (1 - value / self.values[-1])


def spec(chart: Lines, setting: Setting) -> dict[str, Any]:
    """The specification of a chart. Raises ValueError for more curves than can be told apart, or for none."""
    if not 1 <= len(chart.series) <= MOST_SERIES:
        raise ValueError(f"a chart has 1 to {MOST_SERIES} curves, not {len(chart.series)}")
    plan = _plan(chart, setting)
    layers: list[dict[str, Any]] = [_breaks(chart, plan)]
    strips = [number for number, series in enumerate(chart.series) if len(series.values) < len(series.points)]
    for number, series in enumerate(chart.series):
        layers += [_curve(chart, series, number, plan), _ties(chart, series, number, plan)]
        layers += _marks(series, number, plan)
        if number in strips:
            row = plan.height - plan.strip + 10 + STRIP * strips.index(number)
            layers += _strip(series, number, row, plan, named=len(chart.series) > 1)
    if setting.size is not Size.SMALL and len(chart.series) > 1:
        layers += _names(chart, plan)
    return {**frame(setting, plan.width, plan.height, plan.padding), "layer": [one for one in layers if one]}


def height(chart: Lines, setting: Setting) -> int:
    """How high the picture is, in pixels."""
    plan = _plan(chart, setting)
    return plan.height + plan.padding["top"] + plan.padding["bottom"]


def _plan(chart: Lines, setting: Setting) -> Plan:
    values = ticks(max((point.value or 0 for point in chart.points if point.drawn), default=0), _ticks(setting))
    places = [point.at for point in chart.points] or [0.0]
    several = len(chart.series) > 1
    aside = several and setting.size is Size.WIDE
    longest = max(len(_label(value, values)) for value in values)
    scale = round(longest * LETTER) + 12
    names = min(210, round(max(len(series.name) for series in chart.series) * LETTER) + 44) if aside else 16
    under = len(chart.series) * LINE + 6 if several and setting.size is Size.NARROW else 0
    before, after = (names, scale) if setting.mirrored else (scale, names)
    strip = STRIP * sum(1 for series in chart.series if any(not point.drawn for point in series.points))
    padding = {"left": before, "right": after, "top": 10, "bottom": 26 + under}
    width = setting.size.width - before - after
    plot = BASE_HEIGHTS[setting.size] - 36 + strip
    return Plan(setting, width, plot, strip, padding, *_span(places, chart.step), values)


def _ticks(setting: Setting) -> int:
    return 2 if setting.size is Size.SMALL else 5


def _span(places: list[float], step: float) -> tuple[float, float]:
    """The time that the chart shows, with half a period before and after."""
    return min(places) - step / 2, max(places) + step / 2


def _label(value: float, values: list[float]) -> str:
    return f"{value:,.{digits(values)}f}"


def _x(plan: Plan, field: str = "x") -> dict[str, Any]:
    size = plan.setting.size
    shown = years(plan.first, plan.last, plan.width, 90 if size is Size.SMALL else 52)
    scale = {"domain": [plan.first, plan.last], "nice": False, "zero": False, "reverse": plan.setting.mirrored}
    axis = {"values": shown, "format": "d", "grid": False, "labelFlush": False, "orient": "bottom"}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": axis}


def _y(plan: Plan) -> dict[str, Any]:
    scale = {"domain": [0, plan.values[-1]], "range": [plan.height - plan.strip, 0], "nice": False}
    axis = {
        "values": plan.values,
        "format": f",.{digits(plan.values)}f",
        "grid": True,
        "gridColor": plan.setting.colours.rule,
        "domain": False,
        "orient": "right" if plan.setting.mirrored else "left",
    }
    return {"field": "y", "type": "quantitative", "scale": scale, "axis": axis}


def _curve(chart: Lines, series: Series, number: int, plan: Plan) -> dict[str, Any]:
    runs = [run for run in series.runs(chart.step) if len(run) > 1]
    rows = [{"x": point.at, "y": point.value, "run": at} for at, run in enumerate(runs) for point in run]
    mark = {
        "type": "line",
        "stroke": plan.setting.colours.series[number],
        "strokeWidth": 2,
        "strokeDash": list(DASHES[number]) if number else None,
        "strokeJoin": "round",
        **_stepped(chart, plan),
        "aria": False,
    }
    detail = {"field": "run", "type": "nominal"}
    return {"data": {"values": rows}, "mark": mark, "encoding": {"x": _x(plan), "y": _y(plan), "detail": detail}}


def _stepped(chart: Lines, plan: Plan) -> dict[str, str]:
    """How a curve by steps is drawn: from the side at which time begins."""
    if not chart.stepped:
        return {}
    return {"interpolate": "step-before" if plan.setting.mirrored else "step-after"}


def _ties(chart: Lines, series: Series, number: int, plan: Plan) -> dict[str, Any]:
    """A thin dotted line to a value of a part of its period."""
    ties = list(series.ties(chart.step))
    if not ties:
        return {}
    rows = [{"x": point.at, "y": point.value, "tie": at} for at, tie in enumerate(ties) for point in tie]
    colour = plan.setting.colours.series[number]
    mark = {"type": "line", "stroke": colour, "strokeWidth": 1.2, "strokeDash": [1.5, 3.5], "aria": False}
    detail = {"field": "tie", "type": "nominal"}
    return {"data": {"values": rows}, "mark": mark, "encoding": {"x": _x(plan), "y": _y(plan), "detail": detail}}


def _marks(series: Series, number: int, plan: Plan) -> list[dict[str, Any]]:
    """The points of a curve: firm ones filled, soft ones and those of a part of their period hollow."""
    firm = [point for point in series.values if point.standing is Standing.EXACT and not point.partly]
    soft = [point for point in series.values if point.standing is Standing.SOFT or point.partly]
    if len(series.values) > CROWDED or plan.setting.size is Size.SMALL:
        firm = _telling(series, firm)
    return [_points(firm, number, plan, hollow=False), _points(soft, number, plan, hollow=True)]


def _strip(series: Series, number: int, row: int, plan: Plan, *, named: bool) -> list[dict[str, Any]]:
    """The row of a curve at the foot of the chart: a sign at each period that has no value, and whose row it is."""
    missing = [point for point in series.points if not point.drawn]
    hidden = [point for point in missing if point.standing is Standing.HIDDEN]
    absent = [point for point in missing if point.standing is not Standing.HIDDEN]
    found = [_missing(hidden, "×", number, row, plan), _missing(absent, "–", number, row, plan)]
    if named:
        place = {"x": {"value": plan.width + 8 if plan.setting.mirrored else -8}, "y": {"value": row}}
        found.append({"data": {"values": [{}]}, "mark": _sign(number, plan, 28), "encoding": place})
    return found


def _telling(series: Series, firm: list[Point]) -> list[Point]:
    """The last value, and values that no line reaches."""
    alone = {run[0] for run in series.runs() if len(run) == 1}
    return [point for point in firm if point in alone or point is firm[-1]]


def _points(found: list[Point], number: int, plan: Plan, *, hollow: bool) -> dict[str, Any]:
    if not found:
        return {}
    colour = plan.setting.colours.series[number]
    mark = {
        "type": "point",
        "shape": SHAPES[number],
        "size": 30 if plan.setting.size is Size.SMALL else 46,
        "stroke": colour,
        "strokeWidth": 1.5,
        "fill": plan.setting.colours.paper if hollow else colour,
        "opacity": 1,
        "aria": False,
    }
    rows = [{"x": point.at, "y": point.value} for point in found]
    return {"data": {"values": rows}, "mark": mark, "encoding": {"x": _x(plan), "y": _y(plan)}}


def _missing(found: list[Point], sign: str, number: int, row: int, plan: Plan) -> dict[str, Any]:
    if not found:
        return {}
    mark = {"type": "text", "text": sign, "fill": plan.setting.colours.series[number], "fontSize": 14}
    rows = [{"x": point.at} for point in found]
    return {"data": {"values": rows}, "mark": mark, "encoding": {"x": _x(plan), "y": {"value": row}}}


def _breaks(chart: Lines, plan: Plan) -> dict[str, Any]:
    """A fine dashed line before every point where a series begins anew."""
    places = sorted({point.at - chart.step / 2 for point in chart.points if point.broken})
    mark = {"type": "rule", "stroke": plan.setting.colours.ink_2, "strokeDash": [2, 3], "strokeWidth": 1, "aria": False}
    rows = [{"x": at} for at in places if at > plan.first]
    height = {"y": {"value": 0}, "y2": {"value": plan.height - plan.strip}}
    return {"data": {"values": rows}, "mark": mark, "encoding": {"x": _x(plan), **height}} if rows else {}


def _names(chart: Lines, plan: Plan) -> list[dict[str, Any]]:
    """The name of each curve with its mark: beside its end on a wide picture, under the chart on a narrow one."""
    mirrored = plan.setting.mirrored
    if plan.setting.size is Size.WIDE:
        ends = [plan.y(series.values[-1].value or 0) if series.values else plan.height for series in chart.series]
        rows = apart(ends, LINE, 4, plan.height)
        start: float = -10 if mirrored else plan.width + 10
        room = plan.padding["left" if mirrored else "right"] - 24
    else:
        rows = [plan.height + 34 + LINE * at for at in range(len(chart.series))]
        start = plan.width if mirrored else 0
        room = plan.width
    found = []
    for number, (series, row) in enumerate(zip(chart.series, rows, strict=True)):
        found += _name(series.name, number, start, row, room, plan)
    return found


def _name(name: str, number: int, x: float, y: float, room: int, plan: Plan) -> list[dict[str, Any]]:
    side = -1 if plan.setting.mirrored else 1
    text = {
        "type": "text",
        "text": plan.setting.isolated(name),
        "align": "right" if plan.setting.mirrored else "left",
        "baseline": "middle",
        "limit": room,
    }
    one: dict[str, Any] = {"values": [{}]}
    return [
        {"data": one, "mark": _sign(number, plan, 46), "encoding": {"x": {"value": x}, "y": {"value": y}}},
        {"data": one, "mark": text, "encoding": {"x": {"value": x + 11 * side}, "y": {"value": y}}},
    ]


def _sign(number: int, plan: Plan, size: int) -> dict[str, Any]:
    """The mark of a curve, as it stands beside its name."""
    colour = plan.setting.colours.series[number]
    shape = {"type": "point", "shape": SHAPES[number], "size": size, "opacity": 1, "aria": False}
    return {**shape, "stroke": colour, "fill": colour}
