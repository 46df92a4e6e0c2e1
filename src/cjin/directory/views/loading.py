"""A file of entries on a page: brought, what it would change, taken or left."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cjin.core.rules.errors import Conflict, Invalid
from cjin.core.rules.release import ReleaseLevel

from ..actions.waiting import bring, foreseen, let_go, take, waiting
from ..forms.files import EntriesForm
from .editors import editor

FIRST = 100
"""So many faults, and so many names of bodies, are shown."""


@require_http_methods(["GET", "HEAD", "POST"])
def load(request: HttpRequest) -> HttpResponse:
    """A file is chosen; it waits, and what it would change is shown next. Faults are told with their places."""
    by = editor(request)
    sent = request.method == "POST"
    form = EntriesForm(*((request.POST, request.FILES) if sent else (None, None)))
    faults: list[str] = []
    if sent and form.is_valid():
        said = form.cleaned_data
        level = ReleaseLevel(said["release"]) if said["release"] else None
        try:
            file = bring(
                data=said["file"].read(), name=said["file"].name or "file", since=said["since"], release=level, by=by,
                now=timezone.now(),
            )  # fmt: skip
            return redirect("directory:file", file.pk)
        except Invalid as error:
            form.add_error("file", error.message)
            faults = [str(fault) for fault in error.faults]
    context = {"form": form, "faults": faults[:FIRST], "more": max(0, len(faults) - FIRST)}
    return render(request, "directory/load.html", context, status=422 if sent else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """What a file that waits would change; ``act`` takes it or lets it go."""
    by = editor(request)
    file = waiting(pk, by=by)
    if request.method == "POST" and request.POST.get("act") != "take":
        let_go(file)
        messages.info(request, _("The file is left; nothing changed."))
        return redirect("directory:load")
    context: dict[str, Any] = {"file": file}
    try:
        if request.method == "POST":
            take(file, by=by, now=timezone.now())
            messages.success(request, _("The file is taken."))
            return redirect("directory:list")
        context["found"] = foreseen(file, by=by, now=timezone.now())
    except Conflict as error:
        context["refused"] = error.message
    return render(request, "directory/waiting.html", context, status=409 if "refused" in context else 200)
