"""Keeping the clocks that run, so that the database finds what is due first."""

import logging
from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from ..models import Deadline, Request
from ..queries.deadlines import to_begin_again
from ..queries.timetables import hours
from ..queries.worklists import Acts, events_for_clocks, still_going
from ..rules.case.timetables import Hours

logger = logging.getLogger(__name__)
PORTION = 500
"""Requests that are locked at once."""


@transaction.atomic
def keep_clocks(requests: QuerySet[Request], *, now: datetime) -> None:
    """Writes the clocks of these requests anew. A request whose acts cannot be read has none, and is told in the log,
    by its reference unless it is sealed. Requests are locked in the order in which they came into the node, here and in
    every portion.
    """
    list(requests.select_for_update().order_by("pk").values_list("pk", flat=True))
    before = {_key(one): one.pk for one in Deadline.objects.filter(request__in=requests.order_by().values("pk"))}
    going, open_hours = still_going(requests), hours()
    acts = events_for_clocks(going)
    found = {_key(row): row for one in going.defer("answers") for row in _rows(one, acts, open_hours, now)}
    Deadline.objects.filter(pk__in=[before[key] for key in before.keys() - found.keys()]).delete()
    Deadline.objects.bulk_create([found[key] for key in found if key not in before], batch_size=PORTION)


def _key(one: Deadline) -> tuple[int, str, str, bool, datetime, datetime, datetime | None]:
    return one.request_id, one.clock, one.measure, one.again, one.started, one.due, one.last


def _rows(request: Request, acts: Acts, open_hours: Hours, now: datetime) -> Iterator[Deadline]:
    try:
        clocks = acts.clocks_of(request, open_hours, now)
    except Exception as error:  # whatever is wrong with one, the others are due all the same
        name = "a request" if request.sealed else request.reference
        logger.error("The clocks of %s cannot be read: %s.", name, type(error).__name__)
        return
    for one in clocks:
        yield Deadline(
            request=request, clock=one.clock.clock, measure=one.measure, again=one.clock.again, started=one.started,
            due=one.due, last=one.last,
        )  # fmt: skip


def begin_again(*, now: datetime) -> None:
    """Writes anew the clocks that are over and start again."""
    _in_portions(to_begin_again(now), now)


def keep_all(*, now: datetime) -> None:
    """Writes the clocks of every request anew: the catalogue, or the timetable, may say something else since. What is
    kept already is not written again.
    """
    _in_portions(Request.objects.all(), now)


def _in_portions(requests: QuerySet[Request], now: datetime) -> None:
    every = list(requests.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(every), PORTION):
        keep_clocks(Request.objects.filter(pk__in=every[start : start + PORTION]), now=now)
