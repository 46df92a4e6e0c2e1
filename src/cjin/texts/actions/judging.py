"""Judging pairs of provisions: parallel or not, how close, and why."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.actions.audit import record
from cjin.core.models import User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.storable import is_plain
from cjin.texts.models import Annotation, Origin, Provision, Verdict, Work
from cjin.texts.rules.annotations import annotated_pairs

GRADES = (1, 2, 3)


@transaction.atomic
def judge(
    *, one: str, other: str, accepted: bool, grade: int | None = None, note: str = "", by: User | None, now: datetime
) -> Verdict:
    """Says of two provisions (``kyoto-2021/para_61``) whether they are parallel, in place of what was said.

    Raises NotAllowed; Invalid where one of them is not there, both are of one work, the grade is none of 1 to 3, or
    the note is no text.
    """
    check_can(by, Duty.TEXTS_EDIT, today=timezone.localdate(now))
    (a, a_eid), (b, b_eid) = sorted([_place(one), _place(other)], key=lambda place: (place[0].slug, place[1]))
    if a == b:
        raise Invalid(_("Two provisions of one instrument are no parallels."), [Fault("other", b.slug)])
    if grade is not None and grade not in GRADES:
        raise Invalid(_("A grade is 1, 2 or 3."), [Fault("grade", str(grade))])
    if not is_plain(note):
        raise Invalid(_("The note holds a control character, which is no part of a text."), [Fault("note", "")])
    said = {"accepted": accepted, "grade": grade, "note": note.strip(), "origin": Origin.PERSON, "by": by, "at": now}
    verdict, _made = Verdict.objects.update_or_create(a=a, a_eid=a_eid, b=b, b_eid=b_eid, defaults=said)
    detail = {"other": f"{b.slug}/{b_eid}", "accepted": accepted, "grade": grade}
    record(stream="texts", act="judge-parallel", by=by, obj=f"{a.slug}/{a_eid}", detail=detail, now=now)
    return verdict


@transaction.atomic
def take_back(*, one: str, other: str, by: User | None, now: datetime) -> Verdict | None:
    """Takes back what a person said of two provisions: what the annotations of this software say stands again, if any.

    Raises NotAllowed; Invalid where no person spoke of the two.
    """
    check_can(by, Duty.TEXTS_EDIT, today=timezone.localdate(now))
    (a, a_eid), (b, b_eid) = sorted([_place(one), _place(other)], key=lambda place: (place[0].slug, place[1]))
    ends = {"a": a, "a_eid": a_eid, "b": b, "b_eid": b_eid}
    said = Verdict.objects.select_for_update().filter(**ends, origin=Origin.PERSON).first()
    if said is None:
        raise Invalid(_("Nobody at this node has judged these two."), [Fault("other", f"{b.slug}/{b_eid}")])
    detail = {"other": f"{b.slug}/{b_eid}", "accepted": said.accepted, "grade": said.grade}
    said.delete()
    again = None
    if (f"{a.slug}/{a_eid}", f"{b.slug}/{b_eid}") in annotated_pairs():
        again = Verdict.objects.create(**ends, accepted=True, origin=Origin.CATALOGUE, at=now)
    record(stream="texts", act="take-back-parallel", by=by, obj=f"{a.slug}/{a_eid}", detail=detail, now=now)
    return again


def _place(key: str) -> tuple[Work, str]:
    slug, _slash, eid = key.partition("/") if is_plain(key) else ("", "", "")
    work = Work.objects.filter(slug=slug).first()
    known = work is not None and (
        Provision.objects.filter(expression__work=work, eid=eid).exists()
        or Annotation.objects.filter(work=work, eid=eid).exists()
    )
    if work is None or not known:
        raise Invalid(
            _("There is no such provision."), [Fault(key[:200] if slug else "", _("There is no such provision."))]
        )
    return work, eid
