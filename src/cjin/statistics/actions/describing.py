"""Bringing the descriptions of ICCS into the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from cjin.core.actions.audit import record
from cjin.core.models import User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import Duty
from cjin.statistics.models import Description
from cjin.statistics.rules.describing import Described, Unresolved, read_descriptions, unresolved
from cjin.statistics.search import renew_categories

FIELDS = ("description", "inclusions", "exclusions", "notes")


@dataclass(frozen=True)
class Imported:
    """What an import did, and the cross-references of the exclusions that name no category, by language."""

    descriptions: int
    changed: int
    unresolved: Sequence[Unresolved]
    elsewhere: Sequence[Unresolved]


@transaction.atomic
def describe(*, text: str, name: str, by: User | None, now: datetime) -> Imported:
    """Imports descriptions from a table; the same table again changes nothing.

    ``unresolved`` are the references of the English text, ``elsewhere`` those of the others. Raises NotAllowed,
    Invalid with the place of each fault; then nothing is stored.
    """
    check_can(by, Duty.STATISTICS_EDIT, today=timezone.localdate(now))
    found = read_descriptions(text, name)
    changed = _bring(found)
    english, spanish = unresolved(found, "en"), unresolved(found, "es")
    if changed:
        renew_categories()
        detail = {"file": name, "descriptions": len(found), "changed": changed, "unresolved": len(english)}
        record(stream="statistics", act="describe", by=by, obj="iccs", detail=detail, now=now)
    return Imported(len(found), changed, english, spanish)


def _bring(found: Sequence[Described]) -> int:
    known = {(one.code, one.language): one for one in Description.objects.select_for_update()}
    made, altered = [], []
    for one in found:
        row = known.get((one.code, one.language))
        said = {field: getattr(one, field) for field in FIELDS}
        if row is None:
            made.append(Description(code=one.code, language=one.language, **said))
        elif any(getattr(row, field) != text for field, text in said.items()):
            for field, text in said.items():
                setattr(row, field, text)
            altered.append(row)
    Description.objects.bulk_create(made, batch_size=200)
    Description.objects.bulk_update(altered, FIELDS, batch_size=200)
    return len(made) + len(altered)
