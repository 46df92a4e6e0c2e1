"""What was done about a mandate is recorded with the symbol of its document."""

import re
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.actions.audit import record
from cjin.core.models import User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Conflict, Fault, Invalid, NotFound
from cjin.core.rules.storable import is_plain
from cjin.texts.models import Delivery
from cjin.texts.queries.mandates import mandate_for
from cjin.texts.rules.calendar import organ_of

FIRST_YEAR, AHEAD = 1946, 2
"""Documents of the United Nations begin in that year; one may be numbered so many years ahead."""
_SYMBOL = re.compile(r"[A-Z][A-Za-z0-9./()*-]*/[A-Za-z0-9./()*-]*\d[A-Za-z0-9./()*-]*")


@transaction.atomic
def record_delivery(
    *, slug: str, eid: str, addressee: str, output: str, year: int, symbol: str, note: str = "", by: User | None,
    now: datetime,
) -> Delivery:  # fmt: skip
    """Says that a document answers the mandate of one addressee in a year; the same document may answer another's too.

    Raises NotAllowed, NotFound, Invalid, Conflict.
    """
    check_can(by, Duty.TEXTS_EDIT, today=timezone.localdate(now))
    mandate = mandate_for(slug, eid, addressee, output, year)
    if mandate is None:
        raise NotFound(_("There is no such mandate."))
    if not FIRST_YEAR <= year <= timezone.localdate(now).year + AHEAD:
        raise Invalid(_("This year cannot be meant."), [Fault("year", str(year)[:10])])
    symbol = symbol.strip()
    if not _SYMBOL.fullmatch(symbol):
        raise Invalid(_("This is no document symbol."), [Fault("symbol", _("Write a symbol like A/77/128."))])
    if not is_plain(note):
        raise Invalid(_("The note holds a control character, which is no part of a text."), [Fault("note", "")])
    due = mandate.due or {}
    key = {"work": mandate.work, "eid": eid, "output": output, "year": year, "symbol": symbol}
    if Delivery.objects.filter(**key, addressee__in=(addressee, "")).exists():
        raise Conflict(_("This document is recorded already."))
    made = Delivery.objects.create(
        **key, addressee=addressee, organ=str(due.get("organ") or organ_of(addressee)), session=due.get("session"),
        note=note.strip(), by=by, at=now,
    )  # fmt: skip
    detail = {"addressee": addressee, "output": output, "year": year, "symbol": symbol}
    record(stream="texts", act="record-delivery", by=by, obj=f"{slug}/{eid}", detail=detail, now=now)
    return made


@transaction.atomic
def remove_delivery(*, delivery: Delivery, by: User | None, now: datetime) -> None:
    """Takes back what was recorded. Raises NotAllowed."""
    check_can(by, Duty.TEXTS_EDIT, today=timezone.localdate(now))
    detail = {
        "addressee": delivery.addressee, "output": delivery.output, "year": delivery.year, "symbol": delivery.symbol
    }  # fmt: skip
    obj = f"{delivery.work.slug}/{delivery.eid}"
    delivery.delete()
    record(stream="texts", act="remove-delivery", by=by, obj=obj, detail=detail, now=now)
