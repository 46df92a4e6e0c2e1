"""Questions about States and areas on a day."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from cjin.core.rules.catalogue import read
from cjin.core.rules.errors import Fault, Invalid, NotFound
from cjin.core.rules.identifiers import StateCode

from ..models import Group, Membership, State
from ..rules.collation import sort_key
from ..rules.groups import GroupKind
from ..rules.periods import first_day
from ..rules.states import Standing


@dataclass(frozen=True)
class Source:
    """Where a list comes from and the day on which it was read."""

    source: str
    as_of: date


@cache
def states_source() -> Source:
    """The source of the list of States."""
    content = read("states")
    as_of = first_day(content["as_of"])
    assert as_of is not None, "catalogue/states.yaml has no as_of"
    return Source(str(content["source"]), as_of)


def with_standing(states: QuerySet[State], standing: Standing, day: date) -> QuerySet[State]:
    """Those that stand so to the United Nations on the day."""
    former = Q(member_until__lte=day)
    observer = Q(observer_since__lte=day) & ~_member_on(day) & ~former
    match standing:
        case Standing.MEMBER:
            return states.filter(_member_on(day))
        case Standing.FORMER:
            return states.filter(former)
        case Standing.OBSERVER:
            return states.filter(observer)
        case Standing.OTHER:
            return states.exclude(_member_on(day)).exclude(former).exclude(observer)


def _member_on(day: date) -> Q:
    return Q(member_since__lte=day) & (Q(member_until__isnull=True) | Q(member_until__gt=day))


def state(code: str) -> State:
    """The State or area with this ISO 3166-1 alpha-3 code, in any case. Raises NotFound, Invalid for another shape."""
    iso3 = StateCode.of(code)
    found = State.objects.select_related("region__within").filter(pk=iso3).first()
    if found is None:
        raise NotFound(f"No State or area has the code {iso3}.")
    return found


def groups() -> QuerySet[Group]:
    """Every group, in the order of the catalogue."""
    return Group.objects.all()


def group(slug: str) -> Group:
    """The group with this slug. Raises NotFound."""
    found = Group.objects.filter(pk=slug).first()
    if found is None:
        known = ", ".join(groups().values_list("pk", flat=True))
        raise NotFound(f"There is no group “{slug[:80]}”; there are: {known}.")
    return found


def members_of(group_slug: str, day: date) -> QuerySet[Membership]:
    """Memberships in the group on the day, by State. ``certain(day)`` says whether each is recorded or only supposed.

    Raises NotFound where there is no such group.
    """
    current = group(group_slug).memberships.filter(_covering(day))
    return current.select_related("state", "group").order_by("state_id")


def _covering(day: date) -> Q:
    # Where no beginning is recorded, nobody is in a regional group of the United Nations before joining them.
    supposed = Q(since__isnull=True) & (~Q(group__kind=GroupKind.REGIONAL) | Q(state__member_since__lte=day))
    return (supposed | Q(since__lte=day)) & (Q(until__isnull=True) | Q(until__gt=day))


def listed(
    *, day: date, group_slug: str = "", standing: str = "", states: QuerySet[State] | None = None
) -> QuerySet[State]:
    """States and areas that match, with their group memberships on the day as ``current``.

    Raises NotFound for an unknown group and Invalid for an unknown standing.
    """
    found = State.objects.all() if states is None else states
    if group_slug:
        found = found.filter(pk__in=members_of(group_slug, day).values("state_id"))
    if standing:
        found = with_standing(found, _standing(standing), day)
    memberships = Membership.objects.filter(_covering(day)).select_related("group").order_by("group__position")
    return found.select_related("region").prefetch_related(Prefetch("memberships", memberships, to_attr="current"))


def _standing(value: str) -> Standing:
    try:
        return Standing(value)
    except ValueError:
        one_of = ", ".join(Standing)
        raise Invalid("The list cannot be made.", [Fault("standing", f"one of {one_of} is expected")]) from None


def in_reading_order(states: Iterable[State], language: str) -> list[State]:
    """The States by their names in a language."""
    return sorted(states, key=lambda state: sort_key(state.names.get(language) or state.iso3, language))


def group_sizes(day: date) -> Mapping[str, int]:
    """How many members each group has on the day."""
    return Counter(Membership.objects.filter(_covering(day)).values_list("group_id", flat=True))


def standing_sizes(day: date) -> Mapping[Standing, int]:
    """How many States and areas stand so to the United Nations on the day."""
    return Counter(
        state.standing(day) for state in State.objects.only("member_since", "member_until", "observer_since")
    )


def plain(state: State, day: date) -> dict[str, Any]:
    """A State that ``listed`` has found as plain values; the standing and the groups are those of the day."""
    current: list[Membership] = getattr(state, "current", [])
    return {
        "iso3": state.iso3,
        "iso2": state.iso2,
        "m49": state.m49,
        "names": dict(state.names),
        "region": state.region_id,
        "standing": str(state.standing(day)),
        "member_since": state.member_since,
        "member_until": state.member_until,
        "observer_since": state.observer_since,
        "groups": [one.group_id for one in current],
    }
