"""Answers: the figures of a flow that a reader asked for, in the order in which they are shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pyarrow as arrow
import pyarrow.compute as compute
from django.utils.translation import gettext

from cjin.statistics.queries.covering import in_part
from cjin.statistics.queries.flows import Held, Part
from cjin.statistics.queries.labels import Labels, name_of
from cjin.statistics.rules.exploring.choosing import AREAS, Choice, chosen, fullest, spread_of, telling
from cjin.statistics.rules.exploring.grids import Grid, grid_of
from cjin.statistics.rules.exploring.question import TIME, Question
from cjin.statistics.rules.publishing.reading import Cell, Wanted, each


@dataclass(frozen=True)
class Answer:
    """The cells that answer a question about a flow. ``period`` is the one looked at, "" for a view over time."""

    held: Held
    question: Question
    choice: Choice
    grid: Grid
    period: str

    @cached_property
    def labels(self) -> Labels:
        """The labels of its codes in the reader's language."""
        return Labels(self.held.flow)

    @cached_property
    def parts(self) -> Sequence[Part]:
        """The publications that its cells come from."""
        there = {cell.codes["SOURCE"] for cell in self.grid.shown}
        return [part for part in self.held.parts if part.publication.source.slug in there]

    @cached_property
    def partly(self) -> set[tuple[str, str]]:
        """The sources and periods whose records cover only a part of the period."""
        return in_part(self.parts)

    def is_part(self, cell: Cell) -> bool:
        """Whether a figure is of a part of its period."""
        return (cell.codes["SOURCE"], cell.codes["TIME_PERIOD"]) in self.partly

    @property
    def as_of(self) -> date:
        """The newest day of the data that it shows."""
        return max((part.publication.vintage for part in self.parts), default=self.held.as_of)

    @property
    def unit(self) -> str:
        """Its unit of measure."""
        return self.choice.codes["UNIT_MEASURE"]

    @property
    def without(self) -> list[tuple[str, str]]:
        """What was asked for and what no figure has together with the rest: the name of each, and its label."""
        codes = [(name_of(name), self.labels.of(name, code)) for name, code in self.choice.without.items()]
        asked = self.question.period
        return [*codes, (name_of("TIME_PERIOD"), asked)] if self.period and asked not in ("", self.period) else codes

    @cached_property
    def telling(self) -> Sequence[Cell]:
        """The cells of which something else is told than a value: a break, a comment."""
        return [cell for cell in self.grid.shown if cell.broken or cell.comment]


def asked_of(held: Held, asked: Mapping[str, str], decided: Mapping[str, str] | None = None) -> Question:
    """The question that an address asks of a flow; ``decided`` is what the page itself says.

    Raises Invalid, in the reader's language.
    """
    return Question.of(asked, held.flow, decided, gettext)


def answer(held: Held, question: Question, areas: Sequence[str] = ()) -> Answer | None:
    """The answer to a question, of some ``areas`` or of all; None where the flow has no cells of them."""
    every = held.table(Wanted({"REF_AREA": areas}) if areas else Wanted())
    choice = chosen(held.flow, every, question.codes, question.free)
    if choice is None:
        return None
    found = _found(every, choice)
    period = "" if question.view == TIME else _period(held, found, question)
    found = _between(found, period or question.since, period or question.until)
    cells = sorted(each(found, held.flow), key=_order(held))
    return Answer(held, question, choice, grid_of(question, held.flow, cells), period)


def _found(cells: arrow.Table, choice: Choice) -> arrow.Table:
    for name, code in choice.codes.items():
        cells = cells.filter(compute.equal(cells[name], code))
    return cells


def _between(cells: arrow.Table, since: str, until: str) -> arrow.Table:
    if since:
        cells = cells.filter(compute.greater_equal(cells["TIME_PERIOD"], since))
    if until:
        start = compute.utf8_slice_codeunits(cells["TIME_PERIOD"], 0, len(until))
        cells = cells.filter(compute.less_equal(start, until))
    return cells


def _period(held: Held, cells: arrow.Table, question: Question) -> str:
    """The period that was asked for where there are cells of it, otherwise the last one that has something to show.

    One that a source covers only in part is not its last, unless there is no other; nor is one that few areas have.
    """
    periods = cells["TIME_PERIOD"]
    if question.period and question.period in periods.to_pylist():
        return question.period
    valued = cells.filter(compute.is_valid(cells["OBS_VALUE"]))
    whole = valued
    for source, period in in_part(held.parts):
        of_part = compute.and_(compute.equal(whole["SOURCE"], source), compute.equal(whole["TIME_PERIOD"], period))
        whole = whole.filter(compute.invert(of_part))
    found = (_telling(held, whole, question), whole, valued, cells)
    return str(compute.max(next(one for one in found if one.num_rows)["TIME_PERIOD"]).as_py())


def _telling(held: Held, cells: arrow.Table, question: Question) -> arrow.Table:
    """The cells of the periods worth opening on: of many areas, else with parts above zero, else with a total."""
    if question.view == AREAS:
        return fullest(cells)
    parts = cells.filter(telling(cells, spread_of(held.flow, question.free)))
    return parts if parts.num_rows else cells.filter(telling(cells, ()))


def _order(held: Held):  # type: ignore[no-untyped-def]
    """Cells of the newest data first, so that of two figures of one place the newer one is shown."""
    newest = sorted(held.parts, key=lambda part: (part.publication.vintage, part.publication.pk), reverse=True)
    place = {part.publication.source.slug: at for at, part in enumerate(newest)}
    return lambda cell: place.get(cell.codes["SOURCE"], len(place))
