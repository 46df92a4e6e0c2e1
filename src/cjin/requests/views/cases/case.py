"""One case: where it stands, what is due next, its measures, what happened, whom and what it concerns, who sees it."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cjin.core.models import User
from cjin.core.permissions import can
from cjin.core.rules.duties import Duty
from cjin.directory.queries.entries import THE_NODE
from cjin.directory.queries.wording import state_names

from ...actions.cases import looked_at
from ...models import Request
from ...queries.articles import cite
from ...queries.casefiles import told
from ...queries.cases import case_of, clocks_of
from ...queries.offers import Offer, offers
from ...queries.timetables import hours
from ...queries.worklists import other_state
from ...queries.writing import is_writable, written
from ...rules.case.grounds import of_basis
from ...rules.case.process import DONE, Direction, process
from ..officers import officer
from ..telling import said_missing
from .sentences import breach_of, sentence_of, why_not


@require_safe
def case(request: HttpRequest, reference: str) -> HttpResponse:
    """The page of one request."""
    by, now = officer(request), timezone.now()
    found = looked_at(reference=reference, by=by, now=now)
    stands, code = case_of(found), other_state(found)
    names = state_names([code])
    other = names.get(code, code)
    running = clocks_of(found, hours(), now)
    asking = {one.clock.clock: of_basis(one.clock.cites, found.basis)[:1] for one in running}
    can_do = [one for one in offers(found, stands, by, now) if not one.is_of_evidence]
    context: dict[str, Any] = {
        "case": found,
        "stands": stands,
        "other": other,
        "sentence": sentence_of(found, other, untold=bool(stands.untold)),
        "clocks": [(one, one.clock.waits_for_other(found.kind)) for one in running],
        "cited": cite([*(one.clock.article for one in running), *(one for asks in asking.values() for one in asks)]),
        "asking": asking,
        "measures": list(stands.measures.items()) if found.answers.get("measures") else [],
        "done": sum(state in DONE for state in stands.measures.values()),
        "acts": sorted(
            (one for one in can_do if one.is_open and not one.of_other and one.act.records != "answer"),
            key=lambda one: not one.leads_on,
        ),
        "told_acts": [one for one in can_do if one.is_open and one.of_other],
        "not_yet": _not_yet(can_do, other),
        "others_may": [one for one in can_do if not one.mine],
        "timeline": [(one, [breach_of(breach, found.basis) for breach in one.breaches]) for one in told(found)],
        "evidence": len(stands.evidence),
        "broken": sorted(stands.broken),
        "is_written": found.state in process(Direction(found.direction)).marked("written"),
        **_missing(found, by, now),
        "may_write": can(by, Duty.REQUESTS_WRITE, today=timezone.localdate(now)),
        **_concerned(found),
    }
    return render(request, "requests/case.html", context)


def _missing(found: Request, by: User, now: datetime) -> dict[str, Any]:
    """What a request that came in does not say, while it is not decided: told, and in nobody's way."""
    table = process(Direction(found.direction))
    if found.state not in table.marked("undecided"):
        return {}
    stands = written(found, THE_NODE, timezone.localdate(now))
    return {"lacks": len(stands.missing), "missing": said_missing(stands), "may_enter": is_writable(found)}


def _not_yet(can_do: list[Offer], other: str) -> list[tuple[Offer, list[str]]]:
    """What the person could do if something else were done first, and what that is."""
    return [(one, [why_not(why, other) for why in one.against]) for one in can_do if one.mine and one.against]


def _concerned(found: Request) -> dict[str, Any]:
    return {
        "persons": found.answers.get("persons", []),
        "property": found.answers.get("property", []),
        "offences": found.answers.get("offences", []),
        "members": found.members.order_by("username"),
    }
