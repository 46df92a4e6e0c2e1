"""The audit, for whoever holds the duty to read it."""

import json
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cjin.core.models import AuditRow
from cjin.core.queries import audit as queries
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.tables import FORMATS, written

from .asking import holder

SIZE, MOST_IN_FILE = 100, 50_000
COLUMNS = ("at", "by", "act", "object", "stream", "position", "detail")


@require_safe
@login_required
def audit(request: HttpRequest) -> HttpResponse:
    """Who did what, newest first, of one stream or one object where it is asked for; a file where ``format`` asks."""
    reader = holder(request, Duty.AUDIT_READ)
    asked = {name: request.GET.get(name, "").strip()[:300] for name in ("stream", "obj")}
    rows = queries.rows(**asked, reader=reader, today=timezone.localdate())
    before = request.GET.get("before", "")
    if before.isdecimal() and len(before) < 19:
        rows = rows.filter(pk__lt=int(before))
    if form := request.GET.get("format", ""):
        return _file(rows, form)
    found = list(rows[: SIZE + 1])
    context = {
        "rows": list(zip(found[:SIZE], queries.in_words(found[:SIZE]), strict=True)),
        "next": found[SIZE - 1].pk if len(found) > SIZE else None,
        "asked": asked,
        "streams": sorted((queries.stream_in_words(one), one) for one in queries.streams(reader=reader)),
        "downloads": [
            {"label": form.upper(), "url": f"?{urlencode(asked | {'format': form})}", "type": FORMATS[form]}
            for form in FORMATS
        ],
    }
    return render(request, "core/audit.html", context)


def _file(rows: QuerySet[AuditRow], form: str) -> HttpResponse:
    """The newest rows, up to MOST_IN_FILE, as they are kept."""
    if form not in FORMATS:
        raise Invalid(_("There is no such format."), [Fault("format", ", ".join(FORMATS))])
    data, media_type = written(COLUMNS, [_row(one) for one in rows[:MOST_IN_FILE].iterator(2000)], form, "Audit")
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="audit.{form}"'
    return response


def _row(row: AuditRow) -> dict[str, Any]:
    told = queries.plain(row)
    detail = told.pop("detail")
    return told | {
        "at": timezone.localtime(row.at).isoformat(),
        "detail": "" if detail is None else json.dumps(detail, ensure_ascii=False, sort_keys=True),
    }
