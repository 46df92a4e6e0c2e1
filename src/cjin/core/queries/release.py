"""Reading what somebody may see: the one method for pages, API, search, exports and exchange."""

from django.db.models import Model, Q, QuerySet

from cjin.core.models.release import BAR
from cjin.core.rules.release import Reader, ReleaseLevel

__all__ = ["Reader", "visible_to"]


def visible_to[M: Model](queryset: QuerySet[M], reader: Reader, *, via: str = "") -> QuerySet[M]:
    """The objects of the queryset that this reader may see, exactly as ``ReleaseLevel.allows`` says.

    ``via`` is the path to the released object where the model is only a part of it (``"expression__work"``).
    """
    return queryset.filter(visibility(reader, via=via))


def visibility(reader: Reader, *, via: str = "") -> Q:
    """The condition behind ``visible_to``."""
    at = f"{via}__" if via else ""
    seen = Q(**{f"{at}release": ReleaseLevel.PUBLIC}) | Q(**{f"{at}owner__in": sorted(reader.organization_ids)})
    if reader.is_owner_of_node:
        seen |= Q(**{f"{at}owner__isnull": True})
    if reader.state_codes:
        named = Q()
        for code in sorted(reader.state_codes):
            named |= Q(**{f"{at}states__contains": f"{BAR}{code}{BAR}"})
        seen |= Q(**{f"{at}release": ReleaseLevel.ALL_STATES}) | (Q(**{f"{at}release": ReleaseLevel.NAMED}) & named)
    return seen
