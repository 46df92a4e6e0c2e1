"""What the worker does for the directory once a day: it reminds its keepers, and finds the entries that begin."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone
from django.utils.translation import ngettext, override

from cjin.core.actions.outbox import put
from cjin.core.actions.periodic import again, begin
from cjin.core.actions.search import rebuild
from cjin.core.models import PostHolding, User
from cjin.core.permissions import held_on
from cjin.core.rules.duties import Duty
from cjin.core.rules.outbox import Message
from cjin.directory.queries.entries import THE_NODE, due_on
from cjin.directory.search import Bodies

TOPIC, TELL, RENEW, EVERY = "directory.remind", "directory.tell", "directory.renew", timedelta(days=1)


def load(*, now: datetime) -> None:
    """Both begin when the node is prepared."""
    begin(topic=TOPIC, every=EVERY, now=now)
    begin(topic=RENEW, every=EVERY, now=now)


def renew(_message: Message, *, now: datetime) -> None:
    """Brings the search in line with the entries of the day: some begin or end without anybody's act."""
    again(topic=RENEW, every=EVERY, now=now)
    rebuild(Bodies())


def remind(_message: Message, *, now: datetime) -> None:
    """Puts a mail for everybody who keeps the directory while entries are due or old: one each week at most."""
    again(topic=TOPIC, every=EVERY, now=now)
    today = timezone.localdate(now)
    count = len(due_on(THE_NODE, today))
    week = "{}-{}".format(*today.isocalendar()[:2])
    with transaction.atomic():
        for person in _keepers(now) if count else ():
            put(topic=TELL, key=f"{week} {person.pk}", payload={"person": person.pk, "count": count}, now=now)


def _keepers(now: datetime) -> list[User]:
    held = PostHolding.objects.filter(held_on(timezone.localdate(now)), person__is_active=True)
    keeping = [one.person for one in held.select_related("post", "person") if Duty.DIRECTORY_EDIT in one.post.duties]
    return list(dict.fromkeys(keeping))


def tell(message: Message, *, now: datetime) -> None:  # noqa: ARG001 (every handler is given the time)
    """Sends one mail."""
    person = User.objects.filter(pk=message.payload["person"], is_active=True).first()
    if person is None:
        return
    count = message.payload["count"]
    with override(settings.LANGUAGE_CODE):
        said = ngettext(
            "%(count)d entry of the directory is to be verified",
            "%(count)d entries of the directory are to be verified",
            count,
        ) % {"count": count}
        address = str(getattr(settings, "CJIN_ADDRESS", "") or "").rstrip("/")
        place = f"\n{address}/directory/due" if address else ""
        send_mail(said, f"{said}.{place}", None, [person.email])
