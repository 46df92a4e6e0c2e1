"""The measures of a State."""

from typing import Any

from ..models import Measure


def as_data(measure: Measure) -> dict[str, Any]:
    """A measure as it stands in a cleared reply and in files."""
    said = {
        "name": measure.name,
        "type": measure.type,
        "title": dict(measure.title),
        "since": measure.since.isoformat() if measure.since else None,
        "until": measure.until.isoformat() if measure.until else None,
        "evidence": measure.evidence,
        "links": {one.place: one.contribution for one in measure.links.all()},
    }
    return {name: value for name, value in said.items() if value not in (None, [], {})}


def measures_of(state: str) -> list[Measure]:
    """All measures of a State, with what they are linked to. Two queries."""
    return list(Measure.objects.filter(state=state).prefetch_related("links"))
