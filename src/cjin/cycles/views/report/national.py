"""The report of one respondent on its own reply, as a page and as a file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cjin.core.rules.identifiers import Language

from ...queries.compiling import names_of
from ...queries.documents import FORMATS, written
from ...queries.national import national_report
from ...queries.replying import Seen, reply_for
from ...rules.report.parts import Report
from ..people import spoken
from .pieces import page_of


@require_safe
def national(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """The report, for whoever may read the reply."""
    seen, report = _for(request, slug, key)
    context = page_of(report, address=reverse("cycles:national", args=[slug, key])) | {
        "round": seen.respondent.round,
        "respondent": seen.respondent,
        "name": names_of([seen.respondent], spoken())[key],
    }
    return render(request, "cycles/report/national.html", context)


def _for(request: HttpRequest, slug: str, key: str) -> tuple[Seen, Report]:
    seen = reply_for(request.user, slug, key, today=timezone.localdate())
    language = Language.of(request.GET.get("language") or spoken())
    return seen, national_report(seen, language, now=timezone.now())


@require_safe
def file(request: HttpRequest, slug: str, key: str, ending: str) -> HttpResponse:
    """The report as a file."""
    _seen, report = _for(request, slug, key)
    response = HttpResponse(written(report, ending, day=timezone.localdate()), content_type=FORMATS[ending])
    response["Content-Disposition"] = f'attachment; filename="{slug}-{key}-{report.language}.{ending}"'
    return response
