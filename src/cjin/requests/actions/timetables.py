"""Setting the working days and the clocks of this node."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.actions.audit import record
from cjin.core.models import User
from cjin.core.permissions import can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import NotAllowed

from ..models import Timetable
from ..rules.case.timetables import plain, read_hours
from .deadlines import keep_all

SETTERS = (Duty.NODE_ADMINISTER, Duty.REQUESTS_APPROVE)


@transaction.atomic
def set_timetable(*, data: Mapping[str, Any], by: User | None, now: datetime) -> Timetable:
    """Sets the timetable from now on; what was set before is kept. Raises NotAllowed, Invalid with each fault."""
    if not any(can(by, duty, today=timezone.localdate(now)) for duty in SETTERS):
        raise NotAllowed(_("Those who administer the node, or approve requests, set its timetable."))
    found = read_hours(data, "timetable")
    clocks = dict(data.get("clocks") or {})
    made = Timetable.objects.create(calendar=plain(found.calendar), clocks=clocks, by=by, at=now)
    keep_all(now=now)
    record(
        stream="requests", act="set-timetable", by=by, obj=f"timetable/{made.pk}", detail={"clocks": clocks}, now=now
    )
    return made
