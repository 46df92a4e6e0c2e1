"""What annotations say: an instrument in summary, a topic through time, the matrix of instruments by topics."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from cjin.core.queries.release import Reader
from cjin.core.rules.multilingual import Multilingual
from cjin.reference.models import Topic
from cjin.texts.models import Annotation, Commitment, Verdict, Work
from cjin.texts.queries.reading import works_for
from cjin.texts.queries.wording import said_in
from cjin.texts.rules.commitments.lexicon import acts
from cjin.texts.rules.parallels.topics import with_broader


@dataclass(frozen=True)
class Told:
    """One provision on a topic: its summary, the strongest act in it, and the earlier provisions that it continues.

    ``change`` is how much stronger it is than the latest of these, ``measured_by``.
    """

    work: Work
    eid: str
    summary: str
    strength: int
    act: str
    continues: Sequence[tuple[Work, str]]
    change: int
    measured_by: tuple[Work, str] | None = None

    @property
    def is_new(self) -> bool:
        """Whether nothing earlier is known that says the same."""
        return not self.continues


@dataclass(frozen=True)
class Column:
    """One instrument on a topic. ``dropped`` are provisions of the one before it that nothing here continues."""

    work: Work
    provisions: Sequence[Told]
    dropped: Sequence[tuple[Work, str]]


def summaries_of(work: Work) -> list[tuple[str, str]]:
    """Each annotated provision of a work with its summary, in order."""
    return [(one.eid, said_in(one.summary)) for one in work.annotations.order_by("position")]


@dataclass(frozen=True)
class Said:
    """What was said of a provision in plain words, by language, and the topics that somebody read in it, with those
    right above them.
    """

    summary: Multilingual
    topics: tuple[str, ...]


def said_of(work: Work) -> dict[str, Said]:
    """What was said of each annotated provision of a work, in order; two queries."""
    notes = work.annotations.order_by("position").prefetch_related("topics")
    return {
        one.eid: Said(one.summary, tuple(sorted(with_broader(topic.pk for topic in one.topics.all())))) for one in notes
    }


def read_on(topic: Topic, reader: Reader) -> dict[Work, list[Annotation]]:
    """The provisions that somebody read to be about a topic or what is narrower, by work, the oldest first."""
    topics = [topic.pk, *Topic.objects.filter(broader=topic).values_list("pk", flat=True)]
    found = (
        Annotation.objects.filter(topics__in=topics, work__in=works_for(reader).values("pk"))
        .select_related("work")
        .order_by("work__adopted", "work__slug", "position")
        .distinct()
    )
    by_work: dict[Work, list[Annotation]] = {}
    for one in found:
        by_work.setdefault(one.work, []).append(one)
    return by_work


def told_through_time(topic: Topic, reader: Reader) -> list[Column]:
    """The provisions on a topic or what is narrower, an instrument a column, the oldest first. Five queries."""
    by_work = read_on(topic, reader)
    strengths = _strengths(list(by_work))
    pairs = _pairs(list(by_work), reader)
    columns: list[Column] = []
    before: list[Annotation] = []
    for work, annotations in by_work.items():
        told = [_told(one, strengths, pairs) for one in annotations]
        kept = {(other.pk, eid) for one in told for other, eid in one.continues}
        dropped = [(one.work, one.eid) for one in before if (one.work_id, one.eid) not in kept]
        columns.append(Column(work, told, dropped))
        before = annotations
    return columns


_Key = tuple[int, str]


def _told(one: Annotation, strengths: dict[_Key, tuple[int, str]], pairs: dict[_Key, list[tuple[Work, str]]]) -> Told:
    key = (one.work_id, one.eid)
    strength, act = strengths.get(key, (0, ""))
    day = one.work.adopted
    earlier = [(work, eid) for work, eid in pairs.get(key, ()) if day and work.adopted and work.adopted < day]
    latest = max(earlier, key=lambda pair: str(pair[0].adopted), default=None)
    was = strengths.get((latest[0].pk, latest[1]), (strength, ""))[0] if latest else strength
    return Told(one.work, one.eid, said_in(one.summary), strength, act, earlier, strength - was, latest)


def _strengths(works: Sequence[Work]) -> dict[_Key, tuple[int, str]]:
    """The strongest confirmed act of each provision."""
    found: dict[_Key, tuple[int, str]] = {}
    for work, eid, act in Commitment.objects.filter(work__in=works).values_list("work_id", "eid", "act"):
        found[work, eid] = max(found.get((work, eid), (0, "")), (acts()[act].strength, act))
    return found


def _pairs(works: Sequence[Work], reader: Reader) -> dict[_Key, list[tuple[Work, str]]]:
    """The accepted parallels of the provisions of works with those that the reader may know of, both ways."""
    found: dict[_Key, list[tuple[Work, str]]] = {}
    known = works_for(reader).values("pk")
    mine = (Q(a__in=works) | Q(b__in=works)) & Q(a__in=known, b__in=known)
    accepted = Verdict.objects.filter(mine, accepted=True).select_related("a", "b")
    for one in accepted:
        found.setdefault((one.a_id, one.a_eid), []).append((one.b, one.b_eid))
        found.setdefault((one.b_id, one.b_eid), []).append((one.a, one.a_eid))
    return found


def matrix_of(reader: Reader) -> tuple[list[Work], list[tuple[Topic, list[int], int]]]:
    """The annotated works, the oldest first, and for each topic how many provisions of each are about it."""
    rows = Annotation.topics.through.objects.filter(annotation__work__in=works_for(reader).values("pk"))
    counts = Counter(rows.values_list("topic_id", "annotation__work_id"))
    works = list(Work.objects.filter(pk__in={work for _, work in counts}).order_by("adopted", "slug"))
    topics = Topic.objects.filter(pk__in={topic for topic, _ in counts})
    told = [(topic, [counts[topic.pk, work.pk] for work in works]) for topic in topics]
    ranked = sorted(told, key=lambda one: (-sum(one[1]), one[0].pk))
    return works, [(topic, cells, sum(cells)) for topic, cells in ranked]
