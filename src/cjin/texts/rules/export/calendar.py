"""The calendar of mandates as an iCalendar feed (RFC 5545)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from cjin.texts.rules.commitments.years import year_in


@dataclass(frozen=True, slots=True)
class Appointment:
    """What is due: a stable identifier, title, description and address; ``day`` where it is known, else the year."""

    uid: str
    title: str
    description: str
    address: str
    year: int
    day: date | None = None


def feed(name: str, appointments: Iterable[Appointment], *, now: datetime) -> bytes:
    """The feed, without what is due in no year of this calendar.

    Where only the year is known, an entry spans it and takes no time of anybody's day.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//CJIN//Calendar of mandates//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for one in appointments:
        if year_in(one.year):
            calendar.add_component(_event(one, now))
    return bytes(calendar.to_ical())


def _event(one: Appointment, now: datetime) -> Event:
    event = Event()
    event.add("uid", one.uid)
    event.add("dtstamp", now)
    event.add("summary", one.title)
    event.add("description", one.description)
    event.add("url", one.address)
    event.add("transp", "TRANSPARENT")
    event.add("dtstart", one.day or date(one.year, 1, 1))
    event.add("dtend", one.day + timedelta(days=1) if one.day else date(one.year + 1, 1, 1))
    return event
