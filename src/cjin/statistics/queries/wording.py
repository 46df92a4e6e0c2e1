"""Figures in words: values, units, views and the sentence that belongs to a number, in the reader's language."""

from collections.abc import Collection, Iterable

from babel.numbers import format_decimal
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from cjin.shell.rules import dates
from cjin.shell.rules.lists import joined
from cjin.statistics.queries.codes import status_word
from cjin.statistics.queries.exploring import Answer
from cjin.statistics.queries.labels import code_label, name_of, title_of
from cjin.statistics.rules.exploring.question import PAIR, TIME
from cjin.statistics.rules.publishing.flows import Flow
from cjin.statistics.rules.publishing.measures import NUMBER, PER_CENT
from cjin.statistics.rules.publishing.reading import Cell
from cjin.statistics.rules.units import TOTAL, Status

DECIMALS = 2


def value_words(cell: Cell | None) -> str:
    """A value in the reader's locale, or the words for why there is none; a dash where nothing was told."""
    if cell is None:
        return "–"
    return status_word(cell.status) if cell.value is None else number_words(cell.value, cell.codes["UNIT_MEASURE"])


def number_words(value: float, unit: str = NUMBER) -> str:
    """A number in the reader's locale: rates and shares with two decimals, counts with as many as they need."""
    language = get_language() or "en"
    if unit == NUMBER:
        return dates.number(round(value, DECIMALS), language)
    return format_decimal(value, "#,##0.00", locale=dates.locale_of(language), numbering_system="default")


def unit_words(code: str) -> str:
    """A unit of measure in words."""
    if code.startswith("PER_") and code[4:].isdecimal():
        return _("per %(people)s people") % {"people": number_words(int(code[4:]))}
    return code_label("UNIT_MEASURE", code)


def lacking_words(unit: str) -> str:
    """That a figure is not in the unit that its indicator asks for."""
    if unit == PER_CENT:
        return pgettext("figures", "the share cannot be computed")
    return pgettext("figures", "the rate cannot be computed")


def view_words(view: str, flow: Flow) -> str:
    """The name of a way to look at a flow."""
    if view == TIME:
        return pgettext("figures", "Over time")
    if view in PAIR:
        there = [name_of(name) for name in reversed(PAIR) if name in flow.key]
        pair = pgettext("figures", "%(one)s and %(other)s")
        return there[0] if len(there) == 1 else pair % {"one": there[0], "other": there[1].lower()}
    return name_of(view)


def about_words(answer: Answer, apart_from: Collection[str] = ()) -> list[str]:
    """What the shown figures have in common besides their title: the labels of the chosen codes that say something."""
    lists = answer.held.flow.lists
    found = []
    for name, code in answer.choice.codes.items():
        if name in (*apart_from, "FREQ", "SOURCE", "UNIT_MEASURE"):
            continue
        label = answer.labels.of(name, code)
        if not answer.labels.is_total(name, code) and label != TOTAL:
            found.append(label)
        elif len(lists.get(name, ())) > 1 or name in answer.choice.lacking:
            found.append(pgettext("figures", "%(dimension)s: all") % {"dimension": name_of(name).lower()})
    return found


def titled(answer: Answer) -> str:
    """The title of what is shown: the indicator and what was chosen."""
    return listed([title_of(answer.held.flow), *about_words(answer)])


def listed(parts: Iterable[object]) -> str:
    """Words one after the other with the comma of the reader's language."""
    return joined(parts, get_language() or "en")


def is_soft(cell: Cell) -> bool:
    """Whether a value may still change, or was never counted exactly."""
    return cell.status in (Status.ESTIMATED, Status.PROVISIONAL)
