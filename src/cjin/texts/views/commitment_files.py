"""A file of commitments on its page: what is wrong with it by row and column, what it would change, and taking it."""

import json
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from cjin.core.models import User
from cjin.core.queries.readers import reader_of
from cjin.core.rules.errors import Conflict, Fault, Invalid

from ..actions.taking import Prepared, prepare, take
from ..forms.commitment_files import MOST_SHOWN, CommitmentFileForm, TakeForm
from ..queries.instruments import Instrument, instrument_named
from ..queries.wording import short_title
from ..rules.annotations import Asked
from ..rules.commitments.rows import CONFIRMED, row_of
from .editors import editor

REFUSED = 422


@require_http_methods(["GET", "HEAD", "POST"])
def from_a_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The form; a file that came, with what it would change; and the rows of one that was shown, taken."""
    by = editor(request)
    instrument = instrument_named(slug, reader_of(request))
    if "rows" in request.POST:
        return _taken(request, instrument, by)
    form = CommitmentFileForm(request.POST, request.FILES) if request.method == "POST" else CommitmentFileForm()
    if not form.is_bound:
        return _page(request, instrument, form)
    if not form.is_valid():
        return _page(request, instrument, form, status=REFUSED)
    file = form.cleaned_data["file"]
    try:
        prepared = prepare(file.read(), file.name or "file", reader=reader_of(request), only=slug)
        return _page(request, instrument, form, prepared=prepared, rows=_kept(slug, prepared))
    except Invalid as error:
        return _page(request, instrument, form, error=error, status=REFUSED)


def _taken(request: HttpRequest, instrument: Instrument, by: User) -> HttpResponse:
    form = TakeForm(request.POST)
    try:
        if not form.is_valid():
            raise Invalid(_("What was shown did not come back whole; choose the file once more."))
        data = form.cleaned_data["rows"].encode()
        prepared = prepare(data, "shown.json", reader=reader_of(request), only=instrument.slug)
        changed = take(prepared, by=by, now=timezone.now(), seen=form.cleaned_data["seen"])
    except (Invalid, Conflict) as error:
        return _page(request, instrument, CommitmentFileForm(), error=error, status=REFUSED)
    said = ngettext("%(changed)s provision was changed.", "%(changed)s provisions were changed.", changed)
    messages.success(request, said % {"changed": changed})
    return redirect("texts:commitments", instrument.slug)


def _kept(slug: str, prepared: Prepared) -> str:
    """The confirmed rows as they come back with the form. Raises Invalid where they are too many for one."""
    rows = [row_of(f"{slug}/{eid}", CONFIRMED, one) for eid, mine in prepared.asked.items() for one in _all(mine)]
    text = json.dumps(rows, ensure_ascii=False)
    if len(text) > MOST_SHOWN:
        said = _("The file is too large for this page; “cjin texts confirm FILE” takes it.")
        raise Invalid(said, [Fault("file", said)])
    return text


def _all(mine: Sequence[Asked]) -> Sequence[Asked | None]:
    """The commitments of a provision; one that says so where nothing is asked."""
    return mine or [None]


def _page(
    request: HttpRequest,
    instrument: Instrument,
    form: CommitmentFileForm,
    *,
    prepared: Prepared | None = None,
    rows: str = "",
    error: Invalid | Conflict | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "instrument": instrument,
        "title": short_title(instrument.text.work),
        "form": form,
        "prepared": prepared,
        "rows": rows,
        "error": error,
        "faults": getattr(error, "faults", ()),
    }
    return render(request, "texts/commitment_file.html", context, status=status)
