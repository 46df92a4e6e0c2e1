"""What the home page tells of requests: what is due for whoever reads."""

from collections.abc import Iterator
from datetime import timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cjin.core.models import User
from cjin.core.permissions import duties_of
from cjin.shell.rules.frame import Line

from ..permissions import DUTIES, seen_by
from ..rules.case.clocks import Running, Standing
from ..rules.case.process import Direction, process
from ..rules.wording import words
from .approvals import FOUR_EYES
from .timetables import hours
from .worklists import Item, open_items

MOST = 8


def open_requests(request: HttpRequest) -> int | None:
    """How many requests that are not over this reader may see; None for those who do not work on requests."""
    person, today = request.user, timezone.localdate()
    if not isinstance(person, User) or not duties_of(person, today) & DUTIES:
        return None
    over = {state for direction in Direction for state in process(direction).ends}
    return seen_by(person, today=today).exclude(state__in=over).count()


def due(request: HttpRequest) -> Iterator[Line]:
    """For whoever works on requests: what waits for the person's approval, and what else is due soon or late."""
    person, now = request.user, timezone.now()
    today = timezone.localdate(now)
    if not isinstance(person, User) or not duties_of(person, today) & DUTIES:
        return
    found = open_items(person, today=today, hours=hours(), now=now)
    pressing = [(item, clock) for item in found for clock in item.clocks if _presses(item, clock)]
    pressing.sort(key=lambda one: not _is_for_me(*one))
    for item, clock in pressing[:MOST]:
        yield _line(item, clock)


def _presses(item: Item, clock: Running) -> bool:
    if clock.clock.needs(FOUR_EYES):
        return item.for_me
    return clock.standing is not Standing.RUNNING and not clock.clock.waits_for_other(item.request.kind)


def _is_for_me(item: Item, clock: Running) -> bool:
    return item.for_me and clock.clock.needs(FOUR_EYES)


def _line(item: Item, clock: Running) -> Line:
    said = words(get_language() or "en")
    what = _("Waits for your approval") if _is_for_me(item, clock) else said.clock(clock.clock.clock)
    return Line(
        f"{what}: {said.kind(item.request.kind)}",
        reverse("requests:case", args=[item.request.reference]),
        (clock.due - timedelta(seconds=1)).date(),
        kind=item.request.reference,
        late=clock.standing is Standing.LATE,
        pressing=True,
    )
