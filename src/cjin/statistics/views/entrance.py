"""The entrance to figures: a search, doors, indicators by theme with a number each, areas, what was published last."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cjin.statistics.queries.areas import named
from cjin.statistics.queries.flows import Held
from cjin.statistics.queries.holdings import Shelf, holding_of
from cjin.statistics.queries.labels import Labels, title_of
from cjin.statistics.queries.leading import lead_of
from cjin.statistics.queries.seeking import sought
from cjin.statistics.rules.classification import iccs
from cjin.statistics.rules.exploring.themes import goal_of

FEW = 3
"""From so many areas on a map tells something."""
AT_ONCE = 5
"""So many indicators of a theme stand open; one or two more are not worth a fold."""
NEWEST = 4
LONGEST = 200


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """The entrance, or what a search among figures found."""
    words = " ".join(request.GET.get("q", "").split())[:LONGEST]
    if words:
        found = sought(words, request.user)
        indicators = [(hit, goal_of(hit.object_id.partition("@")[0])) for hit in found.indicators]
        context = {"words": words, "found": found, "indicators": indicators}
        return render(request, "statistics/entrance/found.html", context)
    holding = holding_of(request.user)
    areas = named(holding.flows)
    names = dict(areas)
    context = {
        "holding": holding,
        "shelves": [_shelf(shelf, names) for shelf in holding.shelves()],
        "areas": [(name, reverse("statistics:area", args=[code])) for code, name in areas],
        "newest": sorted(holding.publications, key=lambda one: (one.published_at, one.pk), reverse=True)[:NEWEST],
        "unfilled": holding.unfilled(),
        "categories": len(iccs().categories),
        "with_map": any(len(held.areas) >= FEW for held in holding.flows),
        "with_compare": any(len(held.areas) > 1 for held in holding.flows),
    }
    return render(request, "statistics/entrance/figures.html", context)


def _shelf(shelf: Shelf, names: dict[str, str]) -> dict[str, Any]:
    lines = [_line(held, names) for held in shelf.flows]
    first = len(lines) if len(lines) <= AT_ONCE + 2 else AT_ONCE
    return {"id": shelf.theme.id, "title": shelf.title, "lines": lines[:first], "more": lines[first:]}


def _line(held: Held, names: dict[str, str]) -> dict[str, Any]:
    """An indicator with its number and sentence where there is one, and what it covers."""
    years = [period[:4] for period in held.periods]
    labels, lead = Labels(held.flow, names), lead_of(held)
    return {
        "title": title_of(held.flow),
        "goal": goal_of(held.flow.id),
        "url": reverse("statistics:indicator", args=[held.flow.id]),
        "number": lead.number if lead else "",
        "about": [*lead.about(labels), *lead.sentence(labels)] if lead else [],
        "areas": len(held.areas),
        "years": (min(years, default=""), max(years, default="")),
    }
