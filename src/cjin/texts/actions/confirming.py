"""Confirming what a provision asks: what a person decides takes the place of what was confirmed before."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.actions import search as index
from cjin.core.actions.audit import record
from cjin.core.actions.outbox import put
from cjin.core.models import User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Conflict, Invalid
from cjin.texts.actions.annotating import stored
from cjin.texts.models import Annotation, Commitment, Origin, Work
from cjin.texts.queries.changes import changes, misfits
from cjin.texts.queries.instruments import Instrument
from cjin.texts.rules.annotations import Asked
from cjin.texts.search import documents_about


@transaction.atomic
def confirm(
    *, instrument: Instrument, eid: str, asked: Sequence[Asked], by: User | None, now: datetime, note: str = ""
) -> None:
    """Confirms what a provision asks; nothing where ``asked`` is empty.

    Raises NotAllowed; Invalid where the provision or the words of an act are not in the text.
    """
    check_can(by, Duty.TEXTS_EDIT, today=timezone.localdate(now))
    _check(instrument, eid, asked)
    _store(instrument, eid, asked, by, now)
    index.index(documents_about(instrument.text.work, [eid]))
    detail = {"commitments": [one.act for one in asked], "note": note}
    record(stream="texts", act="confirm-commitments", by=by, obj=f"{instrument.slug}/{eid}", detail=detail, now=now)
    put(topic="texts.derive", key=f"texts.derive@{now.isoformat()}", payload={}, now=now)


@transaction.atomic
def confirm_all(*, instrument: Instrument, asked: Mapping[str, Sequence[Asked]], by: User | None, now: datetime) -> int:
    """Confirms many provisions at once, all or none; how many of them changed. Raises as ``confirm`` does."""
    check_can(by, Duty.TEXTS_EDIT, today=timezone.localdate(now))
    changed = changes(instrument, asked)
    for one in changed:
        _store(instrument, one.eid, one.after, by, now)
    if changed:
        index.index(documents_about(instrument.text.work, [one.eid for one in changed]))
        detail = {"provisions": len(changed)}
        record(stream="texts", act="import-commitments", by=by, obj=instrument.slug, detail=detail, now=now)
        put(topic="texts.derive", key=f"texts.derive@{now.isoformat()}", payload={}, now=now)
    return len(changed)


@transaction.atomic
def reopen(*, work: Work, eid: str, by: User | None, now: datetime) -> None:
    """Takes a decision back: what rules propose is shown again. Raises NotAllowed, Conflict."""
    check_can(by, Duty.TEXTS_EDIT, today=timezone.localdate(now))
    changed = Annotation.objects.filter(work=work, eid=eid, decided=True).update(
        decided=False, origin=Origin.PERSON, by=by, at=now
    )
    if not changed:
        raise Conflict(_("Nothing is decided about this provision."))
    Commitment.objects.filter(work=work, eid=eid).delete()
    index.index(documents_about(work, [eid]))
    record(stream="texts", act="reopen-commitments", by=by, obj=f"{work.slug}/{eid}", detail={}, now=now)
    put(topic="texts.derive", key=f"texts.derive@{now.isoformat()}", payload={}, now=now)


def _check(instrument: Instrument, eid: str, asked: Sequence[Asked]) -> None:
    faults = misfits(instrument, {eid: asked})
    if faults:
        raise Invalid(_("Some commitments do not fit the text."), [fault for _eid, _place, fault in faults])


def _store(instrument: Instrument, eid: str, asked: Sequence[Asked], by: User | None, now: datetime) -> None:
    work = instrument.text.work
    position = next(place for place, one in enumerate(instrument.units) if one.eid == eid)
    kept, _ = Annotation.objects.get_or_create(
        work=work, eid=eid, defaults={"origin": Origin.PERSON, "at": now, "position": position}
    )
    kept.decided, kept.origin, kept.by, kept.at = True, Origin.PERSON, by, now
    kept.save(update_fields=["decided", "origin", "by", "at"])
    Commitment.objects.filter(work=work, eid=eid).delete()
    Commitment.objects.bulk_create(
        stored(work, eid, place, one, origin=Origin.PERSON, by=by, now=now) for place, one in enumerate(asked)
    )
