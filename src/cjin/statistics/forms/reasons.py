"""Why a column is proposed to say something, in words; how its days are read, and what is asked of them."""

from collections.abc import Mapping, Sequence

from babel.numbers import format_percent
from django.utils.translation import get_language, get_language_bidi, gettext_lazy
from django.utils.translation import gettext as _

from cjin.shell.rules.dates import locale_of
from cjin.statistics.rules.concepts import Role, concepts
from cjin.statistics.rules.daysread import Days, Order
from cjin.statistics.rules.proposing import Proposal

VALUES = {
    Role.CODE: gettext_lazy("%(part)s of its different values are usual words for this."),
    Role.DATE: gettext_lazy("%(part)s of its different values are days."),
    Role.NUMBER: gettext_lazy("%(part)s of its different values are whole numbers."),
    Role.CATEGORY: gettext_lazy("%(part)s of its different values are made like codes."),
}
OF_A_SCHEME = gettext_lazy("%(part)s of its different values are codes of %(scheme)s.")
_SIGNS = (
    ("%d", "DD"),
    ("%m", "MM"),
    ("%Y", "YYYY"),
    ("%y", "YY"),
    ("%H", "hh"),
    ("%I", "hh"),
    ("%M", "mm"),
    ("%S", "ss"),
    ("%f", "ffffff"),
    ("%p", "AM/PM"),
)


def why(one: Proposal, titles: Mapping[str, str]) -> str:
    """What speaks for a proposal: the name, the values, or both; "" where nothing is proposed."""
    if not one.concept:
        return ""
    said = [_("Its name is like “%(name)s”.") % {"name": _isolated(one.like)}] if one.like else []
    if one.part > 0:
        pattern = OF_A_SCHEME if one.scheme else VALUES[concepts()[one.concept].role]
        scheme = _isolated(titles.get(one.scheme, one.scheme))
        said.append(str(pattern) % {"part": _percent(one.part), "scheme": scheme})
    return " ".join(said)


def _percent(part: float) -> str:
    return format_percent(part, locale=locale_of(get_language() or "en"), numbering_system="default")


def _isolated(text: str) -> str:
    """A text that keeps its own direction in a sentence of a language that is written from right to left."""
    return f"\u2068{text}\u2069" if get_language_bidi() else text


def ways(days: Days | None) -> Sequence[tuple[str, str]]:
    """Each way in which days are written, for a person (DD/MM/YYYY), with a value; none while it is asked for."""
    return [(_readable(one.format), one.example) for one in days.forms] if days and not days.doubtful else []


def orders() -> list[tuple[str, str]]:
    """What can be said of the order of day and month."""
    return [("", _("not said yet")), (Order.DAY, _("the day first")), (Order.MONTH, _("the month first"))]


def asked(days: Days) -> str:
    """Why the order of some days is asked for, with values that can be read either way."""
    shown = ", ".join(_isolated(one.example) for one in days.forms[:3])
    return _("No value has a part above 12 that would show it: %(values)s.") % {"values": shown}


def _readable(form: str) -> str:
    for sign, words in _SIGNS:
        form = form.replace(sign, words)
    return form
