"""The treaties of which a status is loaded, and a State among them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cjin.core.queries.readers import reader_of
from cjin.reference.queries.states import state as state_by_code

from ...queries.participation.gaps import conventions
from ...queries.participation.statements import statements
from ...queries.participation.statuses import of_state, statuses
from ...queries.reading import works_for
from ..instrument import may_edit
from .asked import dated, day_asked, on_query


@require_safe
def treaties(request: HttpRequest) -> HttpResponse:
    """The treaties of which a status is loaded, each with the day it is as of."""
    day = day_asked(request)
    found = statuses(day, works_for(reader_of(request)))
    context = {
        "found": found,
        "conventions": conventions(one.treaty for one in found),
        "may_edit": may_edit(request),
        "query": on_query(day),
        **dated(request),
    }
    return render(request, "texts/treaties/list.html", context)


@require_safe
def of_a_state(request: HttpRequest, code: str) -> HttpResponse:
    """What a State signed, joined and said among the treaties of which a status is loaded."""
    state = state_by_code(code)
    day = day_asked(request)
    seen = works_for(reader_of(request))
    found = of_state(state, day, seen)
    context = {
        "state": state,
        "found": found,
        "joined": sum(1 for status, _row in found if status.parties),
        "stated": [one for one in statements(day, treaties=seen, state=state.pk) if one.statements],
        "query": on_query(day),
        **dated(request),
    }
    return render(request, "texts/treaties/state.html", context)
