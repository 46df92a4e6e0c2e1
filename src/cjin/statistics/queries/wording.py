"""Figures in words: values, units, views and the sentence that belongs to a number, in the reader's language."""

from collections.abc import Collection

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from cjin.shell.rules import dates
from cjin.statistics.queries.exploring import Answer
from cjin.statistics.queries.labels import code_label, name_of, title_of
from cjin.statistics.rules.exploring.question import PAIR, TIME
from cjin.statistics.rules.publishing.flows import Flow
from cjin.statistics.rules.publishing.reading import Cell
from cjin.statistics.rules.units import TOTAL, Status
from cjin.statistics.templatetags.statistics_words import status_word

DECIMALS = 2


def value_words(cell: Cell | None) -> str:
    """A value in the reader's locale, or the words for why there is none; a dash where nothing was told."""
    if cell is None:
        return "–"
    return status_word(cell.status) if cell.value is None else number_words(cell.value)


def number_words(value: float) -> str:
    """A number in the reader's locale with at most two decimals."""
    return dates.number(round(value, DECIMALS), get_language() or "en")


def unit_words(code: str) -> str:
    """A unit of measure in words."""
    if code.startswith("PER_") and code[4:].isdecimal():
        return _("per %(people)s people") % {"people": number_words(int(code[4:]))}
    return code_label("UNIT_MEASURE", code)


def view_words(view: str, flow: Flow) -> str:
    """The name of a way to look at a flow."""
    if view == TIME:
        return pgettext("figures", "Over time")
    if view in PAIR:
        return pgettext("figures", " and ").join(name_of(name) for name in reversed(PAIR) if name in flow.key)
    return name_of(view)


def about_words(answer: Answer, apart_from: Collection[str] = ()) -> list[str]:
    """What the shown figures have in common besides their title: the labels of the chosen codes that say something."""
    lists = answer.held.flow.lists
    found = []
    for name, code in answer.choice.codes.items():
        says = name not in (*apart_from, "FREQ", "SOURCE", "UNIT_MEASURE") and (
            code != TOTAL or len(lists.get(name, ())) > 1
        )
        if says and code != TOTAL:
            found.append(answer.labels.of(name, code))
        elif says:
            found.append(pgettext("figures", "%(dimension)s: all") % {"dimension": name_of(name).lower()})
    return found


def titled(answer: Answer) -> str:
    """The title of what is shown: the indicator and what was chosen."""
    return ", ".join([title_of(answer.held.flow), *about_words(answer)])


def is_soft(cell: Cell) -> bool:
    """Whether a value may still change, or was never counted exactly."""
    return cell.status in (Status.ESTIMATED, Status.PROVISIONAL)
