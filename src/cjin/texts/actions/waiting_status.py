"""A file with the status of treaties that waits: brought, looked at, then taken or let go."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from cjin.core.models import User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import NotFound
from cjin.texts.actions.participating import Loaded, load_status
from cjin.texts.models import WaitingStatus
from cjin.texts.queries.participation.preparing import prepare

KEPT = timedelta(days=1)
"""So long a file waits; after that it goes when the next one is brought."""


@transaction.atomic
def bring(*, data: bytes, name: str, as_of: date, source: str, by: User, now: datetime) -> WaitingStatus:
    """Keeps a file that can be read for looking at it. Raises NotAllowed, Invalid."""
    today = timezone.localdate(now)
    check_can(by, Duty.TEXTS_EDIT, today=today)
    prepare(data=data, name=name, as_of=as_of, today=today)
    WaitingStatus.objects.filter(brought_at__lt=now - KEPT).delete()
    return WaitingStatus.objects.create(
        name=name[:250], source=source[:250], as_of=as_of, data=data, brought_at=now, by=by
    )


def waiting(pk: int, *, by: User) -> WaitingStatus:
    """A file that this person brought. Raises NotFound."""
    found = WaitingStatus.objects.filter(pk=pk, by=by).first()
    if found is None:
        raise NotFound("This file no longer waits.")
    return found


@transaction.atomic
def take(*, file: WaitingStatus, older: bool, by: User, now: datetime) -> Loaded:
    """Loads a file that waits. Raises NotAllowed, Invalid, Conflict where it is older and that is not said."""
    loaded = load_status(
        data=bytes(file.data), name=file.name, as_of=file.as_of, source=file.source, older=older, by=by, now=now
    )
    file.delete()
    return loaded


def let_go(*, file: WaitingStatus, by: User, now: datetime) -> None:
    """Leaves a file that waits. Raises NotAllowed."""
    check_can(by, Duty.TEXTS_EDIT, today=timezone.localdate(now))
    file.delete()
