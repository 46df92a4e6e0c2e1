"""A round and those before it: how the states of implementation moved, with the denominator of each count."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ...models import Round
from ...permissions import asks
from ...queries.series import COLUMNS, over_rounds, rows_of
from ...rules.vocabulary import LAW, PRACTICE, codes
from ..people import spoken
from .results import as_file, check_format, downloads, parts, round_to_compile, tabs


@require_safe
def series(request: HttpRequest, slug: str) -> HttpResponse:
    """A row for each topic and provision, a column for each round; in practice, or in law where that is asked for."""
    round_ = round_to_compile(request, slug)
    data = _data(request, round_)
    scope = LAW if request.GET.get("scope") == LAW else PRACTICE
    topic = request.GET.get("topic", "")
    context = {
        "round": round_,
        "data": data,
        "scope": scope,
        "other": PRACTICE if scope == LAW else LAW,
        "topic": next((one for one in data["topics"] if one["topic"] == topic), None),
        "states": codes("implementation"),
        "topics": [_row(one, data["rounds"], scope) for one in data["topics"]],
        "provisions": [_row(one, data["rounds"], scope) for one in data["provisions"] if topic in ("", *one["topics"])],
        "downloads": downloads("series"),
        "tabs": tabs(round_, "series"),
    }
    return render(request, "cycles/report/series.html", context)


def _data(request: HttpRequest, round_: Round) -> dict[str, Any]:
    return over_rounds(round_, spoken(), public=not asks(request.user, today=timezone.localdate()))


def _row(one: Mapping[str, Any], rounds: Sequence[Mapping[str, Any]], scope: str) -> dict[str, Any]:
    """A topic or a provision with a cell for each round; one that was not asked has no bar."""
    states = codes("implementation")
    of_law = "_law" if scope == LAW else ""
    cells = [
        {"title": round_["title"]}
        | (
            {
                "parts": parts(point[scope], states),
                "of": point[f"of_{scope}"],
                "changes": point[f"changes{of_law}"],
                "of_both": point[f"of_both{of_law}"],
            }
            if point
            else {}
        )
        for round_, point in zip(rounds, one["points"], strict=True)
    ]
    return {**one, "cells": cells}


@require_safe
def file(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """The series as CSV, XLSX or JSON: a row for each topic and provision, round and scope."""
    check_format(ending)
    data = _data(request, round_to_compile(request, slug))
    return as_file((*COLUMNS, *codes("implementation")), rows_of(data), ending, f"{slug}-series")
