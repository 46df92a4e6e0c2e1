"""Succession: which publication took the place of which, for all flows that a source publishes again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cjin.core.permissions import Actor
from cjin.statistics.models import Publication
from cjin.statistics.queries.publications import publications_of

type Numbers = Mapping[tuple[int, str], Sequence[int]]


@dataclass(frozen=True)
class Place:
    """Where a publication stands among those of its source: the ones whose place it took, and those that took its own.

    ``replaced`` says that nothing of it is shown any more but under its own key.
    """

    before: tuple[Publication, ...] = ()
    after: tuple[Publication, ...] = ()
    replaced: bool = False


NOWHERE = Place()


class Succession:
    """The publications that somebody may see, by the flows that they hold. One query."""

    def __init__(self, actor: Actor, source: int | None = None) -> None:
        found = publications_of(actor).filter(withdrawn_at=None)
        self._held: dict[tuple[int, str], dict[int, Publication]] = {}
        for one in found if source is None else found.filter(source=source):
            for told in one.flows:
                self._held.setdefault((one.source_id, told["id"]), {})[one.number] = one

    def of(self, publication: Publication) -> Place:
        """The place of a publication. One that was withdrawn has none."""
        if publication.withdrawn_at is not None:
            return NOWHERE
        every = [self._held.get((publication.source_id, told["id"]), {}) for told in publication.flows]
        last = [max((number for number in held if number < publication.number), default=0) for held in every]
        newest = [max(held, default=0) for held in every]
        later = [number for number in newest if number > publication.number]
        known = {number: one for held in every for number, one in held.items()}
        return Place(
            tuple(known[number] for number in sorted(set(last) - {0})),
            tuple(known[number] for number in sorted(set(later))),
            bool(every) and len(later) == len(every),
        )
