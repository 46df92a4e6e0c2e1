"""What stands in a cell: a number, a value that is kept back, nothing; a group of ages, a year."""

import math
import re
from datetime import datetime

from cjin.statistics.rules.aggregates.labels import codes, plain, portal, same
from cjin.statistics.rules.units import Status

FIRST_YEAR = 1900
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?\Z", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}([,\u00a0\u202f ]\d{3})+(\.\d+)?\Z", re.ASCII)
_BELOW = re.compile(r"(<|≤|<=|less than|under)\s*\d+\Z", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_FIRST = re.compile(r"([a-z]{3})-(\d{1,2})\Z", re.IGNORECASE)
_DAY_FIRST = re.compile(r"(\d{1,2})-([a-z]{3})\Z", re.IGNORECASE)
_AGES = re.compile(r"(\d{1,3})\s*[-–to]+\s*(\d{1,3})(\s*years?)?\Z", re.IGNORECASE | re.ASCII)
_OLDER = re.compile(r"(\d{1,3})\s*(\+|and older|and over|or older|years and older)\Z", re.IGNORECASE | re.ASCII)
_YOUNGER = re.compile(r"(under|below|less than|<)\s*(\d{1,3})\Z", re.IGNORECASE | re.ASCII)


def value_of(said: str) -> tuple[float | None, Status] | None:
    """A value with its status; None where it is neither a number nor a way to say that there is none.

    ``<5`` is a value that is kept back, a blank is one that is not available: neither is ever zero.
    """
    text = plain(said)
    if text.casefold() in _missing():
        return None, Status.NOT_AVAILABLE
    if _BELOW.match(text):
        return None, Status.SUPPRESSED
    if _GROUPED.match(text):
        text = re.sub(r"[,\s]", "", text)
    if not _NUMBER.match(text):
        return None
    number = float(text)
    return (number, Status.EXACT) if math.isfinite(number) else None


def _missing() -> frozenset[str]:
    return frozenset(str(one).casefold() for one in portal()["missing"])


def is_grouped(said: str) -> bool:
    """Whether a number is written with separators of thousands."""
    return bool(_GROUPED.match(plain(said)))


def year_of(said: str, latest: int) -> int | None:
    """A year from FIRST_YEAR to the latest one; None where it is none."""
    text = plain(said)
    year = int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else 0
    return year if FIRST_YEAR <= year <= latest else None


def undated(said: str) -> str:
    """A group of ages that a spreadsheet took for a date, restored: ``Oct-17`` was ``10-17``; any other as it is."""
    text = plain(said)
    parts = _month_and_number(text)
    if parts is None:
        return text
    low, high = sorted(parts)
    return f"{low}-{high}"


def _month_and_number(text: str) -> tuple[int, int] | None:
    if found := _MONTH_FIRST.match(text):
        month, number = found[1].lower(), found[2]
    elif found := _DAY_FIRST.match(text):
        month, number = found[2].lower(), found[1]
    else:
        return _of_a_day(text)
    return (_MONTHS.index(month) + 1, int(number)) if month in _MONTHS else None


def _of_a_day(text: str) -> tuple[int, int] | None:
    """A true date of a workbook: the first of a month stands for month and year, any other for month and day."""
    try:
        day = datetime.fromisoformat(text) if len(text) >= 10 else None
    except ValueError:
        return None
    return None if day is None else (day.month, day.year % 100 if day.day == 1 else day.day)


def age_of(said: str) -> str | None:
    """The code of a group of ages: ``10-17`` is ``Y10T17``, ``60 and older`` is ``Y60T``; None where it is none."""
    text = plain(said)
    if known := codes("age").get(same(text)):
        return known
    if found := _AGES.match(text):
        low, high = int(found[1]), int(found[2])
        return f"Y{low}T{high}" if low <= high <= 130 else None
    if found := _OLDER.match(text):
        return f"Y{int(found[1])}T"
    if found := _YOUNGER.match(text):
        return f"Y0T{int(found[2]) - 1}" if int(found[2]) > 0 else None
    return None
