"""What the worker does for rounds: it reminds those who answer once a day, and tells them what came to them."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from cjin.core.actions.outbox import put
from cjin.core.actions.periodic import again, begin
from cjin.core.models import User
from cjin.core.rules.outbox import Message
from cjin.shell.rules.dates import long_date

from .models import Part, Respondent
from .permissions import answered_by
from .queries.forms import form_of
from .queries.reminders import holders_of, reminded_on
from .rules.vocabulary import shown

TOPIC, TELL, EVERY = "cycles.remind", "cycles.tell", timedelta(days=1)


def load(*, now: datetime) -> None:
    """Reminders begin when the node is prepared."""
    begin(topic=TOPIC, every=EVERY, now=now)


def remind(_message: Message, *, now: datetime) -> None:
    """Puts a mail for everybody who is to be reminded today; the same again puts none twice."""
    again(topic=TOPIC, every=EVERY, now=now)
    today = timezone.localdate(now)
    with transaction.atomic():
        for one in reminded_on(today):
            payload = {"person": one.person, "respondent": one.respondent.pk, "due": one.due.isoformat()}
            put(topic=TELL, key=f"{today} {one.respondent.pk} {one.person}", payload=payload, now=now)


def tell(message: Message, *, now: datetime) -> None:
    """Sends one mail, unless the reply was given meanwhile, or the person does not answer for it any more."""
    person = User.objects.filter(pk=message.payload["person"], is_active=True).first()
    if person is None:
        return
    open_ = answered_by(person, today=timezone.localdate(now)).filter(standing="open", round__closed_at=None)
    respondent = open_.select_related("round").filter(pk=message.payload["respondent"]).first()
    if respondent is None:
        return
    due = date.fromisoformat(message.payload["due"])
    language = settings.LANGUAGE_CODE
    with override(language):
        told = {"round": shown(respondent.round.title, language), "day": long_date(due, language)}
        is_late = due < timezone.localdate(now)
        said = _("Reply late since %(day)s: %(round)s") if is_late else _("Reply due on %(day)s: %(round)s")
        _send(said % told, person, respondent)


def moved(message: Message, *, now: datetime) -> None:
    """Sends one mail about a section that was handed out or returned, unless it, or its post, went elsewhere since."""
    person = User.objects.filter(pk=message.payload["person"], is_active=True).first()
    open_ = Part.objects.filter(respondent__standing="open", respondent__round__closed_at=None)
    parts = open_.select_related("respondent__round__form", "post")
    part = parts.filter(pk=message.payload["part"], post=message.payload["post"]).exclude(standing="submitted").first()
    post = part.post if part else None
    if person is None or part is None or post is None or person.pk not in holders_of(post, timezone.localdate(now)):
        return
    language, round_ = settings.LANGUAGE_CODE, part.respondent.round
    with override(language):
        section = shown(form_of(round_).section(part.section).title, language)
        is_back = message.payload["act"] == "return"
        said = _("Returned to you: %(section)s (%(round)s)") if is_back else _("Handed to you: %(section)s (%(round)s)")
        _send(said % {"section": section, "round": shown(round_.title, language)}, person, part.respondent)


def _send(said: str, person: User, respondent: Respondent) -> None:
    """One mail with the address of the reply, where the node knows its own."""
    address = str(getattr(settings, "CJIN_ADDRESS", "") or "").rstrip("/")
    place = f"\n{address}/follow-up/{respondent.round.slug}/{respondent.key}/" if address else ""
    send_mail(said[:200], f"{said}.{place}", None, [person.email])
