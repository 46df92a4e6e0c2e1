"""Words for the codes of figures: statuses, sexes, ages, units and damages, in the reader's language."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

STATUSES = {
    "A": pgettext_lazy("status of a figure", "exact"),
    "E": pgettext_lazy("status of a figure", "estimated"),
    "P": pgettext_lazy("status of a figure", "provisional"),
    "Q": pgettext_lazy("status of a figure", "kept back"),
    "M": pgettext_lazy("status of a figure", "not available"),
    "L": pgettext_lazy("status of a figure", "not applicable"),
}
CODES = {
    "_T": gettext_lazy("total"),
    "_U": gettext_lazy("not known"),
    "_Z": gettext_lazy("does not apply"),
    "M": gettext_lazy("male"),
    "F": gettext_lazy("female"),
    "NR": gettext_lazy("count"),
    "P_HTHAB": gettext_lazy("per 100,000 people"),
    "PT": gettext_lazy("per cent"),
}
TONES = {"A": "done", "E": "draft", "P": "draft", "Q": "stopped", "M": "open", "L": "open"}
DAMAGES = {
    "encoding": gettext_lazy("Another encoding"),
    "date": gettext_lazy("An age that a spreadsheet took for a date"),
    "total-of-sex": gettext_lazy("A total of one sex that stands as that of both"),
    "double": gettext_lazy("A figure that stands twice"),
    "label": gettext_lazy("A label spelled otherwise"),
    "thousands": gettext_lazy("A number with separators"),
    "kept-back": gettext_lazy("A value kept back"),
    "area": gettext_lazy("A row without an area"),
    "year": gettext_lazy("A year that cannot be"),
    "value": gettext_lazy("A value that is no number"),
    "age": gettext_lazy("An age that cannot be read"),
    "sex": gettext_lazy("A sex that cannot be read"),
    "unit": gettext_lazy("A row without a unit"),
}
_AGES = re.compile(r"Y(\d+)T(\d*)\Z", re.ASCII)


def status_word(code: str) -> str:
    """The status of a figure in words."""
    return str(STATUSES.get(code, code))


def status_tone(code: str) -> str:
    """The shape that stands beside the status of a figure."""
    return TONES.get(code, "open")


def damage_word(kind: str) -> str:
    """A kind of damage in words."""
    return str(DAMAGES.get(kind, kind))


def code_word(code: str) -> str:
    """A code of sex, age or unit in words; any other as it is."""
    if found := _AGES.match(code):
        said = _("%(first)s–%(last)s years") if found[2] else _("%(first)s years and older")
        return said % {"first": found[1], "last": found[2]}
    return str(CODES.get(code, code))
