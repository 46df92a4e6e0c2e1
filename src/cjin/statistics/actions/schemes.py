"""Acts on one code of a national scheme. Each is locked, noted once, and keeps what it replaced."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.actions.audit import record
from cjin.core.models import User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Conflict, Fault, Invalid
from cjin.statistics.models import Change, Entry, LinkRow, Scheme
from cjin.statistics.queries.schemes import link_of, links_of
from cjin.statistics.rules.classification import iccs
from cjin.statistics.rules.correspondence import Link, Standing
from cjin.statistics.rules.linksheets import disagreement, plain_row
from cjin.statistics.rules.reviewing import standing_of

NODE = "node"


@transaction.atomic
def propose(
    *, entry: Entry, revision: int, rows: Sequence[Link], comment: str = "", by: User | None, now: datetime
) -> Entry:
    """Proposes the categories of a code, each with its share and days, in place of what stood there.

    Raises NotAllowed without the duty, Conflict where the code was changed meanwhile, Invalid for what cannot be.
    """
    said = comment.strip()
    links = [
        replace(one, standing=Standing.PROPOSED, proposed_by=name_of(by), verdict="", decision="", comment=said)
        for one in rows
    ]
    return _act(entry, revision, "propose", lambda _before: _placed(links), by, now)


@transaction.atomic
def accept(*, entry: Entry, revision: int, comment: str = "", by: User | None, now: datetime) -> Entry:
    """Accepts what is proposed or disputed: from now on records of this code are counted there."""
    verdict = _("accepted by %(name)s") % {"name": name_of(by)}

    def accepted(before: Sequence[Link]) -> list[Link]:
        if not before or standing_of(before) not in (Standing.PROPOSED, Standing.DISPUTED):
            raise Conflict(_("There is no proposal for this code that waits."))
        return [
            replace(one, standing=Standing.ACCEPTED, verdict=verdict, comment=comment.strip() or one.comment)
            for one in before
        ]

    return _act(entry, revision, "accept", accepted, by, now)


@transaction.atomic
def dispute(*, entry: Entry, revision: int, comment: str, by: User | None, now: datetime) -> Entry:
    """Disputes what stands, with a reason: until it is settled, records of this code are counted nowhere."""
    reason = needed("comment", comment, _("Say what speaks against it."))
    verdict = _("disputed by %(name)s") % {"name": name_of(by)}

    def disputed(before: Sequence[Link]) -> list[Link]:
        if not before or not before[0].target:
            raise Conflict(_("There is no category of this code that could be disputed."))
        return [replace(one, standing=Standing.DISPUTED, verdict=verdict, comment=reason) for one in before]

    return _act(entry, revision, "dispute", disputed, by, now)


@transaction.atomic
def decide(
    *, entry: Entry, revision: int, rows: Sequence[Link], decision: str, by: User | None, now: datetime
) -> Entry:
    """Decides the categories of a code, with a reason, in place of what stood there."""
    reason = needed("decision", decision, _("Say why it was decided so."))

    def decided(before: Sequence[Link]) -> list[Link]:
        said = {one.target: one for one in before}
        kept = [said.get(one.target, one) for one in rows]
        verdict = _("decided by %(name)s") % {"name": name_of(by)}
        return _placed(
            [
                replace(
                    one,
                    standing=Standing.ACCEPTED,
                    proposed_by=old.proposed_by or name_of(by),
                    verdict=verdict,
                    comment=old.comment,
                    decision=reason,
                )
                for one, old in zip(rows, kept, strict=True)
            ]
        )

    return _act(entry, revision, "decide", decided, by, now)


@transaction.atomic
def exclude(*, entry: Entry, revision: int, decision: str, by: User | None, now: datetime) -> Entry:
    """Decides that a code has no place in ICCS, with a reason."""
    reason = needed("decision", decision, _("Say why it has no place."))
    verdict = _("decided by %(name)s") % {"name": name_of(by)}
    link = Link(entry.code, entry.title, "", 1.0, None, None, Standing.EXCLUDED, name_of(by), verdict, "", reason)
    return _act(entry, revision, "exclude", lambda _before: [link], by, now)


def name_of(by: User | None) -> str:
    """Who proposes, in words."""
    return str(by)[:200] if by else NODE


def needed(field: str, text: str, why: str) -> str:
    """A text without the blanks around it. Raises Invalid where nothing is said."""
    if not text.strip():
        raise Invalid(_("A reason is needed."), [Fault(field, why)])
    return text.strip()


def _placed(links: Sequence[Link]) -> list[Link]:
    """The rows, where each names a category and together they are one whole."""
    faults = [
        Fault("rows", _("%(code)s is no code of ICCS.") % {"code": one.target[:20] or "–"})
        for one in links
        if one.target not in iccs()
    ]
    if not links:
        faults.append(Fault("rows", _("Choose a category of ICCS.")))
    elif not faults and (what := disagreement(links)):
        faults.append(Fault("rows", what))
    if faults:
        raise Invalid(_("These categories cannot be."), faults)
    return list(links)


def _act(
    entry: Entry,
    revision: int,
    act: str,
    rows: Callable[[Sequence[Link]], Sequence[Link]],
    by: User | None,
    now: datetime,
) -> Entry:
    check_can(by, Duty.STATISTICS_EDIT, today=timezone.localdate(now))
    mine = _standing(entry, revision)
    before = links_of(mine)
    put(mine, rows(before), act, before, by, now)
    detail = {"before": [plain_row(one) for one in before], "after": [plain_row(one) for one in links_of(mine)]}
    record(stream="statistics", act=f"{act}-link", by=by, obj=mine.key, detail=detail, now=now)
    return mine


def _standing(entry: Entry, revision: int) -> Entry:
    """The code read anew, with its scheme locked until the transaction ends. Raises Conflict."""
    Scheme.objects.select_for_update().get(pk=entry.scheme_id)
    found = Entry.objects.select_related("scheme").get(pk=entry.pk)
    if found.revision != revision:
        raise Conflict(_("This code was changed meanwhile. Look at it as it stands now, then decide again."))
    return found


def put(entry: Entry, links: Sequence[Link], act: str, before: Sequence[Link], by: User | None, now: datetime) -> None:
    """Replaces the rows of a locked entry and keeps those that stood before."""
    Change.objects.create(
        entry=entry,
        revision=entry.revision + 1,
        act=act,
        before=[plain_row(one) for one in before],
        by=by,
        at=now,
    )
    entry.rows.all().delete()
    LinkRow.objects.bulk_create([link_of(entry, one) for one in links])
    entry.revision += 1
    entry.standing = standing_of(links)
    entry.save(update_fields=["revision", "standing"])
