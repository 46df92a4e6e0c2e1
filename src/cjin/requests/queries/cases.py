"""Cases: where each stands by what happened, what is due, what may be done."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import QuerySet

from cjin.core.models import User
from cjin.core.permissions import Actor
from cjin.core.rules.errors import NotFound

from ..models import Happened, Request
from ..permissions import seen_by
from ..rules.case.clocks import OPENED, Running, running
from ..rules.case.events import Case, Event, after, opened
from ..rules.case.process import Act, Direction, process
from ..rules.case.timetables import Hours
from ..rules.writing.drafts import Draft, is_secret
from ..rules.writing.kinds import kind_named

NO_MEASURES = "request"
"""The one measure of a kind that has none of its own."""


@dataclass(frozen=True)
class Due:
    """A request with a clock that runs."""

    request: Request
    clock: Running


def request_for(person: Actor, reference: str, *, today: date) -> Request:
    """A request that somebody may see, by its reference. Raises NotFound, for a sealed one of others as for none."""
    found = seen_by(person, today=today).filter(reference=reference).first()
    if found is None:
        raise NotFound(f"There is no request “{reference[:60]}”.")
    return found


def draft_of(request: Request) -> Draft:
    """What is asked."""
    return Draft(
        kind_named(request.kind),
        request.requesting,
        request.requested,
        request.addressee,
        request.basis,
        request.answers,
    )


def events_of(request: Request) -> list[Event]:
    """What happened, in order."""
    return [_event(one) for one in request.happened.all()]


def events_of_all(requests: QuerySet[Request], acts: Collection[str] = ()) -> dict[int, list[Event]]:
    """What happened to each of these requests, in order; only these acts where some are named. One query."""
    rows = Happened.objects.filter(request__in=requests.order_by().values("pk")).order_by("request", "position")
    if acts:
        rows = rows.filter(act__in=acts)
    found: dict[int, list[Event]] = {}
    for pk, act, at, by, measure, detail in rows.values_list("request_id", "act", "at", "by_id", "measure", "detail"):
        found.setdefault(pk, []).append(Event(act, at, actor(by), measure, detail))
    return found


def _event(one: Happened) -> Event:
    return Event(one.act, one.at, actor(one.by_id), one.measure, one.detail)


def actor(person: User | int | None) -> str:
    """How events name who did something; the node itself where nobody is named."""
    return str(person.pk if isinstance(person, User) else person) if person else "node"


def beginning(request: Request) -> Case:
    """A request before anything happened to it."""
    measures = list(request.answers.get("measures", ())) or [NO_MEASURES]
    return opened(
        Direction(request.direction), measures, kind=request.kind, basis=request.basis,
        confidential=is_secret(request.answers),
    )  # fmt: skip


def case_of(request: Request) -> Case:
    """Where a request stands, computed from what happened; whoever wrote answers is one of its authors."""
    writers = frozenset(actor(pk) for pk in request.writers.values_list("pk", flat=True))
    return case_after(replace(beginning(request), authors=writers), events_of(request))


def case_after(case: Case, events: Iterable[Event]) -> Case:
    """Where a request stands after everything that happened to it."""
    for event in events:
        known = event.detail.get("authentic")
        case = replace(case, authentic=known) if event.act == OPENED else after(case, event)
    return case


def acts_now(request: Request) -> list[str]:
    """The acts that the state of a request lets somebody do, in the order of the process."""
    table = process(Direction(request.direction))
    return [name for name, act in table.acts.items() if _is_offered(request, act)]


def _is_offered(request: Request, act: Act) -> bool:
    return request.state in act.sources and act.is_of(request.kind) and not act.of_letter


def due(requests: Iterable[Request], *, hours: Hours | None = None, now: datetime) -> list[Due]:
    """The clocks of these requests that run by a timetable, what is due first first. Two queries for a queryset."""
    found = [Due(one, clock) for one in requests for clock in clocks_of(one, hours or Hours(), now)]
    return sorted(found, key=lambda one: (one.clock.due, one.request.reference))


def clocks_of(request: Request, hours: Hours, now: datetime) -> list[Running]:
    """The clocks of one request that run, what is due first first."""
    return clocks_from(request, events_of(request), hours, now, urgent=bool(request.answers.get("urgent")))


def clocks_from(
    request: Request, events: Sequence[Event], hours: Hours, now: datetime, *, urgent: bool
) -> list[Running]:
    """The clocks of a request of which these acts are known."""
    return running(
        Direction(request.direction),
        events,
        kind=request.kind,
        urgent=urgent,
        calendar=hours.calendar,
        now=now,
        of=hours.clocks,
        state=request.state,
    )
