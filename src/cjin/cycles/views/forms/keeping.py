"""Writing a form down: made from an instrument, from a version that is there, or from a file; then changed as text."""

import json
from typing import Any

import yaml
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cjin.core.queries.readers import reader_of
from cjin.core.rules.catalogue import parse
from cjin.core.rules.errors import Conflict, Fault, Invalid

from ...actions.forms import put_form, remove_form
from ...forms.form_faults import faults_told
from ...permissions import check_can_ask
from ...queries.asking import form_made_from
from ...queries.forms import form_version
from ...rules.form.composing import next_version
from ...rules.form.reading import written_form
from ..people import acting
from .works import works_here

FROM_FILE = "form"
LONGEST = 2_000_000


@require_http_methods(["GET", "HEAD", "POST"])
def put(request: HttpRequest) -> HttpResponse:
    """The definition as text, and what it can begin with; what is wrong is told with its place, nothing is lost."""
    by, now = acting(request), timezone.now()
    check_can_ask(by, today=timezone.localdate(now))
    (text, seen), faults = _begun(request), []
    if request.method == "POST" and "keep" in request.POST:
        text = request.POST.get("definition", "").replace("\r\n", "\n")
        try:
            with faults_told():
                made = put_form(definition=_read(text), seen=request.POST.get("seen", ""), by=by, now=now)
        except Invalid as error:
            faults = list(error.faults) or [Fault("", error.message)]
        except Conflict as error:
            faults = [Fault("", error.message)]
        else:
            messages.success(request, _("The form is kept."))
            return redirect("cycles:form", made.form, made.version)
    context = {"text": text, "seen": seen, "faults": faults, "works": works_here(request)}
    return render(request, "cycles/forms/put.html", context, status=422 if faults else 200)


@require_POST
def remove(request: HttpRequest, form: str, version: int) -> HttpResponse:
    """Takes a draft away that no round asks."""
    remove_form(form=form, version=version, by=acting(request), now=timezone.now())
    messages.success(request, _("The draft is taken away."))
    return redirect("cycles:forms")


def _read(text: str) -> Any:
    if len(text) > LONGEST:
        raise Invalid(_("This form is too long."), [Fault("definition", _("at most 2 MB of text are taken"))])
    return parse(text, FROM_FILE)


def _begun(request: HttpRequest) -> tuple[str, str]:
    """What the text begins with: what was sent, a form made from an instrument, or the next version of one.

    And when that was last changed which is changed by it; empty where nothing is.
    """
    if request.method == "POST":
        return request.POST.get("definition", ""), request.POST.get("seen", "")
    work, form = request.GET.get("work", ""), request.GET.get("form", "")
    if work:
        is_norm, proposed = request.GET.get("kind") == "norm", request.GET.get("proposed") == "yes"
        made = form_made_from(work, reader_of(request), norm=is_norm, with_proposed=proposed)
        return _text(written_form(made)), ""
    if form:
        newest = form_version(form)
        if newest.frozen_at is None:
            return _text(newest.definition), newest.at.isoformat()
        return _text(written_form(next_version(newest.read()))), ""
    return "", ""


def _text(definition: Any) -> str:
    return yaml.safe_dump(json.loads(json.dumps(definition)), allow_unicode=True, sort_keys=False, width=110)
