"""Writing down what is known of bodies: from a day on, without losing what was written before."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.actions.audit import record
from cjin.core.models import User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Conflict, Fault, Invalid, NotFound, Outdated
from cjin.core.rules.release import ReleaseLevel

from ..models import Body, Version
from ..queries.entries import version_of
from ..rules.entries import Entry, Known, as_data
from ..search import renew
from .verifying import verify

STREAM = "directory"


@dataclass
class Recorded:
    """What became of entries: bodies that are new, those of which something changed, and the others."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)


@transaction.atomic
def write_entry(
    *,
    entry: Entry,
    since: date,
    until: date | None = None,
    release: ReleaseLevel | None = None,
    version: str | None = None,
    by: User | None,
    now: datetime,
) -> str:
    """Writes down what is known of a body from a day on: ``new``, ``changed`` or ``unchanged``.

    What was known for other days stays; without ``until``, all later days are meant. A body is released only where
    ``release`` says so. ``version`` is what ``version_of`` said to whoever makes the change, empty for a new body.
    Raises NotAllowed, Invalid, Conflict where the name is another State's, Outdated where somebody else was quicker.
    """
    check_can(by, Duty.DIRECTORY_EDIT, today=timezone.localdate(now))
    if version is not None:
        _check_version(entry.body, version)
    done = _write_down(entry, since, until, release, by, now)
    if done != "unchanged":
        renew([entry.body], timezone.localdate(now))
    return done


def _check_version(slug: str, version: str) -> None:
    body = Body.objects.select_for_update().filter(slug=slug, origin=None).first()
    if body and not version:
        raise Conflict(_("There is a body of this name already."))
    if (version_of(body) if body else "") != version:
        raise Outdated(_("Somebody else changed this entry meanwhile."))


def _write_down(
    entry: Entry, since: date, until: date | None, release: ReleaseLevel | None, by: User | None, now: datetime
) -> str:
    if until and until <= since:
        raise Invalid(_("The entry ends before it begins."), [Fault("until", _("a later day is expected"))])
    body = Body.objects.select_for_update().filter(slug=entry.body, origin=None).first()
    if body and body.state != entry.state:
        raise Conflict(_("“%(body)s” is the name of a body of another State.") % {"body": entry.body})
    is_new = body is None
    if body is None:
        body = Body.objects.create(slug=entry.body, state=entry.state, kind=str(entry.kind))
    changed = _write(body, entry, since, until, by, now)
    changed |= _release(body, entry, release)
    if changed:
        detail = {"since": since.isoformat(), "until": until and until.isoformat(), "entry": as_data(entry)}
        record(stream=STREAM, act="write-entry", by=by, obj=entry.body, detail=detail | {"new": is_new}, now=now)
    return "new" if is_new else "changed" if changed else "unchanged"


def _write(body: Body, entry: Entry, since: date, until: date | None, by: User | None, now: datetime) -> bool:
    """Writes what holds in these days in place of what stood in them; the days before and after them stay.

    Nothing happens where the same is known of all these days already.
    """
    content = as_data(entry)
    written = [one for one in body.versions.filter(replaced_at=None) if _meets(one, since, until)]
    if len(written) == 1 and written[0].content == content and _covers(written[0], since, until):
        return False
    Version.objects.filter(pk__in=[one.pk for one in written]).update(replaced_at=now)
    for one in written:
        if one.since < since:
            _add(body, one.content, one.since, since, by, now)
        if until and (one.until is None or until < one.until):
            _add(body, one.content, until, one.until, by, now)
    _add(body, content, since, until, by, now)
    return True


def _meets(one: Version, since: date, until: date | None) -> bool:
    """Whether a version holds on one of these days."""
    return (one.until is None or one.until > since) and (until is None or one.since < until)


def _covers(one: Version, since: date, until: date | None) -> bool:
    """Whether a version holds on all of these days."""
    return one.since <= since and (one.until is None or (until is not None and until <= one.until))


def _add(body: Body, content: object, since: date, until: date | None, by: User | None, now: datetime) -> None:
    Version.objects.create(body=body, content=content, since=since, until=until, by=by, recorded_at=now)


