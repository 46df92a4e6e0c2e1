"""Measures: entered once by a State, linked to what many instruments ask."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.actions.audit import record
from cjin.core.models import User
from cjin.core.rules.errors import Fault, Invalid, Outdated
from cjin.core.rules.identifiers import Slug, StateCode
from cjin.core.rules.multilingual import Multilingual

from ..models import Measure, MeasureLink
from ..permissions import check_can_measure
from ..queries.evidence import settled
from ..rules.answers.evidence import checked_evidence
from ..rules.answers.values import MEASURE
from ..rules.vocabulary import codes


@transaction.atomic
def put_measure(
    *,
    state: str,
    name: str = "",
    title: Mapping[str, str],
    type: str,
    since: date | None = None,
    until: date | None = None,
    evidence: Sequence[Any] = (),
    links: Mapping[str, str] | None = None,
    revision: int = 0,
    by: User | None,
    now: datetime,
) -> Measure:
    """Enters a measure of a State, or changes one; without a ``name`` it is made from the title.

    ``links`` are provisions with the contribution to each; None leaves them. Raises NotAllowed, Invalid with each
    fault, Outdated where somebody changed it since ``revision``.
    """
    code = StateCode.of(state)
    check_can_measure(by, code, today=timezone.localdate(now))
    titles = Multilingual.of(title)
    named = name or _free_name(code, titles)
    kept = checked_evidence(list(evidence))
    _check(named, titles, type, since, until, links or {})
    stored = Measure.objects.select_for_update().filter(state=code, name=named).first()
    if revision != (stored.revision if stored else 0):
        raise Outdated(_("Somebody has changed this measure since; look at it again."))
    measure = stored or Measure(state=code, name=named)
    measure.title, measure.type, measure.since, measure.until = titles, type, since, until
    measure.evidence = settled(kept, stored.evidence if stored else (), by)
    measure.revision, measure.by, measure.at = revision + 1, by, now
    try:
        with transaction.atomic():
            measure.save(force_insert=stored is None)
    except IntegrityError:
        raise Outdated(_("Somebody has entered this measure just now; look at it.")) from None
    if links is not None:
        measure.links.all().delete()
        MeasureLink.objects.bulk_create(MeasureLink(measure=measure, place=p, contribution=c) for p, c in links.items())
    record(stream=f"measures-{code}", act="put", by=by, obj=f"measure/{code}/{named}", now=now)
    return measure


def _check(
    name: str, title: Multilingual, type_: str, since: date | None, until: date | None, links: Mapping[str, str]
) -> None:
    faults = []
    if not MEASURE.match(name):
        faults.append(Fault("name", _("small letters, digits and hyphens, at most 40, are expected")))
    if not title:
        faults.append(Fault("title", _("name it in one language at least")))
    if type_ not in codes("measures"):
        faults.append(Fault("type", _("one of these is expected: %(types)s") % {"types": ", ".join(codes("measures"))}))
    if since and until and until < since:
        faults.append(Fault("until", _("it ends before it begins")))
    faults += [
        Fault(f"links, {place[:60]}", _("full, partial or supporting is expected"))
        for place, one in links.items()
        if one not in codes("contributions") or "/" not in place or len(place) > 280
    ]
    if faults:
        raise Invalid(_("This measure cannot be kept."), faults)


def _free_name(state: str, title: Multilingual) -> str:
    """A name from the title that no other measure of the State has."""
    words = title.get("en") or next(iter(title.values()), "")
    try:
        wish = str(Slug.made_from(words))[:32].strip("-")
    except Invalid:
        wish = "measure"
    taken = set(Measure.objects.filter(state=state, name__startswith=wish).values_list("name", flat=True))
    return next(one for one in (wish, *(f"{wish}-{number}" for number in range(2, 10_000))) if one not in taken)
