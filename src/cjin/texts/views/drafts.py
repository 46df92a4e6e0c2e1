"""The list of drafts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cjin.core.rules.duties import Duty

from ..queries.drafts import MOST, made_by_file, reviewing_duties, waiting


@require_safe
def drafts(request: HttpRequest) -> HttpResponse:
    """What waits to be reviewed, or everything that one file gave; at most MOST at once."""
    duties = reviewing_duties(request.user, today=timezone.localdate())
    asked = request.GET.get("file", "")
    by_file = asked.isascii() and asked.isdecimal() and len(asked) < 18
    texts = made_by_file(int(asked)) if by_file else waiting()
    context = {"texts": list(texts[:MOST]), "by_file": by_file, "may_import": Duty.TEXTS_EDIT in duties}
    return render(request, "texts/drafts.html", context)
