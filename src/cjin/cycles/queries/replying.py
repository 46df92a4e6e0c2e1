"""A reply for whoever reads it: those who give it, those who ask, and the public once it is published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cjin.core.models import Post
from cjin.core.permissions import Actor, duties_of
from cjin.core.rules.duties import Duty

from ..models import Clearing, Happened, Part, Respondent
from ..permissions import answered_by, asks
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
        seen = Seen(found, own, asks(person, today=today), own and clears(person, today=today))
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
    if respondent.organization_id is not None:
        there = Post.objects.filter(organization=respondent.organization_id)
    else:
        there = Post.objects.filter(organization__state_code=respondent.state)
    found = (
        there.select_related("organization").order_by("organization_id", "pk")
        if respondent.state or respondent.organization_id
        else []
    )
    return [one for one in found if {"cycles.answer", "cycles.clear"} & set(one.duties)]


def parts_of(respondent: Respondent) -> Sequence[Part]:
    """The sections of a reply in order, with the posts that they are with. One query."""
    found = respondent.parts.select_related("post__organization", "post__deputy", "respondent__round__form")
    return list(found.order_by("position"))
