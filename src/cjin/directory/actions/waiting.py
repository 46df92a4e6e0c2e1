"""Files of entries on a page: brought, looked at, taken or left."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.models import User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import NotFound
from cjin.core.rules.release import ReleaseLevel

from ..models import WaitingFile
from ..rules.files import read
from .recording import Recorded, write_all


@transaction.atomic
def bring(
    *, data: bytes, name: str, since: date | None, release: ReleaseLevel | None, by: User, now: datetime
) -> WaitingFile:
    """Keeps a file that can be read until it is taken or left; one for each person.

    Raises NotAllowed, Invalid with every fault of the file.
    """
    check_can(by, Duty.DIRECTORY_EDIT, today=timezone.localdate(now))
    read(data, name, since=since)
    WaitingFile.objects.filter(by=by).delete()
    return WaitingFile.objects.create(data=data, name=name[:200], since=since, release=release or "", by=by, at=now)


def waiting(number: int, *, by: User) -> WaitingFile:
    """A file that this person brought. Raises NotFound."""
    found = WaitingFile.objects.filter(pk=number, by=by).first()
    if found is None:
        raise NotFound(_("This file does not wait any more."))
    return found


def foreseen(file: WaitingFile, *, by: User, now: datetime) -> Recorded:
    """What a file would change. Raises NotAllowed, Invalid, Conflict."""
    return _write(file, check=True, by=by, now=now)


@transaction.atomic
def take(file: WaitingFile, *, by: User, now: datetime) -> Recorded:
    """Writes down what the file says, all or nothing. Raises NotAllowed, Invalid, Conflict."""
    done = _write(file, check=False, by=by, now=now)
    file.delete()
    return done


def let_go(file: WaitingFile) -> None:
    """The file goes without having changed anything."""
    file.delete()


def _write(file: WaitingFile, *, check: bool, by: User, now: datetime) -> Recorded:
    entries = read(bytes(file.data), file.name, since=file.since)
    release = ReleaseLevel(file.release) if file.release else None
    return write_all(entries=entries, release=release, check=check, by=by, now=now)
