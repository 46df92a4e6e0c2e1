"""The figures of requests of a year: how many, how long, with which outcome, which values."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.tables import FORMATS, written
from cjin.directory.queries.wording import offence_named, state_names, work_names

from ...forms.acting import VALUE_WORDS
from ...queries.figures import figures_of, this_year, years
from ...queries.telling import instrument_named
from ...rules.case.process import Direction
from ...rules.evidence.values import WHAT
from ...rules.figures.counted import GOING_ON
from ...rules.figures.report import BY, Row, plain
from ...rules.wording import words
from ..officers import officer

COLUMNS = ("year", "direction", "figure", "group", "count", "median", "ninetieth", "amount")
TITLES: Mapping[str, Any] = {
    "other": gettext_lazy("By State"),
    "kind": gettext_lazy("By kind of request"),
    "measure": gettext_lazy("By measure"),
    "offence": gettext_lazy("By offence (ICCS)"),
    "basis": gettext_lazy("By legal basis"),
    "outcome": gettext_lazy("By outcome"),
    "ground": gettext_lazy("By ground of refusal or postponement"),
}
STAGES: Mapping[str, Any] = {
    "writing": gettext_lazy("From the first draft until it was sent"),
    "acknowledgement": gettext_lazy("Until it was acknowledged"),
    "decision": gettext_lazy("Until it was accepted or refused"),
    "execution": gettext_lazy("Until the last measure was carried out"),
    "whole": gettext_lazy("From the first day to the last"),
}


@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """The figures of a year, and as files."""
    officer(request)
    there, year = years(), _year(request)
    rows = figures_of(year)
    if form := request.GET.get("format", ""):
        return _file(rows, year, form)
    names = _names(rows)
    context = {
        "year": year,
        "tabs": [{"label": str(one), "url": f"?year={one}", "current": one == year} for one in there],
        "parts": [part for direction in Direction if (part := _part(direction, rows, names))],
        "downloads": [
            {"label": form.upper(), "url": f"?year={year}&format={form}", "type": FORMATS[form]} for form in FORMATS
        ],
    }
    return render(request, "requests/cases/statistics.html", context)


def _year(request: HttpRequest) -> int:
    """The year that is asked for, or this one. Raises Invalid."""
    said = request.GET.get("year", "")
    if not said:
        return this_year(timezone.now())
    if not (said.isascii() and said.isdecimal() and 1900 <= int(said[:5]) <= 2999):
        message = _("A year is expected, such as 2026.")
        raise Invalid(message, [Fault("year", message)])
    return int(said)


def _part(direction: Direction, rows: Iterable[Row], names: Mapping[str, Mapping[str, str]]) -> dict[str, Any] | None:
    """What is told of one direction; nothing where there is nothing."""
    mine = [one for one in rows if one.direction == direction]
    if not mine:
        return None
    named = {figure: [one for one in mine if one.figure == figure] for figure in ("total", "days", "clarifications")}
    values = [(VALUE_WORDS[one.figure], one) for one in mine if one.figure in WHAT]
    tables = [
        {"title": TITLES[figure], "rows": [(names[figure].get(one.group, one.group), one) for one in found]}
        for figure in BY
        if (found := [one for one in mine if one.figure == figure])
    ]
    return {
        "direction": str(direction),
        "total": named["total"][0],
        "tables": tables,
        "days": [(STAGES[one.group], one) for one in named["days"]],
        "asked_back": named["clarifications"][0] if named["clarifications"] else None,
        "values": values,
    }


def _names(rows: Iterable[Row]) -> dict[str, dict[str, str]]:
    """Each group by its name."""
    groups: dict[str, set[str]] = {name: set() for name in BY}
    for row in rows:
        if row.figure in groups:
            groups[row.figure].add(row.group)
    said, works = words(get_language() or "en"), work_names(groups["basis"])
    outcomes = {one: said.state(one) for one in groups["outcome"]} | {GOING_ON: _("Going on")}
    return {
        "other": state_names(groups["other"]),
        "kind": {one: said.kind(one) for one in groups["kind"]},
        "measure": {one: said.measure(one) for one in groups["measure"]},
        "offence": {one: offence_named(one) for one in groups["offence"]},
        "basis": {one: instrument_named(one, works) for one in groups["basis"]},
        "outcome": outcomes,
        "ground": {one: said.ground(one) for one in groups["ground"]},
    }


def _file(rows: Iterable[Row], year: int, form: str) -> HttpResponse:
    if form not in FORMATS:
        raise Invalid(_("There is no such format."), [Fault("format", ", ".join(FORMATS))])
    data, media_type = written(COLUMNS, [{"year": year, **plain(one)} for one in rows], form, "Figures")
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="requests-{year}.{form}"'
    return response
