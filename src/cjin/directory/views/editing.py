"""Writing an entry on a page: a new one, or what holds from a day on."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cjin.core.models import User
from cjin.core.queries.readers import reader_of
from cjin.core.rules.errors import Conflict, Invalid, Outdated

from ..actions.recording import write_entry
from ..forms.entry import EntryForms
from ..models import Body
from ..queries.entries import history_of, known_on, own_body_for, version_of
from ..rules.entries import Known
from .asked import day_of
from .editors import editor


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new body."""
    by = editor(request)
    sent = request.POST if request.method == "POST" else None
    forms = EntryForms(sent, since=timezone.localdate())
    return _written(request, forms, None, by)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """What holds of a body from a day on; the form begins with what stands on the day that is asked for."""
    by = editor(request)
    body = own_body_for(reader_of(request), slug)
    sent = request.POST if request.method == "POST" else None
    day = day_of(request)
    forms = EntryForms(sent, known=_stands(request, body), since=day, version=version_of(body))
    return _written(request, forms, body, by)


def _stands(request: HttpRequest, body: Body) -> Known:
    """What stands on the day, or the last entry of a body that has ended or not begun by then."""
    reader = reader_of(request)
    here = [one.known for one in known_on(reader, day_of(request), slug=body.slug) if one.body.pk == body.pk]
    return here[0] if here else history_of(body, reader)[-1]


def _written(request: HttpRequest, forms: EntryForms, body: Body | None, by: User) -> HttpResponse:
    status = 200
    if request.method == "POST":
        try:
            if known := forms.read():
                return _write(request, forms, known, by)
            status = 422
        except Invalid as error:
            forms.refuse(" ".join([error.message, *(fault.message for fault in error.faults)]))
            status = 422
        except Outdated:
            said = _("Somebody else changed this entry meanwhile. What you typed is kept: see how it stands now.")
            forms.refuse(said, version=version_of(body) if body else "")
            status = 409
        except Conflict as error:
            forms.refuse(error.message)
            status = 409
    return render(
        request, "directory/edit.html", {"forms": forms, "body": body, "refused": status == 409}, status=status
    )


def _write(request: HttpRequest, forms: EntryForms, known: Known, by: User) -> HttpResponse:
    version = forms.main.cleaned_data["version"]
    done = write_entry(
        entry=known.entry, since=known.since, until=known.until, version=version, by=by, now=timezone.now()
    )
    if done == "unchanged":
        messages.info(request, _("This is known already; nothing changed."))
    else:
        messages.success(request, _("The entry is written down."))
    return redirect("directory:body", known.entry.body)
