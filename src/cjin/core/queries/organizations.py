"""Organizations, posts and who holds them."""

from datetime import date
from typing import Any

from django.db.models import Model, Prefetch, QuerySet
from django.utils.translation import gettext as _

from cjin.core.models import Organization, Post, PostHolding
from cjin.core.permissions import held_on
from cjin.core.rules.errors import NotFound


def organizations() -> list[dict[str, Any]]:
    """All organizations in the order in which they were made."""
    return [
        {"id": one.pk, "name": dict(one.name), "kind": one.kind, "state": one.state_code, "owns_node": one.owns_node}
        for one in Organization.objects.order_by("pk")
    ]


def posts() -> list[dict[str, Any]]:
    """All posts in the order in which they were made, with their duties and everybody who holds or held them."""
    found = Post.objects.order_by("pk").select_related("organization").prefetch_related("holdings__person")
    return [
        {
            "id": one.pk,
            "title": str(one),
            "organization": str(one.organization),
            "duties": one.duties,
            "holdings": [
                {"id": held.pk, "person": held.person.username, "from": held.held_from, "to": held.held_to}
                for held in sorted(one.holdings.all(), key=lambda held: (held.held_from, held.pk))
            ],
        }
        for one in found
    ]


def posts_of(organization: Organization, *, today: date) -> QuerySet[Post]:
    """The posts of an organization in the order in which they were made, each with ``held_today``."""
    held = PostHolding.objects.filter(held_on(today)).select_related("person").order_by("held_from")
    found = Post.objects.filter(organization=organization).select_related("deputy").order_by("pk")
    return found.prefetch_related(Prefetch("holdings", held, to_attr="held_today"))


def organization_of(number: int) -> Organization:
    """The organization with this number. Raises NotFound."""
    return _numbered(Organization, number)


def post_of(number: int) -> Post:
    """The post with this number. Raises NotFound."""
    return _numbered(Post, number)


def holding_of(number: int) -> PostHolding:
    """The holding with this number. Raises NotFound."""
    return _numbered(PostHolding, number)


def _numbered[M: Model](model: type[M], number: int) -> M:
    found = model._default_manager.filter(pk=number).first()
    if found is None:
        raise NotFound(_("There is nothing with the number %(number)d here.") % {"number": number})
    return found
