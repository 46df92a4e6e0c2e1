"""Loading a status of treaties on a page: bring a file, see what it would change, take it; the history of files."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cjin.core.models import User
from cjin.core.queries.readers import reader_of
from cjin.core.rules.errors import Conflict, Invalid

from ...actions.waiting_status import bring, let_go, take, waiting
from ...forms.importing import put_errors
from ...forms.participation import StatusForm
from ...models import WaitingStatus, Work
from ...queries.participation.files import Changed, changed_by, file_numbered, history
from ...queries.participation.preparing import Prepared, foreseen, newer_than, prepare
from ...queries.reading import works_for
from ...queries.wording import state_names
from ...rules.participation.changes import Kind
from ..editors import editor
from ..instrument import may_edit

FIRST = 200
"""So many rows that are set apart, and so many changes, are shown."""


@require_http_methods(["GET", "HEAD", "POST"])
def load(request: HttpRequest) -> HttpResponse:
    """A file is chosen; it waits, and what it would change is shown. Nothing of a file that cannot be read is kept."""
    by = editor(request)
    sent = request.method == "POST"
    form = StatusForm(*((request.POST, request.FILES) if sent else (None, None)))
    if sent and form.is_valid():
        file = form.cleaned_data["file"]
        asked = {"as_of": form.cleaned_data["as_of"], "source": form.cleaned_data["source"]}
        try:
            kept = bring(data=file.read(), name=file.name or "file", **asked, by=by, now=timezone.now())
            return redirect("texts:status-waiting", kept.pk)
        except Invalid as error:
            put_errors(form, error, "file")
    return render(request, "texts/treaties/load.html", {"form": form}, status=422 if sent else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """What a file that waits would change; ``act`` takes it or lets it go."""
    by = editor(request)
    file = waiting(pk, by=by)
    if request.method != "POST":
        return _foreseen(request, file)
    if request.POST.get("act") != "take":
        let_go(file=file, by=by, now=timezone.now())
        messages.info(request, _("The file is left; nothing changed."))
        return redirect("texts:load-status")
    return _taken(request, file, by)


def _taken(request: HttpRequest, file: WaitingStatus, by: User) -> HttpResponse:
    if not request.POST.get("gone") and _gone(_prepared(file)):
        return _foreseen(request, file, refused=True)
    try:
        done = take(file=file, older=bool(request.POST.get("older")), by=by, now=timezone.now())
    except Conflict:
        return _foreseen(request, file, refused=True)
    if done.unchanged:
        messages.info(request, _("This file is known already; nothing changed."))
    else:
        messages.success(request, _("The file is taken."))
    return redirect("texts:status-file", done.file.pk)


def _foreseen(request: HttpRequest, file: WaitingStatus, *, refused: bool = False) -> HttpResponse:
    found = _prepared(file)
    context: dict[str, Any] = {
        "file": file,
        "found": found,
        "gone": _gone(found),
        **_changes(foreseen(found)),
        "newer": newer_than(found).items(),
        "problems": found.problems[:FIRST],
        "refused": refused,
        "most": FIRST,
    }
    return render(request, "texts/treaties/waiting.html", context, status=409 if refused else 200)


def _prepared(file: WaitingStatus) -> Prepared:
    return prepare(data=bytes(file.data), name=file.name, as_of=file.as_of, today=timezone.localdate())


def _gone(found: Prepared) -> list[tuple[Work, list[str]]]:
    """Who is party by the file before and is not listed any more, by treaty: most often a row that cannot be read."""
    lost = [(one.treaty, [c.participant for c in one.changes if c.kind is Kind.GONE]) for one in foreseen(found)]
    return [(treaty, names) for treaty, names in lost if names]


def _changes(found: list[Changed]) -> dict[str, Any]:
    unchanged = [one.treaty for one in found if not one.changes]
    return {"changed": found, "unchanged": unchanged, "names": state_names()}


@require_safe
def files(request: HttpRequest) -> HttpResponse:
    """The files that tell of treaties which the reader may know of, the newest first."""
    known = works_for(reader_of(request))
    return render(request, "texts/treaties/files.html", {"files": history(known), "may_edit": may_edit(request)})


@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """One file: what it changed of treaties that the reader may know of; to editors also what was doubtful in it."""
    found = file_numbered(pk)
    context = {
        "file": found,
        **_changes(changed_by(found, set(works_for(reader_of(request))))),
        "problems": found.problems[:FIRST],
        "may_edit": may_edit(request),
        "most": FIRST,
    }
    return render(request, "texts/treaties/file.html", context)
