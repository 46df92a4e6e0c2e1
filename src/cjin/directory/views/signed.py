"""The signed directory: this node's own, and those of others that it takes in."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cjin.core.actions.signing import signing_key
from cjin.core.queries.readers import reader_of
from cjin.core.rules.errors import Conflict, Invalid

from ..actions.signing import signed_directory, take_signed
from ..forms.files import SignedForm
from ..models import Origin
from .editors import editor, may_edit

GROUP = 4


@require_http_methods(["GET", "HEAD", "POST"])
def signed(request: HttpRequest) -> HttpResponse:
    """The thumbprint of this node's key and its file; for whoever keeps the directory, those of others."""
    keeps, sent = may_edit(request), request.method == "POST"
    form = SignedForm(*((request.POST, request.FILES) if sent else (None, None))) if keeps or sent else None
    if sent and form and _taken(request, form):
        return redirect("directory:signed")
    thumbprint = signing_key().thumbprint()
    context: dict[str, Any] = {
        "groups": [thumbprint[place : place + GROUP] for place in range(0, len(thumbprint), GROUP)],
        "form": form,
        "origins": Origin.objects.order_by("node") if reader_of(request).is_owner_of_node else [],
        "now": timezone.now(),
    }
    return render(request, "directory/signed.html", context, status=422 if sent else 200)


def _taken(request: HttpRequest, form: SignedForm) -> bool:
    """Takes the file in; where it is refused, says so beside it."""
    by = editor(request)
    if not form.is_valid():
        return False
    file, trusted = form.cleaned_data["file"], form.cleaned_data["thumbprint"]
    try:
        made = take_signed(content=file.read(), name=file.name or "file", thumbprint=trusted, by=by, now=timezone.now())
    except Invalid as error:
        form.add_error("file", " ".join([error.message, *(str(fault) for fault in error.faults[:20])]))
        return False
    except Conflict as error:
        form.add_error("file", error.message)
        return False
    messages.success(request, _("The directory of %(node)s is taken in.") % {"node": made.node})
    return True


@require_safe
def file(_request: HttpRequest) -> HttpResponse:
    """What is public of this node's directory, signed, good for 30 days."""
    content = signed_directory(now=timezone.now())
    response = HttpResponse(content, content_type="application/jose+json")
    response["Content-Disposition"] = 'attachment; filename="directory.jws.json"'
    return response
