"""What is done with requests: opened, written, moved on. Each act in one transaction with its row of the audit."""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.actions.audit import record
from cjin.core.models import User
from cjin.core.permissions import check_can, duties_of
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Conflict, Fault, Invalid, Outdated
from cjin.directory.queries.entries import THE_NODE

from ..models import Happened, Request
from ..permissions import DUTIES, check_can_act, may_seal, stream_of
from ..queries.answers import is_answer_signed
from ..queries.cases import actor, case_of, draft_of, request_for
from ..queries.kept import signed_letter
from ..queries.surroundings import missing_of
from ..queries.timetables import hours, office_day
from ..queries.writing import is_writable
from ..rules.case.clocks import OPENED
from ..rules.case.events import Event, after, linked
from ..rules.case.guards import faults
from ..rules.case.process import OTHER, Direction, process
from ..rules.evidence.custody import DIGEST
from ..rules.writing.answers import checked
from ..rules.writing.drafts import NAME, Draft, is_secret
from .deadlines import keep_clocks

SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Signs that are told apart when they are read aloud."""


@transaction.atomic
def open_request(
    *,
    draft: Draft,
    direction: Direction = Direction.OUTGOING,
    sealed: bool = False,
    theirs: str = "",
    told: Mapping[str, Any] | None = None,
    by: User | None,
    now: datetime,
) -> Request:
    """Opens a request; whoever opens it is its first member. One that came in and demands confidentiality is sealed.
    ``told`` is what was found out about how it came in.

    Raises NotAllowed, Invalid where a State asks itself.
    """
    check_can(by, Duty.REQUESTS_WRITE, today=timezone.localdate(now))
    if draft.requesting == draft.requested:
        raise Invalid(_("A State asks another one."), [Fault("requested", _("name the other State"))])
    made = Request.objects.create(
        reference=_reference(draft, direction, now), direction=str(direction),
        kind=draft.kind.kind, version=draft.kind.version,
        requesting=draft.requesting, requested=draft.requested, addressee=draft.addressee, basis=draft.basis,
        answers=dict(draft.answers), sealed=sealed or (direction is Direction.INCOMING and is_secret(draft.answers)),
        state=process(direction).begins, opened_at=now, theirs=theirs,
    )  # fmt: skip
    if by is not None:
        made.members.add(by)
        if draft.answers:
            made.writers.add(by)
    _happen(made, Event(OPENED, now, detail=told or {}), by, other=direction is Direction.INCOMING)
    _keep_clocks(made, now)
    audit(made, "open", by, {"kind": made.kind, "direction": made.direction}, now)
    return made


def _reference(draft: Draft, direction: Direction, now: datetime) -> str:
    """A reference of this State that tells nothing of how many requests there are, sealed ones among them."""
    ours = draft.requested if direction is Direction.INCOMING else draft.requesting
    return f"{ours}-{timezone.localdate(now).year}-{''.join(secrets.choice(SIGNS) for _ in range(8))}"


@transaction.atomic
def write(
    *,
    reference: str,
    revision: int,
    answers: Mapping[str, Any] | None = None,
    addressee: str | None = None,
    basis: str | None = None,
    by: User | None,
    now: datetime,
) -> Request:
    """Changes answers (None takes one away), the addressee or the basis, while it is a draft. What another State asks
    to be kept confidential is sealed from then on, with whoever entered that among its members.

    Raises NotAllowed, NotFound, Invalid with each answer that cannot be kept, Conflict where it is no draft any more,
    Outdated where somebody changed it since ``revision``.
    """
    request = to_write(reference, revision, by, now)
    _check_named(addressee=addressee, basis=basis)
    kept = checked(draft_of(request).kind, {**request.answers, **(answers or {})})
    request.answers = kept
    request.addressee = request.addressee if addressee is None else addressee
    request.basis = request.basis if basis is None else basis
    request.save(update_fields=["answers", "addressee", "basis"])
    if request.direction == Direction.INCOMING and not request.sealed and case_of(request).confidential:
        _seal(request, by, now)
    written_by(request, by)
    _keep_clocks(request, now)
    audit(request, "write", by, {"items": sorted(answers or {}), "revision": request.revision}, now)
    return request


def _seal(request: Request, by: User | None, now: datetime) -> None:
    if by is not None:
        request.members.add(by)
    request.sealed = True
    request.save(update_fields=["sealed"])
    audit(request, "seal", by, {}, now)


def to_write(reference: str, revision: int, by: User | None, now: datetime) -> Request:
    """A request that is being written, locked. Raises NotAllowed, NotFound, Conflict, Outdated as ``write`` does."""
    request = locked(reference, by, now)
    check_can(by, Duty.REQUESTS_WRITE, today=timezone.localdate(now))
    if not is_writable(request):
        raise Conflict(_("This request is no draft any more."))
    check_revision(request, revision)
    return request


def written_by(request: Request, by: User | None) -> None:
    """Counts a change of what is written, and who made it: whoever did does not approve."""
    request.revision += 1
    request.save(update_fields=["revision"])
    if by is not None:
        request.writers.add(by)


def _check_named(**names: str | None) -> None:
    """Raises Invalid for a name that no body and no instrument has."""
    strange = [field for field, name in names.items() if name and not NAME.fullmatch(name)]
    if strange:
        raise Invalid(_("Some answers cannot be kept."), [Fault(one, _("choose one of the list")) for one in strange])


@transaction.atomic
def act(
    *,
    reference: str,
    act: str,
    revision: int | None = None,
    measure: str = "",
    detail: Mapping[str, Any] | None = None,
    by_letter: bool = False,
    by: User | None,
    now: datetime,
) -> Request:
    """Moves a request on, or writes down what the other State did; ``by_letter`` where a letter was taken in.

    Raises NotAllowed, NotFound, Invalid with every guard that is against it, Outdated where somebody changed it since
    ``revision``.
    """
    request = locked(reference, by, now)
    wanted = process(Direction(request.direction)).act(act)
    check_can_act(by, wanted.duty, today=timezone.localdate(now))
    if wanted.of_letter and not by_letter:
        raise Invalid(_("This cannot be done now."), [Fault("letter", "this is done by taking in the letter")])
    if revision is not None:
        check_revision(request, revision)
    told = dict(detail or {}) | _worked_out(request, wanted.guards, now)
    case = case_of(request)
    event = Event(act, hours().calendar.local(now), actor(by), measure, told)
    event = replace(event, detail=told | linked(case, event))
    against = faults(case, event)
    if against:
        raise Invalid(_("This cannot be done now."), [Fault(one.guard, one.message) for one in against])
    _happen(request, event, by, other=wanted.duty == OTHER)
    request.state = after(case, event).state
    request.revision += 1
    request.save(update_fields=["state", "revision"])
    _keep_clocks(request, now)
    chained = {name: event.detail[name] for name in (DIGEST,) if name in event.detail}
    audit(request, act, by, {"measure": measure, "state": request.state} | chained, now)
    return request


def _worked_out(request: Request, guards: tuple[str, ...], now: datetime) -> dict[str, bool]:
    """What nobody may claim is worked out here: whether the request is complete, and whether its letter is signed."""
    found = {}
    if "complete" in guards:
        found["complete"] = not missing_of(request, THE_NODE, office_day(now))
    if "signed" in guards:
        found["signed"] = signed_letter(request) is not None
    if "answer-signed" in guards:
        found["signed"] = is_answer_signed(request)
    return found


def locked(reference: str, by: User | None, now: datetime) -> Request:
    """A request that somebody may see, locked until the transaction ends."""
    found = request_for(by, reference, today=timezone.localdate(now))
    return Request.objects.select_for_update().get(pk=found.pk)


def check_revision(request: Request, revision: int) -> None:
    """Raises Outdated where somebody changed a request since ``revision``."""
    if request.revision != revision:
        raise Outdated(_("Somebody has changed this request since; look at it again."))


def _happen(request: Request, event: Event, by: User | None, *, other: bool) -> None:
    Happened.objects.create(
        request=request, position=request.happened.count(), act=event.act, at=event.at, by=by, other=other,
        measure=event.measure, detail=dict(event.detail),
    )  # fmt: skip


def _keep_clocks(request: Request, now: datetime) -> None:
    keep_clocks(Request.objects.filter(pk=request.pk), now=now)


def audit(request: Request, act: str, by: User | None, detail: Mapping[str, Any], now: datetime) -> None:
    """Writes down what was done with a request, in its stream."""
    record(stream=stream_of(request), act=act, by=by, obj=f"request/{request.reference}", detail=detail, now=now)


@transaction.atomic
def looked_at(*, reference: str, by: User, now: datetime) -> Request:
    """A request as somebody looks at it: each look is written down. Raises NotFound."""
    request = request_for(by, reference, today=timezone.localdate(now))
    audit(request, "look", by, {}, now)
    return request


@transaction.atomic
def seal(*, reference: str, sealed: bool, by: User, now: datetime) -> Request:
    """Lets a request exist for its members only, or for all who work on requests: a member who writes may seal, only
    who approves may open.

    Raises NotAllowed, NotFound, Conflict where another one with the reference of the other State is open, or where the
    other State demands confidentiality.
    """
    request, today = locked(reference, by, now), timezone.localdate(now)
    if not (sealed and may_seal(by, request, today=today)):
        check_can(by, Duty.REQUESTS_APPROVE, today=today)
    if not sealed and _is_taken_twice(request):
        raise Conflict(_("Another request with the same reference of theirs is open here: it would stand twice."))
    if not sealed and request.direction == Direction.INCOMING and case_of(request).confidential:
        raise Conflict(_("The other State demands confidentiality: it stays sealed until it is released from that."))
    request.members.add(by)
    request.sealed = sealed
    request.save(update_fields=["sealed"])
    audit(request, "seal" if sealed else "unseal", by, {}, now)
    return request


def _is_taken_twice(request: Request) -> bool:
    """Whether the same reference came in again while this one did not exist for whoever took it."""
    others = Request.objects.filter(direction=request.direction, requesting=request.requesting, sealed=False)
    return bool(request.theirs) and others.filter(theirs=request.theirs).exclude(pk=request.pk).exists()


@transaction.atomic
def let_in(*, reference: str, person: User, by: User, now: datetime) -> None:
    """Makes somebody a member of a request. Raises NotAllowed, NotFound."""
    request = locked(reference, by, now)
    check_can(by, Duty.REQUESTS_WRITE, today=timezone.localdate(now))
    request.members.add(person)
    audit(request, "let-in", by, {"person": person.pk}, now)


@transaction.atomic
def let_out(*, reference: str, person: User, by: User, now: datetime) -> None:
    """Takes somebody out of a request; a sealed one keeps a member who works on requests. Raises NotAllowed, NotFound,
    Conflict.
    """
    request, today = locked(reference, by, now), timezone.localdate(now)
    check_can(by, Duty.REQUESTS_APPROVE, today=today)
    staying = request.members.exclude(pk=person.pk).filter(is_active=True)
    if request.sealed and not any(duties_of(one, today) & DUTIES for one in staying):
        raise Conflict(_("A sealed request has one member at least who works on requests: nobody could open it."))
    request.members.remove(person)
    audit(request, "let-out", by, {"person": person.pk}, now)
