"""Who works on requests."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from cjin.core.models import PostHolding, User
from cjin.core.permissions import held_on
from cjin.core.rules.duties import Duty

from ..models import Request
from ..permissions import DUTIES


def workers(today: date, duties: Iterable[Duty] = DUTIES) -> dict[User, frozenset[Duty]]:
    """The active people who hold a post with one of these duties on a day, by name. Two queries at most."""
    wanted = set(duties)
    held = PostHolding.objects.filter(held_on(today), person__is_active=True).select_related("post", "person")
    found: dict[User, frozenset[Duty]] = {}
    for one in held.order_by("person__username"):
        own = wanted & {Duty(duty) for duty in one.post.duties}
        if own:
            found[one.person] = found.get(one.person, frozenset()) | own
    return found


def may_be_let_in(request: Request, today: date) -> QuerySet[User]:
    """Those who work on requests and are no members of this one."""
    return User.objects.filter(pk__in=[one.pk for one in workers(today)]).exclude(pk__in=request.members.values("pk"))
