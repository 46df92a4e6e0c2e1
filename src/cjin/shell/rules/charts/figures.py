"""What a chart draws: values with their standing, in series over time or as bars; what is not there stays a gap."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise


class Standing(StrEnum):
    """How firm a value is, or why there is none. It is drawn as a mark of its own and told in words."""

    EXACT = "exact"
    SOFT = "soft"
    HIDDEN = "hidden"
    ABSENT = "absent"

    @property
    def has_value(self) -> bool:
        """Whether a value of this standing is drawn."""
        return self in (Standing.EXACT, Standing.SOFT)


@dataclass(frozen=True)
class Point:
    """A value at a place in time. ``at`` is in years, ``period`` and ``said`` are what a reader sees.

    ``broken``: the series begins anew here, and no line leads to it. ``partly``: the value is of a part of its period
    only, and stands apart from the curve. A value that is no number is no value.
    """

    at: float
    value: float | None
    period: str
    said: str
    standing: Standing = Standing.EXACT
    broken: bool = False
    partly: bool = False

    @property
    def drawn(self) -> bool:
        """Whether there is a value to draw."""
        return self.standing.has_value and self.value is not None and math.isfinite(self.value)


@dataclass(frozen=True)
class Series:
    """The points of one curve, in the order of time."""

    name: str
    points: tuple[Point, ...]

    @property
    def values(self) -> tuple[Point, ...]:
        """The points that have a value."""
        return tuple(point for point in self.points if point.drawn)

    def runs(self, step: float = 1.0) -> Iterator[tuple[Point, ...]]:
        """The stretches that a line may join: what is missing, is of a part of its period, or a break ends one."""
        run: list[Point] = []
        for before, point in pairwise((None, *self.points)):
            assert point is not None
            apart = before is not None and (point.at - before.at > step * 1.5 or before.partly or point.partly)
            if run and (apart or point.broken or not point.drawn):
                yield tuple(run)
                run = []
            if point.drawn:
                run.append(point)
        if run:
            yield tuple(run)

    def ties(self, step: float = 1.0) -> Iterator[tuple[Point, Point]]:
        """Values beside each other of which one is of a part of its period: only a loose line may join them."""
        for before, point in pairwise(self.points):
            near = point.at - before.at <= step * 1.5 and not point.broken
            if near and (before.partly or point.partly) and before.drawn and point.drawn:
                yield before, point


@dataclass(frozen=True)
class Lines:
    """Curves over time on one scale. ``step`` is the time between two periods: 1 for years, 1/12 for months.

    A ``stepped`` curve keeps its height until its next value.
    """

    title: str
    unit: str
    series: tuple[Series, ...]
    step: float = 1.0
    stepped: bool = False

    @property
    def points(self) -> tuple[Point, ...]:
        """The points of all its series."""
        return tuple(point for series in self.series for point in series.points)


@dataclass(frozen=True)
class Bar:
    """One bar of a row; ``said`` is its value as a reader sees it, or the words for why there is none."""

    name: str
    value: float | None
    said: str
    standing: Standing = Standing.EXACT

    @property
    def drawn(self) -> bool:
        """Whether there is a value to draw."""
        return self.standing.has_value and self.value is not None and math.isfinite(self.value)


@dataclass(frozen=True)
class Row:
    """Bars that stand together under one name."""

    name: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Bars:
    """Rows of lying bars on one scale that begins at zero."""

    title: str
    unit: str
    rows: tuple[Row, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the bars, in the order in which they come first."""
        return tuple(dict.fromkeys(bar.name for row in self.rows for bar in row.bars))
