"""The page of an area: its figures as small multiples, to be read and to be printed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cjin.shell.charts.drawing import height_of
from cjin.shell.charts.words import alt_text
from cjin.shell.rules.charts.look import Setting, Size
from cjin.statistics.queries.areas import Area, Figure, area_for
from cjin.statistics.queries.labels import say, title_of
from cjin.statistics.queries.noting import cell_url
from cjin.statistics.queries.wording import is_soft, unit_words, value_words
from cjin.statistics.rules.exploring.question import Question


@require_safe
def area(request: HttpRequest, code: str) -> HttpResponse:
    """What is published of an area."""
    found = area_for(request.user, code)
    groups: dict[str, list[dict[str, Any]]] = {}
    for figure in found.figures:
        groups.setdefault(figure.held.flow.group, []).append(_shown(figure))
    context = {
        "area": found,
        "groups": [(say(group), figures) for group, figures in groups.items()],
        "as_of": max((figure.answer.as_of for figure in found.figures), default=None),
        "sources": _sources(found),
    }
    return render(request, "statistics/areas/area.html", context)


def _shown(figure: Figure) -> dict[str, Any]:
    last = figure.last
    codes = {name: code for name, code in figure.answer.choice.codes.items() if name != "FREQ"}
    query = Question(codes).query()
    return {
        "title": title_of(figure.held.flow),
        "about": figure.about,
        "unit": unit_words(figure.answer.unit),
        "url": f"{reverse('statistics:indicator', args=[figure.held.flow.id])}?{query}",
        "chart": f"{reverse('statistics:indicator-chart', args=[figure.held.flow.id])}?{query}&size=small",
        "height": height_of(figure.chart, Setting(get_language() or "en", size=Size.SMALL)),
        "alt": alt_text(figure.chart),
        "last": last,
        "value": value_words(last),
        "soft": is_soft(last) and last.value is not None,
        "made": cell_url(figure.held, last),
    }


def _sources(found: Area) -> list[Any]:
    parts = {part.publication.pk: part.publication for figure in found.figures for part in figure.answer.parts}
    return sorted(parts.values(), key=lambda one: (one.vintage, one.pk), reverse=True)
