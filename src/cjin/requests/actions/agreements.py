"""Entering bilateral and regional treaties: works of the library with their parties and what they are for."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.actions.audit import record
from cjin.core.models import User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Conflict
from cjin.texts.models import Work

from ..models import Agreement, AgreementParty
from ..rules.agreements import Entered
from ..rules.basis.instruments import instruments


@transaction.atomic
def enter_agreements(*, entered: Sequence[Entered], as_of: date, by: User | None, now: datetime) -> list[Agreement]:
    """Enters treaties, or brings those that are there to what is said now, all or none.

    Raises NotAllowed, Conflict where a name is that of a known instrument.
    """
    check_can(by, Duty.TEXTS_EDIT, today=timezone.localdate(now))
    return [_enter(one, as_of, by, now) for one in entered]


def _enter(one: Entered, as_of: date, by: User | None, now: datetime) -> Agreement:
    if one.treaty in {known.slug for known in instruments()}:
        raise Conflict(_("“%(treaty)s” is an instrument of the catalogue.") % {"treaty": one.treaty})
    work, _made = Work.objects.get_or_create(slug=one.treaty, defaults={"title": one.title, "adopted": one.adopted})
    told = {
        "bilateral": one.bilateral, "kinds": list(one.kinds), "offences": list(one.offences),
        "conditions": [dict(said) for said in one.conditions], "articles": list(one.articles), "as_of": as_of,
        "fictional": one.fictional, "by": by, "at": now,
    }  # fmt: skip
    made, _new = Agreement.objects.update_or_create(work=work, defaults=told)
    made.parties.all().delete()
    AgreementParty.objects.bulk_create(
        AgreementParty(agreement=made, state=party.state, in_force=party.in_force, ended=party.ended)
        for party in one.parties
    )
    detail = {"kinds": list(one.kinds), "parties": [party.state for party in one.parties], "as_of": str(as_of)}
    record(stream="requests", act="enter-agreement", by=by, obj=one.treaty, detail=detail, now=now)
    return made
