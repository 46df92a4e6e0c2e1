"""The figures of requests, read from what happened to them."""

import logging
from datetime import datetime

from django.db.models import QuerySet
from django.db.models.functions import ExtractYear

from ..models import Request, SealedFigures
from ..rules.case.clocks import OPENED
from ..rules.case.events import Event
from ..rules.case.process import Direction
from ..rules.figures.counted import Counted, grounds_of, outcome, stages, values_of
from ..rules.figures.report import Row, figures, sealed_in_fives
from .cases import beginning, case_after, events_of_all
from .timetables import hours
from .worklists import other_state

logger = logging.getLogger(__name__)


def this_year(now: datetime) -> int:
    """The year in which offices are."""
    return now.astimezone(hours().calendar.zone).year


def years() -> list[int]:
    """The years in which requests were opened that are not sealed, the last first."""
    return _years(Request.objects.filter(sealed=False))


def figures_of(year: int) -> list[Row]:
    """The figures of the requests that were opened in a year: the same for whoever asks. Five queries at most.

    Sealed ones are in them as they were counted when the year was over, and never again, also where they were unsealed
    since: what is told changes with what everybody who works on requests sees, and with nothing else.
    """
    counted = SealedFigures.objects.filter(year=year).first()
    return figures(_read(of_year(year, sealed=False).filter(counted=False)), counted.counts if counted else {})


def sealed_figures(year: int) -> dict[str, dict[str, dict[str, int]]]:
    """What is to be kept of the sealed requests of a year."""
    return sealed_in_fives(_read(of_year(year, sealed=True)))


def years_to_count(now: datetime) -> list[int]:
    """The years that are over, and whose sealed requests were not counted yet."""
    done = set(SealedFigures.objects.values_list("year", flat=True))
    return [year for year in _years(Request.objects.all()) if year < this_year(now) and year not in done]


def _years(requests: QuerySet[Request]) -> list[int]:
    there = requests.order_by().annotate(year=ExtractYear("opened_at", tzinfo=hours().calendar.zone))
    return sorted(set(there.values_list("year", flat=True)), reverse=True)


def of_year(year: int, *, sealed: bool) -> QuerySet[Request]:
    """The requests that were opened in a year, and that are sealed or not."""
    begin, end = (datetime(one, 1, 1, tzinfo=hours().calendar.zone) for one in (year, year + 1))
    return Request.objects.filter(sealed=sealed, opened_at__gte=begin, opened_at__lt=end)


def _read(requests: QuerySet[Request]) -> list[Counted]:
    """Requests as they are counted; one whose acts cannot be read is told in the log, and stops none of the others."""
    events, found = events_of_all(requests), []
    for one in requests.iterator(chunk_size=1000):
        try:
            found.append(_counted(one, events.get(one.pk, [])))
        except Exception as error:  # whatever is wrong with one, the others count all the same
            name = "a request" if one.sealed else one.reference
            logger.error("%s cannot be counted: %s.", name, type(error).__name__)
    return found


def _counted(one: Request, events: list[Event]) -> Counted:
    case = case_after(beginning(one), [event for event in events if event.act != OPENED])
    codes = [part.get("iccs", "") for part in one.answers.get("offences", ())]
    return Counted(
        direction=Direction(one.direction),
        other=other_state(one),
        kind=one.kind,
        basis=one.basis,
        measures=tuple(one.answers.get("measures", ())),
        offences=tuple(dict.fromkeys(code for code in codes if code)),
        outcome=outcome(case, events),
        grounds=grounds_of(events),
        clarifications=sum(event.act == "ask-clarification" for event in events),
        days=stages(Direction(one.direction), events),
        values=values_of(events),
    )
