"""People and what they hold."""

from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from cjin.core.models import PostHolding, User
from cjin.core.permissions import held_on
from cjin.core.rules.errors import NotFound


def person_named(username: str) -> User:
    """The person with this name in the account. Raises NotFound."""
    found = User.objects.filter(username=username).first()
    if found is None:
        raise NotFound(_("There is no account “%(name)s”.") % {"name": username[:150]})
    return found


def people(*, today: date) -> list[dict[str, Any]]:
    """Everybody with an account, by name, with the posts held on this day."""
    held = PostHolding.objects.filter(held_on(today)).select_related("post").order_by("held_from")
    found = User.objects.order_by("username").prefetch_related(Prefetch("holdings", held, to_attr="held_today"))
    return [
        {
            "username": person.username,
            "email": person.email,
            "active": person.is_active,
            "posts": [str(holding.post) for holding in getattr(person, "held_today", ())],
        }
        for person in found
    ]
