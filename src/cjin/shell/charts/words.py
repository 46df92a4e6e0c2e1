"""Charts in words, for who does not see them: what, when, last, highest and lowest value, what is missing."""

from collections.abc import Callable, Iterable

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from cjin.shell.rules.charts.figures import Bars, Lines, Point, Row, Series, Standing
from cjin.shell.rules.lists import joined

MOST = 12
"""So many periods or rows are named; of more it is said how many they are."""
SIGNS = {
    Standing.SOFT: ("soft", gettext_lazy("estimated or provisional")),
    Standing.HIDDEN: ("hidden", gettext_lazy("kept back")),
    Standing.ABSENT: ("absent", gettext_lazy("not available")),
}
"""What the marks of a chart mean; the first word names the mark."""


def alt_text(chart: Lines | Bars) -> str:
    """What a chart shows, in sentences in the reader's language."""
    return _of_lines(chart) if isinstance(chart, Lines) else _of_bars(chart)


def key_of(chart: Lines | Bars) -> list[tuple[str, str]]:
    """The marks that occur in a chart besides firm values: the name of the mark and its meaning."""
    if isinstance(chart, Lines):
        there = {point.standing for point in chart.points}
        found = [(name, str(words)) for standing, (name, words) in SIGNS.items() if standing in there]
        if any(point.partly for point in chart.points):
            found.append(("partly", _("only a part of the period is covered")))
        broken = any(point.broken for point in chart.points)
        return [*found, ("broken", _("break in the series"))] if broken else found
    soft = any(bar.drawn and bar.standing is Standing.SOFT for row in chart.rows for bar in row.bars)
    return [("hollow", str(SIGNS[Standing.SOFT][1]))] if soft else []


def _of_lines(chart: Lines) -> str:
    periods = [point.period for point in sorted(chart.points, key=lambda point: point.at)]
    span = {"title": chart.title, "unit": chart.unit, "first": periods[0], "last": periods[-1]} if periods else {}
    said = [_("%(title)s, %(unit)s, %(first)s to %(last)s.") % span if periods else chart.title]
    for series in chart.series:
        said += _of_series(series, named=len(chart.series) > 1)
    return " ".join(said)


def _of_series(series: Series, *, named: bool) -> Iterable[str]:
    if named:
        yield f"{series.name}:"
    values = [point for point in series.values if not point.partly] or series.values
    if values:
        high, low = (one(values, key=lambda point: point.value or 0) for one in (max, min))
        said = _(
            "last %(last)s (%(last_period)s), highest %(high)s (%(high_period)s), lowest %(low)s (%(low_period)s)."
        )
        yield said % {
            "last": values[-1].said,
            "last_period": values[-1].period,
            "high": high.said,
            "high_period": high.period,
            "low": low.said,
            "low_period": low.period,
        }
    else:
        yield _("no value.")
    for standing, (_name, words) in SIGNS.items():
        yield from _periods(series.points, lambda point, one=standing: point.standing is one, str(words))  # type: ignore[misc]
    yield from _periods(series.points, lambda point: point.partly, _("only a part of the period is covered"))
    yield from _periods(series.points, lambda point: point.broken, _("break in the series"))


def _periods(points: Iterable[Point], wanted: Callable[[Point], bool], words: str) -> Iterable[str]:
    found = [point.period for point in points if wanted(point)]
    if len(found) > MOST:
        yield _("%(words)s: %(count)s periods.") % {"words": words.capitalize(), "count": len(found)}
    elif found:
        yield _("%(words)s: %(periods)s.") % {"words": words.capitalize(), "periods": _listed(found)}


def _listed(parts: Iterable[str]) -> str:
    return joined(parts, get_language() or "en")


def _of_bars(chart: Bars) -> str:
    said = [_("%(title)s, %(unit)s.") % {"title": chart.title, "unit": chart.unit}]
    named = len(chart.names) > 1
    said += [_row(row, named) for row in chart.rows[:MOST]]
    if (more := len(chart.rows) - MOST) > 0:
        said.append(ngettext("And %(count)s more row.", "And %(count)s more rows.", more) % {"count": more})
    return " ".join(said)


def _row(row: Row, named: bool) -> str:
    bars = _listed(f"{bar.name} {bar.said}" if named else bar.said for bar in row.bars)
    return f"{row.name}: {bars}."
