"""The timetable of this node."""

from datetime import date, datetime

from ..models import Timetable
from ..rules.case.timetables import Hours, read_hours


def hours() -> Hours:
    """The working days and the clocks that hold now: the last that was set, or those of the catalogue."""
    last = Timetable.objects.first()
    return read_hours({"calendar": last.calendar, "clocks": last.clocks}, "timetable") if last else Hours()


def office_day(now: datetime) -> date:
    """The day that offices here call today: the one by which clocks run and guards look at days."""
    return hours().calendar.local(now).date()
