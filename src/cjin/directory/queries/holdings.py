"""What the home page tells of the directory: how many bodies there are, and which are to be verified again."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cjin.core.models import User
from cjin.core.permissions import can
from cjin.core.queries.readers import reader_of
from cjin.core.rules.duties import Duty
from cjin.shell.rules.frame import Line

from ..rules.freshness import Freshness, due_on
from .entries import Listed, bodies_for, known_on
from .entries import due_on as entries_due
from .wording import said_in

MOST = 8


def bodies(request: HttpRequest) -> int:
    """How many bodies this reader may know of."""
    return bodies_for(reader_of(request)).count()


def of_state(request: HttpRequest, code: str) -> list[Listed]:
    """The bodies of a State that this reader may know of today."""
    return known_on(reader_of(request), localdate(), state=code)


def due(request: HttpRequest) -> Iterator[Line]:
    """For whoever keeps the directory: the entries that are to be verified again, those never verified first."""
    if not isinstance(request.user, User) or not can(request.user, Duty.DIRECTORY_EDIT, today=localdate()):
        return
    today = localdate()
    for one, fresh in entries_due(reader_of(request), today)[:MOST]:
        verified = one.known.verified
        day = due_on(verified) if verified else one.known.since
        there = reverse("directory:body", args=[one.body.slug])
        late = fresh is not Freshness.DUE
        yield Line(said_in(one.known.entry.names), there, day, kind=_("to be verified again"), late=late)
