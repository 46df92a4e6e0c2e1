"""Posts, and who comes to hold them: elections within the seats of regional groups, and designations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.actions.audit import record
from cjin.core.models import User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Conflict, Fault, Invalid, NotFound
from cjin.core.rules.identifiers import Slug

from ..models import Manner, Post, Term
from ..queries.posts import group_of, quota_of, seated_in
from ..rules.experts import Expert, check_availability
from ..rules.kinds import BodyKind
from ..rules.seats import Seated, check_election, drawn
from ..rules.terms import years_after
from .recording import STREAM, own_body


@dataclass(frozen=True)
class Held:
    """Who comes to hold a post, and for how long: a person, a State, or a person of a State."""

    since: date
    until: date | None = None
    holder: str = ""
    state: str = ""
    topics: Sequence[str] = ()
    languages: Sequence[str] = ()
    note: str = ""


@transaction.atomic
def make_post(
    *,
    body: str,
    slug: str,
    title: Mapping[str, str],
    group: str = "",
    seats: int = 1,
    years: int | None = None,
    functions: Sequence[str] = (),
    deputy: str = "",
    by: User | None,
    now: datetime,
) -> Post:
    """A post of a body, or seats of a regional group; the same again is brought to what is said now.

    Raises NotAllowed, NotFound, Invalid.
    """
    check_can(by, Duty.DIRECTORY_EDIT, today=timezone.localdate(now))
    owner = own_body(body)
    stands_in = _post(owner.pk, deputy) if deputy else None
    wanted = {
        "title": dict(title), "group": group, "seats": seats, "years": years, "functions": list(functions),
        "deputy": stands_in,
    }  # fmt: skip
    post, made = Post.objects.get_or_create(
        body=owner, slug=Slug.of(slug), defaults=wanted | {"position": owner.posts.count()}
    )
    told = {name: dict(post.title) if name == "title" else getattr(post, name) for name in wanted}
    if not made and told == wanted:
        return post
    for name, value in wanted.items():
        setattr(post, name, value)
    post.save()
    detail = {name: str(value) for name, value in wanted.items()}
    record(stream=STREAM, act="make-post", by=by, obj=f"{body}/{slug}", detail=detail, now=now)
    return post


@transaction.atomic
def elect(*, body: str, elected: Sequence[Held], by: User | None, now: datetime) -> list[Term]:
    """States are elected to the seats of their regional groups, all or none.

    Raises NotAllowed, NotFound, Invalid with each State that may not be elected and why.
    """
    check_can(by, Duty.DIRECTORY_EDIT, today=timezone.localdate(now))
    owner = own_body(body)
    quota = quota_of(owner)
    seated = [_seated(one, quota.years) for one in elected]
    check_election(quota, seated_in(owner), seated)
    posts = {post.group: post for post in owner.posts.exclude(group="")}
    made = Term.objects.bulk_create(
        Term(
            post=posts[seat.group], state=seat.state, holder=one.holder, since=seat.since, until=seat.until,
            manner=Manner.ELECTED, note=one.note, by=by, at=now,
        )
        for seat, one in zip(seated, elected, strict=True)
    )  # fmt: skip
    detail = {"elected": [[one.state, one.group, str(one.since), str(one.until)] for one in seated]}
    record(stream=STREAM, act="elect", by=by, obj=body, detail=detail, now=now)
    return made


def _seated(one: Held, years: int) -> Seated:
    """An elected State with its regional group on the first day of its term, which lasts as long as terms do."""
    until = one.until or years_after(one.since, years or 1)
    return Seated(one.state, group_of(one.state, one.since), one.since, until)


@transaction.atomic
def draw_lots(*, body: str, seed: str, until: date, by: User | None, now: datetime) -> list[Term]:
    """Of the first members one half, chosen by lot, leave on an earlier day. Raises NotAllowed, NotFound, Invalid."""
    check_can(by, Duty.DIRECTORY_EDIT, today=timezone.localdate(now))
    owner = own_body(body)
    terms = list(Term.objects.filter(post__body=owner).exclude(post__group="").select_related("post"))
    if not terms or len({one.since for one in terms}) > 1:
        raise Invalid(_("Lots are drawn once, among the first members."), [Fault(body, _("others were elected since"))])
    seated = {one.state: one for one in terms}
    chosen = drawn([Seated(t.state, t.post.group, t.since, t.until or date.max) for t in terms], seed)
    left = []
    for one in chosen:
        term = seated[one.state]
        if not (term.since < until < one.until):
            raise Invalid(_("The shorter term does not lie within the term."), [Fault("until", str(until))])
        term.until = until
        term.save(update_fields=["until"])
        left.append(term)
    detail = {"seed": seed, "until": str(until), "drawn": [one.state for one in chosen]}
    record(stream=STREAM, act="draw-lots", by=by, obj=body, detail=detail, now=now)
    return left


@transaction.atomic
def designate(
    *, body: str, post: str, held: Held, manner: Manner = Manner.DESIGNATED, by: User | None, now: datetime
) -> Term:
    """Somebody comes to hold a post that is not a seat of a regional group. Experts are available for three years.

    Raises NotAllowed, NotFound, Invalid, Conflict where the post is held in that time by as many as it has places.
    """
    check_can(by, Duty.DIRECTORY_EDIT, today=timezone.localdate(now))
    owner = own_body(body)
    place = _post(owner.pk, post)
    made = _hold(place, held, manner, by, now)
    if owner.kind == BodyKind.ROSTER:
        check_availability(Expert(made.holder, made.state, "", made.since, made.until or date.max))
    return made


def _hold(place: Post, held: Held, manner: Manner, by: User | None, now: datetime) -> Term:
    held = replace(held, holder=held.holder.strip(), state=held.state.strip().upper())
    _check(held, place)
    until = held.until or date.max
    others = [one for one in place.terms.all() if one.since < until and held.since < (one.until or date.max)]
    if place.body.kind != BodyKind.ROSTER and len(others) >= place.seats:
        raise Conflict(
            _("This post is held in that time by %(holder)s.") % {"holder": others[0].holder or others[0].state}
        )
    made = Term.objects.create(
        post=place, holder=held.holder, state=held.state, since=held.since, until=held.until, manner=manner,
        topics=list(held.topics), languages=list(held.languages), note=held.note, by=by, at=now,
    )  # fmt: skip
    detail = {"holder": held.holder, "state": held.state, "since": str(held.since), "until": str(held.until or "")}
    record(stream=STREAM, act="designate", by=by, obj=f"{place.body.slug}/{place.slug}", detail=detail, now=now)
    return made


def _check(held: Held, place: Post) -> None:
    faults = []
    if place.group:
        faults.append(Fault("post", _("States are elected to the seats of regional groups")))
    if not held.holder and not held.state:
        faults.append(Fault("holder", _("say who holds the post")))
    if held.until and held.until <= held.since:
        faults.append(Fault("until", _("the term ends before it begins")))
    if faults:
        raise Invalid(_("The post cannot be held so."), faults)


@transaction.atomic
def end_term(*, term: Term, on: date, by: User | None, now: datetime) -> None:
    """Somebody leaves a post on a day, the first one without it. Raises NotAllowed, Invalid."""
    check_can(by, Duty.DIRECTORY_EDIT, today=timezone.localdate(now))
    if on <= term.since or (term.until and on > term.until):
        raise Invalid(_("This day does not lie within the term."), [Fault("on", str(on))])
    term.until = on
    term.save(update_fields=["until"])
    detail = {"holder": term.holder or term.state, "on": str(on)}
    record(stream=STREAM, act="end-term", by=by, obj=str(term.post), detail=detail, now=now)


@transaction.atomic
def change_term(
    *,
    term: Term,
    on: date,
    holder: str = "",
    until: date | None = None,
    topics: Sequence[str] = (),
    languages: Sequence[str] = (),
    by: User | None,
    now: datetime,
) -> Term:
    """What is told of a holder is different from a day on: the term before ends there and stays as it was.

    What is empty stays; for how long an expert is available was looked at when the term began. Raises NotAllowed,
    Invalid, Conflict.
    """
    last = until or term.until
    end_term(term=term, on=on, by=by, now=now)
    held = Held(
        since=on, until=last, holder=holder or term.holder, state=term.state, note=term.note,
        topics=topics or term.topics, languages=languages or term.languages,
    )  # fmt: skip
    own_body(term.post.body.slug)
    return _hold(term.post, held, Manner(term.manner), by, now)


def _post(body: int, slug: str) -> Post:
    found = Post.objects.filter(body=body, slug=slug).first()
    if found is None:
        raise NotFound(_("This body has no post “%(post)s”.") % {"post": slug[:80]})
    return found
