"""What stands in the way and what works: difficulties and good practices by topic and by provision."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ...queries.compiled import compiled
from ...rules.vocabulary import codes
from ..people import spoken
from .results import as_file, check_format, downloads, round_to_compile, tabs

COLUMNS = ("about", "name", "words", "told", "good_practices", "named")


@require_safe
def difficulties(request: HttpRequest, slug: str) -> HttpResponse:
    """How many told each difficulty, and of good practices, of all that told how far they are."""
    round_ = round_to_compile(request, slug)
    data = compiled(round_, spoken(), now=timezone.now())
    context = {
        "round": round_,
        "data": data,
        "codes": codes("difficulties"),
        "topics": [one | {"numbers": list(one["difficulties"].values())} for one in data["topics"]],
        "provisions": [one | {"numbers": list(one["difficulties"].values())} for one in data["provisions"]],
        "downloads": downloads("difficulties"),
        "tabs": tabs(round_, "difficulties"),
    }
    return render(request, "cycles/report/difficulties.html", context)


@require_safe
def file(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """The same as CSV, XLSX or JSON: a row for each topic and provision."""
    check_format(ending)
    data = compiled(round_to_compile(request, slug), spoken(), now=timezone.now())
    return as_file((*COLUMNS, *codes("difficulties")), _rows(data), ending, f"{slug}-difficulties")


def _rows(data: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for about, every in (("topic", data["topics"]), ("provision", data["provisions"])):
        for one in every:
            yield {
                "about": about, "name": one.get("question") or one["topic"], "words": one.get("words") or one["name"],
                "told": one["of_difficulties"], "good_practices": one["good_practices"],
                "named": one.get("named", []), **one["difficulties"],
            }  # fmt: skip
