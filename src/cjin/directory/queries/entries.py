"""What the directory says on a day, as somebody may read it and as it was known at a moment."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from cjin.core.queries.release import Reader, visible_to
from cjin.core.rules.errors import NotFound
from cjin.core.rules.release import ReleaseLevel

from ..models import Body, Verification, Version
from ..rules.competence import Answer, Question, who_is_competent
from ..rules.entries import Known, for_the_public
from ..rules.freshness import Freshness, freshness
from ..rules.reading import read_entry

THE_NODE = Reader(is_owner_of_node=True)
"""The node itself: its command line and its worker."""


@dataclass(frozen=True)
class Listed:
    """A body with what is known of it on the day that was asked for."""

    body: Body
    known: Known


def known_on(
    reader: Reader,
    day: date,
    *,
    state: str = "",
    slug: str = "",
    slugs: Collection[str] = (),
    at: datetime | None = None,
) -> list[Listed]:
    """The entries that stand on a day, of all bodies, of one State or of some, as they were known at a moment or now.

    What the public may not be told is left out for the public. Two queries.
    """
    bodies = bodies_for(reader, state=state, slug=slug)
    bodies = bodies.filter(slug__in=slugs) if slugs else bodies
    written = _known_at(Version.objects.filter(body__in=bodies), at)
    standing = written.filter(Q(until=None) | Q(until__gt=day), since__lte=day)
    return _listed(standing, reader, day, at)


def bodies_for(reader: Reader, *, state: str = "", slug: str = "") -> QuerySet[Body]:
    """The bodies that this reader may know of."""
    found = visible_to(Body.objects.all(), reader)
    if state:
        found = found.filter(state=state)
    return found.filter(slug=slug) if slug else found


def body_for(reader: Reader, slug: str) -> Body:
    """A body: of those with this name the one that this node keeps, else the one taken in last. Raises NotFound."""
    found = bodies_for(reader, slug=slug).select_related("origin").order_by("origin__taken_at")
    mine = [one for one in found if one.origin_id is None] or list(found)
    if not mine:
        raise NotFound(f"There is no body “{slug[:80]}” in the directory.")
    return mine[-1]


def own_body_for(reader: Reader, slug: str) -> Body:
    """A body that this node keeps, for a reader who may know of it. Raises NotFound."""
    found = bodies_for(reader, slug=slug).filter(origin=None).first()
    if found is None:
        raise NotFound(f"This node keeps no body “{slug[:80]}”.")
    return found


def version_of(body: Body) -> str:
    """What changes with each entry that is written of a body, with its release and with each verification."""
    standing = body.versions.filter(replaced_at=None).order_by("pk").values_list("pk", flat=True)
    verified = body.verifications.order_by("-pk").values_list("pk", flat=True).first()
    return "-".join([*map(str, standing), str(body.release), *sorted(map(str, body.states)), f"v{verified or 0}"])


def history_of(body: Body, reader: Reader) -> list[Known]:
    """All that stands about a body, earliest first: each entry with its days."""
    versions = Version.objects.filter(body=body, replaced_at=None)
    return [one.known for one in _listed(versions, reader, date.max, None)]


def due_on(reader: Reader, day: date) -> list[tuple[Listed, Freshness]]:
    """The own entries that somebody should make sure of, those never verified first, then by age."""
    mine = [one for one in known_on(reader, day) if one.body.origin_id is None]
    found = [(one, freshness(one.known.verified, day)) for one in mine]
    wanted = [(one, fresh) for one, fresh in found if fresh is not Freshness.VERIFIED]
    return sorted(wanted, key=lambda pair: (pair[0].known.verified or date.min, pair[0].body.slug))


def competent(reader: Reader, question: Question, *, at: datetime | None = None) -> Answer:
    """Who is competent, from what this reader may know."""
    found = known_on(reader, question.day, state=question.state, at=at)
    return who_is_competent([one.known for one in found], question)


def _known_at(versions: QuerySet[Version], at: datetime | None) -> QuerySet[Version]:
    if at is None:
        return versions.filter(replaced_at=None)
    return versions.filter(Q(replaced_at=None) | Q(replaced_at__gt=at), recorded_at__lte=at)


def _listed(versions: QuerySet[Version], reader: Reader, day: date, at: datetime | None) -> list[Listed]:
    rows = list(versions.select_related("body", "body__origin").order_by("body__state", "body__slug", "since"))
    verified = _verified({row.body_id for row in rows}, day, at)
    return [Listed(row.body, _told(row, verified.get(row.body_id), reader)) for row in rows]


def _verified(bodies: Iterable[int], day: date, at: datetime | None) -> dict[int, Verification]:
    """The last verification of each body by a day, as it was known at a moment."""
    found = Verification.objects.filter(body__in=bodies, on__lte=day).order_by("on", "at")
    if at is not None:
        found = found.filter(at__lte=at)
    return {one.body_id: one for one in found}


def _told(row: Version, last: Verification | None, reader: Reader) -> Known:
    known = Known(
        entry=read_entry(row.content),
        since=row.since,
        until=row.until,
        recorded=row.recorded_at.date(),
        verified=last.on if last else None,
        verified_by=last.by_name if last else "",
        origin=str(row.body.origin) if row.body.origin else "",
        expires=row.body.origin.expires.date() if row.body.origin else None,
    )
    return known if is_told_all(row.body, reader) else for_the_public(known)


def is_told_all(body: Body, reader: Reader) -> bool:
    """Whether a reader is told also what is for authorities only: the owner, and those who stand for a State."""
    level = min(ReleaseLevel(body.release), ReleaseLevel.ALL_STATES, key=lambda one: one.reach)
    return level.allows(reader, owner=body.owner_id, states=body.states)
