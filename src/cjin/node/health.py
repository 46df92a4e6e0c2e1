"""What a node says of its own health, to whoever watches it."""

import shutil

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cjin import __version__
from cjin.node.database import journal_mode
from cjin.node.safety import faults

LEAST_FREE = 200_000_000
"""Bytes that must be free where the node keeps its data."""


@never_cache
@require_safe
def page(_request: HttpRequest) -> HttpResponse:
    """200 and ``"status": "ok"`` where every check passes, else 503; each check says what it found."""
    checks = {"database": _database(), "space": _space()}
    well = all(found.startswith("ok") for found in checks.values())
    body = {"status": "ok" if well else "unwell", "version": __version__, "checks": checks}
    return JsonResponse(body, status=200 if well else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        found = faults()
    except DatabaseError:
        return "does not answer"
    if found:
        return "; ".join(str(fault) for fault in found)
    return f"ok (sqlite, {journal_mode()} journal)" if connection.vendor == "sqlite" else f"ok ({connection.vendor})"


def _space() -> str:
    free = shutil.disk_usage(settings.HOME).free
    return "ok" if free >= LEAST_FREE else f"only {free // 1_000_000} MB free"
