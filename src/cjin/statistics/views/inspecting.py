"""The checks of what is counted from a load, begun on its page or on that of what would be published."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cjin.core.rules.errors import Conflict, Invalid, NotFound, Unavailable
from cjin.statistics.actions.inspecting import inspect
from cjin.statistics.models import Dataset, Load
from cjin.statistics.queries.findings import checks_of, standings
from cjin.statistics.queries.labels import say
from cjin.statistics.queries.loads import load_by_key, loads_for
from cjin.statistics.rules.tableset import set_names, table_set
from cjin.statistics.views.schemes import editor


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Runs the checks; while the worker does it, the same address says so, and leads to the findings afterwards."""
    person = editor(request)
    one = load_by_key(f"{slug}@{number}", loads_for(request.user))
    asked = request.POST if request.method == "POST" else request.GET
    tables, back = asked.get("tables", ""), back_to(asked.get("back", ""))
    if tables not in set_names():
        raise NotFound(_("There is no table set %(name)s.") % {"name": tables[:80]})
    if request.method != "POST":
        return _waiting(request, one, tables, asked.get("since", ""), back)
    now = timezone.now()
    try:
        done = inspect(one, tables, by=person, now=now)
    except (Invalid, Conflict, Unavailable) as error:
        messages.warning(request, error.message)
        return redirect(back or one)
    if done is not None:
        return checked(request, done, back)
    words = {"tables": tables, "since": now.isoformat(), "back": asked.get("back", "")}
    return redirect(f"{request.path}?{urlencode(words)}")


def _waiting(request: HttpRequest, one: Load, tables: str, since: str, back: str) -> HttpResponse:
    done, begun = checks_of(one, tables), _moment(since)
    if done is not None and done.checked_at is not None and (begun is None or done.checked_at >= begun):
        return checked(request, done, back)
    context = {"load": one, "title": say(table_set(tables).title), "here": request.get_full_path(), "back": back}
    return render(request, "statistics/loads/checking.html", context)


def _moment(said: str) -> datetime | None:
    try:
        found = parse_datetime(said)
    except ValueError:
        return None
    return found if found is not None and timezone.is_aware(found) else None


def back_to(key: str) -> str:
    """The page of what would be published that somebody came from; "" where they did not."""
    return reverse("statistics:publish-ready", args=[key]) if key.isalnum() and key.isascii() else ""


def checked(request: HttpRequest, done: Dataset, back: str) -> HttpResponse:
    """Says what the checks found, on the page that somebody came from or on that of the findings."""
    still_open = (standings(done) or {}).get("open", 0)
    messages.success(request, _("The checks were run. Open findings: %(count)d.") % {"count": still_open})
    return redirect(back or done)


def inspections(load: Load) -> list[dict[str, Any]]:
    """Each table set with what the checks found in it when it was counted from a load; ``dataset`` is None before."""
    found = [(name, checks_of(load, name)) for name in set_names()]
    return [
        {"name": name, "title": say(table_set(name).title), "dataset": one, "standings": standings(one)}
        for name, one in found
    ]
