"""Answers: saved one by one as they are typed; nothing is overwritten that was not seen."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cjin.core.actions.audit import record
from cjin.core.models import User
from cjin.core.rules.errors import Conflict, Fault, Invalid, Outdated
from cjin.shell.rules.dates import long_date

from ..models import Answer, Change, Measure, Part, Respondent
from ..permissions import check_can_answer, check_real, stream_of
from ..queries.answers import part_of, replies_of
from ..queries.evidence import cleared_by, settled
from ..queries.forms import form_of
from ..rules.answers.progress import given_in, progress_in
from ..rules.answers.replies import Reply, checked, measures_named
from ..rules.form.questions import Form
from ..rules.rounds import PartStanding, Standing
from .locking import lock_reply


@transaction.atomic
def save(*, respondent: Respondent, question: str, reply: Any, revision: int, by: User | None, now: datetime) -> Answer:
    """Saves the reply to a question; None or nothing empties it. ``revision`` is the one that was seen, 0 for none.

    What equals the stored reply is no change; a figure that is cited is kept as it is published now. Raises NotAllowed,
    NotFound, Invalid with each fault, Conflict where the section was submitted or the round closed, Outdated where
    somebody saved another reply meanwhile.
    """
    form = form_of(respondent.round)
    asked = form.question(question)
    part = writable_part(respondent, form.section_of[question], by, now)
    kept = checked(asked, reply)
    _check_measures(respondent, measures_named(asked, kept))
    stored = part.respondent.answers.select_for_update().filter(question=question).first()
    kept = _cited(respondent, kept, stored.reply if stored else None, by)
    if stored is not None and stored.reply == kept:
        return stored
    if revision != (stored.revision if stored else 0):
        raise Outdated(_("Somebody has saved another reply here since; look at both."))
    answer = put(part.respondent, question, stored, kept, by, now)
    count(part, form, question)
    record(
        stream=stream_of(respondent), act="answer", by=by, obj=f"{respondent}/{question}",
        detail={"revision": answer.revision}, now=now,
    )  # fmt: skip
    return answer


def writable_part(respondent: Respondent, section: str, by: User | None, now: datetime) -> Part:
    """A section that is being answered, its reply locked until the transaction ends. Raises as ``check_writable``."""
    lock_reply(respondent)
    part = part_of(respondent, section)
    check_writable(part, by, now)
    return part


def check_writable(part: Part, by: User | None, now: datetime) -> None:
    """Raises NotAllowed, or Conflict that says what stands in the way of answering a section now."""
    check_can_answer(by, part, today=timezone.localdate(now))
    check_real(part.respondent.round)
    closed = part.respondent.round.closed_at
    if closed is not None:
        day = long_date(timezone.localdate(closed), get_language() or "en")
        raise Conflict(_("This round was closed on %(day)s; nothing was changed.") % {"day": day})
    if part.respondent.standing != Standing.OPEN:
        raise Conflict(_("This reply was cleared; the focal point can open it for a correction."))
    if part.standing == PartStanding.SUBMITTED:
        raise Conflict(_("This section was submitted; take it back to change it."))


def put(
    respondent: Respondent, question: str, stored: Answer | None, reply: Reply | None, by: User | None, now: datetime
) -> Answer:
    """Stores a reply with its change. The whole reply is locked by the caller."""
    answer = stored or Answer(respondent=respondent, question=question, revision=0)
    answer.reply, answer.by, answer.at = reply, by, now
    answer.revision += 1
    answer.save()
    Change.objects.create(answer=answer, revision=answer.revision, reply=reply, by=by, at=now)
    return answer


def count(part: Part, form: Form, question: str) -> None:
    """Works out how far a section is after a reply to one of its questions, and those that ask because of it."""
    replies = given_in(form, replies_of(part.respondent))
    others = {form.section_of[one] for one in form.waiting_for(question)} - {part.section}
    for one in (part, *part.respondent.parts.filter(section__in=others)):
        progress = progress_in(form.section(one.section), replies)
        one.asked, one.replies = progress.asked, dict(progress.replies)
        one.save(update_fields=["asked", "replies"])


def _cited(respondent: Respondent, reply: Reply | None, stored: Reply | None, by: User | None) -> Reply | None:
    """A reply with its evidence as it is kept: what the same one cited before, also in other rounds, as it was then."""
    if reply is None or "evidence" not in reply:
        return reply
    before = (stored or {}).get("evidence", [])
    if any(one not in before for one in reply["evidence"]):
        before = [*cleared_by(respondent), *before]
    return reply | {"evidence": settled(reply["evidence"], before, by)}


def _check_measures(respondent: Respondent, named: list[str]) -> None:
    """Raises Invalid where a measure is named that the State has not entered."""
    if named:
        there = set(Measure.objects.filter(state=respondent.state, name__in=named).values_list("name", flat=True))
        if missing := sorted(set(named) - there):
            said = _("There is no measure “%(measure)s”; enter it first.") % {"measure": missing[0][:40]}
            raise Invalid(said, [Fault("value: measures", said)])
