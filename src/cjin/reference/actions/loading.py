"""States, groups and topics from the catalogue into the database; any number of times, with the same outcome."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import models, transaction

from cjin.core.actions.audit import record
from cjin.core.actions.search import index
from cjin.core.models import User
from cjin.core.rules.catalogue import read
from cjin.core.rules.errors import Fault, Invalid

from ..models import Group, Membership, Region, State, Topic
from ..rules import groups as group_rules
from ..rules import states as state_rules
from ..rules import topics as topic_rules
from ..search import States, Topics

STREAM = "reference"


@dataclass
class Loaded:
    """What a loading did. ``kept`` counts rows whose entry is gone: identifiers are never taken back."""

    made: int = 0
    changed: int = 0
    removed: int = 0
    kept: int = 0

    def __iadd__(self, other: "Loaded") -> "Loaded":
        self.made += other.made
        self.changed += other.changed
        self.removed += other.removed
        self.kept += other.kept
        return self


@transaction.atomic
def load(*, now: datetime, by: User | None = None) -> Loaded:
    """Make the database say what the catalogue says. Raises Invalid with the place of each fault, changing nothing."""
    states, groups = state_rules.read_states(read("states")), group_rules.read_groups(read("groups"))
    regions, topics = group_rules.read_regions(read("groups")), topic_rules.read_topics(read("topics"))
    _check_references(states, groups, regions)
    total = _bring([Region(m49=one.m49, within_id=one.within, names=one.names) for one in regions])
    total += _bring([_state(one) for one in states])
    total += _bring([_group(one, position) for position, one in enumerate(groups)])
    total += _bring_memberships(groups)
    total += _bring([_topic(one, position) for position, one in enumerate(topics)])
    if total.made or total.changed or total.removed:
        record(stream=STREAM, act="load-catalogue", by=by, obj="reference", detail=asdict(total), now=now)
    for source in (States(), Topics()):
        index(source.documents())  # which writes what has changed, and nothing else
    return total


def _check_references(
    states: Sequence[state_rules.StateEntry],
    groups: Sequence[group_rules.GroupEntry],
    regions: Sequence[group_rules.RegionEntry],
) -> None:
    codes, places = {one.iso3 for one in states}, {one.m49 for one in regions}
    faults = [
        Fault(f"{group_rules.FILE}, {group.slug}", f"{member.state} is no entry of {state_rules.FILE}")
        for group in groups
        for member in group.members
        if member.state not in codes
    ]
    faults += [
        Fault(f"{state_rules.FILE}, {state.iso3}", f"region {state.region} does not stand in {group_rules.FILE}")
        for state in states
        if state.region and state.region not in places
    ]
    if faults:
        raise Invalid("The catalogue does not hold together.", faults)


def _state(entry: state_rules.StateEntry) -> State:
    return State(
        iso3=str(entry.iso3),
        iso2=entry.iso2,
        m49=entry.m49,
        names=entry.names,
        region_id=entry.region,
        member_since=entry.member.since if entry.member else None,
        member_until=entry.member.until if entry.member else None,
        observer_since=entry.observer_since,
        note=entry.note,
    )


def _group(entry: group_rules.GroupEntry, position: int) -> Group:
    return Group(
        slug=str(entry.slug),
        kind=str(entry.kind),
        names=entry.names,
        note=entry.note,
        source=entry.source,
        as_of=entry.as_of,
        position=position,
    )


def _topic(entry: topic_rules.TopicEntry, position: int) -> Topic:
    return Topic(
        slug=str(entry.slug),
        broader_id=str(entry.broader) if entry.broader else None,
        pref_label=entry.pref_label,
        alt_label={language: list(words) for language, words in entry.alt_label.items()},
        keywords={language: list(words) for language, words in entry.keywords.items()},
        scope_note=entry.scope_note,
        exact_match=list(entry.exact_match),
        drawn_from=list(entry.drawn_from),
        position=position,
    )


def _bring[M: models.Model](wanted: Sequence[M]) -> Loaded:
    """Make or change rows so that they are as wanted, and leave those that are so already."""
    model = type(wanted[0])
    fields = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
    there = {row.pk: row for row in model._default_manager.all()}
    made = [row for row in wanted if row.pk not in there]
    changed = [row for row in wanted if row.pk in there and _differs(row, there[row.pk], fields)]
    model._default_manager.bulk_create(made)
    if changed:
        model._default_manager.bulk_update(changed, [model._meta.get_field(name).name for name in fields])
    return Loaded(made=len(made), changed=len(changed), kept=len(there.keys() - {row.pk for row in wanted}))


def _differs(one: models.Model, other: models.Model, fields: Iterable[str]) -> bool:
    return any(getattr(one, name) != getattr(other, name) for name in fields)


def _bring_memberships(groups: Sequence[group_rules.GroupEntry]) -> Loaded:
    """Make the memberships those of the catalogue. They have no identifiers of their own, so gone ones are removed."""
    wanted = {
        (str(group.slug), str(one.state), one.period.since, one.period.until, one.note)
        for group in groups
        for one in group.members
    }
    there = {
        (one.group_id, one.state_id, one.since, one.until, one.note): one.pk
        for one in Membership.objects.filter(group__in=[str(group.slug) for group in groups])
    }
    gone = [pk for key, pk in there.items() if key not in wanted]
    new = sorted(wanted - there.keys(), key=lambda key: (key[0], key[1], str(key[2])))
    Membership.objects.filter(pk__in=gone).delete()
    Membership.objects.bulk_create(
        Membership(group_id=group, state_id=state, since=since, until=until, note=note)
        for group, state, since, until, note in new
    )
    return Loaded(made=len(new), removed=len(gone))
