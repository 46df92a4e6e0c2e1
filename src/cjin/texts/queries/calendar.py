"""The calendar of mandates with what was delivered."""

from collections.abc import Sequence
from dataclasses import dataclass

from cjin.core.queries.release import Reader
from cjin.texts.models import Annotation, Delivery, Mandate, Work
from cjin.texts.queries.reading import readable
from cjin.texts.queries.wording import said_in
from cjin.texts.rules.calendar import Asked, Entry, entries


@dataclass(frozen=True)
class Card:
    """One entry of the calendar with what was delivered for it, and the plain words about its provision."""

    entry: Entry
    work: Work
    summary: str
    deliveries: Sequence[Delivery]

    @property
    def is_done(self) -> bool:
        """Whether something was delivered."""
        return bool(self.deliveries)


@dataclass(frozen=True)
class Calendar:
    """The cards in order of years, those standing once each, the years and organs that there are, and the mandates
    without a time.
    """

    cards: Sequence[Card]
    standing: Sequence[Card]
    years: Sequence[int]
    organs: Sequence[str]
    untimed: Sequence[Card]


def calendar(reader: Reader, *, until: int, organ: str = "", year: int | None = None) -> Calendar:
    """The calendar of the mandates in texts that this reader may read, narrowed to an organ and a year."""
    seen = readable(reader).filter(is_current=True).values("work")
    rows = list(Mandate.objects.filter(work__in=seen).select_related("work").order_by("work__adopted", "position"))
    works = {one.work.slug: one.work for one in rows}
    done: dict[tuple[str, str, str, int], list[Delivery]] = {}
    for delivery in Delivery.objects.select_related("work").filter(work__in=seen):
        key = (delivery.work.slug, delivery.eid, delivery.output, delivery.year)
        done.setdefault(key, []).append(delivery)
    about = Annotation.objects.filter(work__in=[work.pk for work in works.values()]).select_related("work")
    said = {(one.work.slug, one.eid): said_in(one.summary) for one in about}
    asked = [_asked(one) for one in rows]

    def card(entry: Entry) -> Card:
        one = entry.asked
        key = (one.slug, one.eid, one.output, entry.year)
        return Card(entry, works[one.slug], said.get((one.slug, one.eid), ""), done.get(key, ()))

    every = sorted(entries(asked, until), key=lambda one: (one.year, one.organ, one.standing))
    wanted = [one for one in every if organ in ("", one.organ) and year in (None, one.year)]
    again = {one.asked: one for one in reversed(wanted) if one.standing}
    untimed = [card(Entry(0, "", None, one)) for one in asked if not one.due]
    return Calendar(
        [card(one) for one in wanted],
        standing=[card(again[one]) for one in asked if one in again],
        years=sorted({one.year for one in every}),
        organs=sorted({one.organ for one in every}),
        untimed=untimed,
    )


def _asked(one: Mandate) -> Asked:
    since = one.work.adopted.year if one.work.adopted else 0
    return Asked(one.work.slug, one.eid, one.addressee, one.output, one.due, since, tuple(one.conditions))
