"""Mandates as one list, with a filter for those of the founding texts; also as CSV and JSON."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from cjin.core.queries.readers import reader_of
from cjin.core.views.downloads import csv_file

from ..queries.mandates import Line, mandate_lines
from ..queries.told import mandate_told
from ..queries.wording import named, organ_named
from ..rules.calendar import OTHER
from ..rules.commitments.rows import deadline_text
from ..rules.mandates import CONFIRMED, PROPOSED
from .sorting import NAME, sort_heads, sorted_by

FOUNDING = "founding"
AGAIN = "again"
"""What is due in no year stands behind the years."""
DELIVERED, OPEN = "yes", "no"
NARROWED = ("of", "organ", "output", "state", "delivered")
COLUMNS = (
    "number", "provision", "addressee", "output", "due", "year", "delivered", "state", "late", "until", "act",
    "conditions", "words", "summary",
)  # fmt: skip


@require_safe
def mandate_list(request: HttpRequest) -> HttpResponse:
    """The list, narrowed by ``of``, ``organ``, ``output``, ``state`` and ``delivered``."""
    asked = {name: request.GET.get(name, "")[:40] for name in (*NARROWED, NAME)}
    every = mandate_lines(reader_of(request), founding=asked["of"] == FOUNDING, this_year=timezone.localdate().year)
    lines = [one for one in every if _fits(one, asked)]
    if asked["of"] != FOUNDING:
        lines = sorted_by(request, lines, _orders())
    form = request.GET.get("format", "")
    if form == "csv":
        return csv_file("mandates.csv", COLUMNS, ([row[name] for name in COLUMNS] for row in map(_row, lines)))
    if form == "json":
        answer = JsonResponse([_plain(one) for one in lines], safe=False)
        answer["Content-Disposition"] = 'attachment; filename="mandates.json"'
        return answer
    context = {
        "lines": lines,
        "founding": asked["of"] == FOUNDING,
        "delivered": sum(bool(one.deliveries) for one in lines),
        "filters": _filters(every, asked),
        "in_order": _address(asked, sort=""),
        "heads": sort_heads(request, lambda _request, **changes: _address(asked, **changes), _orders()),
        "downloads": [
            {"label": label, "url": _address(asked, format=ending), "type": kind}
            for label, ending, kind in (("CSV", "csv", "text/csv"), ("JSON", "json", "application/json"))
        ],
    }
    return render(request, "texts/mandates.html", context)


def _orders() -> Mapping[str, Callable[[Line], Any]]:
    return {
        "addressee": lambda one: named("actor", one.addressee),
        "output": lambda one: named("output", one.output),
        "due": lambda one: (not one.due, str((one.due or {}).get("year", "")) or AGAIN, deadline_text(one.due)),
        "delivered": lambda one: (not one.deliveries, [done.year for done in one.deliveries]),
    }


def _fits(one: Line, asked: dict[str, str]) -> bool:
    done = DELIVERED if one.deliveries else OPEN
    return (
        asked["organ"] in ("", one.organ)
        and asked["output"] in ("", one.output)
        and asked["state"] in ("", one.state)
        and asked["delivered"] in ("", done)
    )


def _plain(one: Line) -> dict[str, Any]:
    """A mandate as the command line tells it, with its number, year and documents."""
    return mandate_told(one.work.slug, one, one.due) | {
        "number": one.number,
        "year": (one.due or {}).get("year"),
        "delivered": "; ".join(f"{done.year} {done.symbol}" for done in one.deliveries),
        "late": one.late,
        "summary": one.summary,
    }


def _row(one: Line) -> dict[str, Any]:
    """The same in cells: a deadline as one word, conditions in one."""
    return _plain(one) | {"due": deadline_text(one.due), "conditions": "; ".join(one.conditions)}


def _address(asked: dict[str, str], **changes: str) -> str:
    query = urlencode({name: value for name, value in {**asked, **changes}.items() if value})
    return reverse("texts:mandates") + (f"?{query}" if query else "")


def _filters(lines: Sequence[Line], asked: dict[str, str]) -> list[dict[str, Any]]:
    organs = {one.organ: _("States and others") if one.organ == OTHER else organ_named(one.organ) for one in lines}
    outputs = {one.output: named("output", one.output) for one in lines}
    return [
        _filter("of", pgettext("filter", "Mandates"), {FOUNDING: _("of the founding texts")}, asked),
        _filter("organ", _("Organ"), dict(sorted(organs.items())), asked),
        _filter("output", _("Output"), dict(sorted(outputs.items(), key=lambda one: one[1])), asked),
        _filter("state", pgettext("filter", "State"), state_options(), asked),
        _filter(
            "delivered", pgettext("filter", "Delivered"), {DELIVERED: _("recorded"), OPEN: _("nothing recorded")}, asked
        ),
    ]


def state_options() -> dict[str, str]:
    """Both states of a mandate in words."""
    return {CONFIRMED: _("confirmed"), PROPOSED: _("proposed by rules, not confirmed")}


def _filter(name: str, label: str, options: dict[str, str], asked: dict[str, str]) -> dict[str, Any]:
    return {
        "label": label,
        "options": [
            {
                "label": said,
                "chosen": asked[name] == key,
                "url": _address(asked, **{name: "" if asked[name] == key else key}),
            }
            for key, said in options.items()
        ],
    }
