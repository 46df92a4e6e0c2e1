"""On which legal basis one State may ask another: a question as a form, and its answer."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cjin.core.queries.readers import reader_of
from cjin.core.rules.errors import Invalid
from cjin.directory.queries.states import state_choices

from ..forms.basis import BasisForm
from ..queries.facts import facts_on
from ..queries.questions import question_of
from ..queries.telling import names_for, told_bases
from ..rules.basis.reasoning import legal_basis


@require_safe
def basis(request: HttpRequest) -> HttpResponse:
    """Every instrument in force between the two, with reasons and conditions; else the form alone."""
    asked = any(request.GET.get(name) for name in ("requesting", "requested"))
    form = BasisForm(request.GET if asked else None, states=state_choices(reader_of(request)))
    context: dict[str, Any] = {"form": form, "asked": asked}
    if asked and form.is_valid():
        try:
            context |= _answer(form.cleaned_data)
        except Invalid as error:
            for fault in error.faults:
                form.add_error(None, str(fault))
    return render(request, "requests/basis.html", context, status=422 if form.errors else 200)


def _answer(said: dict[str, Any]) -> dict[str, Any]:
    day: date = said["on"] or timezone.localdate()
    offences = [said["offence"]] if said["offence"] else []
    question = question_of(said["requesting"], said["requested"], said["kind"], offences, day)
    found = legal_basis(question, facts_on(day, [question.requesting, question.requested]))
    names = names_for(found)
    return {
        "found": found,
        "question": question,
        "states": names.states,
        "bases": told_bases(found, names),
        "missing": [names.tell("missing", one) for one in found.missing],
    }
