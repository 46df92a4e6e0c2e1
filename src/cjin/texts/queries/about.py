"""What is known about one provision: its summary, what it asks, what it cites and who cites it, its parallels."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from cjin.core.queries.release import Reader
from cjin.reference.models import Topic
from cjin.texts.models import Annotation, Citation, Commitment, Expression, Origin, Work
from cjin.texts.queries.explained import explained
from cjin.texts.queries.following import Standing, are_reworded, confirmed_of, standing_in
from cjin.texts.queries.instruments import ENGLISH, Instrument
from cjin.texts.queries.paired import REJECTED, Pair, pairs_of
from cjin.texts.queries.reading import readable, works_for
from cjin.texts.queries.wording import named, said_in
from cjin.texts.rules.commitments.lexicon import acts
from cjin.texts.rules.commitments.proposing import Unit, propose
from cjin.texts.rules.commitments.rows import CONFIRMED, PROPOSED, REWORDED

MOST = 12
"""So many that cite it are shown on the page of a provision."""


@dataclass(frozen=True)
class Ask:
    """A commitment in the reader's words: each part a name of the catalogue; ``quoted`` are the words of the text.
    ``is_lost`` says that the words that carry it are not in the text any more.
    """

    actors: Sequence[str]
    act: str
    strength: int
    conditions: Sequence[tuple[str, str]]
    deadline: dict[str, object]
    words: str
    inherited: bool
    quoted: str
    state: str
    origin: str
    is_lost: bool = False


@dataclass(frozen=True)
class About:
    """What is known about one provision; ``rejected`` parallels are for editors."""

    eid: str
    summary: str
    topics: Sequence[Topic]
    asks: Sequence[Ask]
    cites: Sequence[Citation]
    cited_by: Sequence[Citation]
    before: Sequence[Pair]
    after: Sequence[Pair]
    rejected: Sequence[Pair] = ()

    @property
    def is_reworded(self) -> bool:
        """Whether what it asks was confirmed for another wording."""
        return any(one.state == REWORDED for one in self.asks)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known."""
        return not (
            self.summary or self.topics or self.asks or self.cites or self.cited_by or self.before or self.after
        )


def about(work: Work, eid: str, reader: Reader) -> About:
    """What is known about a provision of a work, with what this reader may read; some ten queries."""
    annotation = Annotation.objects.filter(work=work, eid=eid).prefetch_related("topics").first()
    known = Q(cited=None) | Q(cited__in=works_for(reader).values("pk"))
    seen = readable(reader).filter(language=ENGLISH, is_current=True).values("work")
    citations = Citation.objects.filter(known, work=work, work__in=seen, eid=eid).select_related("cited")
    citing = Citation.objects.filter(cited=work, cited_eid=eid, work__in=seen).exclude(work=work).select_related("work")
    every = _beside(work, eid, reader)
    beside = [one for one in every if one.state != REJECTED]
    day = work.adopted
    return About(
        eid=eid,
        summary=said_in(annotation.summary) if annotation else "",
        topics=list(annotation.topics.all()) if annotation else [],
        asks=_asks(work, eid, reader),
        cites=_once(citations),
        cited_by=list(citing[:MOST]),
        before=[one for one in beside if one.other.adopted and day and one.other.adopted < day],
        after=[one for one in beside if not (one.other.adopted and day and one.other.adopted < day)],
        rejected=[one for one in every if one.state == REJECTED],
    )


def _once(citations: Iterable[Citation]) -> list[Citation]:
    """Each thing that is cited once, where it is named first."""
    return list({(one.cited_id or one.key, one.cited_eid): one for one in reversed(list(citations))}.values())[::-1]


def _asks(work: Work, eid: str, reader: Reader) -> list[Ask]:
    text = readable(reader).filter(work=work, language=ENGLISH, is_current=True).first()
    near = _near(text, eid) if text else []
    unit = next((one for one in near if one.eid == eid), None)
    confirmed = confirmed_of(work, eid)
    if text is None:
        return [_stored(one) for one in confirmed.get(eid, ()) if one.origin == Origin.CATALOGUE]
    if unit is None:
        return []
    found = standing_in(unit, confirmed.get(eid, ()), ENGLISH)
    if eid not in confirmed or are_reworded(found):
        found += [Standing(one, PROPOSED) for one in propose(near, author=text.author_line) if one.eid == eid]
    return [_ask(one, unit.text) for one in found]


def _near(text: Expression, eid: str) -> list[Unit]:
    """A provision with those that it stands in and its own parts, in order: they tell what governs it."""
    parts = eid.split("__")
    outer = ["__".join(parts[:count]) for count in range(1, len(parts) + 1)]
    near = text.provisions.filter(Q(eid__in=outer) | Q(eid__startswith=f"{eid}__"), preamble=False)
    return Instrument(text.work.slug, text, list(near.order_by("position")[:400])).units


def _stored(one: Commitment) -> Ask:
    """A confirmed commitment where no text is loaded that it could be shown in."""
    return Ask(
        actors=[named("actor", key) for key in one.actors],
        act=named("act", one.act),
        strength=acts()[one.act].strength,
        conditions=[(named("condition", condition["kind"]), "") for condition in one.conditions],
        deadline=one.deadline or {},
        words=one.words,
        inherited=one.inherited,
        quoted="",
        state=CONFIRMED,
        origin=one.origin,
    )


def _ask(one: Standing, text: str) -> Ask:
    found = one.commitment
    return Ask(
        actors=[named("actor", key) for key in found.actors],
        act=named("act", found.act),
        strength=found.strength,
        conditions=[(named("condition", c.kind), c.words) for c in found.conditions],
        deadline=found.deadline.facts() if found.deadline else {},
        words=found.words,
        inherited=found.place is None,
        quoted=found.span.of(text),
        state=one.state,
        origin=one.origin,
        is_lost=one.state == REWORDED and bool(found.words) and found.place is None,
    )


def _beside(work: Work, eid: str, reader: Reader) -> list[Pair]:
    """The parallels, the older work first, as many as the margin and the page of parallels count."""
    found = explained(pairs_of(work, reader, eid=eid, rejected=True).get(eid, []), reader)
    return sorted(
        found, key=lambda one: (one.other.adopted is None, one.other.adopted, not one.verdict, -(one.score or 0))
    )
