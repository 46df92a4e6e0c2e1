"""Who is to be reminded of which reply on a day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from cjin.core.models import Post, PostHolding
from cjin.core.permissions import held_on

from ..models import Part, Respondent
from ..permissions import bodies_that_cannot_clear, clears_for, focal_organizations
from ..rules.rounds import PartStanding, Standing, reminders_due


@dataclass(frozen=True, slots=True)
class Reminded:
    """A person who is to be reminded of a reply, and the day on which it is due."""

    person: int
    respondent: Respondent
    due: date


def reminded_on(today: date) -> Iterator[Reminded]:
    """Everybody who is to be reminded on this day: the focal points, and who holds a post with an open section.

    A fixed number of queries. Nobody is reminded of a simulated round, of one that is closed or has not opened.
    """
    open_ = Respondent.objects.filter(
        standing=Standing.OPEN, round__closed_at=None, round__simulated=False, round__opens__lte=today
    )
    due = [
        (one, one.due or one.round.due)
        for one in open_.select_related("round").defer("round__form")
        if reminders_due(one.due or one.round.due, tuple(one.round.reminders), today)
    ]
    if not due:
        return
    held = list(PostHolding.objects.filter(held_on(today), person__is_active=True).select_related("post__organization"))
    handed: dict[int, set[int]] = {}
    parts = Part.objects.filter(~Q(standing=PartStanding.SUBMITTED), post__isnull=False)
    parts = parts.filter(respondent__in=[one.pk for one, _ in due])
    for pk, post in parts.values_list("respondent_id", "post_id"):
        handed.setdefault(pk, set()).add(post)
    unable = bodies_that_cannot_clear(one for one, _ in due)
    focal = focal_organizations({one.state for one, _ in due if one.state})
    for respondent, day in due:
        for person in _people(respondent, handed.get(respondent.pk, set()), held, unable, focal):
            yield Reminded(person, respondent, day)


def _people(
    respondent: Respondent, posts: set[int], held: Sequence[PostHolding], unable: set[int],
    focal: Mapping[str, set[int]],
) -> list[int]:  # fmt: skip
    """Who holds a post with an open section, and the focal points of the respondent."""
    found = [one.person_id for one in held if one.post_id in posts or clears_for(one.post, respondent, unable, focal)]
    return list(dict.fromkeys(found))


def holders_of(post: Post, today: date) -> list[int]:
    """Who answers for a post on a day: who holds it, or its deputy where nobody does."""
    held = PostHolding.objects.filter(held_on(today), person__is_active=True).order_by("pk")
    mine = list(held.filter(post=post).values_list("person", flat=True))
    return mine or list(held.filter(post=post.deputy_id).values_list("person", flat=True))
