"""A reply for whoever reads it: those who give it, those who ask, and the public once it is published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from cjin.core.models import Post, PostHolding
from cjin.core.permissions import Actor, duties_of, held_on
from cjin.core.rules.duties import Duty

from ..models import Clearing, Happened, Part, Respondent
from ..permissions import (
    OF_RESPONDENTS,
    answered_by,
    asks,
    bodies_that_cannot_clear,
    clears_for,
    clears_reply,
    focal_organizations,
    is_post_of,
)
from .rounds import keyed, no_reply

TOLD_TO_ALL = ("clear", "publish", "correct", "withdraw")
"""What those who ask are told of; the rest is between a respondent's own posts."""


@dataclass(frozen=True)
class Seen:
    """A respondent as one reader may see it: from their side (``own``), as one who asks, or as anybody."""

    respondent: Respondent
    own: bool
    asks: bool
    clears: bool

    @property
    def whole(self) -> bool:
        """Whether this reader sees where the reply stands and what was given last, published or not."""
        return self.own or self.asks or self.respondent.round.simulated


def reply_for(person: Actor, slug: str, key: str, *, today: date) -> Seen:
    """The reply with this key. Raises NotFound where there is none that this reader may know of."""
    found = keyed(Respondent.objects.all(), slug, key)
    if found is not None:
        own = answered_by(person, today=today).filter(pk=found.pk).exists()
        seen = Seen(found, own, asks(person, today=today), own and clears_reply(person, found, today=today))
        if seen.whole or given_to(seen) is not None:
            return seen
    raise no_reply(key)


def own_reply(person: Actor, slug: str, key: str, *, today: date) -> Seen:
    """The same, for those who give it alone: what is not yet cleared belongs to them. Raises NotFound."""
    seen = reply_for(person, slug, key, today=today)
    if not seen.own:
        raise no_reply(key)
    return seen


def clears(person: Actor, *, today: date) -> bool:
    """Whether the person is a focal point."""
    return person is None or Duty.CYCLES_CLEAR in duties_of(person, today)


def without_clearer(respondents: Sequence[Respondent], today: date) -> tuple[list[Respondent], list[Respondent]]:
    """Those for which nobody can clear on a day, and the bodies for which the focal point of their State does."""
    unable = bodies_that_cannot_clear(respondents)
    held = PostHolding.objects.filter(held_on(today), person__is_active=True).select_related("post__organization")
    posts = {one.post for one in held if Duty.CYCLES_CLEAR in one.post.duties}
    focal = focal_organizations({one.state for one in respondents if one.state})
    nobody = [one for one in respondents if not any(clears_for(post, one, unable, focal) for post in posts)]
    return nobody, [one for one in respondents if one.organization_id in unable and one not in nobody]


def taken_back(seen: Seen) -> Clearing | None:
    """What was given last where all of it was withdrawn, for who sees where the reply stands."""
    found = seen.respondent.clearings.order_by("-number").first() if seen.whole else None
    return found if found is not None and found.withdrawn_at is not None else None


def given_to(seen: Seen) -> Clearing | None:
    """What this respondent gave last and did not withdraw; for the public, what was published last."""
    found = seen.respondent.clearings.filter(withdrawn_at=None).select_related("by").order_by("-number")
    return (found if seen.whole else found.exclude(published_at=None)).first()


def happened_to(seen: Seen) -> list[Happened]:
    """What happened to a reply, the newest first, as far as this reader is told."""
    found = Happened.objects.filter(respondent=seen.respondent).select_related("by").order_by("-pk")
    return list(found if seen.own else found.filter(act__in=TOLD_TO_ALL))


def posts_for(respondent: Respondent) -> list[Post]:
    """The posts to which a section can be handed, by organization."""
    there = Q(organization=respondent.organization_id) if respondent.organization_id else Q(
        organization__state_code=respondent.state or None
    )  # fmt: skip
    found = Post.objects.filter(there).select_related("organization").order_by("organization_id", "pk")
    return [one for one in found if OF_RESPONDENTS.intersection(one.duties) and is_post_of(one, respondent)]


def parts_of(respondent: Respondent) -> Sequence[Part]:
    """The sections of a reply in order, with the posts that they are with. One query."""
    found = respondent.parts.select_related("post__organization", "post__deputy", "respondent__round__form")
    return list(found.order_by("position"))
