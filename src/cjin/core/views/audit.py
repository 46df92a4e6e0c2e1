"""The audit, for whoever holds the duty to read it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cjin.core.queries import audit as queries
from cjin.core.rules.duties import Duty

from .asking import holder

SIZE = 100


@require_safe
@login_required
def audit(request: HttpRequest) -> HttpResponse:
    """Who did what, newest first, of one stream or one object where it is asked for."""
    reader = holder(request, Duty.AUDIT_READ)
    stream, obj = (request.GET.get(name, "").strip()[:300] for name in ("stream", "obj"))
    rows = queries.rows(stream=stream, obj=obj, reader=reader, today=timezone.localdate())
    before = request.GET.get("before", "")
    if before.isdecimal() and len(before) < 19:
        rows = rows.filter(pk__lt=int(before))
    found = list(rows[: SIZE + 1])
    context = {
        "rows": found[:SIZE],
        "next": found[SIZE - 1].pk if len(found) > SIZE else None,
        "asked": {"stream": stream, "obj": obj},
        "streams": queries.streams(reader=reader),
    }
    return render(request, "core/audit.html", context)
