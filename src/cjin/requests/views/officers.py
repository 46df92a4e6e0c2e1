"""Who acts on the pages of requests."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.models import User
from cjin.core.permissions import duties_of
from cjin.core.rules.errors import NotAllowed

from ..actions.timetables import SETTERS
from ..permissions import DUTIES


def officer(request: HttpRequest) -> User:
    """The person who sent this, who may work on requests today. Raises NotAllowed for anybody else."""
    if not isinstance(request.user, User) or not duties_of(request.user, timezone.localdate()) & DUTIES:
        raise NotAllowed(_("Requests are for those who hold a post that works on them."))
    return request.user


def reader_of_timetable(request: HttpRequest) -> User:
    """Whoever works on requests, or may set the timetable. Raises NotAllowed."""
    person = request.user
    if isinstance(person, User) and duties_of(person, timezone.localdate()) & (DUTIES | frozenset(SETTERS)):
        return person
    raise NotAllowed(_("Requests are for those who hold a post that works on them."))
