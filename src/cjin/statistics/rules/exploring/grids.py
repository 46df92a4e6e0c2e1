"""A grid: cells in rows and columns, the table under a chart."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from cjin.statistics.rules.exploring.question import PAIR, TIME, Question
from cjin.statistics.rules.publishing.flows import Flow
from cjin.statistics.rules.publishing.reading import Cell
from cjin.statistics.rules.units import TOTAL

MOST_PERIODS = 24
"""So many periods stand beside each other; a longer time is chosen by its years."""
MOST_CURVES = 6


@dataclass(frozen=True)
class Grid:
    """``rows`` and ``columns`` are codes; ``cells`` by both. ``row`` and ``column`` are the dimensions of the codes.

    ``left_out``: how many earlier periods have no column.
    """

    row: str
    column: str
    rows: Sequence[str]
    columns: Sequence[str]
    cells: Mapping[tuple[str, str], Cell] = field(default_factory=dict)
    left_out: int = 0

    def line(self, row: str) -> list[Cell | None]:
        """The cells of a row in the order of the columns."""
        return [self.cells.get((row, column)) for column in self.columns]

    @property
    def deciding(self) -> str:
        """The column by which rows are ordered: the newest period, or the last column."""
        if not self.columns:
            return ""
        return self.columns[0 if self.column == "TIME_PERIOD" else -1]

    @property
    def shown(self) -> list[Cell]:
        """Its cells in reading order."""
        return [cell for row in self.rows for cell in self.line(row) if cell is not None]


def grid_of(question: Question, flow: Flow, cells: Iterable[Cell]) -> Grid:
    """The cells of an answer in the order of a reader: the newest period first, codes as their lists have them.

    Where two cells have one place the first of them stands there.
    """
    if question.view == TIME:
        return _over_time(question, list(cells))
    if question.view in PAIR:
        there = [name for name in PAIR if name in flow.key]
        row, column = (there[0], there[1]) if len(there) > 1 else (there[0], "UNIT_MEASURE")
        return _crossed(row, column, list(cells))
    return _crossed(question.view, "UNIT_MEASURE", list(cells))


def _over_time(question: Question, cells: list[Cell]) -> Grid:
    periods = sorted({cell.codes["TIME_PERIOD"] for cell in cells}, reverse=True)
    if not question.by:
        return _filled("TIME_PERIOD", "UNIT_MEASURE", periods, _codes(cells, "UNIT_MEASURE"), cells)
    codes = _codes(cells, question.by)
    if len(codes) <= MOST_CURVES:
        return _filled("TIME_PERIOD", question.by, periods, codes, cells)
    return _filled(question.by, "TIME_PERIOD", codes, periods[:MOST_PERIODS], cells, len(periods) - MOST_PERIODS)


def _crossed(row: str, column: str, cells: list[Cell]) -> Grid:
    return _filled(row, column, _codes(cells, row), _codes(cells, column), cells)


def _filled(
    row: str, column: str, rows: Sequence[str], columns: Sequence[str], cells: Iterable[Cell], left_out: int = 0
) -> Grid:
    found: dict[tuple[str, str], Cell] = {}
    for cell in cells:
        found.setdefault((cell.codes[row], cell.codes[column]), cell)
    return Grid(row, column, rows, columns, found, max(0, left_out))


def _codes(cells: Iterable[Cell], name: str) -> list[str]:
    """The codes of a dimension in order, the total first."""
    return sorted({cell.codes[name] for cell in cells}, key=lambda code: (code != TOTAL, code))


def place_in_time(period: str) -> float:
    """A period as years: 2019.5 for July 2019."""
    year, _, month = period.partition("-")
    return int(year) + (int(month) - 1) / 12 if month else float(year)


def highest_first(grid: Grid) -> list[str]:
    """The rows by their value in the deciding column: the total, then the highest first, those without one last."""
    last = grid.deciding

    def key(row: str) -> tuple[bool, bool, float]:
        cell = grid.cells.get((row, last))
        value = cell.value if cell else None
        return row != TOTAL, value is None, -(value or 0)

    return sorted(grid.rows, key=key)
