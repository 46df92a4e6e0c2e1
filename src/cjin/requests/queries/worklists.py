"""The work list: which requests somebody may see, and what is due in each."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from cjin.core.models import User

from ..models import Happened, Request
from ..permissions import seen_by
from ..rules.case.clocks import Running, Standing, clocks
from ..rules.case.events import Event
from ..rules.case.process import Direction, process
from ..rules.case.timetables import Hours
from ..rules.writing.completeness import asked
from .approvals import waiting_for
from .cases import clocks_from, draft_of, events_of_all


@dataclass(frozen=True)
class Item:
    """A request in the list with its clocks by what is due; ``for_me``: it waits for the reader's approval."""

    request: Request
    clocks: tuple[Running, ...] = ()
    for_me: bool = False
    facets: Mapping[str, str] = field(default_factory=dict)

    @property
    def next(self) -> Running | None:
        """The clock that is due first."""
        return self.clocks[0] if self.clocks else None

    @property
    def standing(self) -> str:
        """How that clock stands; nothing where none runs."""
        return str(self.next.standing) if self.next else ""

    @property
    def waits(self) -> bool:
        """Whether the other State has to do what is due first."""
        return bool(self.next and self.next.clock.waits_for_other(self.request.kind))

    @property
    def other(self) -> str:
        """The other State."""
        return other_state(self.request)

    @property
    def measures(self) -> list[str]:
        """What is asked for, where the kind has measures."""
        return list(self.request.answers.get("measures", ()))

    @property
    def why_urgent(self) -> str:
        """The reason of the urgency, where it is urgent."""
        return str(self.request.answers.get("urgency-reason", "")) if self.request.answers.get("urgent") else ""

    @property
    def answered(self) -> tuple[int, int] | None:
        """Of a draft: how many of the questions that have to be answered are, and how many there are."""
        if self.request.state not in process(Direction(self.request.direction)).marked("written"):
            return None
        draft = draft_of(self.request)
        needed = {name for one in self.measures for name in draft.kind.measure(one).needs}
        must = [
            one.item
            for one in asked(draft.kind, draft.answers, draft.basis)
            if one.mandatory or one.item in needed
        ]  # fmt: skip
        return sum(name in draft.answers for name in must), len(must)


def other_state(request: Request) -> str:
    """The State on the other side of a request."""
    return request.requested if request.direction == Direction.OUTGOING else request.requesting


def open_items(person: User, *, today: date, hours: Hours, now: datetime) -> list[Item]:
    """Every request that somebody may see and that is not over, or has a clock all the same; what is due first first.

    As many queries however many requests there are; the answers are not read (see ``whole``).
    """
    going = still_going(seen_by(person, today=today))
    mine, waiting, acts = _mine(person), waiting_for(person, today=today), events_for_clocks(going)
    made = [
        _item(one, tuple(acts.clocks_of(one, hours, now)), one.pk in mine, one.pk in waiting)
        for one in going.defer("answers")
    ]
    table = {str(direction): process(direction).ends for direction in Direction}
    shown = [one for one in made if one.clocks or one.request.state not in table[one.request.direction]]
    return sorted(shown, key=_order)


@dataclass(frozen=True)
class Acts:
    """What starts and stops clocks in some requests, and which of these are urgent."""

    events: Mapping[int, Sequence[Event]]
    urgent: Set[int]

    def clocks_of(self, request: Request, hours: Hours, now: datetime) -> list[Running]:
        """The clocks of one of them that run, what is due first first."""
        events = self.events.get(request.pk, ())
        return clocks_from(request, events, hours, now, urgent=request.pk in self.urgent)


def events_for_clocks(requests: QuerySet[Request]) -> Acts:
    """What the clocks of these requests need. Two queries."""
    events = events_of_all(requests, {act for one in clocks() for act in one.starts | one.stops})
    return Acts(events, set(requests.filter(answers__urgent=True).values_list("pk", flat=True)))


def whole(items: Iterable[Item]) -> list[Item]:
    """The same items with the answers of their requests. One query."""
    told = list(items)
    found = Request.objects.in_bulk([one.request.pk for one in told])
    return [replace(one, request=found[one.request.pk]) for one in told]


def _order(one: Item) -> tuple[bool, float, float]:
    when = one.next.due.timestamp() if one.next else 0.0
    return one.next is None, when, -one.request.opened_at.timestamp()


def still_going(requests: QuerySet[Request]) -> QuerySet[Request]:
    """Those that are not over, or of which something happened that starts a clock even when they are."""
    return requests.filter(~_over() | Exists(Happened.objects.filter(request=OuterRef("pk"), act__in=_later())))


def over_items(person: User, *, today: date) -> QuerySet[Request]:
    """The requests that somebody may see and that are over, the newest first."""
    return seen_by(person, today=today).filter(_over())


def items_of(requests: QuerySet[Request], person: User) -> list[Item]:
    """Requests as items without their clocks and answers. One query besides."""
    mine = _mine(person)
    return [_item(one, (), one.pk in mine, False) for one in requests.defer("answers")]


def _mine(person: User) -> set[int]:
    return set(Request.objects.filter(members=person).values_list("pk", flat=True))


def _over() -> Q:
    every = Q(pk__in=[])
    for direction in Direction:
        every |= Q(direction=direction, state__in=process(direction).ends)
    return every


def _later() -> list[str]:
    """The acts that start a clock though the request is over."""
    acts = {act for one in clocks() for act in one.starts}
    tables = [process(direction) for direction in Direction]
    return sorted(act for act in acts for table in tables if act in table.acts and table.acts[act].sources & table.ends)


def _item(request: Request, running: tuple[Running, ...], mine: bool, for_me: bool) -> Item:
    late = running and running[0].standing is Standing.LATE
    facets: dict[str, Any] = {
        "direction": request.direction,
        "state": request.state,
        "kind": request.kind,
        "other": other_state(request),
        "mine": "yes" if mine else "",
        "waits": "yes" if for_me else "",
        "late": "yes" if late else "",
    }
    return Item(request, running, for_me, facets)
