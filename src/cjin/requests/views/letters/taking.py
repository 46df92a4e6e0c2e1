"""Files that come in: a letter is taken as a request, and those that were not taken are told."""

from hashlib import sha256
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cjin.core.models import User
from cjin.core.permissions import can, check_can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Conflict, Invalid, NotFound

from ...actions.arrivals import Taken, keep_attempt, take
from ...forms.letters import LetterFileForm
from ...models import Attempt
from ...rules.letter.reading import LARGEST, refused
from ..officers import officer

ON_A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def taking(request: HttpRequest) -> HttpResponse:
    """A letter is brought; what was found out about it is told, or why it was not taken."""
    by = officer(request)
    check_can(by, Duty.REQUESTS_WRITE, today=timezone.localdate())
    sent = request.method == "POST"
    form = LetterFileForm(*((request.POST, request.FILES) if sent else (None, None)))
    context: dict[str, Any] = {"form": form, "largest": LARGEST // 1024**2}
    status = 200
    if sent and form.is_valid():
        try:
            context["taken"] = _take(form.cleaned_data["file"], by)
        except (Invalid, Conflict) as error:
            status = error.status
            context["refused"] = error.message
            context["faults"] = error.faults if isinstance(error, Invalid) else ()
    elif sent:
        status = 422
    return render(request, "requests/letters/take.html", context, status=status)


def _take(file: "UploadedFile[Any]", by: User) -> Taken:
    """Takes a file; one that is too large is not read into memory, and is kept as an attempt by its hash."""
    now, name, size = timezone.now(), file.name or "file", file.size or 0
    if size > LARGEST:
        error = refused("too-large", f"at most {LARGEST // 1024**2} MB can be read, this has {size // 1024**2}")
        keep_attempt(error=error, data=None, name=name, size=size, digest=_digest(file), by=by, now=now)
        raise error
    return take(data=file.read(), name=name, by=by, now=now)


def _digest(file: "UploadedFile[Any]") -> str:
    found = sha256()
    for chunk in file.chunks():
        found.update(chunk)
    return found.hexdigest()


@require_safe
def attempts(request: HttpRequest) -> HttpResponse:
    """Files that were brought and not taken, the newest first."""
    by = officer(request)
    found = Attempt.objects.select_related("by").defer("data")
    start = int(said) if (said := request.GET.get("from", "")).isdecimal() and len(said) < 9 else 0
    total = found.count()
    kept = set(Attempt.objects.exclude(data=None).values_list("pk", flat=True)[:5000])
    context = {
        "attempts": [(one, one.pk in kept and _may_fetch(one, by)) for one in found[start : start + ON_A_PAGE]],
        "total": total,
        "older": start + ON_A_PAGE if start + ON_A_PAGE < total else None,
    }
    return render(request, "requests/letters/attempts.html", context)


def _may_fetch(one: Attempt, by: User) -> bool:
    """Who brought a file may have it back, and so may those who approve requests."""
    return one.by_id == by.pk or can(by, Duty.REQUESTS_APPROVE, today=timezone.localdate())


@require_safe
def attempt_file(request: HttpRequest, pk: int) -> HttpResponse:
    """A file that was not taken, as evidence."""
    by = officer(request)
    found = get_object_or_404(Attempt, pk=pk)
    if found.data is None or not _may_fetch(found, by):
        raise NotFound(_("There is no such file."))
    response = HttpResponse(bytes(found.data), content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="attempt-{found.pk}.bin"'
    return response
