"""Annotations: those that ship with the software are brought into the node; what a person of the node said stays."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from cjin.core.models import User
from cjin.reference.models import Topic
from cjin.texts.models import Annotation, Commitment, Origin, Verdict, Work
from cjin.texts.rules.annotations import Annotated, Asked, annotated_works


@transaction.atomic
def load(*, now: datetime) -> int:
    """Brings the annotations of the node to those of the catalogue; how many provisions are annotated by it.

    Raises Invalid where the catalogue is wrong; then nothing has changed.
    """
    works = {work.slug: work for work in Work.objects.all()}
    topics = set(Topic.objects.values_list("pk", flat=True))
    total = 0
    for slug, annotations in annotated_works().items():
        total += _load(works[slug], annotations, topics, now)
    _load_verdicts(works, now)
    return total


def _load(work: Work, annotations: Sequence[Annotated], topics: set[str], now: datetime) -> int:
    own = set(work.annotations.filter(origin=Origin.PERSON).values_list("eid", flat=True))
    work.annotations.filter(origin=Origin.CATALOGUE).delete()
    work.commitments.filter(origin=Origin.CATALOGUE).delete()
    mine = [(place, one) for place, one in enumerate(annotations) if one.eid not in own]
    made = Annotation.objects.bulk_create(
        Annotation(
            work=work, eid=one.eid, position=place, summary={"en": one.summary}, decided=True, origin=Origin.CATALOGUE,
            at=now,
        )
        for place, one in mine
    )  # fmt: skip
    through = Annotation.topics.through
    through.objects.bulk_create(
        through(annotation_id=row.pk, topic_id=topic)
        for row, (_, one) in zip(made, mine, strict=True)
        for topic in dict.fromkeys(one.topics)
        if topic in topics
    )
    Commitment.objects.bulk_create(
        stored(work, one.eid, place, asked, origin=Origin.CATALOGUE, now=now)
        for _, one in mine
        for place, asked in enumerate(one.commitments)
    )
    return len(made)


def stored(
    work: Work, eid: str, place: int, asked: Asked, *, origin: Origin, by: User | None = None, now: datetime
) -> Commitment:
    """A confirmed commitment as a row that is not saved yet."""
    return Commitment(
        work=work,
        eid=eid,
        position=place,
        actors=list(asked.actors),
        act=asked.act,
        words=asked.words,
        nth=asked.nth,
        inherited=asked.inherited,
        conditions=[{"kind": kind} for kind in asked.conditions],
        deadline=dict(asked.deadline) if asked.deadline else None,
        output=asked.output,
        origin=origin,
        by=by,
        at=now,
    )


def _load_verdicts(works: dict[str, Work], now: datetime) -> None:
    """The parallels of the catalogue, each pair once; where a person has spoken of a pair, that stands."""
    Verdict.objects.filter(origin=Origin.CATALOGUE).delete()
    spoken = {(v.a_id, v.a_eid, v.b_id, v.b_eid) for v in Verdict.objects.all()}
    pairs: dict[tuple[int, str, int, str], Verdict] = {}
    for slug, annotations in annotated_works().items():
        for one in annotations:
            for other in one.parallels:
                there, _, eid = other.partition("/")
                (a, a_eid), (b, b_eid) = sorted([(slug, one.eid), (there, eid)])
                key = (works[a].pk, a_eid, works[b].pk, b_eid)
                pairs[key] = Verdict(
                    a=works[a], a_eid=a_eid, b=works[b], b_eid=b_eid, accepted=True, origin=Origin.CATALOGUE, at=now
                )
    Verdict.objects.bulk_create(verdict for key, verdict in pairs.items() if key not in spoken)
