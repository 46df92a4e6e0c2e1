"""Who may see and do what with a request. A sealed one does not exist for those outside."""

from datetime import date

from django.db.models import Q, QuerySet

from cjin.core.models import User
from cjin.core.permissions import Actor, check_can, duties_of
from cjin.core.rules.duties import Duty

from .models import Request

DUTIES = frozenset({Duty.REQUESTS_WRITE, Duty.REQUESTS_APPROVE, Duty.REQUESTS_SEND})


def seen_by(person: Actor, *, today: date) -> QuerySet[Request]:
    """The requests that somebody may see: those that are not sealed with any duty of requests, sealed ones as a member.

    None is the node itself: its worker and command line see those that are not sealed.
    """
    found = Request.objects.all()
    if person is None:
        return found.filter(sealed=False)
    if not isinstance(person, User) or not duties_of(person, today) & DUTIES:
        return found.none()
    return found.filter(Q(sealed=False) | Q(pk__in=Request.objects.filter(members=person).values("pk")))


def may_seal(person: Actor, request: Request, *, today: date) -> bool:
    """Whether somebody may seal a request: whoever approves, and a member who writes."""
    held = duties_of(person, today) if isinstance(person, User) else frozenset()
    mine = isinstance(person, User) and request.members.filter(pk=person.pk).exists()
    return Duty.REQUESTS_APPROVE in held or (mine and Duty.REQUESTS_WRITE in held)


def stream_of(request: Request) -> str:
    """The stream of the audit in which everything about a request stands: no number that tells of others between."""
    return f"request-{request.reference}"


def hidden_streams(person: Actor) -> list[str]:
    """The streams of sealed requests that do not exist for somebody: the audit tells nothing of them either.

    Membership alone counts here: whoever reads the audit need not work on requests.
    """
    sealed = Request.objects.filter(sealed=True)
    mine = sealed.filter(members=person) if isinstance(person, User) else sealed.none()
    hidden = sealed.exclude(pk__in=mine.values("pk")).only("reference")
    return [name for one in hidden for name in (stream_of(one), f"request-{one.pk}")]  # the second one was theirs once


def check_can_act(person: Actor, duty: str, *, today: date) -> None:
    """Raises NotAllowed unless the person holds the duty that an act asks for, or any where the other State acted."""
    if duty in {str(one) for one in DUTIES}:
        check_can(person, Duty(duty), today=today)
    else:
        check_can(person, Duty.REQUESTS_WRITE, today=today)
