"""Answers to questions that ask for no state of implementation, and the file of all replies for those who ask."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ...permissions import asks, check_can_ask
from ...queries.compiled import compiled
from ...queries.replies import COLUMNS as OF_REPLIES
from ...queries.replies import replies_of_round
from ...queries.rounds import round_named
from ...rules.vocabulary import NO_ANSWERS, codes, word
from ..people import spoken
from .results import answer_rows, as_file, check_format, downloads, round_to_compile, tabs

COLUMNS = ("question", "kind", "words", "asked", "code", "answer", "number", "of")


@require_safe
def answers(request: HttpRequest, slug: str) -> HttpResponse:
    """Each question with a bar for each option; how many answered where figures are not added up."""
    round_ = round_to_compile(request, slug)
    data = compiled(round_, spoken(), now=timezone.now())
    every = asks(request.user, today=timezone.localdate())
    context = {
        "round": round_,
        "data": data,
        "answers": [_shown(one) for one in data["answers"]],
        "downloads": downloads("answers"),
        "replies": downloads("replies")[:2] if every else [],
        "tabs": tabs(round_, "answers"),
    }
    return render(request, "cycles/report/answers.html", context)


def _shown(one: Mapping[str, Any]) -> dict[str, Any]:
    """A question with the width of the bar of each option, and its kinds of no answer in words."""
    options = [said | {"width": _width(said["replies"], one["of"])} for said in one["options"]]
    silent = [(word("replies", kind, spoken()), one["replies"][kind]) for kind in NO_ANSWERS]
    return {**one, "options": options, "answered": one["replies"]["answered"],
            "silent": [said for said in silent if said[1]]}  # fmt: skip


def _width(number: int, of: int) -> str:
    return f"{100 * number / of:.2f}" if of else "0"


@require_safe
def file(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """The same as CSV, XLSX or JSON: a row for each option of each question."""
    check_format(ending)
    data = compiled(round_to_compile(request, slug), spoken(), now=timezone.now())
    kinds = codes("replies")
    rows = [{name: one[name] for name in COLUMNS} | one["replies"] for one in answer_rows(data)]
    return as_file((*COLUMNS, *kinds), rows, ending, f"{slug}-answers")


@require_safe
def replies(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """Every cleared reply of the round, for those who ask: a row for each part of it."""
    check_can_ask(request.user, today=timezone.localdate())
    check_format(ending)
    rows: Sequence[Mapping[str, Any]] = list(replies_of_round(round_named(slug), spoken()))
    return as_file(OF_REPLIES, rows, ending, f"{slug}-replies")
