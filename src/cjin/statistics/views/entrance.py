"""The entrance to figures: what this node holds, by group, how many and how new, and what is missing."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cjin.statistics.queries.areas import named
from cjin.statistics.queries.flows import Held
from cjin.statistics.queries.holdings import holding_of
from cjin.statistics.queries.labels import title_of

FEW = 3
"""From so many areas on a map tells something."""


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """The entrance."""
    holding = holding_of(request.user)
    context = {
        "holding": holding,
        "shelves": [(shelf.title, [_line(held) for held in shelf.flows]) for shelf in holding.shelves()],
        "areas": [(name, reverse("statistics:area", args=[code])) for code, name in named(holding.flows)],
        "unfilled": holding.unfilled(),
        "with_map": any(len(held.areas) >= FEW for held in holding.flows),
        "with_compare": any(len(held.areas) > 1 for held in holding.flows),
    }
    return render(request, "statistics/figures.html", context)


def _line(held: Held) -> dict[str, Any]:
    periods = [period[:4] for period in held.periods]
    return {
        "title": title_of(held.flow),
        "url": reverse("statistics:indicator", args=[held.flow.id]),
        "areas": len(held.areas),
        "first": min(periods, default=""),
        "last": max(periods, default=""),
        "cells": held.flow.cells,
        "as_of": held.as_of,
    }
