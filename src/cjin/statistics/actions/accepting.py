"""Acceptance of all proposals of a scheme that a filter finds, at once: one act, with one reason."""

from collections.abc import Sequence
from datetime import datetime
from itertools import batched

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.actions.audit import record
from cjin.core.models import User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Conflict
from cjin.statistics.actions.schemes import name_of, needed
from cjin.statistics.models import Change, Entry, LinkRow, Review, Scheme
from cjin.statistics.queries.proposals import proposals, version_of
from cjin.statistics.queries.schemes import Wanted, links_of
from cjin.statistics.rules.linksheets import plain_row

AT_ONCE = 300
"""So many codes go into one statement; engines limit the values of one."""


@transaction.atomic
def accept_all(
    *, scheme: Scheme, wanted: Wanted, version: str = "", reason: str, by: User | None, now: datetime
) -> int:
    """Accepts every code that is proposed, of those that a filter finds; answers how many.

    ``version`` is that of the proposals that the person saw; without one those count that are there now. Disputed codes
    are left to a person, one by one. Each code keeps what stood before, as with a single act.
    Raises NotAllowed without the duty, Invalid without a reason, Conflict where nothing waits or something changed.
    """
    check_can(by, Duty.STATISTICS_EDIT, today=timezone.localdate(now))
    said = needed("reason", reason, _("Say why all of them are accepted."))
    locked = Scheme.objects.select_for_update().get(pk=scheme.pk)
    found = list(proposals(locked, wanted))
    if version and version != version_of(found):
        raise Conflict(_("Some of these codes were changed meanwhile. Look at them now, then decide again."))
    if not found:
        raise Conflict(_("No proposal waits here."))
    for some in batched(found, AT_ONCE):
        _accept(some, said, by, now)
    detail = {
        "filter": {"branch": wanted.branch, "words": wanted.words},
        "reason": said,
        "codes": [one.code for one in found],
    }
    record(stream="statistics", act="accept-links", by=by, obj=f"scheme/{locked.slug}", detail=detail, now=now)
    return len(found)


def _accept(entries: Sequence[Entry], reason: str, by: User | None, now: datetime) -> None:
    Change.objects.bulk_create(
        Change(
            entry=one,
            revision=one.revision + 1,
            act="accept",
            before=[plain_row(link) for link in links_of(one)],
            by=by,
            at=now,
        )
        for one in entries
    )
    keys = [one.pk for one in entries]
    verdict = _("accepted by %(name)s") % {"name": name_of(by)}
    LinkRow.objects.filter(entry__in=keys).update(standing=Review.ACCEPTED, verdict=verdict, decision=reason)
    Entry.objects.filter(pk__in=keys).update(standing=Review.ACCEPTED, revision=F("revision") + 1)
