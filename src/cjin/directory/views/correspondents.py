"""National correspondents, by State."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cjin.core.queries.readers import reader_of

from ..models import Term
from ..queries.posts import correspondents
from ..queries.wording import state_names
from .asked import day_asked, day_of


@require_safe
def by_state(request: HttpRequest) -> HttpResponse:
    """Who is designated by which State on a day, and for what."""
    found = correspondents(reader_of(request), day_of(request))
    names = state_names(one.state or one.post.body.state for one in found)
    states: dict[str, list[Term]] = {}
    for one in found:
        states.setdefault(one.state or one.post.body.state, []).append(one)
    ordered = sorted(((names.get(code, code), terms) for code, terms in states.items()), key=lambda one: one[0])
    context = {"states": ordered, "total": len(found), "on": day_asked(request), "day": day_of(request)}
    return render(request, "directory/correspondents.html", context)
