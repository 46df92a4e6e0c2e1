"""Reminding of what is due: each way in which a clock stands once, kept, and told by mail."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from cjin.core.actions.outbox import put
from cjin.core.models import User
from cjin.directory.queries.wording import state_names

from ..models import Reminder, Request
from ..permissions import seen_by
from ..queries.reminders import ESCALATED, Wanted, wanted
from ..queries.timetables import hours
from ..queries.worklists import other_state, still_going
from ..rules.case.telling import until
from ..rules.wording import words

TELL = "requests.tell"
PORTION = 500
"""Reminders that are written down at once."""


@transaction.atomic
def remind(*, now: datetime) -> list[Reminder]:
    """Writes down every reminder that is due and was not given yet, and puts one mail for each person.

    As many queries however many clocks there are; one mail for each person besides.
    """
    due = list(wanted(hours(), now))
    before = Reminder.objects.filter(request__in=still_going(Request.objects.all()).values("pk"))
    given = {_key(one) for one in before.iterator()} if due else set()
    new = {one.key: one for one in due if one.key not in given}
    made = Reminder.objects.bulk_create([_reminder(one, now) for one in new.values()], batch_size=PORTION)
    for person in {one.to_id for one in made}:
        mine = [one.pk for one in made if one.to_id == person]
        put(topic=TELL, key=f"{person} {mine[0]}", payload={"person": person, "reminders": mine}, now=now)
    return made


def _key(one: Reminder) -> tuple[int, str, str, datetime, str, int]:
    return one.request_id, one.clock, one.measure, one.due, one.standing, one.to_id


def _reminder(one: Wanted, now: datetime) -> Reminder:
    return Reminder(
        request=one.request, clock=one.clock.clock.clock, measure=one.clock.measure, due=one.clock.due,
        standing=one.standing, to=one.to, at=now,
    )  # fmt: skip


def tell(*, person: int, reminders: Iterable[int], now: datetime) -> None:
    """Sends somebody one mail about reminders. Of a sealed request, or one that the person may not see, it tells
    nothing but that something is due.
    """
    to = User.objects.filter(pk=person, is_active=True).first()
    about = list(Reminder.objects.filter(pk__in=list(reminders), to_id=person).select_related("request"))
    if to is None or not about:
        return
    with override(settings.LANGUAGE_CODE):
        send_mail(_subject(len(about)), "\n".join(_lines(about, to, now)), None, [to.email])


def _subject(count: int) -> str:
    said = ngettext("%(count)d matter is due", "%(count)d matters are due", count)
    return said % {"count": count}


def _lines(about: list[Reminder], to: User, now: datetime) -> list[str]:
    seen = set(seen_by(to, today=timezone.localdate(now)).values_list("pk", flat=True))
    open_ones = [one for one in about if one.request_id in seen and not one.request.sealed]
    names = state_names({other_state(one.request) for one in open_ones})
    lines = [_line(one, names) for one in open_ones]
    if hidden := len(about) - len(open_ones):
        said = ngettext(
            "%(count)d matter is due of which nothing more is told by mail.",
            "%(count)d matters are due of which nothing more is told by mail.",
            hidden,
        )
        lines.append(said % {"count": hidden})
    lines += ["", _("Sign in to your node and open the work list.")]
    if address := str(getattr(settings, "CJIN_ADDRESS", "") or ""):
        lines.append(f"{address.rstrip('/')}/requests/")
    return lines


def _line(one: Reminder, names: dict[str, str]) -> str:
    said = words(settings.LANGUAGE_CODE)
    other = other_state(one.request)
    told = {
        "reference": one.request.reference,
        "other": names.get(other, other),
        "clock": said.clock(one.clock),
        "standing": said.standing("late" if one.standing == ESCALATED else one.standing),
        "day": until(one.due.astimezone(hours().calendar.zone), settings.LANGUAGE_CODE),
    }
    line = _("%(reference)s (%(other)s): %(clock)s, %(standing)s, until %(day)s") % told
    return f"{line} – {_('told to you as the deputy')}" if one.standing == ESCALATED else line
