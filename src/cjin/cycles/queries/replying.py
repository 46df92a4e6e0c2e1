"""A reply for whoever reads it, on pages, by the API and on the command line: the one way to it.

Those who give a reply see all of it and act on it. Those who ask see where it stands and what was given last, everybody
what was published. For all others there is none.
"""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from cjin.core.permissions import Actor
from cjin.core.rules.errors import NotFound

from ..models import Clearing, Happened, Part, Respondent
from ..permissions import asks, clears_reply, is_of
from ..rules.rounds import CLEARS, OF_PARTS, Standing

TOLD_TO_ALL = ("clear", "publish", "correct", "withdraw")
"""What those who ask are told of; the rest is between a respondent's own posts."""


@dataclass(frozen=True)
class Seen:
    """A respondent as one reader may see it: from their side (``own``), as one who asks, or as anybody.

    ``clears`` is the focal point, of a reply that is not made up.
    """

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
    found = _keyed(slug, key)
    if found is not None:
        own = is_of(person, found, today=today)
        clears = own and not found.round.simulated and clears_reply(person, found, today=today)
        seen = Seen(found, own, asks(person, today=today), clears)
        if seen.whole or given_to(seen) is not None:
            return seen
    raise _no_reply(key)


def own_reply(person: Actor, slug: str, key: str, *, today: date) -> Seen:
    """The same, for those who give it alone: what is not yet cleared belongs to them. Raises NotFound."""
    seen = reply_for(person, slug, key, today=today)
    if not seen.own:
        raise _no_reply(key)
    return seen


def _keyed(slug: str, key: str) -> Respondent | None:
    """The respondent of a round with this key."""
    state, _dash, number = key.partition("-")
    wanted = {"pk": int(number)} if number.isdecimal() and len(number) < 16 else {"body": ""}
    every = Respondent.objects.select_related("round__form", "organization")
    found = every.filter(round__slug=slug, state=state, **wanted).first()
    return found if found is not None and found.key == key else None


def _no_reply(key: str) -> NotFound:
    return NotFound(_("There is no reply of “%(key)s” in this round.") % {"key": key[:60]})


def moves_of(part: Part, seen: Seen, mine: Set[int]) -> list[str]:
    """What this reader can do with a section now, where ``mine`` are those that they answer; nothing once the reply is
    cleared or the round is closed, and in a round that is made up.
    """
    round_ = seen.respondent.round
    if not seen.own or seen.respondent.standing != Standing.OPEN or round_.closed_at is not None or round_.simulated:
        return []
    found = [one for one in OF_PARTS if part.standing in one.sources]
    return [one.act for one in found if (seen.clears if one.duty == CLEARS else part.pk in mine)]


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
