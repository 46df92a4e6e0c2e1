"""Years and days that a deadline can name: whatever else stands in a text, a file or a form is none."""

import re
from contextlib import suppress
from datetime import date, timedelta

from cjin.texts.rules.days import written_day

FIRST, LAST = 1900, 2200
"""No instrument that asks something is older, and none looks further ahead."""
_YEAR = re.compile(r"[0-9]{4}")


def year_in(said: object) -> int | None:
    """The year that a number or four figures say; None for anything else, and for a year out of range."""
    text = str(said)
    year = int(text) if _YEAR.fullmatch(text) else 0
    return year if FIRST <= year <= LAST else None


def day_of(year: int, month: int, day: int) -> date | None:
    """The day of these numbers; None where the calendar has none such, or its year is out of range."""
    if FIRST <= year <= LAST:
        with suppress(ValueError):
            return date(year, month, day)
    return None


def day_in(said: object) -> date | None:
    """The day that is written like ``2003-12-31``; None for anything else."""
    day = written_day(str(said))
    return day if day and FIRST <= day.year <= LAST else None


def days_after(day: date, days: int) -> date | None:
    """The day so many days later; None where the calendar ends before."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None
