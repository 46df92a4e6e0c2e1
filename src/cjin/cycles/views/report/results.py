"""What the replies to a round say together: response, states of implementation, topics, needs; never by State."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.tables import FORMATS, written

from ...models import Round
from ...permissions import asks, check_can_compile
from ...queries.compiled import compiled
from ...queries.rounds import round_named
from ...rules.report.phrases import column
from ...rules.vocabulary import codes, word
from ..people import spoken

COLUMNS = ("paragraph", "words", "scope", "of")
ANSWER = ("answer", "number")


@require_safe
def results(request: HttpRequest, slug: str) -> HttpResponse:
    """All of it on one page, each provision with a bar of its states."""
    round_ = round_to_compile(request, slug)
    whole = asks(request.user, today=timezone.localdate())
    data = compiled(round_, spoken(), now=timezone.now(), whole=whole)
    topic = request.GET.get("topic", "")
    chosen = [one for one in data["provisions"] if not topic or topic in one["topics"]]
    states = codes("implementation")
    context = {
        "round": round_,
        "data": data,
        "topic": next((one for one in data["topics"] if one["topic"] == topic), None),
        "states": states,
        "lines": [line_shown(one, states) for one in chosen],
        "topics": [one | {"parts": parts(one["practice"], states)} for one in data["topics"]],
        "downloads": downloads("results"),
        "tabs": tabs(round_, "results"),
        "respondents": column("states", spoken(), data["whom"]),
        "asks": whole or round_.simulated,
    }
    return render(request, "cycles/report/results.html", context)


def round_to_compile(request: HttpRequest, slug: str) -> Round:
    """The round whose results somebody may see. Raises NotFound, NotAllowed."""
    found = round_named(slug)
    check_can_compile(request.user, found, today=timezone.localdate())
    return found


def tabs(round_: Round, current: str) -> list[dict[str, Any]]:
    """The pages of results of a round."""
    every = {
        "results": _("Provisions and topics"),
        "difficulties": _("Difficulties and good practices"),
        "answers": _("Other answers"),
        "series": _("Over rounds"),
        "map": pgettext("of the world", "Map"),
        "matrix": _("States by name"),
        "figures": _("Beside figures"),
    }
    return [
        {"label": label, "url": reverse(f"cycles:{name}", args=[round_.slug]), "current": name == current}
        for name, label in every.items()
    ]


def downloads(stem: str, query: str = "") -> list[dict[str, str]]:
    """The files of a page, by the last part of its address."""
    return [
        {"label": one.upper(), "url": f"{stem}.{one}{'?' if query else ''}{query}", "type": FORMATS[one]}
        for one in FORMATS
    ]


def line_shown(one: Mapping[str, Any], states: Sequence[str]) -> dict[str, Any]:
    """A provision with its bars and its difficulties, those of most first."""
    return {
        **one,
        "law_parts": parts(one["law"], states),
        "practice_parts": parts(one["practice"], states),
        "hindered": hindered(one["difficulties"]),
        "silent": one["replies"]["not-reported"],
    }


def hindered(difficulties: Mapping[str, int]) -> list[tuple[str, int]]:
    """The difficulties that anybody has, in words, those of most first."""
    told = sorted(difficulties.items(), key=lambda said: -said[1])
    return [(word("difficulties", code, spoken()), number) for code, number in told if number]


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
    """The states of implementation as CSV, XLSX or JSON: a row for each provision, in law and in practice.

    Answers to other questions stand behind them, as ``answers`` has them.
    """
    check_format(ending)
    data = compiled(round_to_compile(request, slug), spoken(), now=timezone.now())
    columns = (*COLUMNS, *codes("implementation"), *codes("replies"), *ANSWER)
    nothing: dict[str, Any] = dict.fromkeys(columns, "")
    rows = [
        nothing | {"paragraph": one["paragraph"], "words": one["words"], "scope": scope, "of": sum(one[scope].values()),
         **one[scope], **one["replies"]}
        for one in data["provisions"]
        for scope in ("law", "practice")
    ]  # fmt: skip
    rows += [
        nothing | {"words": one["words"], "scope": "answer", "of": one["of"], "answer": one["answer"],
                   "number": one["number"], **one["replies"]}
        for one in answer_rows(data)
    ]  # fmt: skip
    return as_file(columns, rows, ending, f"{slug}-results")


def answer_rows(data: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    """A row for each option of each other question; one for a question where it is only told how many answered."""
    for one in data["answers"]:
        for option in one["options"]:
            yield {**one, "code": option["code"], "answer": option["text"], "number": option["replies"]}
        if not one["options"]:
            said = one["replies"]["answered"]
            yield {**one, "code": "", "answer": "", "number": said, "of": one["asked"]}


def check_format(ending: str) -> None:
    """Raises Invalid for a file of another format than those there are."""
    if ending not in FORMATS:
        raise Invalid(_("There is no such format."), [Fault("format", ", ".join(FORMATS))])


def as_file(columns: Sequence[str], rows: Iterable[Mapping[str, Any]], ending: str, stem: str) -> HttpResponse:
    """Rows as a file to take away."""
    content, media_type = written(columns, list(rows), ending, "Results")
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{stem}.{ending}"'
    return response
