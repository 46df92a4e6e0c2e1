"""Who is reading."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone

from cjin.core.models import PostHolding, User
from cjin.core.permissions import held_on
from cjin.core.rules.release import Reader


def reader_of(who: HttpRequest | User | AnonymousUser | None, *, today: date | None = None) -> Reader:
    """What the person behind a request, or the person given, may read with the posts held on this day, or today.

    One query for somebody who is signed in, none for anybody else.
    """
    person = getattr(who, "user", None) if isinstance(who, HttpRequest) else who
    if not isinstance(person, User) or not person.is_active:
        return Reader.PUBLIC
    held = PostHolding.objects.filter(held_on(today or timezone.localdate()), person=person)
    rows = held.values_list("post__organization_id", "post__organization__state_code", "post__organization__owns_node")
    found = list(rows)
    return Reader(
        user_id=person.pk,
        organization_ids=frozenset(organization for organization, _, _ in found),
        state_codes=frozenset(state for _, state, _ in found if state),
        is_owner_of_node=any(owns for _, _, owns in found),
    )
