"""All parallels of an instrument, and what editors say of them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cjin.core.queries.readers import reader_of
from cjin.core.rules.errors import Invalid

from ..actions.judging import judge
from ..queries.paired import pairs_of
from ..queries.reading import work_for
from ..queries.topical import summaries_of
from .editors import editor
from .instrument import may_edit


@require_safe
def parallels(request: HttpRequest, slug: str) -> HttpResponse:
    """Each provision of an instrument with the provisions of others that are parallel to it."""
    reader = reader_of(request)
    work = work_for(reader, slug)
    pairs = pairs_of(work, reader)
    summaries = dict(summaries_of(work))
    order = [*summaries, *(eid for eid in pairs if eid not in summaries)]
    rows = [(eid, summaries.get(eid, ""), pairs[eid]) for eid in order if eid in pairs]
    context = {"work": work, "rows": rows, "may_edit": may_edit(request), "total": sum(len(row[2]) for row in rows)}
    return render(request, "texts/parallels.html", context)


@require_POST
def decide(request: HttpRequest, slug: str, eid: str) -> HttpResponse:
    """Accepts or rejects a parallel, with a grade and a note."""
    by = editor(request)
    said = request.POST
    grade = said.get("grade", "")
    try:
        judge(
            one=f"{slug}/{eid}", other=said.get("other", "")[:300], accepted=said.get("verdict") == "accept",
            grade=int(grade) if grade in ("1", "2", "3") else None, note=said.get("note", "")[:1000], by=by,
            now=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("It is recorded."))
    except Invalid as error:
        messages.error(request, error.message)
    answer = redirect("texts:parallels", slug)
    answer["Location"] += f"#{eid}"
    return answer
