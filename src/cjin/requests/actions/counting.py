"""Counting the sealed requests of a year when it is over."""

from datetime import datetime

from django.db import transaction

from ..models import SealedFigures
from ..queries.figures import sealed_figures, years_to_count


@transaction.atomic
def count_sealed(*, now: datetime) -> list[SealedFigures]:
    """Counts the sealed requests of each year that is over, once: what happens to them later changes no figure."""
    return [
        SealedFigures.objects.get_or_create(year=year, defaults={"counts": sealed_figures(year), "at": now})[0]
        for year in years_to_count(now)
    ]
