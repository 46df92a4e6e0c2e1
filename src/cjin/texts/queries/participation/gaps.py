"""Who is party to a convention and not to its protocols."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cjin.core.rules.errors import NotFound
from cjin.reference.models import State
from cjin.texts.models import Work
from cjin.texts.queries.participation.files import who
from cjin.texts.queries.participation.statuses import Status, statuses
from cjin.texts.rules.works import known_works


@dataclass(frozen=True)
class Gap:
    """A participant that is party to a convention and not to some of its protocols."""

    state: State | None
    participant: str
    missing: Sequence[Work]


@dataclass(frozen=True)
class Gaps:
    """A convention's status, that of each of its protocols, and who misses which."""

    status: Status
    protocols: Sequence[Status]
    gaps: Sequence[Gap]


def protocols_of(convention: Work) -> set[str]:
    """The identifiers of the protocols that the catalogue knows of a convention."""
    return {work.slug for work in known_works() if work.parent == convention.slug}


def conventions(treaties: Iterable[Work]) -> set[Work]:
    """Those among these treaties of which a protocol is among them too."""
    there = list(treaties)
    slugs = {one.slug for one in there}
    return {one for one in there if protocols_of(one) & slugs}


def gaps(convention: Work, day: date | None = None) -> Gaps:
    """Who is party to a convention and not to its protocols on a day.

    A protocol without a loaded status is left out. Raises NotFound where the convention has none.
    """
    works = [convention, *Work.objects.filter(slug__in=protocols_of(convention))]
    found = {one.treaty: one for one in statuses(day, works, named=True)}
    status = found.pop(convention, None)
    if status is None:
        raise NotFound("No status of this treaty is loaded.")
    parties = {treaty: {who(row) for row in one.parties} for treaty, one in found.items()}
    missed = (
        Gap(row.state, row.participant, [treaty for treaty in found if who(row) not in parties[treaty]])
        for row in status.parties
    )
    return Gaps(status, list(found.values()), [one for one in missed if one.missing])


def within(found: Gaps, states: Iterable[str]) -> Gaps:
    """The same of some States only, by their codes."""
    codes = set(states)
    status, *protocols = (
        replace(one, rows=[row for row in one.rows if row.state_id in codes])
        for one in (found.status, *found.protocols)
    )
    return Gaps(status, protocols, [one for one in found.gaps if one.state and one.state.pk in codes])
