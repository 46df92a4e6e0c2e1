"""Counting the sealed requests of a year when it is over."""

from datetime import datetime

from django.db import transaction

from ..models import SealedFigures
from ..queries.figures import of_year, sealed_figures, years_to_count


@transaction.atomic
def count_sealed(*, now: datetime) -> list[SealedFigures]:
    """Counts the sealed requests of each year that is over, once: what happens to them later changes no figure."""
    return [_count(year, now) for year in years_to_count(now)]


def _count(year: int, now: datetime) -> SealedFigures:
    """Counts a year; what is in it is marked, and is in no other figure when it is unsealed."""
    made = SealedFigures.objects.get_or_create(year=year, defaults={"counts": sealed_figures(year), "at": now})[0]
    of_year(year, sealed=True).update(counted=True)
    return made
