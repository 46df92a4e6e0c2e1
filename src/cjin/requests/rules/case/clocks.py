"""Clocks: what is to be done by when, computed from what happened; late ones first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any

from cjin.core.rules.catalogue import read
from cjin.core.rules.errors import Fault, Invalid

from .calendars import WorkingCalendar
from .events import Event
from .grounds import grounds
from .process import OTHER, Direction, process

FILE = "requests/clocks"
OPENED = "opened"
"""The act of a case that comes in, before any other."""


class Standing(StrEnum):
    """How a clock stands."""

    RUNNING = "running"
    SOON = "soon"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Clock:
    """What starts and stops a clock and how long it runs. With an ``article`` it comes from a treaty.

    ``told``: the event names the day when it is over, ``begins``: that from which it runs; ``at_least``: what is kept
    is kept so long or longer; ``last_days``: the last limit of the treaty after the first one; ``again``: it starts
    anew until it stops; ``each``: what the event names has a clock of its own; ``not_in``: states in which it rests.
    ``cites``: articles that ask for it and name no day; ``grounds``: it starts where one of these was named, and cites
    what their articles ask for.
    """

    clock: str
    direction: Direction
    starts: frozenset[str]
    stops: frozenset[str]
    days: int = 0
    working_days: int = 0
    urgent_hours: int = 0
    last_days: int = 0
    warn: int = 0
    told: str = ""
    begins: str = ""
    again: bool = False
    at_least: bool = False
    article: str = ""
    each: str = ""
    kinds: frozenset[str] = frozenset()
    measures: frozenset[str] = frozenset()
    not_in: frozenset[str] = frozenset()
    cites: frozenset[str] = frozenset()
    grounds: frozenset[str] = frozenset()

    def starts_with(self, event: Event) -> bool:
        """Whether an event starts it."""
        if event.act not in self.starts or (self.measures and event.measure not in self.measures):
            return False
        return not self.grounds or event.detail.get("ground") in self.grounds

    def waits_for_other(self, kind: str) -> bool:
        """Whether the other State has to do what is due in a request of this kind, and this one waits for it."""
        table = process(self.direction)
        acts = [table.acts[stop] for stop in self.stops]
        answers = [act for act in acts if act.to not in table.ends and act.is_of(kind)]
        return bool(answers) and all(act.duty == OTHER for act in answers)

    def standing(self, due: datetime, now: datetime) -> Standing:
        """How it stands at a moment where it is over at ``due``."""
        if now >= due:
            return Standing.LATE
        return Standing.SOON if self.warn and now >= due - timedelta(days=self.warn) else Standing.RUNNING

    def needs(self, guard: str) -> bool:
        """Whether something that stops it has this guard."""
        table = process(self.direction)
        return any(guard in table.acts[stop].guards for stop in self.stops)


@dataclass(frozen=True, slots=True)
class Running:
    """A clock that runs: since when, until when, how it stands; ``last`` is the treaty's last limit, if it has one.

    ``measure`` is the measure, or the item, that has the clock.
    """

    clock: Clock
    started: datetime
    due: datetime
    standing: Standing
    measure: str = ""
    last: datetime | None = None


@lru_cache(maxsize=1)
def clocks() -> tuple[Clock, ...]:
    """The clocks of the catalogue. Raises Invalid where one waits for an act that the process does not have."""
    found = tuple(_clock(entry) for entry in read(FILE))
    for one in found:
        strange = (one.starts | one.stops) - {OPENED, *process(one.direction).acts}
        if strange:
            raise Invalid(
                "The clocks are not right.", [Fault(FILE, f"{one.clock}: no act {', '.join(sorted(strange))}")]
            )
    return found


def _clock(entry: Mapping[str, Any]) -> Clock:
    rest = {name: value for name, value in entry.items() if name not in _SETS and name != "direction"}
    told: dict[str, Any] = rest | {name: frozenset(entry.get(name, ())) for name in _SETS}
    told["cites"] |= {article for ground in told["grounds"] for article in grounds("allowed")[ground]}
    return Clock(direction=Direction(entry["direction"]), **told)


_SETS = ("starts", "stops", "kinds", "measures", "not_in", "cites", "grounds")


def with_settings(own: Mapping[str, int], urgent: Mapping[str, int] | None = None) -> tuple[Clock, ...]:
    """The clocks with the days, and for urgent requests the hours, that a node has set for some.

    Raises Invalid for one that no node may set.
    """
    hours = urgent or {}
    faults = [fault for name, days in own.items() if (fault := _unfit(name, days, "at least one day"))]
    faults += [fault for name, count in hours.items() if (fault := _unfit(name, count, "at least one hour"))]
    known = {one.clock for one in clocks() if one.urgent_hours}
    faults += [Fault(name, "knows no urgency") for name in hours if name not in known]
    faults = list(dict.fromkeys(faults))
    if faults:
        raise Invalid("The clocks cannot be set so.", faults)
    return tuple(_set(one, own.get(one.clock), hours.get(one.clock)) for one in clocks())


def _unfit(name: str, count: int, least: str) -> Fault | None:
    """Why a clock cannot be set to this."""
    same = [one for one in clocks() if one.clock == name]
    if not same:
        return Fault(name, "there is no such clock")
    if any(one.article for one in same):
        return Fault(name, "comes from a treaty")
    if any(one.told for one in same):
        return Fault(name, "its day is named each time")
    return Fault(name, least) if count < 1 else None


def _set(one: Clock, days: int | None, hours: int | None) -> Clock:
    if hours is not None and one.urgent_hours:
        one = replace(one, urgent_hours=hours)
    if days is None:
        return one
    return replace(one, working_days=days) if one.working_days else replace(one, days=days)


def running(
    direction: Direction,
    events: Sequence[Event],
    *,
    kind: str,
    urgent: bool,
    calendar: WorkingCalendar,
    now: datetime,
    of: Sequence[Clock] | None = None,
    state: str = "",
) -> list[Running]:
    """The clocks that run now, the one that is due first first. ``events`` are in the order in which they happened,
    ``state`` is that of the request.
    """
    done = {event.act for event in events}
    mine = [one for one in of or clocks() if one.direction is direction and not one.starts.isdisjoint(done)]
    mine = [one for one in mine if (not one.kinds or kind in one.kinds) and state not in one.not_in]
    found = [at for one in mine for at in _running(one, events, urgent, calendar, now)]
    return sorted(found, key=lambda one: (one.due, one.clock.clock, one.measure))


def _running(
    one: Clock, events: Sequence[Event], urgent: bool, calendar: WorkingCalendar, now: datetime
) -> Iterator[Running]:
    """Each measure or item has its own clock where the clock is one of measures or items; else the case has one."""
    started: dict[str, Event] = {}
    for event in events:
        measure = _whose(one, event)
        if one.starts_with(event):
            started[measure] = event
        elif event.act in one.stops:
            ended = [measure] if measure else list(started)
            for name in ended:
                started.pop(name, None)
    for measure, event in started.items():
        yield _at(one, measure, event, urgent, calendar, now)


def _whose(one: Clock, event: Event) -> str:
    if one.each:
        return str(event.detail.get(one.each, ""))
    return event.measure if one.measures else ""


def _at(one: Clock, measure: str, event: Event, urgent: bool, calendar: WorkingCalendar, now: datetime) -> Running:
    since = _since(one, event, calendar)
    started, due = since, _due(one, event, since, urgent, calendar)
    while one.again and due <= now:
        started, due = due, _due(one, event, due - timedelta(seconds=1), urgent, calendar)
    last = calendar.days_after(since, one.last_days) if one.last_days else None
    return Running(one, started, due, one.standing(due, now), measure, last)


def _since(one: Clock, event: Event, calendar: WorkingCalendar) -> datetime:
    """From when a clock runs: the moment of its event, or the beginning of the day that the event names."""
    if not one.begins:
        return event.at
    return calendar.end_of(date.fromisoformat(str(event.detail[one.begins])) - timedelta(days=1))


def _due(one: Clock, event: Event, since: datetime, urgent: bool, calendar: WorkingCalendar) -> datetime:
    if one.told:
        return calendar.end_of(date.fromisoformat(str(event.detail[one.told])))
    if urgent and one.urgent_hours:
        return (since + timedelta(hours=one.urgent_hours)).astimezone(calendar.zone)
    if one.working_days:
        return calendar.working_days_after(since, one.working_days)
    return calendar.days_after(since, one.days)
