"""Accepting all proposals of a scheme that a filter finds: what they are, what stays out, and the reason."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from cjin.core.queries.readers import reader_of
from cjin.core.rules.errors import Conflict, Invalid

from ..actions.accepting import accept_all
from ..forms.schemes import AcceptAllForm, put_errors
from ..models import Review, Scheme
from ..queries import schemes as queries
from ..queries.proposals import proposals, version_of
from ..rules.classification import iccs
from .schemes import editor, query_of, row, wanted_of

SHOWN = 200


@require_http_methods(["GET", "HEAD", "POST"])
def accepting(request: HttpRequest, slug: str) -> HttpResponse:
    """Shows the proposals that the filter of the address finds; sent with a reason, accepts them all."""
    person = editor(request)
    one, wanted = queries.scheme_by_slug(slug, reader_of(request)), wanted_of(request)
    if request.method != "POST":
        return _page(request, one, wanted, None)
    form = AcceptAllForm(request.POST)
    status = 422
    if form.is_valid():
        try:
            count = accept_all(scheme=one, wanted=wanted, **form.cleaned_data, by=person, now=timezone.now())
            said = ngettext("%(count)d code is accepted.", "%(count)d codes are accepted.", count)
            messages.success(request, said % {"count": count})
            return redirect(one.get_absolute_url() + query_of(wanted, standing=""))
        except (Invalid, Conflict) as error:
            put_errors(form, error, None)
            status = error.status
    return _page(request, one, wanted, form, status)


def _page(
    request: HttpRequest, one: Scheme, wanted: queries.Wanted, form: AcceptAllForm | None, status: int = 200
) -> HttpResponse:
    found = list(proposals(one, wanted))
    version = version_of(found)
    if form is None:
        form = AcceptAllForm(initial={"version": version})
    else:
        form.data = {"reason": form.data.get("reason", ""), "version": version}
    volumes = queries.records_of(queries.load_for(request.user, one))
    context = {
        "scheme": one,
        "form": form,
        "address": reverse("statistics:scheme-accept", args=[one.slug]) + query_of(wanted, standing=""),
        "back": one.get_absolute_url() + query_of(wanted, standing=""),
        "branch": iccs().categories.get(wanted.branch),
        "words": wanted.words,
        "entries": [row(entry, volumes) for entry in found[:SHOWN]],
        "total": len(found),
        "more": len(found) - SHOWN,
        "records": sum(volumes.get(entry.code, 0) for entry in found) if volumes else None,
        "disputed": queries.by_standing(one)[Review.DISPUTED],
    }
    return render(request, "statistics/schemes/accept.html", context, status=status)
