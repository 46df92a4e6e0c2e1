"""The calendar of mandates with what was delivered."""

from collections.abc import Sequence
from dataclasses import dataclass

from cjin.core.queries.release import Reader
from cjin.texts.models import Delivery, Mandate, Work
from cjin.texts.queries.delivered import Delivered
from cjin.texts.queries.mandates import mandates_seen, summaries
from cjin.texts.rules.calendar import Asked, Entry, entries, organ_of
from cjin.texts.rules.mandates import CONFIRMED


@dataclass(frozen=True)
class Card:
    """One entry of the calendar with what was delivered for it, and the plain words about its provision. ``late`` says
    that its year is past and nothing is recorded.
    """

    entry: Entry
    work: Work
    summary: str
    deliveries: Sequence[Delivery]
    late: bool = False

    @property
    def is_done(self) -> bool:
        """Whether something was delivered."""
        return bool(self.deliveries)

    @property
    def is_confirmed(self) -> bool:
        """Whether a person said what shall come of it."""
        return self.entry.asked.state == CONFIRMED


@dataclass(frozen=True)
class Calendar:
    """The cards in order of years, those standing once each, the years, organs and states that there are, and the
    mandates that are due in no year.
    """

    cards: Sequence[Card]
    standing: Sequence[Card]
    years: Sequence[int]
    organs: Sequence[str]
    states: Sequence[str]
    untimed: Sequence[Card]


def calendar(
    reader: Reader, *, this_year: int, ahead: int, organ: str = "", year: int | None = None, state: str = ""
) -> Calendar:
    """The calendar of the mandates in texts that this reader may read, narrowed to an organ, a year and a state.

    What is standing is told up to ``ahead`` years from this one.
    """
    rows = mandates_seen(reader)
    works = {one.work.slug: one.work for one in rows}
    done = Delivered(works.values())
    said = summaries(works.values())
    asked = [_asked(one) for one in rows]

    def card(entry: Entry) -> Card:
        one = entry.asked
        delivered = done.of(works[one.slug], one.eid, one.addressee, one.output, entry.year)
        late = 0 < entry.year < this_year and not delivered
        return Card(entry, works[one.slug], said.get((one.slug, one.eid), ""), delivered, late)

    every = sorted(entries(asked, this_year + ahead), key=lambda one: (one.year, one.organ, one.standing))
    kept = [one for one in every if organ in ("", one.organ) and state in ("", one.asked.state)]
    wanted = [one for one in kept if year in (None, one.year)]
    again = {one.asked: one for one in reversed(wanted) if one.standing and one.year >= this_year}
    timed = {one.asked for one in every}
    others = [one for one in asked if one not in timed and state in ("", one.state)]
    return Calendar(
        [card(one) for one in wanted],
        standing=[card(again[one]) for one in asked if one in again],
        years=sorted({one.year for one in every}),
        organs=sorted({one.organ for one in every}),
        states=sorted({one.state for one in asked}),
        untimed=[card(Entry(0, "", None, one)) for one in others if organ in ("", organ_of(one.addressee))],
    )


def _asked(one: Mandate) -> Asked:
    since = one.work.adopted.year if one.work.adopted else 0
    return Asked(
        one.work.slug, one.eid, one.addressee, one.output, one.due, since, tuple(one.conditions), one.act, one.words,
        one.state, one.until,
    )  # fmt: skip
