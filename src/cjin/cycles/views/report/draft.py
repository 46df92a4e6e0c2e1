"""The draft report as a page: each counted sentence opens what it counts, a person's edit leaves a mark."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cjin.core.rules.identifiers import Language

from ...actions.reports import edit_report, undo_edit
from ...models import Round
from ...permissions import asks, check_can_compile, check_sees_report
from ...queries.documents import FORMATS, cutoff_of, document_of
from ...queries.report import edits_of, report_on
from ...queries.rounds import round_named
from ...rules.report.editing import holding
from ..people import acting, spoken
from .pieces import page_of


@require_safe
def draft(request: HttpRequest, slug: str) -> HttpResponse:
    """The report in the language asked for, with how many words are left."""
    round_, language = _for(request, slug)
    report = report_on(round_, language, cutoff=cutoff_of(round_, timezone.now()))
    standing = holding(edits_of(round_, language))
    context = page_of(
        report, address=reverse("cycles:report", args=[slug]), addressed=partial(_address, slug, language),
        edits={one.key if one.added else one.paragraph: int(one.key) for one in standing}
        | {one.key: int(one.key) for one in standing},
    )  # fmt: skip
    context |= {"round": round_, "edits": asks(request.user, today=timezone.localdate())}
    context["left_out"] = [one for one in standing if not one.text]
    return render(request, "cycles/report/draft.html", context)


def _for(request: HttpRequest, slug: str) -> tuple[Round, str]:
    """The round whose report somebody may see, and the language asked for, else the reader's."""
    round_ = round_named(slug)
    check_can_compile(request.user, round_, today=timezone.localdate())
    check_sees_report(request.user, round_, today=timezone.localdate())
    asked = request.GET.get("language") or request.POST.get("language") or spoken()
    return round_, Language.of(asked)


def _address(slug: str, language: str, mark: str) -> str:
    return f"{reverse('cycles:sentence', args=[slug, mark])}?language={language}"


@require_safe
def document(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """The report as a file."""
    round_, language = _for(request, slug)
    content = document_of(round_, language, ending, now=timezone.now())
    response = HttpResponse(content, content_type=FORMATS[ending])
    response["Content-Disposition"] = f'attachment; filename="{slug}-report-{language}.{ending}"'
    return response


@require_POST
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Puts a text in the place of a paragraph of the draft, or after it. One that is edited is first taken back."""
    round_, language = _for(request, slug)
    edit_report(
        round_=round_, language=language, paragraph=request.POST.get("paragraph", ""),
        text=request.POST.get("text", ""), made_from=request.POST.get("made_from", ""),
        added=request.POST.get("added") == "yes", seen=0, by=acting(request), now=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("The report is changed; the draft below it is kept."))
    return redirect(f"{reverse('cycles:report', args=[slug])}?language={language}")


def undo(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Takes an edit back."""
    round_, language = _for(request, slug)
    undo_edit(round_=round_, number=number, by=acting(request), now=timezone.now())
    messages.success(request, _("The words of the draft stand again."))
    return redirect(f"{reverse('cycles:report', args=[slug])}?language={language}")
