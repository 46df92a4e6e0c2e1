"""Who asks, who answers, who clears, and who sees which replies.

A reply belongs to its respondent until it is cleared; those who ask see how far it is, and what it says once it was
given. Duties belong to posts: a section goes with the post that it was handed to, to its deputy where nobody holds it,
and to the focal point where there is neither.
"""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from cjin.core.models import Post, PostHolding, User
from cjin.core.permissions import Actor, check_can, duties_of, held_on
from cjin.core.queries.readers import reader_of
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import NotAllowed

from .models import Part, Respondent, Round

DUTIES = frozenset({Duty.CYCLES_ASK, Duty.CYCLES_ANSWER, Duty.CYCLES_CLEAR})
OF_RESPONDENTS = frozenset({Duty.CYCLES_ANSWER, Duty.CYCLES_CLEAR})


def answered_by(person: Actor, *, today: date) -> QuerySet[Respondent]:
    """The respondents for whom somebody may answer or clear: those of their organization, and of their State.

    The node itself (None) may do so for all.
    """
    if person is None:
        return Respondent.objects.all()
    if not isinstance(person, User) or not duties_of(person, today) & OF_RESPONDENTS:
        return Respondent.objects.none()
    reader = reader_of(person, today=today)
    theirs = Q(organization__in=sorted(reader.organization_ids))
    return Respondent.objects.filter(theirs | Q(organization=None, body="", state__in=sorted(reader.state_codes)))


def is_of(person: Actor, respondent: Respondent, *, today: date) -> bool:
    """Whether somebody stands on the side of a respondent."""
    return answered_by(person, today=today).filter(pk=respondent.pk).exists()


def check_can_clear(person: Actor, respondent: Respondent, *, today: date) -> None:
    """Raises NotAllowed unless the person is the focal point of this respondent."""
    check_can(person, Duty.CYCLES_CLEAR, today=today)
    if not is_of(person, respondent, today=today):
        raise NotAllowed(_("This reply is that of another respondent."))


def check_can_answer(person: Actor, part: Part, *, today: date) -> None:
    """Raises NotAllowed unless the person answers this section, or is the focal point of the respondent."""
    if person is None:
        return
    duties = duties_of(person, today)
    if not duties & OF_RESPONDENTS or not is_of(person, part.respondent, today=today):
        raise NotAllowed(_("This reply is that of another respondent."))
    if part.pk not in answerable(person, [part], today=today):
        raise NotAllowed(_("This section is with another post. The focal point can hand it to yours."))


def answerable(person: Actor, parts: Sequence[Part], *, today: date) -> set[int]:
    """The sections that somebody on the side of the respondent answers; a focal point answers all. Two queries."""
    if not isinstance(person, User) or Duty.CYCLES_CLEAR in duties_of(person, today):
        return {one.pk for one in parts}
    posts = {one.post for one in parts if one.post is not None}
    wanted = {one.pk for one in posts} | {one.deputy_id for one in posts if one.deputy_id}
    held = list(PostHolding.objects.filter(held_on(today), post__in=wanted).values_list("post", "person"))
    taken, mine = {post for post, _holder in held}, {post for post, holder in held if holder == person.pk}
    return {
        one.pk
        for one in parts
        if one.post is None or one.post_id in mine or (one.post_id not in taken and one.post.deputy_id in mine)
    }


def is_post_of(post: Post, respondent: Respondent) -> bool:
    """Whether a post stands on the side of a respondent."""
    if respondent.organization_id is not None:
        return post.organization_id == respondent.organization_id
    return post.organization.state_code == respondent.state


def check_can_measure(person: Actor, state: str, *, today: date) -> None:
    """Raises NotAllowed unless the person answers or clears for this State."""
    if person is None:
        return
    if not duties_of(person, today) & OF_RESPONDENTS or state not in reader_of(person, today=today).state_codes:
        raise NotAllowed(_("Measures are entered by those who answer for their State."))


def check_can_ask(person: Actor, *, today: date) -> None:
    """Raises NotAllowed unless the person makes forms and opens rounds."""
    check_can(person, Duty.CYCLES_ASK, today=today)


def asks(person: Actor, *, today: date) -> bool:
    """Whether ``check_can_ask`` lets the person pass."""
    return person is None or Duty.CYCLES_ASK in duties_of(person, today)


def check_can_compile(person: Actor, round_: Round, *, today: date) -> None:
    """Raises NotAllowed while a round goes on, but for those who ask: few replies would tell whose they are."""
    if round_.closed_at is None and not round_.simulated and not asks(person, today=today):
        raise NotAllowed(_("What the replies say together is shown when the round is closed."))


def check_sees_report(person: Actor, round_: Round, *, today: date) -> None:
    """Raises NotAllowed unless the person asks: a draft is for those who write it. A simulated one is for everybody."""
    if not round_.simulated:
        check_can_ask(person, today=today)


def stream_of(respondent: Respondent) -> str:
    """The stream of the audit of a reply."""
    return f"reply-{respondent.round.slug}-{respondent.key}"
