"""What all instruments cite, counted by what is cited: what is not known here first."""

from collections.abc import Sequence
from dataclasses import dataclass

from cjin.core.queries.release import Reader
from cjin.texts.models import Work
from cjin.texts.queries.cited import Cite
from cjin.texts.queries.reading import readable

UNKNOWN, NO_PLACE, NO_TEXT, HERE = "unknown", "no-place", "no-text", "here"
STATES = (UNKNOWN, NO_PLACE, NO_TEXT, HERE)


@dataclass(frozen=True)
class Counted:
    """Something that is cited: a known work or ``key`` alone, how often it is cited and by how many instruments.

    ``state``: not known; known, but not the place that is cited; known without a text at this node; with one.
    """

    key: str
    work: Work | None
    kinds: Sequence[str]
    state: str
    citations: int
    instruments: int


def counted(found: Sequence[Cite], reader: Reader) -> list[Counted]:
    """Everything that is cited: by state, in each the most cited first."""
    loaded = set(readable(reader).values_list("work", flat=True))
    grouped: dict[tuple[str, str], list[tuple[Cite, Work | None]]] = {}
    for one in found:
        for work in one.cited or (None,):
            thing = work.slug if work else one.things[0]
            grouped.setdefault((state_of(one, work, loaded), thing), []).append((one, work))
    rows = [_counted(key, state, group) for (state, key), group in grouped.items()]
    return sorted(rows, key=lambda row: (STATES.index(row.state), -row.citations, row.key))


def state_of(one: Cite, work: Work | None, loaded: set[int]) -> str:
    """What a citation of a work, or of nothing that is known, tells of what the node has."""
    if work is None:
        return UNKNOWN
    if not one.resolved:
        return NO_PLACE
    return HERE if work.pk in loaded else NO_TEXT


def _counted(key: str, state: str, group: Sequence[tuple[Cite, Work | None]]) -> Counted:
    kinds = tuple(dict.fromkeys(one.kind for one, _ in group))
    return Counted(key, group[0][1], kinds, state, len(group), len({one.work.pk for one, _ in group}))
