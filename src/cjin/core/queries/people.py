"""People and what they hold."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from cjin.core.models import PostHolding, User
from cjin.core.permissions import held_on
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import NotFound
from cjin.core.rules.multilingual import Multilingual


def person_named(username: str) -> User:
    """The person with this name in the account. Raises NotFound."""
    found = User.objects.filter(username=username).first()
    if found is None:
        raise NotFound(_("There is no account “%(name)s”.") % {"name": username[:150]})
    return found


def people(*, today: date) -> list[dict[str, Any]]:
    """Everybody with an account, by name, with the posts held on this day."""
    return [
        {
            "username": person.username,
            "full_name": person.get_full_name(),
            "email": person.email,
            "active": person.is_active,
            "posts": [str(holding.post) for holding in getattr(person, "held_today", ())],
        }
        for person in accounts(today=today)
    ]


def accounts(*, today: date, sought: str = "", after: str = "", limit: int | None = None) -> list[User]:
    """Everybody with an account, by name; the holdings of this day stand in ``held_today``.

    ``sought`` is a part of a name or address, ``after`` the name after which a page begins, ``limit`` its length.
    """
    held = PostHolding.objects.filter(held_on(today)).select_related("post").order_by("held_from")
    found = User.objects.order_by("username").prefetch_related(Prefetch("holdings", held, to_attr="held_today"))
    if sought:
        found = found.filter(
            Q(username__icontains=sought) | Q(full_name__icontains=sought) | Q(email__icontains=sought)
        )
    if after:
        found = found.filter(username__gt=after)
    return list(found[:limit])


@dataclass(frozen=True)
class Signature:
    """Who signs: the name of the person, the function and the body in which it is held, each by language."""

    name: str
    function: Multilingual
    body: Multilingual

    def line(self, language: str) -> str:
        """Name, function and body in a language; in English, else in the first that there is, where it has none."""
        told = (_in(self.function, language), _in(self.body, language))
        return ", ".join(filter(None, (self.name, *told)))


def signature_of(person: User, *, duty: Duty, today: date) -> Signature:
    """How somebody signs on a day what a duty lets the person sign: by the post that carries it, held longest."""
    held = PostHolding.objects.filter(held_on(today), person=person).select_related("post__organization")
    post = next((one.post for one in held.order_by("held_from", "pk") if str(duty) in one.post.duties), None)
    name = person.called
    if post is None:
        return Signature(name, Multilingual(), Multilingual())
    return Signature(name, Multilingual.of(post.title), Multilingual.of(post.organization.name))


def _in(words: Multilingual, language: str) -> str:
    return words.get(language) or words.get("en") or next(iter(words.values()), "")


def holdings_of(person: User) -> QuerySet[PostHolding]:
    """Every post that the person holds, held or will hold, the latest first."""
    held = PostHolding.objects.filter(person=person)
    return held.select_related("post__organization").order_by("-held_from", "-pk")
