"""What the replies to a round say together: response, states of implementation, topics, needs; never by State."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.tables import FORMATS, written

from ...permissions import asks, check_can_compile
from ...queries.compiled import compiled
from ...queries.rounds import round_named
from ...rules.vocabulary import codes, word
from ..people import spoken

COLUMNS = ("paragraph", "words", "scope", "of")


@require_safe
def results(request: HttpRequest, slug: str) -> HttpResponse:
    """All of it on one page, each provision with a bar of its states."""
    today = timezone.localdate()
    round_ = round_named(slug)
    check_can_compile(request.user, round_, today=today)
    data = compiled(round_, spoken(), now=timezone.now())
    topic = request.GET.get("topic", "")
    chosen = [one for one in data["provisions"] if not topic or topic in one["topics"]]
    states = codes("implementation")
    context = {
        "round": round_,
        "data": data,
        "topic": next((one for one in data["topics"] if one["topic"] == topic), None),
        "states": states,
        "lines": [_line(one, states) for one in chosen],
        "topics": [one | {"parts": parts(one["practice"], states)} for one in data["topics"]],
        "compared": round_.previous_id is not None,
        "downloads": [{"label": one.upper(), "url": f"results.{one}", "type": FORMATS[one]} for one in FORMATS],
        "asks": asks(request.user, today=today) or round_.simulated,
    }
    return render(request, "cycles/report/results.html", context)


def _line(one: Mapping[str, Any], states: Sequence[str]) -> dict[str, Any]:
    """A provision with its bars, and the difficulty named most often."""
    difficulty, number = max(one["difficulties"].items(), key=lambda said: said[1])
    return {
        **one,
        "law_parts": parts(one["law"], states),
        "practice_parts": parts(one["practice"], states),
        "difficulty": word("difficulties", difficulty, spoken()) if number else "",
        "difficulty_number": number,
        "silent": one["replies"]["not-reported"],
    }


def parts(counts: Mapping[str, int], states: Sequence[str]) -> list[dict[str, Any]]:
    """The parts of a bar in per cent of its width, one after the other."""
    total = sum(counts[one] for one in states)
    found, start = [], 0.0
    for code in states:
        width = 100 * counts[code] / total if total else 0.0
        found.append({"code": code, "count": counts[code], "start": round(start, 2), "width": round(width, 2)})
        start += width
    return found


@require_safe
def file(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """The states of implementation as CSV, XLSX or JSON: a row for each provision, in law and in practice."""
    if ending not in FORMATS:
        raise Invalid("There is no such format.", [Fault("format", ", ".join(FORMATS))])
    round_ = round_named(slug)
    check_can_compile(request.user, round_, today=timezone.localdate())
    data = compiled(round_, spoken(), now=timezone.now())
    states = codes("implementation")
    rows = [
        {"paragraph": one["paragraph"], "words": one["words"], "scope": scope, "of": sum(one[scope].values()),
         **one[scope], **one["replies"]}
        for one in data["provisions"]
        for scope in ("law", "practice")
    ]  # fmt: skip
    columns = (*COLUMNS, *states, *codes("replies"))
    content, media_type = written(columns, rows, ending, "Results")
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{slug}-results.{ending}"'
    return response
