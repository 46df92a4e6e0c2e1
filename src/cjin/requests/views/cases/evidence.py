"""The evidence of a request: items with their hashes, custody and uses, on a page and as a file."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cjin.core.models import User
from cjin.directory.queries.wording import state_names

from ...actions.cases import looked_at
from ...models import Request
from ...queries.articles import cite
from ...queries.cases import beginning, case_of, events_of
from ...queries.offers import offers
from ...queries.worklists import other_state
from ...rules.case.clocks import OPENED
from ...rules.case.proving import LIMITS
from ...rules.evidence.casefile import graph
from ...rules.evidence.items import Evidence, items, limits
from ..officers import officer

USES = {
    "asked": (_("consent asked for"), "active"),
    "allowed": (_("consented to"), "done"),
    "refused": (_("refused"), "stopped"),
    "used": (_("within the purpose"), "done"),
}


@require_safe
def evidence(request: HttpRequest, reference: str) -> HttpResponse:
    """Every item with its chain of custody and its limits; as JSON-LD with ``format=jsonld``."""
    by, now = officer(request), timezone.now()
    found = looked_at(reference=reference, by=by, now=now)
    here = items(beginning(found), [one for one in events_of(found) if one.act != OPENED])
    people = _names(here)
    if request.GET.get("format") == "jsonld":
        return _file(found, here, people)
    code = other_state(found)
    can_do = offers(found, case_of(found), by, now)
    context: dict[str, Any] = {
        "case": found,
        "items": here,
        "people": people,
        "uses": USES,
        "limits": list(limits(found.answers)),
        "articles": list(cite(_articles(found)).values()),
        "other": state_names([code]).get(code, code),
        "acts": [one for one in can_do if one.is_open and one.is_of_evidence],
        "downloads": [{"label": "CASE/UCO JSON-LD", "url": "?format=jsonld", "type": "application/ld+json"}],
    }
    return render(request, "requests/cases/evidence.html", context)


def _articles(found: Request) -> list[str]:
    """The articles on the use of what is received: those of the instrument of the request first."""
    told = "para_5" if found.kind == "spontaneous-information" else "para_19"
    mine = [one for one in LIMITS if one.endswith(told)]
    return [one for one in mine if found.basis and one.startswith(found.basis)] or mine


def _names(here: list[Evidence]) -> dict[str, str]:
    """Those who wrote entries, by name."""
    wrote = {int(entry.by) for one in here for entry in one.entries if entry.by.isdecimal()}
    return {str(one.pk): one.username for one in User.objects.filter(pk__in=wrote)}


def _file(found: Request, here: list[Evidence], people: dict[str, str]) -> HttpResponse:
    data = graph(found.reference, here, (text for _name, text in limits(found.answers)), people)
    text = json.dumps(data, ensure_ascii=False, indent=1)
    response = HttpResponse(text, content_type="application/ld+json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.reference}-evidence.jsonld"'
    return response
