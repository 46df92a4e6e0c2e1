"""The signed directory of this node, and those of others that it takes in."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.actions.audit import record
from cjin.core.actions.signing import signing_key
from cjin.core.models import Organization, User
from cjin.core.permissions import check_can
from cjin.core.queries.release import Reader
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Conflict
from cjin.core.rules.release import ReleaseLevel

from ..models import Body, Origin, Verification, Version
from ..queries.entries import known_on
from ..rules.entries import Known, as_data
from ..rules.signed import GOOD_FOR, SignedDirectory, open_signed, sign
from .recording import STREAM


def signed_directory(*, reader: Reader = Reader.PUBLIC, now: datetime, good_for: timedelta = GOOD_FOR) -> bytes:
    """What the reader may know of this node's own entries today, signed by the node. Raises Unavailable."""
    listed = known_on(reader, timezone.localdate(now))
    owner = Organization.objects.filter(owns_node=True).first()
    mine = [one.known for one in listed if one.body.origin_id is None]
    return sign(mine, signing_key(), node=str(owner or "CJIN"), now=now, good_for=good_for)


@transaction.atomic
def take_signed(*, content: bytes, name: str, thumbprint: str, by: User | None, now: datetime) -> Origin:
    """Takes in the signed directory of another node in place of an earlier one of the same key.

    Its entries are for the people of this node and those who stand for its State; this node does not pass them on.
    Raises NotAllowed, Invalid where it is altered, old or of another key, Conflict where a newer one is here.
    """
    check_can(by, Duty.DIRECTORY_EDIT, today=timezone.localdate(now))
    found = open_signed(content, name, thumbprint=thumbprint.strip(), now=now)
    earlier = Origin.objects.select_for_update().filter(thumbprint=found.thumbprint).first()
    if earlier and earlier.issued > found.issued:
        raise Conflict(_("A directory of this node that was issued later is here already."))
    told = {"node": found.node, "issued": found.issued, "expires": found.expires, "taken_at": now, "by": by}
    origin, _made = Origin.objects.update_or_create(thumbprint=found.thumbprint, defaults=told)
    origin.bodies.all().delete()
    _bring(origin, found, by, now)
    detail = {"file": name[:200], "issued": found.issued.isoformat(), "entries": len(found.entries)}
    record(stream=STREAM, act="take-signed", by=by, obj=found.thumbprint, detail=detail, now=now)
    return origin


def _bring(origin: Origin, found: SignedDirectory, by: User | None, now: datetime) -> None:
    bodies: dict[str, Body] = {}
    for one in found.entries:
        body = bodies.get(one.entry.body) or _body(origin, one)
        bodies[one.entry.body] = body
        Version.objects.create(
            body=body, since=one.since, until=one.until, content=as_data(one.entry), recorded_at=now, by=by
        )
        if one.verified:
            Verification.objects.create(
                body=body, on=one.verified, by_name=one.verified_by or found.node, by=by, at=now
            )


def _body(origin: Origin, one: Known) -> Body:
    kept = str(ReleaseLevel.OWN)
    return Body.objects.create(
        origin=origin, slug=one.entry.body, state=one.entry.state, kind=str(one.entry.kind), release=kept
    )
