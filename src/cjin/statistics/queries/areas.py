"""Areas that report figures: their names, and what is published of one of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cjin.core.permissions import Actor
from cjin.core.rules.errors import NotFound
from cjin.reference.models import State
from cjin.reference.rules.collation import sort_key
from cjin.shell.rules.charts.figures import Lines, Series
from cjin.statistics.queries.charting import point, step_of
from cjin.statistics.queries.covering import in_part
from cjin.statistics.queries.exploring import Answer, answer
from cjin.statistics.queries.flows import Held, flows
from cjin.statistics.queries.labels import title_of
from cjin.statistics.queries.wording import about_words, lacking_words, listed, unit_words
from cjin.statistics.rules.exploring.question import Question
from cjin.statistics.rules.exploring.themes import Theme, goal_of, theme_of, themes
from cjin.statistics.rules.publishing.reading import Cell
from cjin.statistics.rules.units import TOTAL


@dataclass(frozen=True)
class Figure:
    """One indicator of an area: its answer over time, and the chart of it."""

    held: Held
    answer: Answer
    chart: Lines
    about: Sequence[str]

    @property
    def section(self) -> str:
        """The code of ICCS that it is of, by which figures stand in the order of the classification; "" for none."""
        code = self.answer.choice.codes.get("ICCS", "")
        return "" if code == TOTAL else code

    @property
    def curve(self) -> tuple[object, ...]:
        """What tells a curve from another: two tables of the same records draw the same one."""
        cells = self.answer.grid.shown
        return (self.section, self.answer.unit, *((cell.codes["TIME_PERIOD"], cell.value) for cell in cells))

    @property
    def last(self) -> Cell:
        """The last figure of a whole period; of a part of one, or none, where there is no other."""
        cells, partly = self.answer.grid.shown, in_part(self.answer.parts)
        valued = [cell for cell in cells if cell.value is not None]
        whole = [cell for cell in valued if (cell.codes["SOURCE"], cell.codes["TIME_PERIOD"]) not in partly]
        return next(iter((*whole, *valued, *cells)))


@dataclass(frozen=True)
class Group:
    """The figures of an area on one theme: ``shown`` as pictures, the ``others`` as lines."""

    theme: Theme
    shown: Sequence[Figure]
    others: Sequence[Figure]


@dataclass(frozen=True)
class Area:
    """An area that reports, with the State of that code where there is one, and its figures by group."""

    code: str
    name: str
    state: State | None
    figures: Sequence[Figure]


def grouped(figures: Iterable[Figure], few: int) -> list[Group]:
    """Figures by theme, in the order of ICCS within each; a few are shown, none of them the same curve as another."""
    themed: dict[Theme, list[Figure]] = {theme: [] for theme in themes()}
    for figure in figures:
        themed[theme_of(figure.held.flow)].append(figure)
    return [_group(theme, found, few) for theme, found in themed.items() if found]


def _group(theme: Theme, found: list[Figure], few: int) -> Group:
    ordered = sorted(found, key=lambda one: (goal_of(one.held.flow.id), not one.section, one.section))
    first: dict[tuple[object, ...], Figure] = {}
    for figure in ordered:
        first.setdefault(figure.curve, figure)
    shown = list(first.values())[:few]
    return Group(theme, shown, [figure for figure in ordered if figure not in shown])


def named(held: Iterable[Held]) -> list[tuple[str, str]]:
    """The codes and names of all areas of some flows, in the order of their names. One query."""
    found: dict[str, str] = {}
    for one in held:
        labels = one.flow.labels.get("REF_AREA", {})
        found |= {code: labels.get(code, found.get(code, code)) for code in one.areas}
    language = get_language() or "en"
    for state in State.objects.filter(iso3__in=found):
        found[state.iso3] = state.names.get(language) or str(state)
    return sorted(found.items(), key=lambda item: sort_key(item[1], language.partition("-")[0]))


def area_for(actor: Actor, code: str) -> Area:
    """An area for somebody. Raises NotFound where no figure of it is released to them."""
    mine = [held for held in flows(actor) if code in held.areas]
    if not mine:
        raise NotFound(_("There are no figures of the area %(code)s.") % {"code": code[:10]})
    names = dict(named(mine))
    figures = [figure for held in mine if (figure := _figure(held, code)) is not None]
    return Area(code, names[code], State.objects.filter(iso3=code).first(), figures)


def _figure(held: Held, code: str) -> Figure | None:
    found = answer(held, Question({"REF_AREA": code}), [code])
    if found is None or not found.grid.shown:
        return None
    cells = sorted(found.grid.shown, key=lambda cell: cell.codes["TIME_PERIOD"])
    totals = [name for name, code in found.choice.codes.items() if code == TOTAL and name not in found.choice.lacking]
    step = step_of(found.choice.codes["FREQ"])
    partly = in_part(found.parts)
    series = Series("", tuple(point(cell, partly) for cell in cells))
    lacking = [lacking_words(unit)] if (unit := found.choice.lacking.get("UNIT_MEASURE")) else []
    about = [*lacking, *about_words(found, apart_from=("REF_AREA", *totals))]
    chart = Lines(listed([title_of(held.flow), *about]), unit_words(found.unit), (series,), step)
    return Figure(held, found, chart, about)
