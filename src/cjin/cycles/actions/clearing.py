"""How a reply comes about: sections are handed out and submitted, the focal point returns them or clears the whole."""

import hashlib
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.actions.audit import record
from cjin.core.actions.outbox import put
from cjin.core.models import Post, User
from cjin.core.rules.errors import Conflict, Fault, Invalid
from cjin.core.rules.storable import UNSEEN

from ..models import Clearing, Happened, Measure, Part, Respondent
from ..permissions import check_can_answer, check_can_clear, check_real, is_post_of, stream_of
from ..queries.answers import part_of, replies_of
from ..queries.forms import form_of
from ..queries.measures import as_data
from ..queries.reminders import holders_of
from ..rules.answers.progress import given_in
from ..rules.answers.replies import canonical, measures_named
from ..rules.rounds import OF_PARTS, OF_REPLIES, Move, PartStanding, Standing, move
from .locking import lock_reply

MOVED = "cycles.moved"
"""The topic of mails about sections that were handed out or returned."""
LONGEST = 2_000
"""So many characters a note has at most."""


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
    _tell(part, "hand", by, now)
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
    wanted = move(OF_PARTS, act)
    if wanted.duty == "cycles.clear":
        check_can_clear(by, respondent, today=timezone.localdate(now))
    else:
        check_can_answer(by, part, today=timezone.localdate(now))
    _check_from(wanted, part.standing)
    _check_open(part.respondent)
    _check_note(note, needed=wanted.reasoned)
    part.standing, part.note = wanted.to, note.strip()
    part.save(update_fields=["standing", "note"])
    _happen(respondent, act, by, now, section=section, note=note.strip())
    if act == "return":
        _tell(part, act, by, now)
    return part


def _tell(part: Part, act: str, by: User | None, now: datetime) -> None:
    """Puts a mail to those who answer for the post that a section is with now."""
    for person in holders_of(part.post, timezone.localdate(now)) if part.post else ():
        if by is None or person != by.pk:
            payload = {"act": act, "person": person, "part": part.pk, "post": part.post_id}
            put(topic=MOVED, key=f"{act} {part.pk} {person} {now.isoformat()}", payload=payload, now=now)


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
    wanted = move(OF_REPLIES, act)
    _check_from(wanted, found.standing)
    if found.revision != revision:
        raise Conflict(_("Somebody has moved this reply on since; look at it again."))
    _check_note(note, needed=wanted.reasoned)
    check_real(found.round)
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
    if act == "withdraw" and not found.clearings.filter(withdrawn_at=None).update(withdrawn_at=now):
        raise Conflict(_("Nothing was given that could be taken back."))
    found.standing, found.revision = wanted.to, found.revision + 1
    found.consents = found.consents if consents is None else consents
    found.save(update_fields=["standing", "revision", "consents", "cleared_at"])
    _happen(found, act, by, now, note=note.strip())
    return found


def _clear(respondent: Respondent, reason: str, by: User | None, now: datetime) -> None:
    """Keeps what is cleared as it is now, without replies to questions that are not asked any more."""
    form = form_of(respondent.round)
    answers = given_in(form, replies_of(respondent))
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


def _check_from(wanted: Move, standing: str) -> None:
    """Raises Conflict where an act cannot be done from here."""
    if standing not in wanted.sources:
        raise Conflict(_("This cannot be done any more, as the reply stands now; look at it again."))


def _check_open(respondent: Respondent) -> None:
    check_real(respondent.round)
    if respondent.round.closed_at is not None:
        raise Conflict(_("This round is closed."))
    if respondent.standing != Standing.OPEN:
        raise Conflict(_("This reply was cleared; the focal point can open it for a correction."))


def _check_note(note: str, *, needed: bool) -> None:
    """Raises Invalid where a note is missing, too long, or holds signs that cannot be seen."""
    if needed and not note.strip():
        raise Invalid(_("A reason is needed."), [Fault("note", _("say why"))])
    faults = [_("at most %(most)d characters") % {"most": LONGEST}] if len(note) > LONGEST else []
    faults += [_("there is a sign in it that cannot be seen; remove it")] if UNSEEN.search(note) else []
    if faults:
        raise Invalid(_("This note cannot be kept."), [Fault("note", one) for one in faults])


def _locked(respondent: Respondent) -> Respondent:
    """The respondent, locked until the transaction ends."""
    lock_reply(respondent)
    return Respondent.objects.select_related("round__form").get(pk=respondent.pk)


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
