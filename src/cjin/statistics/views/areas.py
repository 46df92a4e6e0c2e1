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
from cjin.statistics.queries.areas import Area, Figure, Group, area_for, grouped
from cjin.statistics.queries.labels import say, title_of
from cjin.statistics.queries.noting import cell_url
from cjin.statistics.queries.wording import is_soft, unit_words, value_words
from cjin.statistics.rules.exploring.question import Question
from cjin.statistics.rules.exploring.themes import goal_of

FEW = 3
"""So many indicators of a theme stand as pictures."""


@require_safe
def area(request: HttpRequest, code: str) -> HttpResponse:
    """What is published of an area."""
    found = area_for(request.user, code)
    context = {
        "area": found,
        "groups": [_group(group) for group in grouped(found.figures, FEW)],
        "as_of": max((figure.answer.as_of for figure in found.figures), default=None),
        "sources": _sources(found),
    }
    return render(request, "statistics/areas/area.html", context)


def _group(group: Group) -> dict[str, Any]:
    return {
        "id": group.theme.id,
        "title": say(group.theme.title),
        "shown": [_shown(figure) for figure in group.shown],
        "others": [_line(figure) for figure in group.others],
    }


def _shown(figure: Figure) -> dict[str, Any]:
    address, query = reverse("statistics:indicator-chart", args=[figure.held.flow.id]), _query(figure)
    return {
        **_line(figure),
        "chart": f"{address}?{query}&size=small",
        "height": height_of(figure.chart, Setting(get_language() or "en", size=Size.SMALL)),
        "alt": alt_text(figure.chart),
    }


def _query(figure: Figure) -> str:
    codes = {name: code for name, code in figure.answer.choice.codes.items() if name != "FREQ"}
    return Question(codes).query()


def _line(figure: Figure) -> dict[str, Any]:
    last = figure.last
    return {
        "title": title_of(figure.held.flow),
        "goal": goal_of(figure.held.flow.id),
        "about": figure.about,
        "unit": unit_words(figure.answer.unit),
        "url": f"{reverse('statistics:indicator', args=[figure.held.flow.id])}?{_query(figure)}",
        "last": last,
        "value": value_words(last),
        "soft": is_soft(last) and last.value is not None,
        "made": cell_url(figure.held, last),
    }


def _sources(found: Area) -> list[Any]:
    parts = {part.publication.pk: part.publication for figure in found.figures for part in figure.answer.parts}
    return sorted(parts.values(), key=lambda one: (one.vintage, one.pk), reverse=True)
