"""Bilateral and regional treaties that this node has entered, and a file of them on a page."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from cjin.core.permissions import can
from cjin.core.queries.readers import reader_of
from cjin.core.rules.catalogue import parse
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Conflict, Fault, Invalid, NotAllowed
from cjin.directory.queries.states import state_choices
from cjin.directory.queries.wording import said_in, state_names

from ..actions.agreements import enter_agreements
from ..forms.agreements import AgreementForm, AgreementsForm
from ..models import Agreement
from ..queries.facts import conditions_of
from ..rules.agreements import Entered, read_agreements

FIRST = 100
"""So many faults are shown."""
LARGEST = 5_000_000


@require_http_methods(["GET", "HEAD", "POST"])
def agreements(request: HttpRequest) -> HttpResponse:
    """The treaties with their parties; whoever edits texts types one in, or brings a file that is taken or refused."""
    may_enter = request.user.is_authenticated and can(request.user, Duty.TEXTS_EDIT, today=timezone.localdate())
    sent = request.method == "POST"
    if sent and not may_enter:
        raise NotAllowed(_("This is for those who edit texts."))
    typed = sent and "treaty" in request.POST
    one = _form_of_one(request, request.POST if typed else None)
    form = AgreementsForm(*((request.POST, request.FILES) if sent and not typed else (None, None)))
    faults: list[str] = []
    if typed and one.is_valid() and _enter_one(request, one):
        return redirect("requests:agreements")
    if form.is_bound and form.is_valid():
        try:
            _take(request, form.cleaned_data)
            return redirect("requests:agreements")
        except (Invalid, Conflict) as error:
            form.add_error("file", error.message)
            faults = [str(fault) for fault in getattr(error, "faults", ())]
    context = {
        "form": form, "one_form": one, "faults": faults[:FIRST], "may_enter": may_enter, "agreements": _told(),
    }  # fmt: skip
    return render(request, "requests/agreements.html", context, status=422 if sent else 200)


def _form_of_one(request: HttpRequest, sent: Any) -> AgreementForm:
    return AgreementForm(sent, states=state_choices(reader_of(request)), today=timezone.localdate(), auto_id="one_%s")


def _enter_one(request: HttpRequest, form: AgreementForm) -> bool:
    try:
        _enter(request, form.entered(), form.cleaned_data["as_of"])
    except Invalid as error:
        form.refuse(error)
    except Conflict as error:
        form.add_error("treaty", error.message)
    return not form.errors


def _take(request: HttpRequest, said: dict[str, Any]) -> None:
    file = said["file"]
    name = file.name or "file"
    if file.size > LARGEST:
        raise Invalid(_("The file is too large."), [Fault(name, f"{LARGEST // 1_000_000} MB")])
    try:
        text = file.read().decode("utf-8")
    except UnicodeDecodeError:
        raise Invalid(_("The file cannot be read."), [Fault(name, _("it is not UTF-8"))]) from None
    _enter(request, read_agreements(parse(text, name), name), said["as_of"])


def _enter(request: HttpRequest, entered: Sequence[Entered], as_of: date) -> None:
    count = len(enter_agreements(entered=entered, as_of=as_of, by=request.user, now=timezone.now()))  # type: ignore[arg-type]
    told = ngettext("%(count)s treaty is entered.", "%(count)s treaties are entered.", count) % {"count": count}
    messages.success(request, told)


def _told() -> list[dict[str, Any]]:
    found = list(Agreement.objects.select_related("work").prefetch_related("parties"))
    names = state_names({party.state for one in found for party in one.parties.all()})
    return [
        {
            "one": one,
            "title": said_in(one.work.title),
            "conditions": conditions_of(one),
            "parties": [
                (names[party.state], party) for party in sorted(one.parties.all(), key=lambda party: party.state)
            ],
        }
        for one in found
    ]
