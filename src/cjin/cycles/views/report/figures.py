"""The states of implementation of a topic beside published figures: a plain table, which explains nothing."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cjin.statistics.queries.wording import number_words

from ...models import Round
from ...queries.crossing import crossed, rows_of
from ...rules.vocabulary import codes
from ..people import spoken
from .matrix import said
from .results import as_file, check_format, downloads, parts, round_to_compile, tabs


@require_safe
def figures(request: HttpRequest, slug: str) -> HttpResponse:
    """One topic and one indicator: how far its provisions are, the median, and both for the States that are named."""
    round_ = round_to_compile(request, slug)
    data = _asked(request, round_)
    told, states = data["figure"], codes("implementation")
    rows = [
        one | {"told": [said(code, spoken()) for code in one["practice"].values()]}
        for one in data["rows"]
        if one["value"] is not None or one["made"]
    ]
    context = {
        "round": round_,
        "data": data,
        "states": states,
        "rows": rows,
        "without": len(data["rows"]) - len(rows),
        "median": number_words(told["median"], told["unit_code"]) if told and told["median"] is not None else "",
        "provisions": [one | {"parts": parts(one["practice"], states)} for one in data["provisions"]],
        "downloads": downloads("figures", request.GET.urlencode()),
        "tabs": tabs(round_, "figures"),
    }
    return render(request, "cycles/report/figures.html", context)


def _asked(request: HttpRequest, round_: Round) -> dict[str, Any]:
    topic, figure = request.GET.get("topic", ""), request.GET.get("figure", "")
    return crossed(round_, spoken(), topic=topic, figure=figure, actor=request.user, now=timezone.now())


@require_safe
def file(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """Named States with their figure and what they told, as CSV, XLSX or JSON."""
    check_format(ending)
    data = _asked(request, round_to_compile(request, slug))
    names = [one["question"] for one in data["named"]]
    columns = ("key", "name", "group", "figure", "unit", "period", "value", "made", *names)
    return as_file(columns, rows_of(data, spoken()), ending, f"{slug}-figures")
