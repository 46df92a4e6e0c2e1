"""Where a participant stands on a day: pure questions over the days of its row."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol


class Days(Protocol):
    """The days of a participant under a treaty, each None where there is none."""

    @property
    def signed(self) -> date | None:
        """When it signed."""

    @property
    def consented(self) -> date | None:
        """When it consented to be bound."""

    @property
    def in_force(self) -> date | None:
        """When the treaty entered into force for it."""

    @property
    def ended(self) -> date | None:
        """When its withdrawal took effect."""


def is_party(one: Days, day: date) -> bool:
    """Whether it had consented to be bound by the end of the day, and no withdrawal after that had taken effect."""
    return _reached(one.consented, day) and not _reached(_left(one), day)


def _left(one: Days) -> date | None:
    """When it left for good; a withdrawal before its consent is one that it came back from."""
    back = one.ended is not None and one.consented is not None and one.ended < one.consented
    return None if back else one.ended


def is_in_force(one: Days, day: date) -> bool:
    """Whether the treaty was in force for it on the day. Unknown where no day is told: then it is not said to be."""
    return is_party(one, day) and _reached(one.in_force, day)


def only_signed(one: Days, day: date) -> bool:
    """Whether it had signed by the end of the day and had not consented; who withdrew has done more than sign."""
    return _reached(one.signed, day) and not _reached(one.consented, day)


def was_listed(one: Days, day: date) -> bool:
    """Whether anything of its row had happened by the end of the day; a row without any day always stands there."""
    days = [told for told in (one.signed, one.consented) if told]
    return not days or min(days) <= day


def _reached(told: date | None, day: date) -> bool:
    return told is not None and told <= day


def by_year(rows: Iterable[Days], until: date) -> list[tuple[int, int, int, int]]:
    """Each year from the first consent on: how many joined in it, how many left, how many there were at its end.

    The last year is that of ``until``, as far as that day.
    """
    rows = list(rows)
    joined = [one.consented for one in rows if one.consented and one.consented <= until]
    left = [day for one in rows if one.consented and (day := _left(one)) and day <= until]
    told, total = [], 0
    for year in range(min(day.year for day in joined), until.year + 1) if joined else ():
        new, gone = (sum(1 for day in days if day.year == year) for days in (joined, left))
        total += new - gone
        told.append((year, new, gone, total))
    return told


def chosen[T](files: Sequence[tuple[date, int, T]], day: date | None) -> T | None:
    """Which of several files answers for a day: the earliest one that is as of this day or later, else the newest.

    What a State does later, a withdrawal that takes its row away for instance, leaves the answer for the day as it was.
    Without a day the newest answers. ``files`` are (as of, number, file); of two files of one day the higher number
    counts. None where there are none.
    """
    if not files:
        return None
    newest = max(files, key=lambda one: one[:2])
    able = [one for one in files if day is not None and one[0] >= day]
    return min(able, key=lambda one: (one[0], -one[1]))[2] if able else newest[2]
