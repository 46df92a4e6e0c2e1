"""Comparing areas: their curves, and beside them the rules by which each counted, with the differences marked."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from cjin.core.rules.errors import Fault, Invalid
from cjin.shell.rules.charts.look import MOST_SERIES
from cjin.shell.views.charts import LOOK, chart_context, picture
from cjin.statistics.queries.areas import named
from cjin.statistics.queries.beginning import beginning
from cjin.statistics.queries.charting import chart_of
from cjin.statistics.queries.exploring import Answer, answer, asked_of
from cjin.statistics.queries.flows import Held, Part, flows
from cjin.statistics.queries.labels import rule_label, rule_word, title_of
from cjin.statistics.queries.wording import about_words, unit_words
from cjin.statistics.rules.exploring.comparing import Likeness, compared
from cjin.statistics.rules.exploring.question import Question
from cjin.statistics.views.answers import downloads, file_of
from cjin.statistics.views.indicators import choices, table_of
from cjin.statistics.views.maps import asked_here, chosen_flow, rather_rates

AREAS = "REF_AREA"
DECIDED = {"by": AREAS.lower(), **dict.fromkeys(("ref_area", "source", "view", "period"), "")}
"""A comparison shows a curve for each area, from whatever source."""


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """The comparison of some areas by one indicator."""
    there = [held for held in flows(request.user) if len(held.areas) > 1]
    held = chosen_flow(there, request.GET.get("indicator", ""))
    if held is None:
        return render(request, "statistics/comparing/compare.html", {"held": None})
    areas, question = _asked(request, held)
    found = answer(held, question, areas)
    if found is not None and question.format:
        return file_of(found, question.format)
    context = _context(there, held, areas, question, found)
    context["begun"] = not request.GET.getlist("areas")
    return render(request, "statistics/comparing/compare.html", context)


@require_safe
def chart(request: HttpRequest) -> HttpResponse:
    """The chart of the same comparison."""
    held = chosen_flow([held for held in flows(request.user) if len(held.areas) > 1], request.GET.get("indicator", ""))
    if held is None:
        return picture(request, None)
    areas, question = _asked(request, held)
    found = answer(held, question, areas)
    drawn = chart_of(found) if found else None
    return picture(request, drawn.chart if drawn else None)


def _asked(request: HttpRequest, held: Held) -> tuple[list[str], Question]:
    """The areas to compare and by what: those that are asked for, otherwise those with the most complete curves."""
    areas, question = _areas(request, held), _question(request, held)
    return (areas, question) if areas else beginning(held, question)


def _areas(request: HttpRequest, held: Held) -> list[str]:
    """The areas that are asked for, by repeated names or between commas. Raises Invalid for others, or too many."""
    asked = [code for said in request.GET.getlist("areas")[:200] for code in said.split(",") if code]
    found = list(dict.fromkeys(asked))
    faults = [
        Fault("areas", _("there is no area %(code)s") % {"code": code[:10]}) for code in found if code not in held.areas
    ]
    if len(found) > MOST_SERIES:
        faults = [Fault("areas", _("at most %(most)s areas can be compared") % {"most": MOST_SERIES})]
    if faults:
        raise Invalid(_("These areas cannot be compared."), faults[:20])
    return found


def _question(request: HttpRequest, held: Held) -> Question:
    asked = {name: said for name, said in asked_here(request, held).items() if name not in ("areas", *LOOK)}
    return asked_of(held, rather_rates(asked, held), DECIDED)


def _context(
    there: list[Held], held: Held, areas: list[str], question: Question, found: Answer | None
) -> dict[str, Any]:
    here = reverse("statistics:compare")
    context = {"held": held, "question": question, "answer": found, "here": here, "title": title_of(held.flow)}
    if found is None:
        return context
    kept = {"indicator": held.flow.id, "areas": ",".join(areas), "by": ""}
    query = question.query(**kept)
    drawn = chart_of(found)
    return {
        **context,
        "about": about_words(found),
        "unit": unit_words(found.unit),
        "chart": chart_context(drawn.chart, reverse("statistics:compare-chart"), query) if drawn else None,
        "flows": [(one.flow.id, title_of(one.flow), one.flow.id == held.flow.id) for one in there],
        "areas": sorted(((code, name, code in areas) for code, name in named([held])), key=lambda one: not one[2]),
        "form": choices(found),
        "most": MOST_SERIES,
        "last_period": held.periods[-1],
        "rules": _rules(found, areas),
        "table": table_of(found, here, kept),
        "downloads": downloads(here, query),
    }


def _rules(found: Answer, areas: Sequence[str]) -> dict[str, Any]:
    """The counting rules of the sources beside each other, a column for each area."""
    columns = [(area, part) for area in areas if (part := _part(found, area)) is not None]
    rows = compared([part.flow.rules for _area, part in columns])
    marks = {
        Likeness.ALIKE: (pgettext("counting rules", "alike"), "done"),
        Likeness.DIFFERS: (pgettext("counting rules", "differs"), "warning"),
        Likeness.UNKNOWN: (pgettext("counting rules", "not known"), "open"),
    }
    return {
        "columns": [(found.labels.of(AREAS, area), part.publication) for area, part in columns],
        "rows": [
            {
                "rule": rule_label(row.rule),
                "values": [rule_word(row.rule, value) if value else _("not told") for value in row.values],
                "mark": marks[row.likeness],
                "differs": row.likeness is Likeness.DIFFERS,
            }
            for row in rows
        ],
        "told": any(part.flow.rules for _area, part in columns),
        "differing": sum(row.likeness is Likeness.DIFFERS for row in rows),
        "unknown": sum(row.likeness is Likeness.UNKNOWN for row in rows),
    }


def _part(found: Answer, area: str) -> Part | None:
    """The publication that the shown figures of an area come from."""
    source = next((cell.codes["SOURCE"] for cell in found.grid.shown if cell.codes[AREAS] == area), None)
    return next((part for part in found.parts if part.publication.source.slug == source), None)
