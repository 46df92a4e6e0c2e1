"""Who may do what: a person's duties are the duties of the posts that the person holds today."""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils.translation import gettext as _

from cjin.core.models import PostHolding, User
from cjin.core.rules.duties import IN_WORDS, Duty
from cjin.core.rules.errors import NotAllowed

type Actor = User | AnonymousUser | None
"""Somebody who acts; None is the node itself (its set-up, its worker, its command line)."""


def duties_of(person: Actor, today: date) -> frozenset[Duty]:
    """The duties of all posts that the person holds on this day; none for an inactive or anonymous person."""
    if not isinstance(person, User) or not person.is_active:
        return frozenset()
    held = PostHolding.objects.filter(held_on(today), person=person)
    return frozenset(Duty(duty) for duties in held.values_list("post__duties", flat=True) for duty in duties)


def held_on(today: date) -> Q:
    """The condition under which a holding is in force on this day."""
    return Q(held_from__lte=today) & (Q(held_to__isnull=True) | Q(held_to__gte=today))


def check_can(person: Actor, duty: Duty, *, today: date) -> None:
    """Raise NotAllowed unless the person holds a post with this duty today; the node itself may do anything."""
    if person is not None and duty not in duties_of(person, today):
        said = _("This needs a post with the duty “%(words)s” (%(duty)s), and you hold none today.")
        raise NotAllowed(said % {"words": _(IN_WORDS[duty]), "duty": duty})


def can(person: Actor, duty: Duty, *, today: date) -> bool:
    """Whether ``check_can`` lets the person pass."""
    try:
        check_can(person, duty, today=today)
    except NotAllowed:
        return False
    return True


def check_within(scopes: Iterable[str], duty: Duty) -> None:
    """Raise NotAllowed unless a token's scopes include this duty; its person needs the duty besides."""
    if duty not in set(scopes):
        raise NotAllowed(_("This token does not extend to “%(duty)s”.") % {"duty": duty})
