"""The proposals of a scheme that wait for a reviewer, and their version, which changes with each of them."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from django.db.models import QuerySet

from cjin.statistics.models import Entry, Review, Scheme
from cjin.statistics.queries.schemes import Wanted, entries


def proposals(scheme: Scheme, wanted: Wanted) -> QuerySet[Entry]:
    """The codes that are proposed, of those that a filter finds whatever standing it asks for."""
    return entries(scheme, replace(wanted, standing=str(Review.PROPOSED)))


def version_of(found: Iterable[Entry]) -> str:
    """What changes when one of the codes is changed, comes or goes."""
    told = "\n".join(f"{one.pk} {one.revision}" for one in found)
    return hashlib.sha256(told.encode()).hexdigest()[:32]
