"""What the home page tells of requests: what is due for whoever reads."""

from collections.abc import Iterator
from datetime import timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from cjin.core.models import User
from cjin.core.permissions import duties_of
from cjin.shell.rules.frame import Line

from ..permissions import DUTIES, seen_by
from ..rules.case.clocks import Standing
from ..rules.case.process import Direction, process
from ..rules.wording import words
from .timetables import hours
from .worklists import open_items

MOST = 8


def open_requests(request: HttpRequest) -> int | None:
    """How many requests that are not over this reader may see; None for those who do not work on requests."""
    person, today = request.user, timezone.localdate()
    if not isinstance(person, User) or not duties_of(person, today) & DUTIES:
        return None
    over = {state for direction in Direction for state in process(direction).ends}
    return seen_by(person, today=today).exclude(state__in=over).count()


def due(request: HttpRequest) -> Iterator[Line]:
    """For whoever works on requests: what is due soon or late in those that the person may see."""
    person, now = request.user, timezone.now()
    today = timezone.localdate(now)
    if not isinstance(person, User) or not duties_of(person, today) & DUTIES:
        return
    said = words(get_language() or "en")
    pressing = [
        (item, clock)
        for item in open_items(person, today=today, hours=hours(), now=now)
        for clock in item.clocks
        if clock.standing is not Standing.RUNNING and not clock.clock.waits_for_other(item.request.kind)
    ]
    for item, clock in pressing[:MOST]:
        title = f"{said.clock(clock.clock.clock)}: {said.kind(item.request.kind)}"
        there = reverse("requests:case", args=[item.request.reference])
        late = clock.standing is Standing.LATE
        yield Line(
            title,
            there,
            (clock.due - timedelta(seconds=1)).date(),
            kind=item.request.reference,
            late=late,
            pressing=True,
        )
