"""The page of an act: what it asks for, what stands in its way, and what was typed when it is refused."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from cjin.core.models import User
from cjin.core.rules.errors import NotFound, Outdated
from cjin.directory.queries.wording import state_names

from ...actions.cases import act as do
from ...actions.cases import looked_at
from ...forms.cases import ActForm
from ...models import Request
from ...queries.articles import cite
from ...queries.cases import case_of
from ...queries.offers import Offer, offers
from ...queries.worklists import other_state
from ...rules.case.against import Against
from ...rules.case.events import CHAINED, Case
from ...rules.case.process import Direction, process
from ...rules.wording import words
from ..officers import officer
from .sentences import sentence_of, why_not
from .uploads import Hashing


@csrf_exempt  # the file is taken before the form is read; ``_act`` looks for the token then
def act(request: HttpRequest, reference: str, act: str) -> HttpResponse:
    """The form of an act. A file that is sent with it leaves its hashes and nothing else."""
    request.upload_handlers = [Hashing(request)]
    return _act(request, reference, act)


@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def _act(request: HttpRequest, reference: str, act: str) -> HttpResponse:
    by = officer(request)
    found = looked_at(reference=reference, by=by, now=timezone.now())
    case = case_of(found)
    offer = _offered(found, case, act, by)
    sent = request.method == "POST"
    form = _form(request, found, case, offer, sent=sent)
    status = 200
    if sent:
        try:
            done = form.do(partial(do, act=act), reference=reference, by=by, now=timezone.now())
        except Outdated:
            return _outdated(request, reference, act, by)
        if done:
            messages.success(request, _("It is written down: %(what)s.") % {"what": _words().done(act)})
            return redirect("requests:evidence" if offer.act.records in CHAINED else "requests:case", reference)
        status = 422
    return _page(request, found, offer, form, status=status)


def _outdated(request: HttpRequest, reference: str, act: str, by: User) -> HttpResponse:
    """What was typed stays; sent once more it goes on from what stands now."""
    now = looked_at(reference=reference, by=by, now=timezone.now())
    case = case_of(now)
    offer = _offered(now, case, act, by)
    form = _form(request, now, case, offer, sent=True)
    form.data = {**dict(form.data.items()), "revision": str(now.revision)}
    said = _(
        "Somebody else has changed this request meanwhile. What you typed is kept: see how it stands, then send it."
    )
    form.add_error(None, said)
    return _page(request, now, offer, form, status=Outdated.status, outdated=True)


def _offered(found: Request, case: Case, act: str, by: User) -> Offer:
    """The act as it can be done now; one of another state is told as such. Raises NotFound for no act."""
    table = process(Direction(found.direction))
    if act not in table.acts:
        raise NotFound(_("There is no such page."))
    for one in offers(found, case, by, timezone.now()):
        if one.act.act == act:
            return one
    return Offer(table.acts[act], mine=True, against=(Against("state", ""),))


def _form(request: HttpRequest, found: Request, case: Case, offer: Offer, *, sent: bool) -> ActForm:
    other = _other(found)

    def why(guard: str, message: str) -> str:
        return why_not(Against(guard, message, about=message.rpartition(": ")[2]), other)

    data, files = (request.POST, request.FILES) if sent else (None, None)
    return ActForm(data, files, offer=offer, case=case, request=found, why=why)


def _page(
    request: HttpRequest, found: Request, offer: Offer, form: ActForm, *, status: int, outdated: bool = False
) -> HttpResponse:
    other = _other(found)
    articles = [article for one in offer.against for article in one.articles]
    context: dict[str, Any] = {
        "case": found,
        "offer": offer,
        "form": form,
        "sentence": sentence_of(found, other),
        "against": [why_not(one, other) for one in offer.against],
        "articles": list(cite(dict.fromkeys(articles)).values()),
        "outdated": outdated,
        "signed": found.letters.filter(received=False, revision=found.revision).exists(),
        "title": _words().act(offer.act.act),
    }
    return render(request, "requests/cases/act.html", context, status=status)


def _other(found: Request) -> str:
    code = other_state(found)
    return state_names([code]).get(code, code)


def _words() -> Any:
    return words(get_language() or "en")
