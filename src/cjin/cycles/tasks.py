"""What the worker does for rounds once a day: it reminds those who answer."""

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

from .models import Respondent
from .queries.reminders import reminded_on
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
    """Sends one mail, unless the reply was given meanwhile."""
    person = User.objects.filter(pk=message.payload["person"], is_active=True).first()
    respondent = Respondent.objects.select_related("round").filter(pk=message.payload["respondent"]).first()
    if person is None or respondent is None or respondent.standing != "open":
        return
    due = date.fromisoformat(message.payload["due"])
    language = settings.LANGUAGE_CODE
    with override(language):
        told = {"round": shown(respondent.round.title, language), "day": long_date(due, language)}
        is_late = due < timezone.localdate(now)
        said = _("Reply late since %(day)s: %(round)s") if is_late else _("Reply due on %(day)s: %(round)s")
        address = str(getattr(settings, "CJIN_ADDRESS", "") or "").rstrip("/")
        place = f"\n{address}/follow-up/{respondent.round.slug}/{respondent.key}/" if address else ""
        send_mail((said % told)[:200], f"{said % told}.{place}", None, [person.email])
