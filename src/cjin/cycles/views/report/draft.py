"""The draft report as a page: each counted sentence opens what it counts, a person's edit leaves a mark."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cjin.core.forms import OWN_NAMES
from cjin.core.rules.identifiers import Language

from ...actions.reports import edit_report, undo_edit
from ...models import Round
from ...permissions import asks, check_can_compile, check_sees_report
from ...queries.documents import FORMATS, cutoff_of, document_of
from ...queries.report import report_on
from ...queries.rounds import round_named
from ...rules.report.manifest import mark_of
from ...rules.report.parts import Block, Heading, Paragraph, Report, Sentence
from ..people import acting, spoken


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence as the page has it, with the mark under which it can be pointed at."""

    text: str
    mark: str
    counted: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of the page: a ``heading``, a ``paragraph`` or a ``table``."""

    form: str
    block: Block
    number: int | None
    sentences: tuple[Shown, ...] = ()
    rows: tuple[tuple[Shown, ...], ...] = ()
    edit: int | None = None

    @property
    def level(self) -> int:
        """The level of a heading on the page, below its title."""
        return min(self.block.level + 1, 6) if isinstance(self.block, Heading) else 0


@require_safe
def draft(request: HttpRequest, slug: str) -> HttpResponse:
    """The report in the language asked for, with how many words are left."""
    round_, language = _for(request, slug)
    report = report_on(round_, language, cutoff=cutoff_of(round_, timezone.now()))
    edits = {one.paragraph: one.pk for one in round_.edits.filter(language=language, undone=False, added=False)}
    pieces = list(_pieces(report, edits))
    context = {
        "round": round_,
        "report": report,
        "language": language,
        "direction": Language(language).direction,
        "pieces": pieces,
        "contents": [one for one in pieces if one.form == "heading" and one.level == 2],
        "left": report.budget - report.words,
        "used": min(round(100 * report.words / report.budget), 100),
        "tabs": _tabs(round_, language),
        "downloads": [
            {"label": one.upper(), "url": f"report.{one}?language={language}", "type": FORMATS[one]} for one in FORMATS
        ],
        "edits": asks(request.user, today=timezone.localdate()),
        "undone": round_.edits.filter(language=language, undone=False).order_by("pk"),
    }
    return render(request, "cycles/report/draft.html", context)


def _for(request: HttpRequest, slug: str) -> tuple[Round, str]:
    """The round whose report somebody may see, and the language asked for, else the reader's."""
    round_ = round_named(slug)
    check_can_compile(request.user, round_, today=timezone.localdate())
    check_sees_report(request.user, round_, today=timezone.localdate())
    asked = request.GET.get("language") or request.POST.get("language") or spoken()
    return round_, Language.of(asked)


def _tabs(round_: Round, language: str) -> list[dict[str, Any]]:
    address = reverse("cycles:report", args=[round_.slug])
    return [
        {"label": OWN_NAMES[code], "url": f"{address}?language={code}", "current": code == language, "lang": code}
        for code in Language.ALL
    ]


def _pieces(report: Report, edits: dict[str, int]) -> Any:
    number = 0
    for block in (*report.blocks, *report.annexes):
        if isinstance(block, Heading):
            yield Piece("heading", block, None)
        elif isinstance(block, Paragraph):
            number += block.numbered
            shown = tuple(_shown(one) for one in block.sentences)
            yield Piece("paragraph", block, number if block.numbered else None, shown, edit=edits.get(block.key))
        else:
            yield Piece("table", block, None, rows=tuple(tuple(_shown(one) for one in row) for row in block.rows))


def _shown(one: Sentence) -> Shown:
    return Shown(one.text, mark_of(one.key), one.count is not None)


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
    """Puts a text in the place of a paragraph, or after it."""
    round_, language = _for(request, slug)
    edit_report(
        round_=round_, language=language, paragraph=request.POST.get("paragraph", ""),
        text=request.POST.get("text", ""), made_from=request.POST.get("made_from", ""),
        added=request.POST.get("added") == "yes", by=acting(request), now=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("The report is changed; the draft below it is kept."))
    return redirect(f"{reverse('cycles:report', args=[slug])}?language={language}")


@require_POST
def undo(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Takes an edit back."""
    round_, language = _for(request, slug)
    undo_edit(round_=round_, number=number, by=acting(request), now=timezone.now())
    messages.success(request, _("The words of the draft stand again."))
    return redirect(f"{reverse('cycles:report', args=[slug])}?language={language}")
