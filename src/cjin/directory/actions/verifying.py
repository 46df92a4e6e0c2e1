"""Making sure of entries."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.actions.audit import record
from cjin.core.models import User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Fault, Invalid, NotFound

from ..models import Body, Verification


@transaction.atomic
def verify(*, slug: str, on: date, by_name: str, note: str = "", by: User | None, now: datetime) -> Verification:
    """Says that somebody made sure on a day of what is known of a body. The same again is written once.

    Raises NotAllowed, NotFound, Invalid for a day to come or without a name.
    """
    today = timezone.localdate(now)
    check_can(by, Duty.DIRECTORY_EDIT, today=today)
    body = Body.objects.select_for_update().filter(slug=slug, origin=None).first()
    if body is None:
        raise NotFound(_("This node keeps no body “%(body)s”.") % {"body": slug[:80]})
    faults = []
    if on > today:
        faults.append(Fault("on", _("a day to come cannot have been one of verification")))
    if not by_name.strip():
        faults.append(Fault("by_name", _("say who made sure of it")))
    if faults:
        raise Invalid(_("This is no verification."), faults)
    known = body.verifications.filter(on=on, by_name=by_name.strip()).first()
    if known:
        return known
    made = Verification.objects.create(body=body, on=on, by_name=by_name.strip(), note=note.strip(), by=by, at=now)
    detail = {"on": on.isoformat(), "by": made.by_name}
    record(stream="directory", act="verify", by=by, obj=slug, detail=detail, now=now)
    return made
