"""Charts of answers: which curves or bars a reader sees, and how many besides."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from cjin.shell.rules.charts.figures import Bar, Bars, Lines, Point, Row, Series, Standing
from cjin.shell.rules.charts.look import MOST_SERIES
from cjin.statistics.queries.covering import in_part
from cjin.statistics.queries.exploring import Answer
from cjin.statistics.queries.wording import listed, titled, unit_words, value_words
from cjin.statistics.rules.exploring.grids import Grid, highest_first, place_in_time
from cjin.statistics.rules.exploring.question import PAIR, TIME
from cjin.statistics.rules.publishing.reading import Cell
from cjin.statistics.rules.units import TOTAL, Status

MOST_ROWS = 25
STANDINGS = {
    Status.EXACT: Standing.EXACT,
    Status.ESTIMATED: Standing.SOFT,
    Status.PROVISIONAL: Standing.SOFT,
    Status.SUPPRESSED: Standing.HIDDEN,
}


@dataclass(frozen=True)
class Drawn:
    """A chart, and how many of how many rows or curves are in it."""

    chart: Lines | Bars
    shown: int
    of: int


def chart_of(answer: Answer) -> Drawn | None:
    """The chart of an answer; None where there is nothing to draw."""
    found = _curves(answer) if answer.question.view == TIME else _bars(answer)
    return found if found.shown else None


def point(cell: Cell, partly: Collection[tuple[str, str]] = ()) -> Point:
    """A cell as a point of a curve; ``partly`` has the sources and periods of which only a part is covered."""
    period = cell.codes["TIME_PERIOD"]
    part = cell.value is not None and (cell.codes["SOURCE"], period) in partly
    return Point(place_in_time(period), cell.value, period, value_words(cell), standing(cell), cell.broken, part)


def standing(cell: Cell) -> Standing:
    """How firm a cell is, for a chart."""
    found = STANDINGS.get(Status(cell.status), Standing.ABSENT)
    return Standing.ABSENT if cell.value is None and found.has_value else found


def step_of(frequency: str) -> float:
    """The years between two periods."""
    return 1 / 12 if frequency == "M" else 1.0


def _curves(answer: Answer) -> Drawn:
    name = answer.question.by or "UNIT_MEASURE"
    by_code: dict[str, list[Cell]] = {}
    for cell in answer.grid.cells.values():
        by_code.setdefault(cell.codes[name], []).append(cell)
    ordered = {code: sorted(cells, key=lambda cell: cell.codes["TIME_PERIOD"]) for code, cells in by_code.items()}
    if len(ordered) > MOST_SERIES:
        ordered.pop(TOTAL, None)
    codes = sorted(ordered, key=lambda code: -_last(ordered[code]))[:MOST_SERIES]
    partly = in_part(answer.parts)
    series = tuple(
        Series(_curve_name(answer, code), tuple(point(cell, partly) for cell in ordered[code])) for code in codes
    )
    chart = Lines(titled(answer), unit_words(answer.unit), series, step_of(answer.choice.codes["FREQ"]))
    return Drawn(chart, len(series), len(ordered))


def _curve_name(answer: Answer, code: str) -> str:
    return answer.labels.of(answer.question.by, code) if answer.question.by else titled(answer)


def _last(cells: list[Cell]) -> float:
    return next((cell.value for cell in reversed(cells) if cell.value is not None), -1.0)


def _bars(answer: Answer) -> Drawn:
    grid = answer.grid
    rows, columns = _parts(_order(answer), grid)
    columns = columns[:MOST_SERIES]
    found = tuple(Row(answer.labels.of(grid.row, row), _row(answer, grid, row, columns)) for row in rows[:MOST_ROWS])
    title = listed([titled(answer), answer.period])
    return Drawn(Bars(title, unit_words(answer.unit), found), len(found), len(rows))


def _parts(ordered: Sequence[str], grid: Grid) -> tuple[list[str], list[str]]:
    """The rows and columns without their totals, unless only the totals of one of them have something to draw."""
    rows = [row for row in ordered if row != TOTAL] or list(ordered)
    columns = [column for column in grid.columns if column != TOTAL] or list(grid.columns)
    totals = [column for column in grid.columns if column == TOTAL] or columns
    whole = [row for row in ordered if row == TOTAL] or rows
    for some in ((rows, columns), (rows, totals), (whole, columns), (whole, totals)):
        if any((cell := grid.cells.get((row, column))) and cell.value for row in some[0] for column in some[1]):
            return some
    return rows, columns


def _order(answer: Answer) -> list[str]:
    """The rows of the chart: ages in their order, everything else by its value."""
    return list(answer.grid.rows) if answer.question.view in PAIR else highest_first(answer.grid)


def _row(answer: Answer, grid: Grid, row: str, columns: list[str]) -> tuple[Bar, ...]:
    bars = []
    for column in columns:
        cell = grid.cells.get((row, column))
        if cell is not None:
            name = answer.labels.of(grid.column, column)
            bars.append(Bar(name, cell.value, value_words(cell), standing(cell)))
    return tuple(bars)
