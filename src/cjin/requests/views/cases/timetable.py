"""The timetable of the node: its working days, the clocks that it sets, and those of treaties."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cjin.core.permissions import duties_of

from ...actions.timetables import SETTERS, set_timetable
from ...forms.timetables import TimetableForm
from ...models import Timetable
from ...queries.articles import cite
from ...queries.timetables import hours
from ..officers import reader_of_timetable


@require_http_methods(["GET", "HEAD", "POST"])
def timetable(request: HttpRequest) -> HttpResponse:
    """What holds now; those who may set it find it in a form."""
    by = reader_of_timetable(request)
    now, today = hours(), timezone.localdate()
    may_set = not duties_of(by, today).isdisjoint(SETTERS)
    form = TimetableForm(request.POST if request.method == "POST" else None, hours=now)
    if request.method == "POST":
        form.do(set_timetable, by=by, now=timezone.now())
        if not form.errors:
            messages.success(request, _("The timetable holds from now on."))
            return redirect("requests:timetable")
    treaty = [one for one in now.clocks if one.article]
    fixed = list({one.clock: one for one in treaty}.values())
    context = {
        "hours": now,
        "form": form,
        "may_set": may_set,
        "fixed": fixed,
        "cited": cite(one.article for one in fixed),
        "last": Timetable.objects.select_related("by").first(),
    }
    return render(request, "requests/cases/timetable.html", context, status=422 if form.errors else 200)
