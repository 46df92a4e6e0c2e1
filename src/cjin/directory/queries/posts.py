"""Who holds which post or seat on a day; experts and correspondents."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from cjin.core.queries.release import Reader, visible_to
from cjin.reference.models import Membership, State

from ..models import Body, Post, Term
from ..rules.experts import Expert, Share, geography
from ..rules.kinds import BodyKind
from ..rules.seats import Quota, Seated, open_seats

REGIONAL = "regional"


@dataclass(frozen=True)
class Seats:
    """The seats of one regional group in a body: how many, who holds them on the day, how many are open."""

    post: Post
    terms: Sequence[Term]
    open: int


def posts_of(body: Body, day: date) -> list[Seats]:
    """The posts of a body with those who hold them on a day. Two queries."""
    posts = list(body.posts.select_related("deputy"))
    held = list(Term.objects.filter(on(day), post__in=posts).order_by("state", "holder"))
    found = []
    for post in posts:
        own = [term for term in held if term.post_id == post.pk]
        found.append(Seats(post, own, post.seats - len(own)))
    return found


def terms_after(body: Body, day: date) -> QuerySet[Term]:
    """The terms of a body that have not ended by a day."""
    ending = Q(until=None) | Q(until__gt=day)
    return (
        Term.objects.filter(ending, post__body=body).select_related("post__body").order_by("state", "holder", "since")
    )


def on(day: date) -> Q:
    """The condition under which a term is in force on a day."""
    return Q(since__lte=day) & (Q(until=None) | Q(until__gt=day))


def quota_of(body: Body) -> Quota:
    """The seats of a body by regional group, and the years of a term."""
    posts = [post for post in body.posts.all() if post.group]
    return Quota({post.group: post.seats for post in posts}, max((post.years or 0 for post in posts), default=0))


def seated_in(body: Body) -> list[Seated]:
    """All terms of the seats of a body, past and to come."""
    terms = Term.objects.filter(post__body=body).exclude(post__group="").select_related("post")
    return [Seated(one.state, one.post.group, one.since, one.until or date.max) for one in terms]


def open_in(body: Body, day: date) -> dict[str, int]:
    """How many seats of each group nobody holds on a day."""
    return open_seats(quota_of(body), seated_in(body), day)


def group_of(state: str, day: date) -> str:
    """The regional group of a State on a day; empty where none is recorded."""
    of_state = Membership.objects.filter(state=state, group__kind=REGIONAL).select_related("group")
    return next((str(one.group_id) for one in of_state if one.period.covers(day)), "")


def groups_on(day: date) -> dict[str, str]:
    """The regional group of each State on a day."""
    all_of_them = Membership.objects.filter(group__kind=REGIONAL).select_related("group")
    return {str(one.state_id): str(one.group_id) for one in all_of_them if one.period.covers(day)}


def experts_of(roster: Body, day: date) -> list[Expert]:
    """All experts of a roster, whenever they are available, each with the regional group of the day."""
    groups = groups_on(day)
    terms = Term.objects.filter(post__body=roster).exclude(holder="")
    return [
        Expert(
            one.holder,
            one.state,
            groups.get(one.state, ""),
            one.since,
            one.until or date.max,
            frozenset(one.topics),
            frozenset(one.languages),
        )
        for one in terms
    ]


def geography_of(experts: Sequence[Expert], day: date) -> list[Share]:
    """How those experts are spread over the regional groups, beside the number of Members of each on the day."""
    members = {one.pk for one in State.objects.all() if one.standing(day).value == "member"}
    counts: dict[str, int] = {}
    for state, group in sorted(groups_on(day).items(), key=lambda pair: pair[1]):
        counts[group] = counts.get(group, 0) + (state in members)
    return geography(experts, counts)


def correspondents(reader: Reader, day: date, state: str = "") -> list[Term]:
    """The national correspondents that are designated on a day, of all States or of one."""
    bodies = visible_to(Body.objects.filter(kind=BodyKind.NATIONAL_CORRESPONDENT), reader)
    found = Term.objects.filter(on(day), post__body__in=bodies).select_related("post", "post__body")
    return list(found.filter(state=state) if state else found)
