"""A thematic discussion: when it is, and the compilation of what the replies to a round say for it."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cjin.core.rules.errors import NotFound
from cjin.core.rules.identifiers import Language

from ...models import Discussion, Round
from ...permissions import asks
from ...queries.discussions import compilation_for, discussion_of, rounds_for
from ...queries.documents import FORMATS, cutoff_of, written
from ...rules.report.parts import Report
from ...rules.vocabulary import shown
from ..people import spoken
from ..report.pieces import page_of
from ..report.sentence import sentence_page


@require_safe
def discussion(request: HttpRequest, number: int) -> HttpResponse:
    """The discussion, with the compilation where the replies to a round may be seen together."""
    one, language = discussion_of(number), _language(request)
    rounds = rounds_for(one.work, request.user, today=timezone.localdate())
    context: dict[str, Any] = {"one": one, "asks": asks(request.user, today=timezone.localdate()), "rounds": rounds}
    if rounds:
        round_ = _chosen(request, rounds)
        report = _compiled(request, one, round_, language)
        query = f"round={round_.slug}&language={language}"
        context |= page_of(
            report, address=reverse("cycles:discussion", args=[number]), query=f"round={round_.slug}&",
            addressed=partial(_address, number, query),
        )  # fmt: skip
        context |= {"round": round_}
    return render(request, "cycles/workplan/discussion.html", context)


def _language(request: HttpRequest) -> str:
    return Language.of(request.GET.get("language") or spoken())


def _chosen(request: HttpRequest, rounds: list[Round]) -> Round:
    """The round asked for, else the newest. Raises NotFound for one that is not among these."""
    wanted = request.GET.get("round", "")
    found = next((one for one in rounds if not wanted or one.slug == wanted), None)
    if found is None:
        raise NotFound(_("There is no round “%(round)s”.") % {"round": wanted[:80]})
    return found


def _compiled(request: HttpRequest, one: Discussion, round_: Round, language: str) -> Report:
    """All of it for those who ask, else without the words of those that did not agree to be named."""
    whole = asks(request.user, today=timezone.localdate())
    return compilation_for(one, round_, language, cutoff=cutoff_of(round_, timezone.now()), whole=whole)


def _address(number: int, query: str, mark: str) -> str:
    return f"{reverse('cycles:discussion-sentence', args=[number, mark])}?{query}"


def _asked(request: HttpRequest, number: int) -> tuple[Discussion, Round, str]:
    one = discussion_of(number)
    round_ = _chosen(request, rounds_for(one.work, request.user, today=timezone.localdate()))
    return one, round_, _language(request)


@require_safe
def file(request: HttpRequest, number: int, ending: str) -> HttpResponse:
    """The compilation as a file."""
    one, round_, language = _asked(request, number)
    day = cutoff_of(round_, timezone.now())
    content = written(_compiled(request, one, round_, language), ending, round_=round_.slug, day=day)
    response = HttpResponse(content, content_type=FORMATS[ending])
    response["Content-Disposition"] = f'attachment; filename="discussion-{number}-{language}.{ending}"'
    return response


@require_safe
def sentence(request: HttpRequest, number: int, mark: str) -> HttpResponse:
    """One sentence of the compilation, with the replies that it counts."""
    one, round_, language = _asked(request, number)
    back = f"{reverse('cycles:discussion', args=[number])}?round={round_.slug}&language={language}#{mark}"
    return sentence_page(
        request, round_, _compiled(request, one, round_, language), mark, back=(back, shown(one.title, spoken()))
    )
