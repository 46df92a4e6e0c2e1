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
from ...queries.compiling import given_in, groups_on, names_of
from ...queries.documents import cutoff_of
from ...queries.report import report_on
from ...rules.compiling.counting import Count
from ...rules.compiling.naming import may_name_counted
from ...rules.report.manifest import mark_of
from ...rules.report.parts import Report
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
    """What a sentence counts; States that did not agree to be named are for those who ask, and so are all names where
    these would tell what one without a name said. Raises NotFound.

    ``back`` is the address and the name of the page on which it stands.
    """
    found = next((one for one in report.sentences if mark_of(one.key) == mark), None)
    if found is None or found.count is None:
        raise NotFound(_("There is no such sentence in this report."))
    every = asks(request.user, today=timezone.localdate()) or round_.simulated
    open_, by_name = _open(round_, found.count, every=every)
    counted, others = _named(round_, found.count, open_)
    context = {
        "round": round_, "language": report.language, "sentence": found, "count": found.count, "counted": counted,
        "others": others, "unnamed": found.count.number - len(counted),
        "others_unnamed": found.count.of - found.count.number - len(others), "back": back, "by_name": by_name,
        "questions": found.count.rule.questions,
    }  # fmt: skip
    return render(request, "cycles/report/sentence.html", context)


def _open(round_: Round, count: Count, *, every: bool) -> tuple[set[str], bool]:
    """The keys of those that may be shown by name: all, or those that agreed to it; and whether any name is shown."""
    if every:
        return {one.key for one in round_.respondents.all()}, True
    given = given_in(round_, groups_on(round_.due))
    by_name = may_name_counted(count, given)
    return {one.key for one in given if one.named and by_name}, by_name


def _named(round_: Round, count: Count, open_: set[str]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Key and name of those counted, and of those among whom they were."""
    names = names_of(list(round_.respondents.all()), spoken())
    who = set(count.who)
    rest = set(count.among) - who
    return (
        sorted(((key, names[key]) for key in who & open_), key=lambda said: said[1]),
        sorted(((key, names[key]) for key in rest & open_), key=lambda said: said[1]),
    )
