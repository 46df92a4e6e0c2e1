"""States, groups, languages and topics under /api/v1/reference."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema

from cjin.core.api.cursors import Page, Paging, page

from .models import Group, Membership, State, Topic
from .queries import states as states_queries
from .queries import topics as topics_queries

router = Router()
Names = dict[str, str]


class StateOut(Schema):
    """A State or area. ``groups`` are those of the day that was asked for."""

    iso3: str
    iso2: str
    m49: str
    names: Names
    region: str | None
    standing: str
    member_since: date | None
    member_until: date | None
    observer_since: date | None
    groups: list[str]


class MembershipOut(Schema):
    """A State in a group. ``certain`` is false where the source records no beginning and the day is before its date."""

    state: str
    since: date | None
    until: date | None
    certain: bool
    note: str


class GroupOut(Schema):
    """A group with its source and the day on which that was read."""

    slug: str
    kind: str
    names: Names
    note: str
    source: str
    as_of: date


class GroupWithMembers(GroupOut):
    """A group with who is in it on the day."""

    on: date
    members: list[MembershipOut]


class LanguageOut(Schema):
    """One of the six languages."""

    code: str
    tag: str
    iso639_2: str
    script: str
    direction: str
    names: Names


class TopicOut(Schema):
    """A topic; the names are those of SKOS."""

    slug: str
    broader: str | None
    pref_label: Names
    alt_label: dict[str, list[str]]
    keywords: dict[str, list[str]]
    scope_note: str
    exact_match: list[str]
    drawn_from: list[str]


@router.get("/states", response=Page[StateOut], summary="States and areas on a day")
def states(
    request: HttpRequest, paging: Query[Paging], on: date | None = None, group: str = "", standing: str = ""
) -> dict[str, Any]:
    """Today's list, or that of the day ``on``; ``group`` and ``standing`` (member, observer, former, other) narrow."""
    day = on or timezone.localdate()
    found = states_queries.listed(day=day, group_slug=group, standing=standing)
    return page(found, paging, order=["iso3"], shown=lambda state: states_queries.plain(state, day))


@router.get("/states/{code}", response=StateOut, summary="One State or area by its ISO 3166-1 alpha-3 code")
def state(request: HttpRequest, code: str, on: date | None = None) -> dict[str, Any]:
    """A State with its groups of today or of the day ``on``."""
    day = on or timezone.localdate()
    found = states_queries.state(code)
    return states_queries.plain(states_queries.listed(day=day, states=State.objects.filter(pk=found.pk)).get(), day)


@router.get("/groups", response=list[GroupOut], summary="Groups of States")
def groups(request: HttpRequest) -> Any:
    """Every group, without its members."""
    return [_group(one) for one in states_queries.groups()]


@router.get("/groups/{slug}", response=GroupWithMembers, summary="One group with its members on a day")
def group(request: HttpRequest, slug: str, on: date | None = None) -> dict[str, Any]:
    """Who is in the group today or on the day ``on``."""
    day, found = on or timezone.localdate(), states_queries.group(slug)
    members = [_membership(one, day) for one in states_queries.members_of(slug, day)]
    return {**_group(found), "on": day, "members": members}


@router.get("/languages", response=list[LanguageOut], summary="The six languages")
def languages(request: HttpRequest) -> Any:
    """The official languages of the United Nations."""
    return [{**vars(one), "names": dict(one.names)} for one in topics_queries.languages()]


@router.get("/topics", response=list[TopicOut], summary="The topic scheme")
def topics(request: HttpRequest) -> list[dict[str, Any]]:
    """Every topic in reading order; a broader one stands before its narrower ones."""
    return [_topic(one) for top in topics_queries.topic_tree() for _, one in top.walk()]


@router.get("/topics/{slug}", response=TopicOut, summary="One topic")
def topic(request: HttpRequest, slug: str) -> dict[str, Any]:
    """A topic by its slug."""
    return _topic(topics_queries.topic(slug))


def _membership(one: Membership, day: date) -> dict[str, Any]:
    shown = {"state": one.state_id, "since": one.since, "until": one.until, "note": one.note}
    return {**shown, "certain": one.certain(day)}


def _group(found: Group) -> dict[str, Any]:
    shown = {name: getattr(found, name) for name in ("slug", "kind", "note", "source", "as_of")}
    return {**shown, "names": dict(found.names)}


def _topic(found: Topic) -> dict[str, Any]:
    names = ("slug", "alt_label", "keywords", "scope_note", "exact_match", "drawn_from")
    shown = {name: getattr(found, name) for name in names}
    return {**shown, "broader": found.broader_id, "pref_label": dict(found.pref_label)}
