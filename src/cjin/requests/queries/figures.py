"""The figures of requests, read from what happened to them."""

from django.db.models.functions import ExtractYear

from ..models import Request
from ..rules.case.clocks import OPENED
from ..rules.case.events import Event
from ..rules.case.process import Direction
from ..rules.figures.counted import Counted, grounds_of, outcome, stages, values_of
from ..rules.figures.report import Row, figures
from .cases import beginning, case_after, events_of_all
from .worklists import other_state


def years() -> list[int]:
    """The years in which requests were opened that are not sealed, the last first."""
    there = Request.objects.filter(sealed=False).annotate(year=ExtractYear("opened_at"))
    return sorted(set(there.values_list("year", flat=True)), reverse=True)


def figures_of(year: int) -> list[Row]:
    """The figures of the requests that were opened in a year: the same for whoever asks. Two queries."""
    found = Request.objects.filter(opened_at__year=year)
    events = events_of_all(found)
    return figures([_counted(one, events.get(one.pk, [])) for one in found.iterator(chunk_size=1000)])


def _counted(one: Request, events: list[Event]) -> Counted:
    case = case_after(beginning(one), [event for event in events if event.act != OPENED])
    codes = [part.get("iccs", "") for part in one.answers.get("offences", ())]
    return Counted(
        direction=Direction(one.direction),
        other=other_state(one),
        kind=one.kind,
        basis=one.basis,
        sealed=one.sealed,
        measures=tuple(one.answers.get("measures", ())),
        offences=tuple(dict.fromkeys(code for code in codes if code)),
        outcome=outcome(case, events),
        grounds=grounds_of(events),
        clarifications=sum(event.act == "ask-clarification" for event in events),
        days=stages(Direction(one.direction), events),
        values=values_of(events),
    )
