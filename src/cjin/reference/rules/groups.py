"""Groups of States with the days on which membership began and ended, and the geographic regions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Any

from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.identifiers import Slug, StateCode
from cjin.core.rules.multilingual import Multilingual

from .entries import check_unique, only, read_each
from .periods import Period, first_day
from .states import all_languages

FILE = "catalogue/groups.yaml"


class GroupKind(StrEnum):
    """What a group is for: regional groups share out seats, development groups mark needs."""

    REGIONAL = "regional"
    DEVELOPMENT = "development"


@dataclass(frozen=True)
class RegionEntry:
    """A geographic region of M49, within a larger one or at the top."""

    m49: str
    within: str | None
    names: Multilingual


@dataclass(frozen=True)
class MembershipEntry:
    """One State in one group for one period. Without a beginning the source records none."""

    state: StateCode
    period: Period
    note: str


@dataclass(frozen=True)
class GroupEntry:
    """A group with its source, the day on which that source was read, and its members."""

    slug: Slug
    kind: GroupKind
    names: Multilingual
    note: str
    source: str
    as_of: date
    members: tuple[MembershipEntry, ...]


def certain(period: Period, *, as_of: date, day: date) -> bool:
    """Whether membership on the day is recorded, and not only supposed because no beginning is known."""
    return period.since is not None or day >= as_of


def read_regions(content: Mapping[str, Any]) -> tuple[RegionEntry, ...]:
    """The regions of groups.yaml, larger ones before those within them. Raises Invalid with the place of each fault."""
    entries = read_each(FILE, content.get("regions"), "m49", _region)
    check_unique(FILE, "region", (entry.m49 for entry in entries))
    known: set[str] = set()
    for entry in entries:
        if entry.within and entry.within not in known:
            raise Invalid(
                f"{FILE} has faults.", [Fault(entry.m49, f"lies within {entry.within}, which does not stand above")]
            )
        known.add(entry.m49)
    return entries


def read_groups(content: Mapping[str, Any]) -> tuple[GroupEntry, ...]:
    """The groups of groups.yaml. Raises Invalid with the place of each fault."""
    entries = read_each(FILE, content.get("groups"), "slug", _group)
    check_unique(FILE, "group", (entry.slug for entry in entries))
    return entries


def _region(entry: Mapping[str, Any]) -> RegionEntry:
    only(entry, ("m49", "within", "names"))
    return RegionEntry(str(entry["m49"]), entry.get("within"), all_languages(entry["names"]))


def _group(entry: Mapping[str, Any]) -> GroupEntry:
    only(entry, ("slug", "kind", "names", "note", "source", "as_of", "members"))
    as_of = first_day(entry["as_of"])
    if as_of is None:
        raise Invalid("as_of is empty")
    if entry["kind"] not in set(GroupKind):
        raise Invalid(f"“{entry['kind']}” is no kind of group")
    return GroupEntry(
        slug=Slug.of(str(entry["slug"])),
        kind=GroupKind(entry["kind"]),
        names=all_languages(entry["names"]),
        note=str(entry.get("note", "")),
        source=str(entry["source"]),
        as_of=as_of,
        members=_members(entry["members"]),
    )


def _members(entries: Any) -> tuple[MembershipEntry, ...]:
    members = read_each("members", entries, "state", _member)
    by_state: dict[str, list[Period]] = {}
    for member in members:
        by_state.setdefault(member.state, []).append(member.period)
    faults = [Fault(state, "two periods overlap") for state, periods in by_state.items() if _overlap(periods)]
    if faults:
        raise Invalid("members overlap", faults)
    return members


def _member(entry: Mapping[str, Any]) -> MembershipEntry:
    only(entry, ("state", "since", "until", "note"))
    period = Period.of(entry.get("since"), entry.get("until"))
    return MembershipEntry(StateCode.of(str(entry["state"])), period, str(entry.get("note", "")))


def _overlap(periods: list[Period]) -> bool:
    ordered = sorted(periods, key=lambda period: period.since or date.min)
    return any(
        earlier.until is None or earlier.until > (later.since or date.min) for earlier, later in pairwise(ordered)
    )
