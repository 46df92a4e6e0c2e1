"""What a sentence of the report counts: the rule, who was counted, among whom."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cjin.core.rules.errors import NotFound

from ...models import Round
from ...permissions import asks
from ...queries.compiling import names_of
from ...queries.documents import cutoff_of
from ...queries.report import report_on
from ...rules.report.manifest import mark_of
from ...rules.report.parts import Report, Sentence
from ..people import spoken
from .draft import _for


@require_safe
def sentence(request: HttpRequest, slug: str, mark: str) -> HttpResponse:
    """One sentence of the report with the replies that it counts."""
    round_, language = _for(request, slug)
    report = report_on(round_, language, cutoff=cutoff_of(round_, timezone.now()))
    address = f"{reverse('cycles:report', args=[slug])}?language={language}#{mark}"
    return sentence_page(request, round_, report, mark, back=(address, _("Draft report")))


def sentence_page(
    request: HttpRequest, round_: Round, report: Report, mark: str, *, back: tuple[str, str]
) -> HttpResponse:
    """What a sentence counts; States that did not agree to be named are for those who ask. Raises NotFound.

    ``back`` is the address and the name of the page on which it stands.
    """
    found = next((one for one in report.sentences if mark_of(one.key) == mark), None)
    if found is None or found.count is None:
        raise NotFound(_("There is no such sentence in this report."))
    every = asks(request.user, today=timezone.localdate()) or round_.simulated
    counted, others = _named(round_, found, every=every)
    context = {
        "round": round_, "language": report.language, "sentence": found, "count": found.count, "counted": counted,
        "others": others, "unnamed": found.count.number - len(counted),
        "others_unnamed": found.count.of - found.count.number - len(others), "back": back,
        "questions": found.count.rule.questions,
    }  # fmt: skip
    return render(request, "cycles/report/sentence.html", context)


def _named(round_: Round, one: Sentence, *, every: bool) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Key and name of those counted, and of those among whom they were: all, or those that agreed to be named."""
    assert one.count is not None
    respondents = list(round_.respondents.all())
    names = names_of(respondents, spoken())
    open_ = {r.key for r in respondents if every or r.consents or r.standing == "published"}
    who = set(one.count.who)
    rest = set(one.count.among) - who
    return (
        sorted(((key, names[key]) for key in who & open_), key=lambda said: said[1]),
        sorted(((key, names[key]) for key in rest & open_), key=lambda said: said[1]),
    )
