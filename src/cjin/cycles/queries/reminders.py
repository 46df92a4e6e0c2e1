"""Who is to be reminded of which reply on a day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from cjin.core.models import PostHolding
from cjin.core.permissions import held_on
from cjin.core.rules.duties import Duty

from ..models import Part, Respondent
from ..permissions import is_post_of
from ..rules.rounds import PartStanding, Standing, reminders_due


@dataclass(frozen=True, slots=True)
class Reminded:
    """A person who is to be reminded of a reply, and the day on which it is due."""

    person: int
    respondent: Respondent
    due: date


def reminded_on(today: date) -> Iterator[Reminded]:
    """Everybody who is to be reminded on this day: the focal points, and who holds a post with an open section.

    Three queries. Nobody is reminded of a simulated round, of one that is closed or has not opened.
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
    for respondent, day in due:
        for person in _people(respondent, handed.get(respondent.pk, set()), held):
            yield Reminded(person, respondent, day)


def _people(respondent: Respondent, posts: set[int], held: Sequence[PostHolding]) -> list[int]:
    """Who holds a post with an open section, and the focal points of the respondent."""
    found = [
        one.person_id
        for one in held
        if one.post_id in posts or (Duty.CYCLES_CLEAR in one.post.duties and is_post_of(one.post, respondent))
    ]
    return list(dict.fromkeys(found))
