"""What the address of a page about treaties asks."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from cjin.core.rules.errors import Fault, Invalid
from cjin.reference.models import State

from ...queries.participation.statuses import Status
from ...queries.wording import said_in
from ...rules.days import written_day


def day_asked(request: HttpRequest) -> date | None:
    """The day in ``on``, None where none is asked. Raises Invalid for what is no day."""
    said = request.GET.get("on", "").strip()
    day = written_day(said)
    if said and day is None:
        message = _("This is no day. Write it like 2014-06-30.")
        raise Invalid(message, [Fault("on", message)])
    return day


def named_in_order(participant: str, state: State | None) -> tuple[bool, str]:
    """By what participants are put in order: States by their names in the reader's language, then all others."""
    return state is None, (said_in(state.names) if state else participant).casefold()


def dated(request: HttpRequest, status: Status | None = None) -> dict[str, Any]:
    """What the form for another day needs: the day, and that no file knows it where that is so."""
    asked = day_asked(request)
    return {"on": asked, "known_until": status.file.as_of if status and status.is_short else None}


def downloads(query: str) -> list[dict[str, str]]:
    """Links to the same as CSV and JSON."""
    joined = f"?{query}&" if query else "?"
    return [
        {"label": "CSV", "url": f"{joined}format=csv", "type": "text/csv"},
        {"label": "JSON", "url": f"{joined}format=json", "type": "application/json"},
    ]


def on_query(day: date | None) -> str:
    """The part of an address that asks for a day; empty without one."""
    return f"on={day.isoformat()}" if day else ""