def _release(body: Body, entry: Entry, release: ReleaseLevel | None) -> bool:
    """Brings the body to the entry's kind and to the release level that was asked for."""
    level = str(release or body.release)
    if (body.kind, body.release) == (str(entry.kind), level):
        return False
    body.kind, body.release = str(entry.kind), level
    body.save(update_fields=["kind", "release"])
    return True


@transaction.atomic
def write_all(
    *,
    entries: Sequence[Known],
    release: ReleaseLevel | None = None,
    check: bool = False,
    by: User | None,
    now: datetime,
) -> Recorded:
    """Writes down all entries of a file, or none, with who verified them; ``check`` only says what would change.

    A body whose last entry in the file has an end is no more from that day on. Raises NotAllowed, Invalid, Conflict.
    """
    check_can(by, Duty.DIRECTORY_EDIT, today=timezone.localdate(now))
    found = Recorded()
    for slug, history in groupby(sorted(entries, key=_in_order), key=lambda one: one.entry.body):
        getattr(found, _write_history(slug, list(history), release, by, now)).append(slug)
    if check:
        transaction.set_rollback(True)
    else:
        renew([*found.new, *found.changed], timezone.localdate(now))
    return found


def _in_order(one: Known) -> tuple[str, date]:
    return one.entry.body, one.since


def _later(day: date) -> Q:
    """What still holds on a day, or later."""
    return Q(until=None) | Q(until__gt=day)


def _write_history(
    slug: str, history: Sequence[Known], release: ReleaseLevel | None, by: User | None, now: datetime
) -> str:
    """Writes down all that a file tells of a body: ``new``, ``changed`` or ``unchanged``."""
    acts = set()
    for one in history:
        acts.add(_write_down(one.entry, one.since, one.until, release, by, now))
        if one.verified:
            verify(slug=slug, on=one.verified, by_name=one.verified_by or "the file", by=by, now=now)
    last = history[-1].until
    if last and own_body(slug).versions.filter(_later(last), replaced_at=None).exists():
        end_body(slug=slug, on=last, by=by, now=now)
        acts.add("changed")
    return next(name for name in ("new", "changed", "unchanged") if name in acts)


@transaction.atomic
def end_body(*, slug: str, on: date, by: User | None, now: datetime) -> None:
    """Says that a body is no more from a day on. Raises NotAllowed, NotFound, Conflict where it has ended before."""
    check_can(by, Duty.DIRECTORY_EDIT, today=timezone.localdate(now))
    body = own_body(slug)
    later = list(body.versions.filter(_later(on), replaced_at=None))
    if not later:
        raise Conflict(_("Nothing stands about this body on that day."))
    Version.objects.filter(pk__in=[one.pk for one in later]).update(replaced_at=now)
    for one in later:
        if one.since < on:
            _add(body, one.content, one.since, on, by, now)
    record(stream=STREAM, act="end-body", by=by, obj=slug, detail={"on": on.isoformat()}, now=now)
    renew([slug], timezone.localdate(now))


def own_body(slug: str) -> Body:
    """A body that this node keeps, locked until the transaction ends. Raises NotFound."""
    body = Body.objects.select_for_update().filter(slug=slug, origin=None).first()
    if body is None:
        raise NotFound(_("This node keeps no body “%(body)s”.") % {"body": slug[:80]})
    return body


@transaction.atomic
def release_body(
    *, slug: str, release: ReleaseLevel, states: Sequence[str] = (), by: User | None, now: datetime
) -> None:
    """Says who may read the entry of a body. Raises NotAllowed, NotFound, Invalid."""
    check_can(by, Duty.DIRECTORY_EDIT, today=timezone.localdate(now))
    body = own_body(slug)
    body.release, body.states = str(release), states
    body.save(update_fields=["release", "states"])
    detail = {"release": str(release), "states": sorted(body.states)}
    record(stream=STREAM, act="release-body", by=by, obj=slug, detail=detail, now=now)
    renew([slug], timezone.localdate(now))
