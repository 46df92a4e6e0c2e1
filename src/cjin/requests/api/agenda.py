"""What is due, the timetable and the figures of requests, under /api/v1/requests."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Schema
from pydantic import Field

from cjin.core.api.cursors import Page, Paging, page
from cjin.core.api.scopes import check_scope
from cjin.core.permissions import can
from cjin.core.rules.duties import Duty

from ..actions.cases import looked_at
from ..actions.deadlines import begin_again
from ..actions.timetables import SETTERS, set_timetable
from ..models import Request
from ..queries.cases import beginning, events_of
from ..queries.deadlines import ORDER, as_running, deadlines
from ..queries.figures import figures_of, this_year
from ..queries.timetables import hours
from ..queries.worklists import other_state
from ..rules.case.clocks import OPENED, Running
from ..rules.case.timetables import as_data
from ..rules.evidence.casefile import graph
from ..rules.evidence.items import items, limits
from ..rules.figures.report import plain
from ..views.officers import officer, reader_of_timetable
from .router import router

type Data = dict[str, Any]


class Year(Schema):
    """Of which year figures are wanted."""

    year: int | None = Field(
        None, ge=1900, le=2999, description="The year in which requests were opened; this one unless given."
    )


class TimetableIn(Schema):
    """Working days and clocks."""

    calendar: dict[str, Any] = {}
    clocks: dict[str, Any] = {}


@router.get("/due", response=Page[dict[str, Any]], summary="What is due")
def due(request: HttpRequest, paging: Query[Paging]) -> Data:
    """The clocks that run in the requests that you may see, what is due first first."""
    by, now, open_hours = officer(request), timezone.now(), hours()
    begin_again(now=now)
    rows = deadlines(by, today=timezone.localdate(now))
    return page(rows, paging, order=ORDER, shown=lambda one: _clock(one.request, as_running(one, open_hours, now)))


def _clock(request: Request, one: Running) -> Data:
    return {
        "reference": request.reference, "clock": one.clock.clock, "about": one.measure, "due": one.due.isoformat(),
        "standing": str(one.standing), "article": one.clock.article,
        "waits_for": other_state(request) if one.clock.waits_for_other(request.kind) else None,
        "last": one.last.isoformat() if one.last else None,
    }  # fmt: skip


@router.get("/statistics", summary="Figures of requests")
def statistics(request: HttpRequest, asked: Query[Year]) -> list[Data]:
    """How many requests of a year, how long, with which outcome, which values; no group under five is told."""
    officer(request)
    year = asked.year or this_year(timezone.now())
    return [{"year": year, **plain(one)} for one in figures_of(year)]


@router.get("/timetable", summary="Working days and clocks")
def timetable(request: HttpRequest) -> Data:
    """What holds at this node now."""
    reader_of_timetable(request)
    return as_data(hours())


@router.put("/timetable", summary="Set working days and clocks")
def change_timetable(request: HttpRequest, said: TimetableIn) -> Data:
    """They hold from now on; those of treaties cannot be set. Needs the duty requests.approve or node.administer."""
    by = reader_of_timetable(request)
    held = [duty for duty in SETTERS if can(by, duty, today=timezone.localdate())]
    check_scope(request, held[-1] if held else Duty.REQUESTS_APPROVE)
    set_timetable(data={"calendar": said.calendar, "clocks": said.clocks}, by=by, now=timezone.now())
    return as_data(hours())


@router.get("/{reference}/evidence", summary="The evidence of a request")
def evidence(request: HttpRequest, reference: str) -> Data:
    """Items with hashes and custody as JSON-LD in the terms of CASE and UCO. Each look is written down."""
    found = looked_at(reference=reference, by=officer(request), now=timezone.now())
    here = items(beginning(found), [one for one in events_of(found) if one.act != OPENED])
    return graph(found.reference, here, (text for _name, text in limits(found.answers)), {})
