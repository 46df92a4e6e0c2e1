"""What is worked out from the texts that are shown first: citations, and parallels between instruments."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.resources import files

from django.db import transaction

from cjin.texts.models import Citation, Parallel, Work
from cjin.texts.queries.following import citations_in
from cjin.texts.queries.instruments import Instrument, instruments_here
from cjin.texts.queries.parallels import parallels_among
from cjin.texts.rules.parallels.ranking import Parallel as Found

TOPIC = "texts.derive"
KEPT = 5
"""So many partners of a provision in another instrument are kept, and all that are suggested."""
_DATA = ("instruments.yaml", "topics.yaml", "citations/groups.yaml", "citations/parallels.yaml")


@dataclass(frozen=True)
class Derived:
    """How many citations and parallels there are now; ``unchanged`` where nothing had to be worked out."""

    citations: int
    parallels: int
    unchanged: bool = False


def load(*, now: datetime) -> None:
    """``derive`` as the list of loaders calls it."""
    derive(now=now)


@transaction.atomic
def derive(*, now: datetime, again: bool = False) -> Derived:  # noqa: ARG001 (loaders and tasks are called alike)
    """Works out citations and parallels of all English texts that are shown first.

    Nothing is done where they, and the catalogue, are as they were the last time, unless ``again`` is said.
    """
    instruments = instruments_here(None)
    digest = _digest(instruments)
    marked = Work.objects.exclude(derived="").values_list("slug", "derived")
    if not again and dict(marked) == {one.slug: digest for one in instruments}:
        return Derived(Citation.objects.count(), Parallel.objects.count(), unchanged=True)
    works = {work.slug: work.pk for work in Work.objects.all()}
    Citation.objects.all().delete()
    Parallel.objects.all().delete()
    citations = Citation.objects.bulk_create(_citations(instruments, works), batch_size=1000)
    parallels = Parallel.objects.bulk_create(_parallels(instruments, works), batch_size=1000)
    Work.objects.exclude(derived="").update(derived="")
    Work.objects.filter(slug__in=[one.slug for one in instruments]).update(derived=digest)
    return Derived(len(citations), len(parallels))


def _digest(instruments: Sequence[Instrument]) -> str:
    """What everything is worked out from: the texts in their revisions, and the data of the catalogue."""
    state = hashlib.sha256()
    for one in instruments:
        state.update(f"{one.slug} {one.text.pk} {one.text.revision}\n".encode())
    for name in _DATA:
        state.update(files("cjin.catalogue").joinpath(name).read_bytes())
    return state.hexdigest()


def _citations(instruments: Sequence[Instrument], works: dict[str, int]) -> Iterator[Citation]:
    for one in instruments:
        for position, citation in enumerate(citations_in(one, instruments)):
            target = citation.target
            for cited in target.works or ("",):
                yield Citation(
                    work_id=works[one.slug],
                    eid=citation.eid,
                    position=position,
                    words=citation.words,
                    start=citation.span.start,
                    end=citation.span.end,
                    note=citation.note,
                    kind=citation.identifier.kind,
                    key=target.key[:250],
                    cited_id=works.get(cited),
                    cited_eid=target.eid,
                    resolved=target.resolved,
                )


def _parallels(instruments: Sequence[Instrument], works: dict[str, int]) -> Iterator[Parallel]:
    """The pairs worth keeping, each once. Treaties are left out: their articles are not what declarations continue."""
    compared = [one for one in instruments if not any(eid.startswith("art_") for eid in one.eids)]
    kept: dict[tuple[str, str], Found] = {}
    ranks: dict[tuple[str, str], int] = {}
    for found in parallels_among(compared, [one.slug for one in compared]):
        group = (found.a, found.b.partition("/")[0])
        ranks[group] = ranks.get(group, 0) + 1
        if found.suggested or ranks[group] <= KEPT:
            one, other = sorted((found.a, found.b))
            kept.setdefault((one, other), found)
    for (one, other), found in kept.items():
        a, _, a_eid = one.partition("/")
        b, _, b_eid = other.partition("/")
        yield Parallel(
            a_id=works[a], a_eid=a_eid, b_id=works[b], b_eid=b_eid, score=found.score, suggested=found.suggested,
            reasons=asdict(found.reasons),
        )  # fmt: skip
