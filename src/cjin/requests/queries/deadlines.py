"""The clocks that run, as they are kept for lists."""

from datetime import date, datetime

from django.db.models import QuerySet

from cjin.core.permissions import Actor

from ..models import Deadline, Request
from ..permissions import seen_by
from ..rules.case.clocks import Running
from ..rules.case.timetables import Hours

ORDER = ("due", "request__reference", "clock", "measure")
"""What is due first first; no two are in one place."""


def deadlines(person: Actor, *, today: date) -> QuerySet[Deadline]:
    """Those of the requests that somebody may see, what is due first first, with the requests without their answers."""
    seen = seen_by(person, today=today).values("pk")
    return (
        Deadline.objects.filter(request__in=seen).order_by(*ORDER).select_related("request").defer("request__answers")
    )


def to_begin_again(now: datetime) -> QuerySet[Request]:
    """The requests with a clock that is over and starts again."""
    return Request.objects.filter(pk__in=Deadline.objects.filter(again=True, due__lte=now).values("request"))


def as_running(one: Deadline, hours: Hours, now: datetime) -> Running:
    """A clock as it runs by a timetable."""
    direction, local = one.request.direction, hours.calendar.local
    clock = next(each for each in hours.clocks if (each.clock, each.direction) == (one.clock, direction))
    last = local(one.last) if one.last else None
    return Running(clock, local(one.started), local(one.due), clock.standing(one.due, now), one.measure, last)
