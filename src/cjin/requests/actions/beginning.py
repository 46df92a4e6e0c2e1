"""A request begins from an earlier one: with its passages in other languages, where they say the same text."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from cjin.core.models import User

from ..models import Request, Wording
from ..queries.cases import draft_of
from ..rules.letter.data import only_asked
from ..rules.letter.units import languages_in, units
from ..rules.writing.drafts import Draft
from .cases import looked_at, open_request


@transaction.atomic
def begin(*, draft: Draft, earlier: Request | None = None, by: User, now: datetime, **more: Any) -> Request:
    """Opens a request as ``open_request`` does; the earlier one that it begins from is looked at, and gives the
    passages whose source text is the same. Raises as ``open_request`` and ``looked_at`` do.
    """
    if earlier is None:
        return open_request(draft=draft, by=by, now=now, **more)
    looked_at(reference=earlier.reference, by=by, now=now)
    made = open_request(draft=draft, by=by, now=now, **more)
    Wording.objects.bulk_create(_kept(made, earlier))
    return made


def _kept(made: Request, earlier: Request) -> Sequence[Wording]:
    """The passages in the languages that the new request names; whoever wrote them stays who did."""
    same: Mapping[str, str] = {one.unit: one.sha256 for one in units(only_asked(draft_of(made)))}
    found = earlier.wordings.filter(language__in=languages_in(made.answers)[1:])
    return [
        Wording(
            request=made, language=one.language, unit=one.unit, text=one.text, status=one.status,
            source_sha256=one.source_sha256, by=one.by, at=one.at,
        )
        for one in found.select_related("by")
        if same.get(one.unit) == one.source_sha256
    ]  # fmt: skip
