"""Mandates as one list: what was asked, of whom, by when, and what was delivered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cjin.core.queries.release import Reader
from cjin.core.rules.multilingual import Multilingual
from cjin.texts.models import Delivery, Mandate, Work
from cjin.texts.queries.reading import readable, works_for
from cjin.texts.queries.wording import said_in
from cjin.texts.rules.calendar import organ_of
from cjin.texts.rules.numbered import numbered_mandates

Key = tuple[str, str, str, str]


@dataclass(frozen=True)
class Line:
    """One mandate of a provision: its number and short name where it is one of the founding texts, when it is due, and
    the documents that answer it. ``here`` is False where the text that asks for it is not loaded.
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

    @property
    def organ(self) -> str:
        """The organ before which it is due, else the one that is to act."""
        return str((self.due or {}).get("organ") or organ_of(self.addressee))


def mandate_lines(reader: Reader, *, founding: bool = False) -> list[Line]:
    """The mandates in texts that this reader may read; with ``founding`` those of the founding texts by number.

    Four queries. A mandate of a founding text that is not loaded is told all the same, without its time.
    """
    seen = readable(reader).filter(is_current=True).values("work")
    rows = Mandate.objects.filter(work__in=seen).select_related("work").order_by("work__adopted", "work", "position")
    answered = _answered(Delivery.objects.filter(work__in=seen).select_related("work").order_by("year", "symbol"))
    found: dict[Key, Line] = {}
    for one in rows:
        key = (one.work.slug, one.eid, one.addressee, one.output)
        found.setdefault(key, _line(one, answered))
    return _numbered(found, reader) if founding else list(found.values())


def _line(one: Mandate, answered: Mapping[tuple[str, str, str], list[Delivery]]) -> Line:
    deliveries = answered.get((one.work.slug, one.eid, one.output), ())
    return Line(one.work, one.eid, one.addressee, one.output, one.due, deliveries=deliveries)


def _answered(deliveries: Any) -> dict[tuple[str, str, str], list[Delivery]]:
    found: dict[tuple[str, str, str], list[Delivery]] = {}
    for one in deliveries:
        found.setdefault((one.work.slug, one.eid, one.output), []).append(one)
    return found


def _numbered(found: Mapping[Key, Line], reader: Reader) -> list[Line]:
    """The mandates of the catalogue in order, each as it came out of its text."""
    places = [(one, place) for one in numbered_mandates() for place in one.places]
    works = {work.slug: work for work in works_for(reader).filter(slug__in={place[0] for _, place in places})}
    lines = []
    for one, key in places:
        slug, eid, addressee, output = key
        if slug not in works:
            continue
        there = found.get(key)
        due, deliveries = (there.due, there.deliveries) if there else (None, ())
        name = said_in(Multilingual(dict(one.name)))
        lines.append(
            Line(works[slug], eid, addressee, output, due, one.number, name, deliveries, here=there is not None)
        )
    return lines
