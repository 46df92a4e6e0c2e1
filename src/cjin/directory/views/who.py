"""Who is competent? A question as a form, and its answer."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cjin.core.queries.readers import reader_of
from cjin.core.queries.release import Reader

from ..forms.asking import WhoForm
from ..queries.entries import competent
from ..queries.states import state_choices
from ..queries.wording import FUNCTIONS, UNKNOWN, language_names, offence_named, state_names, work_names
from ..rules.competence import Answer
from .reasons import reasons

FIRST = 20
"""So many competent bodies are shown; who asks as widely is told how many more there are."""


@require_safe
def who(request: HttpRequest) -> HttpResponse:
    """The answer to what the address asks; the form alone where it asks nothing."""
    reader = reader_of(request)
    asked = any(request.GET.get(name) for name in ("state", "kind"))
    form = who_form(request, reader, bound=asked)
    wrong = asked and not form.is_valid()
    context: dict[str, Any] = {"form": form, "asked": asked}
    if asked and not wrong:
        context |= _told(competent(reader, form.question(timezone.localdate())))
    return render(request, "directory/who.html", context, status=422 if wrong else 200)


def who_form(request: HttpRequest, reader: Reader, *, bound: bool = False) -> WhoForm:
    """The form with the States that can be asked about."""
    return WhoForm(request.GET if bound else None, states=state_choices(reader))


def _told(answer: Answer) -> dict[str, Any]:
    question = answer.question
    slugs = {slug for one in answer.competent for slug in one.competence.instruments}
    works = work_names(slugs | ({question.instrument} if question.instrument else set()))
    spoken = language_names({code for one in answer.competent for code in one.known.entry.languages})
    return {
        "answer": answer,
        "question": question,
        "state": state_names([question.state])[question.state],
        "function": FUNCTIONS[question.function],
        "narrowed": [
            offence_named(question.offence) if question.offence else "",
            works.get(question.instrument, question.instrument),
            question.measure,
            question.place,
        ],
        "competent": [(one, list(reasons(one, works))) for one in answer.competent[:FIRST]],
        "others": len(answer.competent) - 1,
        "more": max(0, len(answer.competent) - FIRST),
        "spoken": spoken,
        "unknown": UNKNOWN[answer.unknown] if answer.unknown else "",
    }
