"""Of what is due, who is to be reminded: those whose work it is, and when that does not help, the deputies."""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from cjin.core.models import PostHolding, User
from cjin.core.permissions import held_on
from cjin.core.rules.duties import Duty

from ..models import Request
from ..permissions import DUTIES
from ..rules.case.clocks import Running, Standing
from ..rules.case.process import OTHER, process
from ..rules.case.timetables import Hours
from .approvals import FOUR_EYES, authors_of, for_approval
from .people import workers
from .worklists import Acts, events_for_clocks, still_going

logger = logging.getLogger(__name__)
ESCALATED = "escalated"


@dataclass(frozen=True)
class Wanted:
    """Somebody is to be reminded of a clock that stands so."""

    request: Request
    clock: Running
    standing: str
    to: User

    @property
    def key(self) -> tuple[int, str, str, datetime, str, int]:
        """What makes it the same reminder."""
        return self.request.pk, self.clock.clock.clock, self.clock.measure, self.clock.due, self.standing, self.to.pk


@dataclass(frozen=True)
class _Around:
    """Who works on requests, who is whose deputy, who wrote what waits for approval, when offices work."""

    workers: Mapping[User, frozenset[Duty]]
    deputies: Mapping[int, set[User]]
    authors: Mapping[int, set[int]]
    hours: Hours
    now: datetime


def wanted(hours: Hours, now: datetime) -> Iterator[Wanted]:
    """Everybody who is to be reminded now, whether it was done before or not; sealed requests among the others.

    A fixed number of queries, however many requests and clocks there are. A request whose acts cannot be read is told
    in the log, by its reference unless it is sealed, and stops none of the others.
    """
    around = _Around(workers(timezone.localdate(now)), _deputies(now), authors_of(for_approval()), hours, now)
    going = still_going(Request.objects.all())
    acts = events_for_clocks(going)
    for request in going.defer("answers").prefetch_related("members"):
        try:
            yield from list(_of_one(request, acts, around))
        except Exception as error:  # whatever is wrong with one, the others are due all the same
            name = "a request" if request.sealed else request.reference
            logger.error("Nobody can be reminded of %s: %s.", name, type(error).__name__)


def _of_one(request: Request, acts: Acts, around: _Around) -> Iterator[Wanted]:
    members = {one.pk for one in request.members.all()}
    for clock in acts.clocks_of(request, around.hours, around.now):
        if clock.standing is not Standing.RUNNING:
            yield from _of(request, clock, members, around)


def _of(request: Request, clock: Running, members: set[int], around: _Around) -> Iterator[Wanted]:
    wrote = around.authors.get(request.pk, set()) if clock.clock.needs(FOUR_EYES) else set()
    duties = _duties(clock)
    mine = [
        one
        for one, held in around.workers.items()
        if held & duties and one.pk not in wrote and (not request.sealed or one.pk in members)
    ]
    yield from (Wanted(request, clock, str(clock.standing), one) for one in mine)
    if clock.standing is Standing.LATE and around.now >= _patience(clock, around.hours):
        above = {deputy for one in mine for deputy in around.deputies.get(one.pk, ())} - set(mine)
        for one in sorted(above, key=lambda person: person.username):
            if not request.sealed or one.pk in members:
                yield Wanted(request, clock, ESCALATED, one)


def _duties(clock: Running) -> frozenset[Duty]:
    """The duties that stop a clock; that of writing where the other State does."""
    acts = process(clock.clock.direction).acts
    own = {acts[stop].duty for stop in clock.clock.stops}
    found = frozenset(duty for duty in DUTIES if str(duty) in own)
    return found | {Duty.REQUESTS_WRITE} if OTHER in own else found


def _patience(clock: Running, hours: Hours) -> datetime:
    """When a further working day has gone by."""
    return hours.calendar.working_days_after(clock.due - timedelta(seconds=1), 1)


def _deputies(now: datetime) -> dict[int, set[User]]:
    """By person those who hold the deputy of a post that the person holds. Two queries."""
    today = timezone.localdate(now)
    held = PostHolding.objects.filter(held_on(today), person__is_active=True).select_related("post", "person")
    holders: dict[int, set[User]] = {}
    for one in held:
        holders.setdefault(one.post_id, set()).add(one.person)
    found: dict[int, set[User]] = {}
    for one in held:
        if one.post.deputy_id:
            found.setdefault(one.person_id, set()).update(holders.get(one.post.deputy_id, set()))
    return found
