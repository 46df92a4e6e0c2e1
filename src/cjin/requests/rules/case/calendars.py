"""Working days: which days of the week and of the year a State's offices are closed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from cjin.core.rules.errors import Fault, Invalid

EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)
"""Days that are told with an act lie between these: a later one is a slip of the pen, and no clock runs so long."""
_WHOLE_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The days on which offices work: ``weekend`` are days of the week (Monday is 0), ``holidays`` single days.

    Days begin and end in ``zone``.
    """

    weekend: frozenset[int] = frozenset({5, 6})
    holidays: frozenset[date] = frozenset()
    zone: tzinfo = UTC

    def works(self, day: date) -> bool:
        """Whether offices work on this day."""
        return day.weekday() not in self.weekend and day not in self.holidays

    def local(self, moment: datetime) -> datetime:
        """A moment in the zone of the offices, whose day is the one that they call today."""
        return moment.astimezone(self.zone)

    def working_days_after(self, moment: datetime, count: int) -> datetime:
        """The end of the working day that is so many working days after the day of a moment."""
        day = moment.astimezone(self.zone).date()
        while count > 0:
            day += timedelta(days=1)
            count -= self.works(day)
        return self.end_of(day)

    def days_after(self, moment: datetime, count: int) -> datetime:
        """The end of the day that is so many days after the day of a moment; days are consecutive ones."""
        return self.end_of(moment.astimezone(self.zone).date() + timedelta(days=count))

    def end_of(self, day: date) -> datetime:
        """The first moment after a day."""
        return datetime.combine(min(day, LATEST) + timedelta(days=1), time.min, self.zone)


def told_day(value: object) -> date | None:
    """A day as 2026-03-02, None for anything else and for a day that no act can mean."""
    if not isinstance(value, str) or not _WHOLE_DAY.fullmatch(value):
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None


def read_calendar(data: Mapping[str, Any], where: str) -> WorkingCalendar:
    """A calendar from plain data: ``weekend`` by names of days, ``holidays``, ``zone``. Raises Invalid, each fault."""
    strange = set(map(str, data)) - {"weekend", "holidays", "zone"}
    faults = [Fault(where, f"“{name[:40]}” is not known here") for name in sorted(strange)]
    weekend = [str(name).lower() for name in data.get("weekend", ("saturday", "sunday"))]
    faults += [Fault(f"{where}, weekend", f"“{name}” is no day of the week") for name in weekend if name not in DAYS]
    if len(set(weekend)) >= len(DAYS):
        faults.append(Fault(f"{where}, weekend", "offices work on some day of the week"))
    holidays = list(data.get("holidays", ()))
    faults += [Fault(f"{where}, holidays", f"“{day}” is no day") for day in holidays if type(day) is not date]
    zone: tzinfo = UTC
    try:
        zone = ZoneInfo(str(data.get("zone", "UTC")))
    except (KeyError, ValueError, OSError):
        faults.append(Fault(f"{where}, zone", f"“{data.get('zone')}” is no time zone as Africa/Nairobi"))
    if faults:
        raise Invalid("The calendar is not right.", faults)
    return WorkingCalendar(frozenset(DAYS.index(name) for name in weekend), frozenset(holidays), zone)
