"""Releasing: what is published is written and numbered, whole or not at all."""

import shutil
import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.actions.audit import record
from cjin.core.models import User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Fault, Invalid, Outdated
from cjin.statistics.actions.preparing import Making, bring, let_go
from cjin.statistics.actions.readings import alone
from cjin.statistics.models import Publication
from cjin.statistics.queries.publications import published_flows
from cjin.statistics.queries.succession import Succession
from cjin.statistics.search import renew

PLACE = "publications"
"""The folder of all publications."""


def released(making: Making, by: User | None, now: datetime, looked_at: str = "") -> Publication:
    """Stores a publication with its cells, as they were prepared or made now.

    The same again changes nothing while it holds. ``looked_at`` is the key of what somebody saw before: nothing else
    is published then. Raises NotAllowed, Outdated where it would be something else, Conflict where the source is
    published by somebody else just now, Invalid where a name has other dimensions elsewhere, or what was kept back is
    shown without consent.
    """
    check_can(by, Duty.STATISTICS_PUBLISH, today=timezone.localdate(now))
    made = making.publication
    busy = _("%(source)s is being published just now; wait until that is done.") % {"source": made.source.slug}
    with alone(PLACE, made.source.slug, busy):
        there = same(made)
        if there is not None:
            return there
        key, made.number = making.key, making.number
        if looked_at not in ("", key):
            raise Outdated(_("Something changed since this was made ready. Say again what is to be published."))
        work = _clean_place(made)
        try:
            bring(making, work)
            making.check_opening()
            check_dimensions(made)
            _take(made, work, by, now)
        finally:
            shutil.rmtree(work, ignore_errors=True)
        let_go(key)
        return made


def same(made: Publication) -> Publication | None:
    """The publication of the same on the same terms whose figures still hold, if there is one."""
    succession = Succession(None, made.source_id)
    same = made.source.publications.filter(digest=made.digest, withdrawn_at=None).order_by("-number")
    there = next((one for one in same if not succession.of(one).after), None)
    if there is not None:
        there.unchanged = True
    return there


def _clean_place(made: Publication) -> Path:
    """An empty folder to write to. What publications that were killed left behind goes."""
    home = Path(settings.CJIN_HOME) / "statistics" / PLACE / made.source.slug
    for left in home.glob(".work*"):
        shutil.rmtree(left, ignore_errors=True)
    return Path(tempfile.mkdtemp(dir=home, prefix=".work"))


def check_dimensions(made: Publication) -> None:
    """One name, one set of dimensions, whoever publishes under it. Raises Invalid."""
    others = published_flows(apart_from=made.source)
    faults = [
        Fault(flow["id"], _("another source publishes this name with the dimensions %(names)s") % {"names": names})
        for flow in made.flows
        if (names := others.get(flow["id"])) and names != ", ".join(flow["dimensions"])
    ]
    if faults:
        raise Invalid(_("These figures cannot be published; give the tables other names."), faults)


@transaction.atomic
def _take(made: Publication, work: Path, by: User | None, now: datetime) -> None:
    made.published_at, made.published_by = now, by
    made.save()
    detail = {"of": (made.load or made.dataset or made).key, "rule": made.rule, "release": made.release}
    record(stream="statistics", act="publish", by=by, obj=f"publication/{made.key}", detail=detail, now=now)
    renew(made)
    target = Path(settings.CJIN_HOME) / "statistics" / made.folder
    shutil.rmtree(target, ignore_errors=True)  # what a publication that was killed at the last moment left
    work.rename(target)
