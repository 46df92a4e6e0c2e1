"""Who is reading."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone

from cjin.core.models import Organization, PostHolding, User
from cjin.core.permissions import held_on
from cjin.core.rules.organizations import OrganizationKind
from cjin.core.rules.release import Reader


def reader_of(who: HttpRequest | User | AnonymousUser | None, *, today: date | None = None) -> Reader:
    """What the person behind a request, or the person given, may read with the posts held on this day, or today.

    One query for somebody who is signed in, none for anybody else.
    """
    person = getattr(who, "user", None) if isinstance(who, HttpRequest) else who
    if not isinstance(person, User) or not person.is_active:
        return Reader.PUBLIC
    held = PostHolding.objects.filter(held_on(today or timezone.localdate()), person=person)
    bodies = list(Organization.objects.filter(pk__in=held.values("post__organization")))
    return Reader(
        user_id=person.pk,
        organization_ids=frozenset(body.pk for body in bodies),
        state_codes=frozenset(
            body.state_code for body in bodies if body.state_code and OrganizationKind(body.kind).speaks_for_its_state
        ),
        is_owner_of_node=any(body.owns_node for body in bodies),
    )
