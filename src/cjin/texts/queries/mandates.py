"""Mandates as one list: what was asked, of whom, by when, and what was delivered."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cjin.core.queries.release import Reader
from cjin.core.rules.multilingual import Multilingual
from cjin.texts.models import Annotation, Commitment, Delivery, Expression, Mandate, Origin, Work
from cjin.texts.queries.delivered import Delivered
from cjin.texts.queries.following import mandates_in_summary
from cjin.texts.queries.instruments import ENGLISH
from cjin.texts.queries.reading import readable, works_for
from cjin.texts.queries.wording import said_in
from cjin.texts.rules.calendar import organ_of
from cjin.texts.rules.mandates import CONFIRMED, PROPOSED
from cjin.texts.rules.mandates import Mandate as Found
from cjin.texts.rules.numbered import numbered_mandates

Key = tuple[str, str, str, str]


@dataclass(frozen=True)
class Line:
    """One mandate of a provision: its number and short name where it is one of the founding texts, when it is due, and
    the documents that answer it. ``here`` is False where the text that asks for it is not loaded; ``late`` says that
    its year is past and nothing is recorded.
    """

    work: Work
    eid: str
    addressee: str
    output: str
    due: Mapping[str, Any] | None
    number: str = ""
    name: str = ""
    deliveries: Sequence[Delivery] = ()
    here: bool = True
    act: str = ""
    conditions: Sequence[str] = ()
    until: int | None = None
    words: str = ""
    state: str = PROPOSED
    summary: str = ""
    late: bool = False

    @property
    def organ(self) -> str:
        """The organ before which it is due, else the one that is to act."""
        return str((self.due or {}).get("organ") or organ_of(self.addressee))

    @property
    def is_confirmed(self) -> bool:
        """Whether a person said what shall come of it."""
        return self.state == CONFIRMED


def mandates_seen(reader: Reader) -> list[Mandate]:
    """The mandates in texts that this reader may read, by instrument and provision.

    They are worked out from the English text that is shown first: who may not read that one, sees none. Of works
    without such a text they are those of the annotations.
    """
    seen = readable(reader).filter(is_current=True, language=ENGLISH).values("work")
    rows = [*Mandate.objects.filter(work__in=seen).select_related("work"), *_in_summary()]
    return sorted(rows, key=lambda one: (one.work.adopted is None, str(one.work.adopted), one.work_id, one.position))


def mandate_for(slug: str, eid: str, addressee: str, output: str, year: int) -> Mandate | None:
    """The mandate of a provision, best the one that is due in a year; None where there is none such."""
    place = {"eid": eid, "addressee": addressee, "output": output}
    stored = [*Mandate.objects.filter(work__slug=slug, **place).select_related("work").order_by("position")]
    noted = [one for one in _in_summary(slug) if (one.eid, one.addressee, one.output) == (eid, addressee, output)]
    return min([*stored, *noted], key=lambda one: one.year != year, default=None)


def rows_of_mandates(work: Work, mandates: Iterable[Found]) -> Iterator[Mandate]:
    """Mandates that were worked out as rows that are not saved yet."""
    for position, one in enumerate(mandates):
        yield Mandate(
            work=work,
            eid=one.eid,
            position=position,
            addressee=one.addressee,
            output=one.output,
            act=one.act,
            due=one.due_facts(),
            year=one.due.year if one.due else None,
            until=one.until,
            conditions=list(one.conditions),
            words=one.words,
            state=one.state,
        )


def _in_summary(slug: str = "") -> Iterator[Mandate]:
    """The mandates that the annotations tell of works, or of one, without an English text at this node."""
    here = Expression.objects.filter(language=ENGLISH, is_current=True).values("work")
    said = Commitment.objects.filter(origin=Origin.CATALOGUE).values("work")
    works = Work.objects.filter(known=True, pk__in=said).exclude(pk__in=here)
    for work in works.filter(slug=slug) if slug else works:
        yield from rows_of_mandates(work, mandates_in_summary(work))


def summaries(works: Iterable[Work]) -> dict[tuple[str, str], str]:
    """The plain words about the provisions of these works, by work and provision; one query."""
    about = Annotation.objects.filter(work__in={work.pk for work in works}).select_related("work")
    return {(one.work.slug, one.eid): said_in(one.summary) for one in about}


def mandate_lines(reader: Reader, *, founding: bool = False, this_year: int = 0) -> list[Line]:
    """The mandates in texts that this reader may read; with ``founding`` those of the founding texts by number.

    A mandate of a founding text that is not loaded, nor annotated, is told all the same, without its time.
    ``this_year`` tells what is late.
    """
    rows = mandates_seen(reader)
    works = {one.work_id: one.work for one in rows}
    answered = Delivered(works.values())
    said = summaries(works.values())
    found = [_line(one, answered, said, this_year) for one in rows]
    return _numbered(found, reader) if founding else found


def _line(one: Mandate, answered: Delivered, said: Mapping[tuple[str, str], str], this_year: int) -> Line:
    deliveries = answered.of(one.work, one.eid, one.addressee, one.output, one.year)
    return Line(
        one.work, one.eid, one.addressee, one.output, one.due, deliveries=deliveries, act=one.act,
        conditions=one.conditions, until=one.until, words=one.words, state=one.state,
        summary=said.get((one.work.slug, one.eid), ""), late=bool(one.year and one.year < this_year and not deliveries),
    )  # fmt: skip


def _numbered(lines: Sequence[Line], reader: Reader) -> list[Line]:
    """The mandates of the catalogue in order, each as it came out of its text."""
    found: dict[Key, Line] = {}
    for line in lines:
        found.setdefault((line.work.slug, line.eid, line.addressee, line.output), line)
    places = [(one, place) for one in numbered_mandates() for place in one.places]
    works = {work.slug: work for work in works_for(reader).filter(slug__in={place[0] for _, place in places})}
    numbered = []
    for one, key in places:
        slug, eid, addressee, output = key
        if slug in works:
            name = said_in(Multilingual(dict(one.name)))
            there = found.get(key) or Line(works[slug], eid, addressee, output, None, here=False)
            numbered.append(replace(there, number=one.number, name=name))
    return numbered
