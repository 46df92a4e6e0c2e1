"""Who can see a request: its members, letting somebody in or out, sealing it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cjin.core.models import User
from cjin.core.permissions import can
from cjin.core.queries.people import person_named
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Conflict

from ...actions.cases import let_in, let_out, looked_at, seal
from ...forms.people import LetInForm
from ...models import Request
from ...permissions import may_seal
from ..officers import officer

WISHES = frozenset({"let-in", "let-out", "seal", "unseal"})


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, reference: str) -> HttpResponse:
    """The members of a request, and how it is opened to others or closed to them."""
    by, now = officer(request), timezone.now()
    found = looked_at(reference=reference, by=by, now=now)
    today = timezone.localdate(now)
    asked = request.POST.get("wish", "") if request.method == "POST" else ""
    wish = asked if asked in WISHES else ""
    form = LetInForm(request.POST if wish == "let-in" else None, request=found, today=today)
    if wish and _done(request, wish, found, form, by):
        return redirect("requests:people", reference)
    context = {
        "case": found,
        "form": form,
        "members": found.members.order_by("username"),
        "may_let_in": can(by, Duty.REQUESTS_WRITE, today=today),
        "may_seal": may_seal(by, found, today=today),
        "may_open": can(by, Duty.REQUESTS_APPROVE, today=today),
    }
    return render(request, "requests/cases/people.html", context, status=422 if wish else 200)


def _done(request: HttpRequest, wish: str, found: Request, form: LetInForm, by: User) -> bool:
    """Whether what was wished is done; what refuses it is said."""
    now, reference = timezone.now(), found.reference
    try:
        if wish == "let-in":
            form.do(let_in, reference=reference, by=by, now=now)
            return not form.errors
        if wish == "let-out":
            let_out(reference=reference, person=person_named(request.POST.get("person", "")), by=by, now=now)
        else:
            seal(reference=reference, sealed=wish == "seal", by=by, now=now)
    except Conflict as error:
        messages.error(request, error.message)
        return True
    messages.success(request, _("This is so from now on."))
    return True
