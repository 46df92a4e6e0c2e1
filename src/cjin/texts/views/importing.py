"""Bringing a text in: a file from the reader's own machine, or an official document by its symbol."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from cjin.core.models import User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Invalid, NotFound, Unavailable

from ..actions.fetching import fetch
from ..actions.importing import Imported, import_source
from ..forms.importing import LARGEST, FetchForm, UploadForm, put_errors
from ..rules.reading import read_bytes


@require_http_methods(["GET", "HEAD", "POST"])
def importing(request: HttpRequest) -> HttpResponse:
    """The page with both forms. Nothing of a file that cannot be read is kept."""
    check_can(request.user, Duty.TEXTS_EDIT, today=timezone.localdate())
    by = request.user
    assert isinstance(by, User)
    fetches = request.POST.get("way") == "fetch"
    sent = request.method == "POST"
    upload = UploadForm(*_bound(request, sent and not fetches), auto_id="upload_%s")
    asked = FetchForm(*_bound(request, sent and fetches), auto_id="fetch_%s")
    form: Form = asked if fetches else upload
    if sent and form.is_valid():
        try:
            done = _fetched(asked, by) if fetches else _uploaded(upload, by)
            return _drafts(request, done)
        except (Invalid, NotFound, Unavailable) as error:
            put_errors(form, error, "symbol" if fetches else "file")
    context = {"upload": upload, "fetch": asked, "form": form if sent else None, "largest": LARGEST}
    return render(request, "texts/import.html", context, status=422 if sent else 200)


def _bound(request: HttpRequest, sent: bool) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if sent else (None, None)


def _uploaded(form: UploadForm, by: User) -> Imported:
    file = form.cleaned_data["file"]
    source = read_bytes(file.read(), file.name or "text")
    return import_source(source=source, language=form.cleaned_data["language"] or None, by=by, now=timezone.now())


def _fetched(form: FetchForm, by: User) -> Imported:
    return fetch(**form.cleaned_data, by=by, now=timezone.now())


def _drafts(request: HttpRequest, done: Imported) -> HttpResponse:
    """On to the drafts that the file made, or had made before."""
    count = len(done.expressions)
    if done.unchanged:
        messages.info(request, _("This file is known already; nothing changed."))
    else:
        said = ngettext("%(count)d draft was made.", "%(count)d drafts were made.", count)
        messages.success(request, said % {"count": count})
    here = reverse("texts:drafts")
    return redirect(f"{here}?file={done.expressions[0].source_id}" if done.expressions else here)
