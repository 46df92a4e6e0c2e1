"""Who asks, who answers, who clears, and who sees which replies.

A reply belongs to its respondent until it is cleared; those who ask see how far it is, and what it says once it was
given. A duty counts where it is held: for the organization of the post, and for the State that this one speaks for. A
section goes with the post that it was handed to, to its deputy where nobody holds it, and to the focal point where
there is neither. A body that has no post to clear leaves that to the focal point of its State.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from cjin.core.models import Organization, Post, PostHolding, User
from cjin.core.permissions import Actor, check_can, duties_of, held_on
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Conflict, NotAllowed
from cjin.core.rules.organizations import OrganizationKind

from .models import Clearing, Part, Respondent, Round
from .rules.compiling.naming import LEAST

DUTIES = frozenset({Duty.CYCLES_ASK, Duty.CYCLES_ANSWER, Duty.CYCLES_CLEAR})
OF_RESPONDENTS = frozenset({Duty.CYCLES_ANSWER, Duty.CYCLES_CLEAR})


def _held(person: User, duties: frozenset[Duty], *, today: date) -> list[Post]:
    """The posts with one of some duties that somebody holds today. One query."""
    mine = PostHolding.objects.filter(held_on(today), person=person, person__is_active=True)
    posts = Post.objects.filter(pk__in=mine.values("post")).select_related("organization")
    return [one for one in posts if duties.intersection(one.duties)]


def _spoken_for(posts: Iterable[Post]) -> set[str]:
    """The States for which the organizations of some posts speak."""
    return {one.organization.state_code for one in posts if _speaks(one.organization)}


def _speaks(organization: Organization) -> bool:
    return bool(organization.state_code) and OrganizationKind(organization.kind).speaks_for_its_state


def focal_organizations(states: Collection[str]) -> dict[str, set[int]]:
    """The organizations that clear for each of some States: those with a post for it that are asked nothing themselves.

    Where a State has only such as are asked as bodies in some round, they do. Two queries.
    """
    found: dict[str, set[int]] = {}
    for one in Post.objects.filter(organization__state_code__in=states).select_related("organization"):
        if Duty.CYCLES_CLEAR in one.duties and _speaks(one.organization):
            found.setdefault(one.organization.state_code, set()).add(one.organization_id)
    every = set().union(*found.values())
    asked = set(Respondent.objects.filter(organization__in=every).values_list("organization", flat=True))
    return {state: (mine - asked) or mine for state, mine in found.items()}


def answered_by(person: Actor, *, today: date) -> QuerySet[Respondent]:
    """The respondents for whom somebody may answer or clear: those of the organizations in which they hold a post for
    it, and of the States for which these speak.

    The node itself (None) may do so for all.
    """
    if person is None:
        return Respondent.objects.all()
    posts = _held(person, OF_RESPONDENTS, today=today) if isinstance(person, User) else []
    if not posts:
        return Respondent.objects.none()
    theirs = Q(organization__in=[one.organization_id for one in posts])
    theirs |= Q(organization=None, body="", state__in=sorted(_spoken_for(posts)))
    if states := _cleared_states(posts):
        bodies = Respondent.objects.filter(state__in=states)
        theirs |= Q(organization__in=bodies_that_cannot_clear(bodies), state__in=states)
    return Respondent.objects.filter(theirs)


def _cleared_states(posts: Iterable[Post]) -> set[str]:
    """The States whose replies the holder of some posts clears."""
    clearing = [one for one in posts if Duty.CYCLES_CLEAR in one.duties]
    focal = focal_organizations(_spoken_for(clearing)) if clearing else {}
    return {one.organization.state_code for one in clearing
            if one.organization_id in focal.get(one.organization.state_code, ())}  # fmt: skip


def clears_reply(person: Actor, respondent: Respondent, *, today: date) -> bool:
    """Whether somebody is the focal point of a respondent: of the body that is asked, else of the State."""
    if not isinstance(person, User):
        return person is None
    posts = _held(person, frozenset({Duty.CYCLES_CLEAR}), today=today)
    if respondent.organization_id is not None:
        if respondent.organization_id in {one.organization_id for one in posts}:
            return True
        if not bodies_that_cannot_clear([respondent]):
            return False
    return respondent.state != "" and respondent.state in _cleared_states(posts)


def bodies_that_cannot_clear(respondents: Iterable[Respondent]) -> set[int]:
    """The bodies among some respondents, by number, that have no post to clear a reply."""
    bodies = {one.organization_id for one in respondents if one.organization_id is not None}
    posts = Post.objects.filter(organization__in=bodies).values_list("organization", "duties")
    return bodies - {body for body, duties in posts if Duty.CYCLES_CLEAR in duties}


def is_of(person: Actor, respondent: Respondent, *, today: date) -> bool:
    """Whether somebody stands on the side of a respondent."""
    return answered_by(person, today=today).filter(pk=respondent.pk).exists()


def check_can_clear(person: Actor, respondent: Respondent, *, today: date) -> None:
    """Raises NotAllowed unless the person is the focal point of this respondent."""
    check_can(person, Duty.CYCLES_CLEAR, today=today)
    if not clears_reply(person, respondent, today=today):
        raise NotAllowed(_("This reply is that of another respondent."))


def check_can_answer(person: Actor, part: Part, *, today: date) -> None:
    """Raises NotAllowed unless the person answers this section, or is the focal point of the respondent."""
    if person is None:
        return
    if not is_of(person, part.respondent, today=today):
        raise NotAllowed(_("This reply is that of another respondent."))
    if part.pk not in answerable(person, [part], today=today):
        raise NotAllowed(_("This section is with another post. The focal point can hand it to yours."))


def answerable(person: Actor, parts: Sequence[Part], *, today: date) -> set[int]:
    """The sections of a reply that somebody answers: those of their posts, and those whose deputy they are while nobody
    holds them; a focal point answers all. What a body has handed to nobody is with all of its posts that answer.
    A fixed number of queries.
    """
    if not parts or clears_reply(person, parts[0].respondent, today=today):
        return {one.pk for one in parts}
    if not isinstance(person, User):
        return set()
    body = parts[0].respondent.organization_id
    of_body = body is not None and body in {one.organization_id for one in _held(person, OF_RESPONDENTS, today=today)}
    posts = {one.post for one in parts if one.post is not None}
    wanted = {one.pk for one in posts} | {one.deputy_id for one in posts if one.deputy_id}
    held = list(PostHolding.objects.filter(held_on(today), post__in=wanted).values_list("post", "person"))
    taken, mine = {post for post, _holder in held}, {post for post, holder in held if holder == person.pk}
    return {
        one.pk
        for one in parts
        if (of_body if one.post is None else one.post_id in mine)
        or (one.post is not None and one.post_id not in taken and one.post.deputy_id in mine)
    }


def is_post_of(post: Post, respondent: Respondent) -> bool:
    """Whether a post stands on the side of a respondent."""
    if respondent.organization_id is not None:
        return post.organization_id == respondent.organization_id
    return _speaks(post.organization) and post.organization.state_code == respondent.state


def clears_for(post: Post, respondent: Respondent, unable: Set[int], focal: Mapping[str, Set[int]]) -> bool:
    """Whether the holder of a post clears for a respondent, as ``clears_reply`` has it.

    ``unable`` are the bodies that cannot clear themselves, ``focal`` the organizations that clear for States.
    """
    if Duty.CYCLES_CLEAR not in post.duties:
        return False
    if respondent.organization_id is not None and respondent.organization_id not in unable:
        return post.organization_id == respondent.organization_id
    return post.organization_id in focal.get(respondent.state, ())


def states_answered_for(person: Actor, *, today: date) -> set[str]:
    """The States for which somebody answers or clears, and whose measures they enter."""
    return _spoken_for(_held(person, OF_RESPONDENTS, today=today)) if isinstance(person, User) else set()


def check_can_measure(person: Actor, state: str, *, today: date) -> None:
    """Raises NotAllowed unless the person answers or clears for this State."""
    if person is None:
        return
    if state not in states_answered_for(person, today=today):
        raise NotAllowed(_("Measures are entered by those who answer for their State."))


def check_can_ask(person: Actor, *, today: date) -> None:
    """Raises NotAllowed unless the person makes forms and opens rounds."""
    check_can(person, Duty.CYCLES_ASK, today=today)


def asks(person: Actor, *, today: date) -> bool:
    """Whether ``check_can_ask`` lets the person pass."""
    return person is None or Duty.CYCLES_ASK in duties_of(person, today)


def clears(person: Actor, *, today: date) -> bool:
    """Whether the person is a focal point anywhere."""
    return person is None or Duty.CYCLES_CLEAR in duties_of(person, today)


def check_can_compile(person: Actor, round_: Round, *, today: date) -> None:
    """Raises NotAllowed while a round goes on or too few replied, but for those who ask: it would tell whose they are.

    A simulated round is for everybody.
    """
    if round_.simulated or asks(person, today=today):
        return
    if round_.closed_at is None:
        raise NotAllowed(_("What the replies say together is shown when the round is closed."))
    if too_few([round_]):
        raise NotAllowed(few_words(round_))


def too_few(rounds: Iterable[Round]) -> set[int]:
    """The rounds, by number, whose replies without a name are so few that a count would tell what they say. One query.

    A reply has a name where its respondent agreed to be named or what counts of it was published.
    """
    counts = Clearing.objects.filter(respondent=OuterRef("pk"), withdrawn_at=None).order_by("-number")
    wanted = [one.pk for one in rounds if not one.simulated]
    unnamed = Respondent.objects.filter(Exists(counts), round__in=wanted, consents=False)
    unnamed = unnamed.annotate(published=Subquery(counts.values("published_at")[:1])).filter(published=None)
    found = unnamed.order_by().values("round").annotate(number=Count("pk")).values_list("round", "number")
    return {round_ for round_, number in found if number < LEAST}


def few_words(round_: Round) -> str:
    """Why the replies to a round are not shown together, with how many there are."""
    given = Clearing.objects.filter(respondent__round=round_, withdrawn_at=None)
    said = _(
        "%(replied)d of %(asked)d have replied. What they say is not shown: fewer than %(least)d of the replies are "
        "without a name, so that counts would tell what each of these says."
    )
    replied, asked = given.values("respondent").distinct().count(), round_.respondents.count()
    return said % {"replied": replied, "asked": asked, "least": LEAST}


def check_sees_report(person: Actor, round_: Round, *, today: date) -> None:
    """Raises NotAllowed unless the person asks: a draft is for those who write it. A simulated one is for everybody."""
    if not round_.simulated:
        check_can_ask(person, today=today)


def check_real(round_: Round) -> None:
    """Raises Conflict where a round is made up: nobody answers it, so that nobody takes its replies for given ones."""
    if round_.simulated:
        raise Conflict(_("This round is simulated; its replies were made up, and nobody answers it."))


def stream_of(respondent: Respondent) -> str:
    """The stream of the audit of a reply."""
    return f"reply-{respondent.round.slug}-{respondent.key}"
