"""How the days of a column are written: every form that occurs, and the order of day and month that values prove."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

MOST_FORMS = 12
FEW = 0.05
"""So small a part of the values of a form, against all others, does not prove its order."""
_DAY = (
    r"(?:(?P<y>\d{4})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})"
    r"|(?P<a>\d{1,2})(?P<t>[-/.])(?P<b>\d{1,2})(?P=t)(?P<z>\d{4}|\d{1,2}))"
)
_TIME = r"(?:(?P<sep>[ T])(?P<h>\d{1,2}):(?P<min>\d\d)(?::(?P<sec>\d\d)(?P<f>\.\d+)?)?(?P<p> ?[AaPp][Mm])?(?P<u>Z)?)?"
_WRITTEN = re.compile(_DAY + _TIME + r"\Z", re.ASCII)
_TOO_FINE = re.compile(r"\.\d{7}")
"""Parts of a second that are read without a form only."""
ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?\Z", re.ASCII)
"""What is read without a form."""
LIKELY = r"^\s*(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{1,4})([ T]\d{1,2}:\d\d.*)?\s*$"
"""Whatever may be a day, for the engine that looks through a whole file."""


class Order(StrEnum):
    """Which of day and month comes first where the year is last."""

    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True)
class Form:
    """A way in which days are written (``%m/%d/%Y``), with a value that is, and how many are."""

    format: str
    example: str
    count: int


@dataclass(frozen=True)
class Days:
    """The forms of some days, the most frequent first, and the part of all values that they take.

    ``proof`` is a value with a part above 12, which shows the order; ``doubtful`` says that nothing shows it, of these
    forms or of some of them. Without any form days are read as in 2024-03-31.
    """

    forms: Sequence[Form] = ()
    part: float = 0.0
    proof: str = ""
    doubtful: bool = False

    @property
    def formats(self) -> tuple[str, ...]:
        """The forms as a mapping writes them: years of two digits first, for one of four would take them too."""
        return tuple(sorted((one.format for one in self.forms), key=lambda form: "%Y" in form))


class _Value(NamedTuple):
    """A value with its form, in which {} stand for day and month where their order is open; both, and the year."""

    text: str
    form: str
    first: int
    second: int
    year: int

    def takes(self, order: Order) -> bool:
        """Whether it is a day when it is read in an order."""
        month, day = (self.second, self.first) if order is Order.DAY else (self.first, self.second)
        try:
            return 1900 <= date(self.year, month, day).year <= 2100
        except ValueError:
            return False

    def proves(self, order: Order) -> bool:
        """Whether it is a day in this order only."""
        return self.takes(order) and not self.takes(Order.MONTH if order is Order.DAY else Order.DAY)


def days_of(values: Sequence[str], said: Order | None = None) -> Days:
    """The forms of the days among some values. ``said`` is the order of those whose order no value proves."""
    found = [one for value in values if (one := _parted(value)) and any(map(one.takes, Order))]
    if found and all(ISO.match(one.text) for one in found):
        return Days(part=sum(one.takes(Order.MONTH) for one in found) / len(values))
    ordered = sorted((one for one in found if not _TOO_FINE.search(one.text)), key=lambda one: one.form)
    groups = [list(each) for _form, each in groupby(ordered, key=lambda one: one.form)]
    groups = sorted(groups, key=len, reverse=True)[:MOST_FORMS]
    of_all = _proved([one for group in groups for one in group if _is_open(one)])
    orders = [_order(group, of_all, said) for group in groups]
    taken = [[one for one in group if one.takes(order)] for group, (order, _sure) in zip(groups, orders, strict=True)]
    forms = [
        Form(_written(each[0].form, order), each[0].text, len(each))
        for each, (order, _sure) in zip(taken, orders, strict=True)
        if each
    ]
    part = sum(map(len, taken)) / len(values) if values else 0.0
    proof = next((one.text for group in groups for one in group if _is_open(one) and any(map(one.proves, Order))), "")
    return Days(forms, part, proof, not all(sure for _order, sure in orders))


def _order(group: Sequence[_Value], of_all: Order | None, said: Order | None) -> tuple[Order, bool]:
    """The order in which the values of a form are read, and whether they, or those of all forms, prove it."""
    if not _is_open(group[0]):
        return Order.MONTH, True
    if proved := _proved(group) or of_all:
        return proved, True
    return (said, True) if said else (Order.DAY, False)


def _is_open(one: _Value) -> bool:
    return "{}" in one.form


def _proved(values: Iterable[_Value]) -> Order | None:
    """The order that values prove; none where hardly fewer prove the other."""
    every = list(values)
    first, second = (sum(one.proves(order) for one in every) for order in Order)
    if min(first, second) > FEW * (first + second) or not first + second:
        return None
    return Order.DAY if first > second else Order.MONTH


def _written(form: str, order: Order) -> str:
    return form.format("%d", "%m") if order is Order.DAY else form.format("%m", "%d")


def _parted(text: str) -> _Value | None:
    """A value with its parts, where it is written like a day and has a time that there is."""
    found = _WRITTEN.match(text)
    if found is None or not _is_time(found):
        return None
    if found["y"]:
        form = found["s"].join(("%Y", "%m", "%d")) + _time(found)
        return _Value(text, form, int(found["m"]), int(found["d"]), int(found["y"]))
    short = len(found["z"]) < 4
    form = found["t"].join(("{}", "{}", "%y" if short else "%Y")) + _time(found)
    return _Value(text, form, int(found["a"]), int(found["b"]), int(found["z"]) + (2000 if short else 0))


def _is_time(found: "re.Match[str]") -> bool:
    if not found["sep"]:
        return True
    hour, half = int(found["h"]), bool(found["p"])
    return (1 <= hour <= 12 if half else hour < 24) and int(found["min"]) < 60 and int(found["sec"] or 0) < 60


def _time(found: "re.Match[str]") -> str:
    if not found["sep"]:
        return ""
    half = (found["p"] or "").lower()
    hour, second = "%I" if half else "%H", ":%S" if found["sec"] else ""
    blank = " " if half.startswith(" ") else ""
    return (
        f"{found['sep']}{hour}:%M{second}{'.%f' if found['f'] else ''}{f'{blank}%p' if half else ''}{found['u'] or ''}"
    )
