"""For whom a request waits: whoever may approve it and wrote nothing of it."""

from datetime import date

from django.db.models import QuerySet

from cjin.core.models import User
from cjin.core.permissions import duties_of

from ..models import Happened, Request
from ..permissions import seen_by
from ..rules.case.events import WRITE
from ..rules.case.process import Act, Direction, process

FOUR_EYES = "four-eyes"


def deciding(direction: Direction) -> list[Act]:
    """The acts that are for somebody who did not write the request."""
    return [act for act in process(direction).acts.values() if FOUR_EYES in act.guards]


def for_approval() -> QuerySet[Request]:
    """The requests that wait to be approved by somebody."""
    states = {direction: {state for act in deciding(direction) for state in act.sources} for direction in Direction}
    found = Request.objects.none()
    for direction, sources in states.items():
        found |= Request.objects.filter(direction=direction, state__in=sources)
    return found


def waiting_for(person: User, *, today: date) -> set[int]:
    """Those of them that wait for this person. Two queries, none for those who approve nothing."""
    held = {str(duty) for duty in duties_of(person, today)}
    if not any(act.duty in held for direction in Direction for act in deciding(direction)):
        return set()
    mine = for_approval().filter(pk__in=seen_by(person, today=today).values("pk"))
    return {pk for pk, authors in authors_of(mine).items() if person.pk not in authors}


def authors_of(requests: QuerySet[Request]) -> dict[int, set[int]]:
    """By request who wrote answers or passages, or did what writers do. Three queries."""
    found: dict[int, set[int]] = {pk: set() for pk in requests.values_list("pk", flat=True)}
    of = requests.order_by().values("pk")
    written = Request.writers.through.objects.filter(request__in=of).values_list("request_id", "user_id")
    done = Happened.objects.filter(request__in=of, act__in=_of_writers(), by__isnull=False)
    for pk, by in [*written, *done.values_list("request_id", "by_id")]:
        found[pk].add(by)
    return found


def _of_writers() -> list[str]:
    return sorted({name for one in Direction for name, act in process(one).acts.items() if act.duty == WRITE})
