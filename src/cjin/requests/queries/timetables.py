"""The timetable of this node."""

from ..models import Timetable
from ..rules.case.timetables import Hours, read_hours


def hours() -> Hours:
    """The working days and the clocks that hold now: the last that was set, or those of the catalogue."""
    last = Timetable.objects.first()
    return read_hours({"calendar": last.calendar, "clocks": last.clocks}, "timetable") if last else Hours()
