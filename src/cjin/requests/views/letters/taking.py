"""Files that come in: a letter is taken as a request, and those that were not taken are told."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cjin.core.models import User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Conflict, Invalid, NotFound

from ...actions.arrivals import Taken, take_file
from ...forms.letters import LetterFileForm
from ...models import Attempt
from ...rules.letter.reading import LARGEST
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
    assert file.file is not None
    return take_file(file=file.file, size=file.size or 0, name=file.name or "file", by=by, now=timezone.now())


@require_safe
def attempts(request: HttpRequest) -> HttpResponse:
    """The files that one brought and that were not taken, the newest first: why may tell of what others do not know."""
    by = officer(request)
    found = Attempt.objects.filter(by=by).defer("data")
    start = int(said) if (said := request.GET.get("from", "")).isdecimal() and len(said) < 9 else 0
    total = found.count()
    shown = list(found[start : start + ON_A_PAGE])
    kept = set(Attempt.objects.filter(pk__in=[one.pk for one in shown]).exclude(data=None).values_list("pk", flat=True))
    context = {
        "attempts": [(one, one.pk in kept) for one in shown],
        "total": total,
        "older": start + ON_A_PAGE if start + ON_A_PAGE < total else None,
    }
    return render(request, "requests/letters/attempts.html", context)


@require_safe
def attempt_file(request: HttpRequest, pk: int) -> HttpResponse:
    """A file that was not taken, as evidence."""
    by = officer(request)
    found = Attempt.objects.filter(by=by, pk=pk).first()
    if found is None or found.data is None:
        raise NotFound(_("There is no such file."))
    response = HttpResponse(bytes(found.data), content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="attempt-{found.pk}.bin"'
    return response
