"""A question is saved as it is typed: the answer is what became of it, for the place beside the question."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cjin.core.rules.errors import NotFound

from ...queries.answers import answers_of, replies_of
from ...queries.forms import form_of
from ...queries.replying import own_reply
from ...rules.answers.progress import asked_in, given_in
from ..people import acting, spoken
from .items import Item
from .section import around_of, items_of
from .writing import Outcome, keep, shown_again


@require_POST
def save_one(request: HttpRequest, slug: str, key: str, section: str, question: str) -> HttpResponse:
    """Saves one question. What stands in the way is told with the words that were typed left as they are."""
    by = acting(request)
    respondent = own_reply(by, slug, key, today=timezone.localdate()).respondent
    form = form_of(respondent.round)
    here, asked = form.section(section), form.question(question)
    if asked not in here.questions:
        raise NotFound(_("There is no such page."))
    stored = answers_of(respondent, [question]).get(question)
    outcome = keep(respondent, asked, request.POST, stored, spoken(), by, timezone.now())
    if outcome.took_theirs:
        return _whole_question(request, slug, key, section, question)
    item = shown_again(outcome, asked, around_of(respondent))
    dependents = form.waiting_for(question) & {one.question for one in here.questions}
    said = given_in(form, replies_of(respondent)) if dependents else {}
    now_asked = {one.question for one in asked_in(here, said)} if dependents else set()
    context = {"item": item, "dependents": [(one, one in now_asked) for one in sorted(dependents)], "live": True}
    return render(request, "cycles/answers/saved.html", context)


def _whole_question(request: HttpRequest, slug: str, key: str, section: str, question: str) -> HttpResponse:
    """The question anew, with the reply that stands."""
    respondent = own_reply(request.user, slug, key, today=timezone.localdate()).respondent
    outcomes: dict[str, Outcome] = {}
    items: list[Item] = items_of(request, respondent, form_of(respondent.round).section(section), outcomes)
    item = next(one for one in items if one.name == question)
    context = {"item": item, "edits": True, "round": respondent.round, "respondent": respondent,
               "here": form_of(respondent.round).section(section), "may_measure": bool(respondent.state),
               "state": respondent.state}  # fmt: skip
    response = render(request, "cycles/answers/question.html", context)
    response["HX-Retarget"], response["HX-Reswap"] = f"#q-{question}", "outerHTML"
    return response
