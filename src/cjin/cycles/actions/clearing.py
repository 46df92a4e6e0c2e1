"""How a reply comes about: sections are handed out and submitted, the focal point returns them or clears the whole."""

import hashlib
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.actions.audit import record
from cjin.core.models import Post, User
from cjin.core.rules.errors import Conflict, Fault, Invalid

from ..models import Clearing, Happened, Measure, Part, Respondent
from ..permissions import check_can_answer, check_can_clear, is_post_of, stream_of
from ..queries.measures import as_data
from ..queries.rounds import form_of, part_of, replies_of
from ..rules.answers.replies import canonical, measures_named
from ..rules.rounds import OF_PARTS, OF_REPLIES, PartStanding, Standing, move


@transaction.atomic
def hand(*, respondent: Respondent, section: str, post: Post | None, by: User | None, now: datetime) -> Part:
    """Hands a section to a post, or back to the focal point (None). Raises NotAllowed, NotFound, Invalid, Conflict."""
    _locked(respondent)
    part = part_of(respondent, section)
    check_can_clear(by, respondent, today=timezone.localdate(now))
    _check_open(part.respondent)
    if post is not None and "cycles.answer" not in post.duties and "cycles.clear" not in post.duties:
        raise Invalid(_("This post cannot answer."), [Fault("post", _("give it the duty to answer forms first"))])
    if post is not None and not is_post_of(post, respondent):
        raise Invalid(_("This post cannot answer."), [Fault("post", _("it belongs to another State"))])
    part.post = post
    part.save(update_fields=["post"])
    _happen(respondent, "hand", by, now, section=section, detail={"post": post.pk if post else None})
    return part


@transaction.atomic
def move_part(
    *, respondent: Respondent, section: str, act: str, note: str = "", by: User | None, now: datetime
) -> Part:
    """Submits a section, takes it back, or returns it with a note.

    Raises NotAllowed, NotFound, Conflict where it cannot be done from here, Invalid without the note it needs.
    """
    _locked(respondent)
    part = part_of(respondent, section)
    wanted = move(OF_PARTS, act, part.standing)
    if wanted.duty == "cycles.clear":
        check_can_clear(by, respondent, today=timezone.localdate(now))
    else:
        check_can_answer(by, part, today=timezone.localdate(now))
    _check_open(part.respondent)
    _check_reason(wanted.reasoned, note)
    part.standing, part.note = wanted.to, note.strip()
    part.save(update_fields=["standing", "note"])
    _happen(respondent, act, by, now, section=section, note=note.strip())
    return part


@transaction.atomic
def move_reply(
    *, respondent: Respondent, act: str, revision: int, note: str = "", consents: bool | None = None,
    by: User | None, now: datetime,
) -> Respondent:  # fmt: skip
    """Clears the reply, publishes it, opens it for a correction or withdraws it.

    ``revision`` is the one that was seen; ``consents`` whether the State may be named. Raises NotAllowed, Conflict
    where it cannot be done from here or was done by somebody else, Invalid without a reason or with open sections.
    """
    found = _locked(respondent)
    check_can_clear(by, found, today=timezone.localdate(now))
    wanted = move(OF_REPLIES, act, found.standing)
    if found.revision != revision:
        raise Conflict(_("Somebody has moved this reply on since; look at it again."))
    _check_reason(wanted.reasoned, note)
    if act in ("clear", "correct") and found.round.closed_at is not None:
        raise Conflict(_("This round is closed."))
    if act == "clear":
        _check_submitted(found)
        _clear(found, note.strip(), by, now)
    if act == "publish":
        last = found.clearings.order_by("-number").values("pk")[:1]
        found.clearings.filter(pk__in=last).update(published_at=now)
    if act == "correct":
        found.parts.update(standing=PartStanding.OPEN)
    if act == "withdraw":
        found.clearings.filter(withdrawn_at=None).update(withdrawn_at=now)
    found.standing, found.revision = wanted.to, found.revision + 1
    found.consents = found.consents if consents is None else consents
    found.save(update_fields=["standing", "revision", "consents", "cleared_at"])
    _happen(found, act, by, now, note=note.strip())
    return found


def _clear(respondent: Respondent, reason: str, by: User | None, now: datetime) -> None:
    """Keeps what is cleared as it is now."""
    answers = replies_of(respondent)
    form = form_of(respondent.round)
    names = {one for name, reply in answers.items() for one in measures_named(form.question(name), reply)}
    named = Measure.objects.filter(state=respondent.state, name__in=names)
    content: dict[str, Any] = {
        "form": [respondent.round.form.form, respondent.round.form.version],
        "answers": answers,
        "measures": [as_data(one) for one in named.prefetch_related("links")] if respondent.state else [],
    }
    last = respondent.clearings.order_by("-number").first()
    Clearing.objects.create(
        respondent=respondent, number=(last.number if last else 0) + 1, content=content, reason=reason, by=by, at=now,
        sha256=hashlib.sha256(canonical(content).encode()).hexdigest(),
    )  # fmt: skip
    respondent.cleared_at = now


def _check_submitted(respondent: Respondent) -> None:
    """Raises Invalid while a section that was handed to a post is not submitted."""
    open_ = respondent.parts.exclude(post=None).exclude(standing=PartStanding.SUBMITTED)
    if faults := [Fault(one.section, _("is not submitted; take it to yourself, or ask its post")) for one in open_]:
        raise Invalid(_("Some sections are still with their posts."), faults)


def _check_open(respondent: Respondent) -> None:
    if respondent.round.closed_at is not None:
        raise Conflict(_("This round is closed."))
    if respondent.standing != Standing.OPEN:
        raise Conflict(_("This reply was cleared; the focal point can open it for a correction."))


def _check_reason(needed: bool, note: str) -> None:
    if needed and not note.strip():
        raise Invalid(_("A reason is needed."), [Fault("note", _("say why"))])


def _locked(respondent: Respondent) -> Respondent:
    """The respondent, locked until the transaction ends."""
    locked = Respondent.objects.select_for_update(of=("self",)).select_related("round__form")
    return locked.get(pk=respondent.pk)


def _happen(
    respondent: Respondent, act: str, by: User | None, now: datetime, *, section: str = "", note: str = "",
    detail: dict[str, Any] | None = None,
) -> None:  # fmt: skip
    Happened.objects.create(
        respondent=respondent, act=act, section=section, note=note, detail=detail or {}, by=by, at=now
    )
    record(
        stream=stream_of(respondent), act=act, by=by, obj=str(respondent), now=now,
        detail={"section": section, "note": note} | (detail or {}),
    )  # fmt: skip
