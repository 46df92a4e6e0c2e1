"""The timetable of a node: its working days, and the clocks that it sets itself; as a file, a form or kept data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cjin.core.rules.errors import Fault, Invalid

from .calendars import DAYS, WorkingCalendar, read_calendar
from .clocks import Clock, clocks, with_settings

URGENT = "urgent_hours"


@dataclass(frozen=True)
class Hours:
    """When offices work, and the clocks that run."""

    calendar: WorkingCalendar = field(default_factory=WorkingCalendar)
    clocks: tuple[Clock, ...] = field(default_factory=clocks)


def read_hours(data: Any, where: str) -> Hours:
    """A timetable from plain data: ``calendar`` as ``read_calendar`` takes it, ``clocks`` by name.

    A clock is a number of days, or ``days`` and ``urgent_hours``. Days may be texts. Raises Invalid with each fault.
    """
    if not isinstance(data, Mapping) or set(data) - {"calendar", "clocks"}:
        raise Invalid("This is no timetable.", [Fault(where, "“calendar” and “clocks” are expected")])
    calendar, own = data.get("calendar") or {}, data.get("clocks") or {}
    if not isinstance(calendar, Mapping) or not isinstance(own, Mapping):
        raise Invalid("This is no timetable.", [Fault(where, "names and values are expected")])
    days, urgent, faults = _numbers(own, where)
    if faults:
        raise Invalid("The clocks cannot be set so.", faults)
    return Hours(read_calendar(_with_days(calendar), where), with_settings(days, urgent))


def _with_days(calendar: Mapping[str, Any]) -> dict[str, Any]:
    """Holidays that are texts as days; what is no day stays, so that it is told."""
    told = calendar.get("holidays", ())
    listed = told if isinstance(told, list | tuple) else [told]
    weekend = calendar.get("weekend", ("saturday", "sunday"))
    days = {"weekend": weekend if isinstance(weekend, list | tuple) else [weekend]}
    return {**calendar, **days, "holidays": [_day(one) for one in listed]}


def _day(told: Any) -> Any:
    try:
        return told if type(told) is date else date.fromisoformat(str(told))
    except ValueError:
        return told


def _numbers(own: Mapping[str, Any], where: str) -> tuple[dict[str, int], dict[str, int], list[Fault]]:
    days: dict[str, int] = {}
    urgent: dict[str, int] = {}
    faults = []
    for name, told in own.items():
        parts = told if isinstance(told, Mapping) else {"days": told}
        if set(parts) - {"days", URGENT} or not all(_whole(one) for one in parts.values()):
            faults.append(Fault(f"{where}, {str(name)[:40]}", "a number of days, or “days” and “urgent_hours”"))
            continue
        days |= {str(name): parts["days"]} if "days" in parts else {}
        urgent |= {str(name): parts[URGENT]} if URGENT in parts else {}
    return days, urgent, faults


def _whole(told: Any) -> bool:
    return isinstance(told, int) and not isinstance(told, bool) and told <= 10_000


def plain(calendar: WorkingCalendar) -> dict[str, Any]:
    """A calendar as plain data, as ``read_hours`` takes it."""
    return {
        "weekend": [DAYS[day] for day in sorted(calendar.weekend)],
        "holidays": [day.isoformat() for day in sorted(calendar.holidays)],
        "zone": str(calendar.zone),
    }


def as_data(hours: Hours) -> dict[str, Any]:
    """A timetable as it is told: the calendar, and every clock with its length and article."""
    told = ("clock", "direction", "days", "working_days", "urgent_hours", "last_days", "article")
    return {
        "calendar": plain(hours.calendar),
        "clocks": [{name: _said(getattr(one, name)) for name in told} for one in hours.clocks],
    }


def _said(value: Any) -> Any:
    return value if isinstance(value, int) else str(value)
