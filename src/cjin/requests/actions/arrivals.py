"""Letters that come in: looked at, taken as a request once, or refused with the evidence kept."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import IO, Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.actions.audit import record
from cjin.core.models import Organization, User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Conflict, Fault, Invalid
from cjin.core.rules.storable import UNSEEN

from ..models import Attempt, Letter, Request, Wording
from ..permissions import seen_by
from ..queries.senders import owners_of
from ..queries.timetables import office_day
from ..rules.case.process import Direction
from ..rules.letter.reading import LARGEST, Opened, Signature, opened, refused
from ..rules.writing.drafts import is_secret
from .cases import act, open_request

KEPT = 20_000_000
"""Bytes up to which a file that was refused is kept."""


class Outcome(StrEnum):
    """What was found out about the signature of a letter that was taken."""

    VERIFIED = "verified"
    UNKNOWN_KEY = "unknown-key"
    NOT_SIGNED = "not-signed"


@dataclass(frozen=True)
class Taken:
    """A request as it was taken, what was found out about its letter, and what is to be known (``told``).

    Of a file that was here before nothing is ``new``.
    """

    request: Request
    outcome: Outcome
    is_new: bool
    told: dict[str, Any] = field(default_factory=dict)


def take_file(*, file: IO[bytes], size: int, name: str, by: User | None, now: datetime) -> Taken:
    """Takes what stands in a file as ``take`` does; one that is too large is known by its hash alone, and not kept."""
    if size <= LARGEST:
        return take(data=file.read(), name=name, by=by, now=now)
    check_can(by, Duty.REQUESTS_WRITE, today=timezone.localdate(now))
    error = refused("too-large", f"at most {LARGEST // 1024**2} MB can be read, this has {size // 1024**2}")
    digest = sha256()
    while chunk := file.read(1024**2):
        digest.update(chunk)
    keep_attempt(error=error, data=None, name=name, size=size, digest=digest.hexdigest(), by=by, now=now)
    raise error


def take(*, data: bytes, name: str, by: User | None, now: datetime) -> Taken:
    """Takes a letter, or a draft, as a request that came in.

    Raises NotAllowed; Invalid with a name for why it is refused, and Conflict where another file of the same request is
    here: both are kept as an attempt.
    """
    check_can(by, Duty.REQUESTS_WRITE, today=timezone.localdate(now))
    digest = sha256(data).hexdigest()
    try:
        before = _before(digest, by, now)
        if before is not None:
            return before
        found = opened(data, name, roots=settings.CJIN_LETTER_ROOTS, now=now)
        with transaction.atomic():
            return _take(found, data, _clean(name)[:200], digest, by, now)
    except (Invalid, Conflict) as error:
        keep_attempt(error=error, data=data, name=name, size=len(data), digest=digest, by=by, now=now)
        raise
    except IntegrityError:
        said = Conflict(_("Somebody else has brought this letter just now."))
        keep_attempt(error=said, data=data, name=name, size=len(data), digest=digest, by=by, now=now)
        raise said from None


@transaction.atomic
def keep_attempt(
    *,
    error: Invalid | Conflict,
    data: bytes | None,
    name: str,
    size: int,
    digest: str,
    by: User | None,
    now: datetime,
) -> Attempt:
    """Keeps what was brought and not taken, with why."""
    faults = error.faults if isinstance(error, Invalid) else ()
    why = [{"where": _clean(one.where), "message": _clean(one.message)} for one in faults]
    why = why or [{"where": "", "message": error.message}]
    made = Attempt.objects.create(
        name=_clean(name)[:200], size=size, sha256=digest, why=why[:50], by=by, at=now,
        data=data if data is not None and len(data) <= KEPT else None,
    )  # fmt: skip
    detail = {"sha256": digest, "size": size, "why": [one["where"] for one in why[:5]]}
    record(stream="requests", act="refuse-file", by=by, obj=f"attempt/{made.pk}", detail=detail, now=now)
    return made


def _clean(text: str) -> str:
    """A text of a file that nobody trusts, as it can be kept and shown."""
    return UNSEEN.sub("\ufffd", text)


def _before(digest: str, by: User | None, now: datetime) -> Taken | None:
    """The request that this very file was taken as, for somebody who may see it. Raises Conflict for others."""
    letter = Letter.objects.filter(sha256=digest, received=True).select_related("request").first()
    if letter is None:
        return None
    mine = seen_by(by, today=timezone.localdate(now)).filter(pk=letter.request_id).first()
    if mine is None:
        raise Conflict(_("This file was brought before."))
    arrived = mine.happened.filter(detail__sha256=digest).first()
    told = dict(arrived.detail) if arrived else {}
    return Taken(mine, Outcome(told.get("authenticity", Outcome.NOT_SIGNED)), False, told)


def _take(found: Opened, data: bytes, name: str, digest: str, by: User | None, now: datetime) -> Taken:
    _check_for_us(found)
    told = _told(found, now) | {"sha256": digest, "file": name}
    carried = found.carried
    here = _same(found, by, now)
    if here is not None and (here.state != "draft-received" or carried.is_draft):
        raise Conflict(_("Another file of this request is here already."))
    secret = is_secret(carried.draft.answers)
    if here is None:
        request = open_request(
            draft=carried.draft, direction=Direction.INCOMING, theirs=carried.reference, told=told, by=by, now=now,
        )  # fmt: skip
        if carried.is_draft:
            request = act(reference=request.reference, act="take-as-draft", by_letter=True, by=by, now=now)
    else:
        request = _made_formal(here, found, told, secret, by, now)
    _keep(request, found, data, name, digest, by, now)
    return Taken(request, Outcome(told["authenticity"]), True, told)


def _check_for_us(found: Opened) -> None:
    """Raises Invalid where the request asks another State than that of whoever owns this node."""
    ours = Organization.objects.filter(owns_node=True).values_list("state_code", flat=True).first()
    asked = found.carried.draft.requested
    if ours and asked != ours:
        raise refused("other-state", f"it asks {asked}, and this node is one of {ours}")


def _told(found: Opened, now: datetime) -> dict[str, Any]:
    """What was found out about a letter, as it is written down. Raises Invalid for the key of somebody else.

    A root says whose certificate it is, and not that its holder acts for the asking State: only the directory does.
    """
    carried, signature = found.carried, found.signature
    told: dict[str, Any] = {"draft": carried.is_draft, "their_revision": carried.revision, "notes": []}
    if carried.basis_title:
        told["basis_title"] = dict(carried.basis_title)
    deadline = carried.draft.answers.get("deadline")
    if deadline and deadline < office_day(now).isoformat():
        told["notes"].append("deadline-past")
    if signature is None:
        return told | {"authenticity": str(Outcome.NOT_SIGNED)}
    body = _owner(signature, carried.draft.requesting, now)
    moment = signature.stamped_at or signature.signed_at
    return (
        told
        | {"signer": signature.subject, "certificate": signature.sha256, "body": body, "root": signature.trusted}
        | {"signed_at": moment.isoformat() if moment else "", "stamped": bool(signature.stamped_at)}
        | {"authenticity": str(Outcome.VERIFIED if body else Outcome.UNKNOWN_KEY)}
        | ({"authentic": True} if body else {})
    )


def _owner(signature: Signature, requesting: str, now: datetime) -> str:
    """The body of the asking State whose key it is; nothing where the directory does not know the key."""
    day = timezone.localdate(signature.good_at(now))
    owners = owners_of(bytes.fromhex(signature.certificate), day)
    mine = [one for one in owners if one.state == requesting]
    if owners and not mine:
        said = f"it is signed with the key of {owners[0].body} ({owners[0].state}), and {requesting} asks"
        raise refused("other-sender", said)
    if mine and not any(one.serves for one in mine):
        raise refused("key-expired", f"the key of {mine[0].body} is not good on {day}, as the directory says")
    return next((one.body for one in mine if one.serves), "")


def _same(found: Opened, by: User | None, now: datetime) -> Request | None:
    """The request that is here under the reference of the sender, locked; none that the person may not see: what
    comes in beside a sealed one is another request.
    """
    carried = found.carried
    if not carried.reference:
        return None
    here = Request.objects.filter(direction=str(Direction.INCOMING), requesting=carried.draft.requesting)
    found_here = here.select_for_update().filter(theirs=carried.reference)
    return found_here.filter(pk__in=seen_by(by, today=timezone.localdate(now)).values("pk")).first()


def _made_formal(
    here: Request, found: Opened, told: dict[str, Any], secret: bool, by: User | None, now: datetime
) -> Request:
    """The draft that is here becomes the formal request."""
    draft = found.carried.draft
    if (draft.kind.kind, draft.requested) != (here.kind, here.requested):
        raise Invalid(_("This file was not taken."), [Fault("other-request", "its draft asks for something else")])
    here.answers, here.addressee, here.basis = dict(draft.answers), draft.addressee, draft.basis
    here.sealed = here.sealed or secret
    here.save(update_fields=["answers", "addressee", "basis", "sealed"])
    here.wordings.all().delete()
    return act(reference=here.reference, act="receive-formal", detail=told, by_letter=True, by=by, now=now)


def _keep(request: Request, found: Opened, data: bytes, name: str, digest: str, by: User | None, now: datetime) -> None:
    Wording.objects.bulk_create(
        Wording(
            request=request, language=one.language, unit=one.unit, text=one.text, status=str(one.status),
            source_sha256=one.source_sha256, by=by, at=now,
        )
        for one in found.carried.wordings
    )  # fmt: skip
    Letter.objects.create(
        request=request, name=name, languages=list(request.answers.get("languages", [])), received=True,
        signed_by=found.signature.subject if found.signature else "", revision=request.revision, sha256=digest,
        data=data, by=by, at=now,
    )  # fmt: skip
