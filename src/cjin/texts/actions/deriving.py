"""What is worked out from the texts that are shown first: citations, mandates, and parallels between instruments."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from cjin.core.actions import search as index
from cjin.texts.models import Annotation, Citation, Commitment, Mandate, Parallel, Work
from cjin.texts.queries.following import citations_in, mandates_of
from cjin.texts.queries.instruments import Instrument, instruments_here
from cjin.texts.queries.mandates import rows_of_mandates
from cjin.texts.queries.parallels import are_compared, suggested_among
from cjin.texts.search import Provisions

TOPIC = "texts.derive"
_WORKED_BY = (
    ("cjin.catalogue", "instruments.yaml"),
    ("cjin.catalogue", "topics.yaml"),
    ("cjin.catalogue", "citations"),
    ("cjin.catalogue", "commitments"),
    ("cjin.texts", "rules"),
)
"""The data and the rules, by package and path, that everything is worked out by: where one changes, so may the rest."""


@dataclass(frozen=True)
class Derived:
    """How many of each there are now; ``unchanged`` where nothing had to be worked out."""

    citations: int
    mandates: int
    parallels: int
    unchanged: bool = False


def load(*, now: datetime) -> None:
    """``derive`` as the list of loaders calls it."""
    derive(now=now)


@transaction.atomic
def derive(*, now: datetime, again: bool = False) -> Derived:  # noqa: ARG001 (loaders and tasks are called alike)
    """Works out citations, mandates and parallels of all English texts that are shown first, and renews the search.

    Nothing is done where they, what was confirmed and the catalogue are as they were, unless ``again`` is said. Of two
    at once the later one waits.
    """
    list(Work.objects.select_for_update().order_by("pk")[:1])
    instruments = instruments_here(None)
    digest = _digest(instruments)
    marked = Work.objects.exclude(derived="").values_list("slug", "derived")
    if not again and dict(marked) == {one.slug: digest for one in instruments}:
        return Derived(Citation.objects.count(), Mandate.objects.count(), Parallel.objects.count(), unchanged=True)
    works = {work.slug: work.pk for work in Work.objects.all()}
    Citation.objects.all().delete()
    Mandate.objects.all().delete()
    Parallel.objects.all().delete()
    citations = Citation.objects.bulk_create(_citations(instruments, works), batch_size=1000)
    mandates = Mandate.objects.bulk_create(_mandates(instruments), batch_size=1000)
    parallels = Parallel.objects.bulk_create(_parallels(instruments, works), batch_size=1000)
    index.index(Provisions().documents())
    Work.objects.exclude(derived="").update(derived="")
    Work.objects.filter(slug__in=[one.slug for one in instruments]).update(derived=digest)
    return Derived(len(citations), len(mandates), len(parallels))


def _digest(instruments: Sequence[Instrument]) -> str:
    """What everything is worked out from: the texts in their revisions, what was said of them, data and rules."""
    state = hashlib.sha256()
    for one in instruments:
        state.update(f"{one.slug} {one.text.pk} {one.text.revision}\n".encode())
    for said in _said():
        state.update(repr(list(said)).encode())
    for package, path in _WORKED_BY:
        for content in _contents(files(package).joinpath(path)):
            state.update(content)
    return state.hexdigest()


def _contents(place: Traversable) -> Iterator[bytes]:
    """The contents of a file, or of all data and source files of a folder in a fixed order."""
    if place.is_dir():
        for inner in sorted(place.iterdir(), key=lambda one: one.name):
            yield from _contents(inner)
    elif place.name.endswith((".yaml", ".py")):
        yield place.read_bytes()


def _said() -> Iterator[QuerySet[Any, Any]]:
    """What was read in provisions and confirmed of them, as rows of plain values in a fixed order."""
    yield Annotation.objects.order_by("work", "eid", "topics").values_list(
        "work", "eid", "decided", "topics", "summary"
    )
    yield Commitment.objects.order_by("work", "eid", "position").values_list(
        "work", "eid", "position", "actors", "act", "words", "nth", "conditions", "deadline", "output"
    )


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


def _mandates(instruments: Sequence[Instrument]) -> Iterator[Mandate]:
    for one in instruments:
        yield from rows_of_mandates(one.text.work, mandates_of(one))


def _parallels(instruments: Sequence[Instrument], works: dict[str, int]) -> Iterator[Parallel]:
    """The suggested pairs."""
    for found in suggested_among(are_compared(instruments)):
        one, other = sorted((found.a, found.b))
        a, _, a_eid = one.partition("/")
        b, _, b_eid = other.partition("/")
        yield Parallel(
            a_id=works[a], a_eid=a_eid, b_id=works[b], b_eid=b_eid, score=found.score, reasons=asdict(found.reasons)
        )
