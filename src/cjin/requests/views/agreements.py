"""Bilateral and regional treaties that this node has entered, and a file of them on a page."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from cjin.core.permissions import can
from cjin.core.rules.catalogue import parse
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Conflict, Fault, Invalid, NotAllowed
from cjin.directory.queries.wording import said_in, state_names

from ..actions.agreements import enter_agreements
from ..forms.agreements import AgreementsForm
from ..models import Agreement
from ..queries.facts import conditions_of
from ..rules.agreements import read_agreements

FIRST = 100
"""So many faults are shown."""
LARGEST = 5_000_000


@require_http_methods(["GET", "HEAD", "POST"])
def agreements(request: HttpRequest) -> HttpResponse:
    """The treaties with their parties; whoever edits texts brings a file, and all of it is taken or nothing."""
    may_enter = request.user.is_authenticated and can(request.user, Duty.TEXTS_EDIT, today=timezone.localdate())
    sent = request.method == "POST"
    if sent and not may_enter:
        raise NotAllowed(_("This is for those who edit texts."))
    form = AgreementsForm(*((request.POST, request.FILES) if sent else (None, None)))
    faults: list[str] = []
    if sent and form.is_valid():
        try:
            _take(request, form.cleaned_data)
            return redirect("requests:agreements")
        except (Invalid, Conflict) as error:
            form.add_error("file", error.message)
            faults = [str(fault) for fault in getattr(error, "faults", ())]
    context = {"form": form, "faults": faults[:FIRST], "may_enter": may_enter, "agreements": _told()}
    return render(request, "requests/agreements.html", context, status=422 if sent else 200)


def _take(request: HttpRequest, said: dict[str, Any]) -> None:
    file = said["file"]
    name = file.name or "file"
    if file.size > LARGEST:
        raise Invalid(_("The file is too large."), [Fault(name, f"{LARGEST // 1_000_000} MB")])
    try:
        text = file.read().decode("utf-8")
    except UnicodeDecodeError:
        raise Invalid(_("The file cannot be read."), [Fault(name, _("it is not UTF-8"))]) from None
    entered = read_agreements(parse(text, name), name)
    made = enter_agreements(entered=entered, as_of=said["as_of"], by=request.user, now=timezone.now())  # type: ignore[arg-type]
    count = len(made)
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
