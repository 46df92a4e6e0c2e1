"""What loads of records and datasets of ready figures have in common, as the API tells it."""

from typing import Any

from ..models import Dataset, Load


def reading_out(one: Load | Dataset) -> dict[str, Any]:
    """Its key, source and number, the day of its data, and when it was read in."""
    return {
        "key": one.key,
        "source": one.source.slug,
        "number": one.number,
        "title": one.source.title,
        "area": one.source.area,
        "vintage": one.vintage.isoformat(),
        "loaded_at": one.loaded_at,
    }
