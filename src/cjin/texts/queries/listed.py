"""The commitments of an instrument as one list, by its text or, where none is here, by the annotations; narrowed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from cjin.texts.models import Annotation, Origin, Work
from cjin.texts.queries.following import asked_by, confirmed_of
from cjin.texts.queries.reviewing import Review, Reviewed
from cjin.texts.queries.wording import said_in
from cjin.texts.rules.annotations import Asked
from cjin.texts.rules.commitments.anchoring import anchored, asked_of, dated
from cjin.texts.rules.commitments.lexicon import acts
from cjin.texts.rules.commitments.rows import CONFIRMED, PROPOSED, REWORDED, row_of
from cjin.texts.rules.parallels.topics import with_broader

AGAIN, SPAN, NO_TIME = "again", "span", "none"
Span = tuple[int, int]


@dataclass(frozen=True)
class Line:
    """One commitment, or that nothing is asked (``asked`` is None), with its state; ``span`` where a text is here."""

    eid: str
    summary: str
    asked: Asked | None
    state: str
    topics: frozenset[str] = frozenset()
    span: Span | None = None

    @property
    def strength(self) -> int:
        """That of its act, 0 where nothing is asked."""
        return acts()[self.asked.act].strength if self.asked else 0

    @property
    def deadline(self) -> dict[str, Any]:
        """When it is due, with the year that follows; empty for no time."""
        return dated(self.asked.deadline) if self.asked else {}

    @property
    def due(self) -> str:
        """Its year; ``AGAIN`` for a rhythm, ``SPAN`` for a span or what else has no year, ``NO_TIME``."""
        facts = self.deadline
        if not facts or "year" in facts:
            return str(facts.get("year", NO_TIME))
        return AGAIN if "recurring" in facts else SPAN


@dataclass(frozen=True)
class Narrowed:
    """Which lines are wanted; empty is any."""

    state: str = ""
    actor: str = ""
    act: str = ""
    strength: str = ""
    condition: str = ""
    due: str = ""
    topic: str = ""

    def of(self, lines: Iterable[Line]) -> list[Line]:
        """Those that are wanted, in order."""
        wanted = {name: value for name in NAMES if (value := getattr(self, name))}
        return [one for one in lines if all(value in values(one, name) for name, value in wanted.items())]


NAMES = tuple(field.name for field in fields(Narrowed))


def values(one: Line, name: str) -> Iterable[str]:
    """By what a line is found under a filter."""
    asked = one.asked
    found: Mapping[str, Iterable[str]] = {
        "state": [one.state],
        "actor": asked.actors if asked else [],
        "act": [asked.act] if asked else [],
        "strength": [str(one.strength)] if asked else [],
        "condition": asked.conditions if asked else [],
        "due": [one.due] if asked else [],
        "topic": one.topics,
    }
    return found[name]


def lines_of(found: Review, topics: Mapping[str, frozenset[str]]) -> list[Line]:
    """The lines of a text in its order, with the topics of its provisions."""
    return [
        line for one in found.provisions for line in _lines(one, topics.get(one.unit.eid, frozenset()))
    ]  # fmt: skip


def _lines(one: Reviewed, topics: frozenset[str]) -> Iterator[Line]:
    eid, text = one.unit.eid, one.unit.text
    if one.confirmed is not None:
        state = REWORDED if one.is_reworded else CONFIRMED
        placed = anchored(one.unit, one.confirmed)
        for asked, at in zip(one.confirmed, placed, strict=True):
            yield Line(eid, one.summary, asked, state, topics, (at.span.start, at.span.end))
        if not one.confirmed:
            yield Line(eid, one.summary, None, state, topics)
    if one.is_open:
        for each in one.proposed:
            yield Line(eid, one.summary, asked_of(each, text), PROPOSED, topics, (each.span.start, each.span.end))


def lines_in_summary(work: Work) -> list[Line]:
    """The lines of a work whose text the reader has not: what the annotations of this software say; four queries."""
    confirmed = confirmed_of(work)
    found: list[Line] = []
    for one in Annotation.objects.filter(work=work, origin=Origin.CATALOGUE).prefetch_related("topics"):
        topics = with_broader(topic.pk for topic in one.topics.all())
        mine: Sequence[Asked | None] = [asked_by(each) for each in confirmed.get(one.eid, ())] or [None]
        found += [Line(one.eid, said_in(one.summary), asked, CONFIRMED, topics) for asked in mine]
    return found


def rows_of(slug: str, lines: Sequence[Line], every: Sequence[Line]) -> list[dict[str, Any]]:
    """The lines as rows of a file; each tells how many of its provision and state are left out of ``every``."""
    left = Counter((one.eid, one.state) for one in every)
    left.subtract((one.eid, one.state) for one in lines)
    return [
        row_of(f"{slug}/{one.eid}", one.state, one.asked, one.span) | {"left_out": left[one.eid, one.state] or ""}
        for one in lines
    ]
