"""Of what is due, who is to be reminded: those whose work it is, and when that does not help, the deputies."""

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
from ..rules.case.process import process
from ..rules.case.timetables import Hours
from .people import workers
from .worklists import clocks_of_all, still_going

ESCALATED = "escalated"


@dataclass(frozen=True)
class Wanted:
    """Somebody is to be reminded of a clock that stands so."""

    request: Request
    clock: Running
    standing: str
    to: User


def wanted(hours: Hours, now: datetime) -> Iterator[Wanted]:
    """Everybody who is to be reminded now, whether it was done before or not; sealed requests among the others.

    A fixed number of queries, however many requests there are.
    """
    today = timezone.localdate(now)
    who, deputies = workers(today), _deputies(now)
    going = still_going(Request.objects.all())
    running = clocks_of_all(going, hours, now)
    for request in going.defer("answers").prefetch_related("members"):
        members = {one.pk for one in request.members.all()}
        for clock in running[request.pk]:
            if clock.standing is not Standing.RUNNING:
                yield from _of(request, clock, members, who, deputies, hours, now)


def _of(
    request: Request,
    clock: Running,
    members: set[int],
    who: Mapping[User, frozenset[Duty]],
    deputies: Mapping[int, set[User]],
    hours: Hours,
    now: datetime,
) -> Iterator[Wanted]:
    mine = [one for one, held in who.items() if held & _duties(clock) and (not request.sealed or one.pk in members)]
    yield from (Wanted(request, clock, str(clock.standing), one) for one in mine)
    if clock.standing is Standing.LATE and now >= _patience(clock, hours):
        above = {deputy for one in mine for deputy in deputies.get(one.pk, ())} - set(mine)
        for one in sorted(above, key=lambda person: person.username):
            if not request.sealed or one.pk in members:
                yield Wanted(request, clock, ESCALATED, one)


def _duties(clock: Running) -> frozenset[Duty]:
    """The duties that stop a clock; that of writing where the other State does."""
    acts = process(clock.clock.direction).acts
    own = {acts[stop].duty for stop in clock.clock.stops}
    return frozenset(duty for duty in DUTIES if str(duty) in own) | {Duty.REQUESTS_WRITE}


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
