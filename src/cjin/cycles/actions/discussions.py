"""The workplan of an instrument: thematic discussions entered, changed and taken out."""

from collections.abc import Iterable, Mapping, Set
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.actions.audit import record
from cjin.core.models import User
from cjin.core.rules.errors import Fault, Invalid, Outdated
from cjin.core.rules.multilingual import Multilingual
from cjin.core.rules.storable import UNSEEN
from cjin.reference.models import Topic
from cjin.texts.models import Work

from ..models import Discussion
from ..permissions import check_can_ask
from ..queries.discussions import discussion_of, sections_of


@transaction.atomic
def put_discussion(
    *, work: str, title: Mapping[str, str], begins: date, ends: date, topics: Iterable[str] = (),
    sections: Iterable[str] = (), document: str = "", number: int | None = None, seen: str | None = None,
    by: User | None, now: datetime,
) -> Discussion:  # fmt: skip
    """Enters a thematic discussion on an instrument, or changes the one with this ``number``.

    ``seen`` is when it was kept, as it was read; None compares nothing. Raises NotAllowed, NotFound, Invalid with each
    fault, Outdated where somebody changed it since.
    """
    check_can_ask(by, today=timezone.localdate(now))
    made = Discussion() if number is None else _current(number, seen)
    kept = frozenset(made.sections) if made.work == work else frozenset()
    made.work, made.title, made.begins, made.ends = work, Multilingual.of(title), begins, ends
    made.topics, made.sections, made.document = sorted(set(topics)), sorted(set(sections)), document.strip()
    made.by, made.at = by, now
    _check(made, kept)
    made.save()
    record(stream="workplan", act="put", by=by, obj=f"discussion/{made.pk}", detail={"work": work}, now=now)
    return made


@transaction.atomic
def remove_discussion(*, number: int, seen: str, by: User | None, now: datetime) -> None:
    """Takes a discussion out of the workplan. Raises NotAllowed, NotFound, Outdated."""
    check_can_ask(by, today=timezone.localdate(now))
    found = _current(number, seen)
    record(stream="workplan", act="remove", by=by, obj=f"discussion/{found.pk}", detail={"work": found.work}, now=now)
    found.delete()


def _current(number: int, seen: str | None) -> Discussion:
    found = Discussion.objects.select_for_update().get(pk=discussion_of(number).pk)
    if seen is not None and seen != found.at.isoformat():
        raise Outdated(_("Somebody has changed this discussion since; look at it again."))
    return found


def _check(one: Discussion, kept: Set[str]) -> None:
    """Raises Invalid with everything that is wrong; headings that it had already may stay."""
    topics = set(Topic.objects.filter(pk__in=one.topics).values_list("pk", flat=True))
    sections = {section.section for section in sections_of(one.work)} | kept
    faults = [
        Fault("topics", _("there is no topic “%(topic)s”") % {"topic": name[:60]})
        for name in one.topics
        if name not in topics
    ]
    faults += [
        Fault("sections", _("the form on this instrument has no section “%(section)s”") % {"section": name[:60]})
        for name in one.sections
        if name not in sections
    ]
    if not Work.objects.filter(slug=one.work).exists():
        faults.append(Fault("work", _("there is no instrument “%(work)s”") % {"work": one.work[:60]}))
    if not one.title:
        faults.append(Fault("title", _("name it in one language at least")))
    if one.ends < one.begins:
        faults.append(Fault("ends", _("it ends before it begins")))
    if not one.topics and not one.sections:
        faults.append(Fault("topics", _("choose topics, or headings of the form")))
    if len(one.document) > 80 or UNSEEN.search(one.document):
        faults.append(Fault("document", _("a symbol of at most 80 characters is expected")))
    if faults:
        raise Invalid(_("This discussion cannot be kept."), faults)
