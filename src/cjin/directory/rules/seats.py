"""Seats by regional group: who may be elected, which are open, and who leaves first by lot."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cjin.core.rules.errors import Fault, Invalid

from .terms import years_after


@dataclass(frozen=True, slots=True)
class Quota:
    """How many seats each regional group has in a body, and for how many years a member is elected."""

    seats: Mapping[str, int]
    years: int

    @property
    def total(self) -> int:
        """All seats."""
        return sum(self.seats.values())


@dataclass(frozen=True, slots=True)
class Seated:
    """A State that holds a seat of a group from a day on and before another."""

    state: str
    group: str
    since: date
    until: date

    def on(self, day: date) -> bool:
        """Whether it holds the seat on this day."""
        return self.since <= day < self.until


def open_seats(quota: Quota, members: Iterable[Seated], day: date) -> dict[str, int]:
    """How many seats of each group nobody holds on the day."""
    held = Counter(one.group for one in members if one.on(day))
    return {group: seats - held[group] for group, seats in quota.seats.items()}


def check_election(quota: Quota, members: Sequence[Seated], elected: Sequence[Seated]) -> None:
    """Raises Invalid where an election breaks the rules, each fault with its State.

    A State is elected in its own regional group only (whoever calls tells the group), sits once at a time, for the
    years of the body, and no group has more members than seats on any day.
    """
    faults = [fault for one in elected for fault in _faults(quota, members, one)]
    states = Counter(one.state for one in elected)
    faults += [Fault(state, "is elected twice") for state, times in states.items() if times > 1]
    for group, seats in quota.seats.items():
        faults += _too_many(group, seats, [*members, *elected])
    if faults:
        raise Invalid("The election does not fit the rules of the body.", faults)


def _faults(quota: Quota, members: Iterable[Seated], one: Seated) -> Iterable[Fault]:
    if one.group not in quota.seats:
        yield Fault(one.state, f"the group “{one.group}” has no seats here")
    if one.until <= one.since:
        yield Fault(one.state, "the term ends before it begins")
    elif one.until > years_after(one.since, quota.years):
        yield Fault(one.state, f"a term is at most {quota.years} years")
    if any(other.state == one.state and other.since < one.until and one.since < other.until for other in members):
        yield Fault(one.state, "holds a seat in this time already")


def _too_many(group: str, seats: int, members: Iterable[Seated]) -> Iterable[Fault]:
    mine = [one for one in members if one.group == group]
    for day in sorted({one.since for one in mine}):
        held = sum(one.on(day) for one in mine)
        if held > seats:
            yield Fault(group, f"{held} members for {seats} seats on {day}")
            return


def drawn(members: Sequence[Seated], seed: str) -> tuple[Seated, ...]:
    """One half of the first members, chosen by lot, whose terms are shorter; the smaller half of an odd number.

    The lot is drawn from ``seed``, words that all can read (those of the day's minutes): anybody can draw it again.
    """
    lots = sorted(members, key=lambda one: hashlib.sha256(f"{seed}|{one.state}".encode()).digest())
    return tuple(sorted(lots[: len(lots) // 2], key=lambda one: (one.group, one.state)))
