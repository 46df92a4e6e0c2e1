"""What the home page tells of follow-up: how many rounds are open, what is due for whoever reads, what is new."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cjin.core.models import PostHolding, User
from cjin.core.permissions import duties_of, held_on
from cjin.shell.rules.frame import Line

from ..models import Part, Round
from ..permissions import OF_RESPONDENTS, answered_by
from ..rules.rounds import PartStanding, Standing
from ..rules.vocabulary import shown

NEW = timedelta(days=60)


def rounds(_request: HttpRequest) -> int:
    """How many rounds there are."""
    return Round.objects.count()


def news(_request: HttpRequest) -> Iterator[Line]:
    """Rounds that were opened lately."""
    since = timezone.localdate() - NEW
    for one in Round.objects.filter(opens__gte=since, closed_at=None).defer("form")[:5]:
        yield Line(_title(one), reverse("cycles:round", args=[one.slug]), one.opens, kind=_("Round"))


def due(request: HttpRequest) -> Iterator[Line]:
    """Replies to rounds that have opened, and sections that are with a post of whoever reads or came back to it."""
    person, today = request.user, timezone.localdate()
    if not isinstance(person, User) or not duties_of(person, today) & OF_RESPONDENTS:
        return
    mine = answered_by(person, today=today).filter(standing=Standing.OPEN, round__closed_at=None)
    mine = mine.exclude(round__simulated=True)
    handed = Part.objects.filter(respondent__in=mine, post__in=_posts(person, today))
    handed = handed.exclude(standing=PartStanding.SUBMITTED)
    with_them = set(handed.values_list("respondent", flat=True))
    back = set(handed.filter(standing=PartStanding.RETURNED).values_list("respondent", flat=True))
    for one in mine.select_related("round").defer("round__form"):
        day = one.due or one.round.due
        url = reverse("cycles:reply", args=[one.round.slug, one.key])
        if one.pk in back:
            said = _("Sections returned to you: %(round)s") % {"round": _title(one.round)}
            yield Line(said, url, day, kind=one.key, pressing=True)
        elif one.pk in with_them:
            said = _("Sections with you: %(round)s") % {"round": _title(one.round)}
            yield Line(said, url, day, kind=one.key, late=day < today)
        elif one.round.opens <= today:
            said = _("Reply: %(round)s") % {"round": _title(one.round)}
            yield Line(said, url, day, kind=one.key, late=day < today)


def _posts(person: User, today: date) -> QuerySet[PostHolding, int]:
    return PostHolding.objects.filter(held_on(today), person=person).values_list("post", flat=True)


def _title(round_: Round) -> str:
    return shown(round_.title, get_language() or "en")
