"""Writing a request: it begins, each step is a page, and the answers are looked at before it goes on."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cjin.core.models import User
from cjin.core.permissions import can, check_can
from cjin.core.queries.readers import reader_of
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Conflict, Invalid, Outdated
from cjin.directory.queries.entries import THE_NODE, known_on
from cjin.directory.queries.states import state_choices
from cjin.directory.queries.wording import said_in

from ..actions.beginning import begin
from ..actions.cases import act, looked_at, write
from ..forms.asking import Asking, asking
from ..forms.beginning import BeginForm
from ..forms.items import StepForm
from ..models import Request
from ..queries.dual import known_there
from ..queries.earlier import entries_before, requests_before
from ..queries.proposing import proposed
from ..queries.surroundings import addressees_of, basis_of, offences_of
from ..queries.telling import names_for, told_bases
from ..queries.writing import Written, is_writable, own_state, written
from ..rules.wording import spoken, words
from ..rules.writing.kinds import BASIS, Type
from ..rules.writing.steps import ADDRESSEE, Step, step_named
from .answers import answers_of, shown_answers
from .officers import officer
from .telling import hints, said_missing, spoken_in, told_steps

OFFERED = 30
"""So many earlier requests are offered to begin from."""


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """What is needed, from whom: the draft of a request begins."""
    by = officer(request)
    check_can(by, Duty.REQUESTS_WRITE, today=timezone.localdate())
    sent = request.POST if request.method == "POST" else None
    before = list(requests_before(by, timezone.localdate())[:OFFERED])
    first = {name: request.GET.get(name, "") for name in ("kind", "requested", "earlier") if name in request.GET}
    states = state_choices(reader_of(request), timezone.localdate())
    form = BeginForm(sent, states=states, own=own_state(), before=before, initial=first)
    if sent is not None and (made := form.do(begin, by=by, now=timezone.now())):
        messages.success(request, _("The draft is kept; every page is saved as you go on."))
        return redirect("requests:write", made.reference, BASIS)
    return render(request, "requests/new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, reference: str, step: str) -> HttpResponse:
    """One step of a draft: the legal basis, whom to ask, or the questions of a matter or measure."""
    by = officer(request)
    found = looked_at(reference=reference, by=by, now=timezone.now())
    now = written(found, reader_of(request), timezone.localdate())
    here = step_named(now.steps, step)
    if not _may_write(found, by):
        return redirect("requests:check", reference)
    if request.method == "POST":
        return _save(request, now, here, by)
    return _page(request, now, here, _form(now, here, by))


def _may_write(found: Request, by: User) -> bool:
    return is_writable(found) and can(by, Duty.REQUESTS_WRITE, today=timezone.localdate())


def _save(request: HttpRequest, now: Written, here: Step, by: User) -> HttpResponse:
    """Keeps what was sent and goes on; what cannot be kept stays on the page with what is wrong beside it."""
    form = _form(now, here, by, request.POST, request.FILES)
    change: dict[str, Any] = {"answers": form.answers()}
    if here.step in (BASIS, ADDRESSEE):
        change = {here.step: request.POST.get(here.step, "")}
    revision = _revision(request)
    try:
        kept = write(reference=now.request.reference, revision=revision, **change, by=by, now=timezone.now())
    except Invalid as error:
        form.refuse(error.faults)
        return _page(request, now, here, form, status=422)
    except Outdated as error:
        return _page(request, now, here, form, status=error.status, outdated=str(error.message))
    except Conflict as error:
        messages.error(request, error.message)
        return redirect("requests:check", now.request.reference)
    return _on(request, now, here, written(kept, reader_of(request), timezone.localdate()))


def _revision(request: HttpRequest) -> int:
    """The revision that was seen; 0, which no request has, where none is told."""
    said = request.POST.get("revision", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0


def _on(request: HttpRequest, before: Written, here: Step, after: Written) -> HttpResponse:
    """The same page where an answer asks for more on it or another entry is wanted, else the next one."""
    stands = next((one for one in after.steps if one.step == here.step), here)
    asked_more = stands.names - here.names
    reference = after.request.reference
    if "more" in request.POST or asked_more:
        if asked_more:
            messages.info(request, _("What you answered asks for something more on this page."))
        place = request.POST.get("more", "") or min(asked_more)
        return redirect(f"{reverse('requests:write', args=[reference, here.step])}#item-{place}")
    if "stay" in request.POST:
        messages.success(request, _("Saved."))
        return redirect("requests:write", reference, here.step)
    following = after.after(here.step)
    return redirect("requests:write", reference, following) if following else redirect("requests:check", reference)


def _form(now: Written, here: Step, by: User, sent: Any = None, files: Any = None) -> StepForm:
    today, reader = timezone.localdate(), spoken(get_language() or "en")
    measures = now.draft.answers.get("measures", ())
    needed = {name for one in measures for name in now.draft.kind.measure(one).needs}
    first = proposed(now, here.names, by, today, reader)
    return StepForm(
        here.items, now.draft.answers, _asking(now, here, by), sent, files, needed=needed, proposed=first
    )  # fmt: skip


def _asking(now: Written, here: Step, by: User) -> Asking:
    """What the form of a step is made with: the directory and the schemes are asked where the step asks for it."""
    types = {one.type for one in here.items}
    accepted = _accepted(now) if types & {Type.LANGUAGES, Type.DOCUMENTS} else set()
    wanted = offences_of(now.draft) if Type.OFFENCES in types else ()
    there = known_there(now.draft.requested, wanted, THE_NODE, timezone.localdate())
    return asking(now.draft.kind, accepted, there, entries_before(now.request, here.items, by, timezone.localdate()))


def _accepted(now: Written) -> set[str]:
    """The languages that the bodies accept that are competent for a draft."""
    found = addressees_of(now.draft, THE_NODE, timezone.localdate()).competent
    return {code for one in found for code in one.known.entry.languages}


def _page(
    request: HttpRequest,
    now: Written,
    here: Step,
    form: StepForm,
    *,
    status: int = 200,
    outdated: str = "",
) -> HttpResponse:
    context = {"form": form, "here": here, "outdated": outdated, **_around(now, here.step)}
    if outdated:
        context |= {"stands": {one.item: one for one in answers_of(here, now, words(get_language() or "en"))}}
    if here.step == BASIS:
        found = basis_of(now.draft, timezone.localdate())
        context |= {"bases": told_bases(found, names_for(found))}
    elif here.step == ADDRESSEE:
        context |= {"answer": addressees_of(now.draft, reader_of(request), timezone.localdate())}
    return render(request, "requests/write.html", context, status=status)


def _around(now: Written, here: str) -> dict[str, Any]:
    return {
        "case": now.request,
        "draft": now.draft,
        "steps": told_steps(now, here),
        "missing": said_missing(now),
        "lacks": len(now.missing),
        "missing_here": {one.item for one in now.by_step.get(here, ())},
        "spoken": spoken_in(now),
        "hints": hints(now, timezone.localdate()),
    }


def _named(body: str) -> str:
    """A body of the directory by its name today, its identifier where nothing stands of it."""
    found = known_on(THE_NODE, timezone.localdate(), slug=body) if body else []
    return said_in(found[0].known.entry.names) if found else body


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, reference: str) -> HttpResponse:
    """All answers on one page, what is still missing, and the way on."""
    by = officer(request)
    found = looked_at(reference=reference, by=by, now=timezone.now())
    now = written(found, reader_of(request), timezone.localdate())
    refused: list[str] = []
    if request.method == "POST":
        try:
            act(reference=reference, act="submit", revision=_revision(request), by=by, now=timezone.now())
            messages.success(request, _("It waits for somebody else to approve it."))
            return redirect("requests:check", reference)
        except Invalid as error:
            refused = [one.message for one in error.faults]
        except Outdated as error:
            refused = [error.message]
    context = {
        **_around(now, ""),
        "addressee": _named(now.draft.addressee),
        "answers": shown_answers(now),
        "may_write": _may_write(found, by),
        "can_submit": _may_write(found, by) and found.direction == "outgoing",
        "refused": refused,
    }
    return render(request, "requests/check.html", context, status=422 if refused else 200)
