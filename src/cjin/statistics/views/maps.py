"""The world map of an indicator: areas in classes, what is not known as a layer of its own, and the table."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from cjin.core.rules.errors import NotFound
from cjin.shell.maps import sheet
from cjin.shell.rules.maps.classes import Classes, quantiles
from cjin.shell.rules.maps.drawing import Shade, draw
from cjin.shell.rules.maps.sheet import Sheet
from cjin.statistics.queries.exploring import Answer, answer, asked_of
from cjin.statistics.queries.flows import Held, coverage, flows
from cjin.statistics.queries.labels import title_of
from cjin.statistics.queries.wording import listed, number_words, titled, unit_words, value_words
from cjin.statistics.rules.exploring.question import Question
from cjin.statistics.rules.publishing.measures import PER_HUNDRED_THOUSAND
from cjin.statistics.rules.publishing.reading import Cell
from cjin.statistics.views.answers import downloads, file_of
from cjin.statistics.views.indicators import choices, table_of

AREAS = "REF_AREA"
DECIDED = {"view": AREAS.lower(), **dict.fromkeys(("ref_area", "source", "by", "since", "until"), "")}
"""A map shows all areas of all sources, in one period."""


@require_safe
def world(request: HttpRequest) -> HttpResponse:
    """The map of one indicator in one period."""
    there = [held for held in flows(request.user) if held.areas]
    held = chosen_flow(there, request.GET.get("indicator", ""))
    if held is None:
        return render(request, "statistics/maps/map.html", {"held": None})
    question = _question(request, held)
    found = answer(held, question)
    if found is not None and question.format:
        return file_of(found, question.format)
    return render(request, "statistics/maps/map.html", _context(there, held, question, found))


def chosen_flow(there: list[Held], identity: str) -> Held | None:
    """The flow that is asked for, otherwise the one of most areas, among them of most years. Raises NotFound."""
    if not identity:
        return max(there, key=coverage, default=None)
    for held in there:
        if held.flow.id == identity:
            return held
    raise NotFound(_("There are no figures %(flow)s.") % {"flow": identity[:80]})


def asked_here(request: HttpRequest, held: Held) -> dict[str, str]:
    """What is asked of a flow that was chosen on the page itself; what was chosen of the flow before is left behind."""
    asked = {name: said for name, said in request.GET.dict().items() if name not in ("indicator", "shown")}
    return asked if request.GET.get("shown", held.flow.id) == held.flow.id else {}


def rather_rates(asked: dict[str, str], held: Held) -> dict[str, str]:
    """Rates rather than counts where there are any: counts show where most people live."""
    if PER_HUNDRED_THOUSAND in held.flow.lists.get("UNIT_MEASURE", ()):
        asked.setdefault("unit_measure", PER_HUNDRED_THOUSAND)
    return asked


def _question(request: HttpRequest, held: Held) -> Question:
    asked = asked_here(request, held)
    year = asked.pop("year", "")
    asked["period"] = asked.get("period") or year
    return asked_of(held, rather_rates(asked, held), DECIDED)


def _context(there: list[Held], held: Held, question: Question, found: Answer | None) -> dict[str, Any]:
    here = reverse("statistics:map")
    context = {"held": held, "question": question, "answer": found, "here": here, "title": title_of(held.flow)}
    if found is None:
        return context
    laid = sheet()
    cells = {
        code: cell
        for code in found.grid.rows
        if (cell := found.grid.cells.get((code, found.grid.deciding))) is not None
    }
    values = {code: cell.value for code, cell in cells.items() if cell.value is not None}
    classes = quantiles(list(values.values())) if values else None
    query = question.query(indicator=held.flow.id, view="")
    return {
        **context,
        "titled": listed([titled(found), found.period]),
        "unit": unit_words(found.unit),
        "svg": _svg(found, laid, cells, classes),
        "legend": _legend(classes, found.unit),
        "sheet": laid,
        "off_map": [found.labels.of(AREAS, code) for code in cells if code not in laid],
        "flows": [(one.flow.id, title_of(one.flow), one.flow.id == held.flow.id) for one in there],
        "form": choices(found),
        "periods": list(reversed(held.periods)),
        "table": table_of(found, here, {"indicator": held.flow.id, "view": ""}),
        "downloads": downloads(here, query),
    }


def _svg(found: Answer, laid: Sheet, cells: Mapping[str, Cell], classes: Classes | None) -> str:
    names = {code: found.labels.of(AREAS, code) for code in cells}
    shades = {}
    for code, cell in cells.items():
        level = classes.of(cell.value) if classes and cell.value is not None else None
        title = f"{names[code]}: {value_words(cell)} ({found.period})"
        shades[code] = Shade(level, title, reverse("statistics:area", args=[code]))
    # The picture is made of our own numbers; every word in it is escaped where it is written.
    return mark_safe(draw(laid, shades, _alt(found, cells, names)))  # noqa: S308


def _alt(found: Answer, cells: Mapping[str, Cell], names: Mapping[str, str]) -> str:
    valued = sorted((cell.value, code) for code, cell in cells.items() if cell.value is not None)
    count = ngettext("%(count)s area has a value", "%(count)s areas have a value", len(valued)) % {
        "count": number_words(len(valued))
    }
    said = f"{listed([titled(found), found.period, unit_words(found.unit)])}: {count}."
    if not valued:
        return said
    ends = {"high": names[valued[-1][1]], "most": number_words(valued[-1][0] or 0, found.unit)}
    ends |= {"low": names[valued[0][1]], "least": number_words(valued[0][0] or 0, found.unit)}
    return said + " " + _("Highest: %(high)s, %(most)s. Lowest: %(low)s, %(least)s.") % ends


def _legend(classes: Classes | None, unit: str) -> list[dict[str, Any]]:
    if classes is None:
        return []
    return [
        {
            "level": at + 1,
            "low": number_words(low, unit),
            "high": number_words(high, unit) if high != low else "",
            "size": size,
        }
        for at, (low, high, size) in enumerate(zip(classes.lows, classes.highs, classes.sizes, strict=True))
    ]
