"""Whose a reply is inside a State: who has its sections, to which posts they can go, and who clears the whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from cjin.core.models import Post, PostHolding
from cjin.core.permissions import held_on
from cjin.core.rules.duties import Duty

from ..models import Part, Respondent
from ..permissions import OF_RESPONDENTS, bodies_that_cannot_clear, clears_for, focal_organizations, is_post_of


@dataclass(frozen=True)
class Owner:
    """Who a section is with on a day: those who hold the post, or its deputy; nobody where the focal point has it."""

    post: str
    people: tuple[str, ...]
    by_deputy: bool = False


def owners_of(parts: Sequence[Part], today: date) -> Mapping[int, Owner]:
    """Who each section is with, by the part's number. Two queries. A section is never with nobody: where neither the
    post nor its deputy is held, ``people`` is empty and the focal point answers for it.
    """
    posts = {one.post_id: one.post for one in parts if one.post is not None}
    wanted = {*posts, *(post.deputy_id for post in posts.values() if post.deputy_id)}
    held: dict[int, list[str]] = {}
    rows = PostHolding.objects.filter(held_on(today), post__in=wanted).select_related("person").order_by("pk")
    for row in rows:
        held.setdefault(row.post_id, []).append(row.person.called)
    return {one.pk: _owner(one, held) for one in parts}


def _owner(part: Part, held: Mapping[int, list[str]]) -> Owner:
    if part.post is None or part.post_id is None:
        return Owner("", ())
    people = tuple(held.get(part.post_id, ()))
    deputies = () if people or not part.post.deputy_id else tuple(held.get(part.post.deputy_id, ()))
    return Owner(str(part.post), people or deputies, by_deputy=bool(deputies))


def posts_for(respondent: Respondent) -> list[Post]:
    """The posts to which a section can be handed, by organization."""
    there = Q(organization=respondent.organization_id) if respondent.organization_id else Q(
        organization__state_code=respondent.state or None
    )  # fmt: skip
    found = Post.objects.filter(there).select_related("organization").order_by("organization_id", "pk")
    return [one for one in found if OF_RESPONDENTS.intersection(one.duties) and is_post_of(one, respondent)]


def without_clearer(respondents: Sequence[Respondent], today: date) -> tuple[list[Respondent], list[Respondent]]:
    """Those for which nobody can clear on a day, and the bodies for which the focal point of their State does."""
    unable = bodies_that_cannot_clear(respondents)
    held = PostHolding.objects.filter(held_on(today), person__is_active=True).select_related("post__organization")
    posts = {one.post for one in held if Duty.CYCLES_CLEAR in one.post.duties}
    focal = focal_organizations({one.state for one in respondents if one.state})
    nobody = [one for one in respondents if not any(clears_for(post, one, unable, focal) for post in posts)]
    return nobody, [one for one in respondents if one.organization_id in unable and one not in nobody]
