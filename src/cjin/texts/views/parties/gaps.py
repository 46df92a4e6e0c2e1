"""Who is party to a convention and not to its protocols, by region."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cjin.core.queries.readers import reader_of
from cjin.core.views.downloads import csv_file
from cjin.reference.queries.states import groups, members_of

from ...queries.participation import plain
from ...queries.participation.gaps import Gap, gaps, within
from ...queries.reading import work_for
from ...queries.wording import said_in
from .asked import dated, day_asked, downloads, named_in_order, on_query


@require_safe
def missing(request: HttpRequest, slug: str) -> HttpResponse:
    """The gap list on a day, of all parties or of one group of States, as a page, CSV and JSON."""
    day = day_asked(request)
    found = gaps(work_for(reader_of(request), slug), day)
    group = request.GET.get("group", "")
    if group:
        found = within(found, members_of(group, found.status.day).values_list("state_id", flat=True))
    wanted = request.GET.get("format", "")
    if wanted in ("csv", "json"):
        rows = plain.gaps(found)
        if wanted == "json":
            return JsonResponse(rows, safe=False)
        return csv_file(f"{slug}-gaps.csv", plain.GAP_COLUMNS, (row.values() for row in rows))
    query = urlencode({name: said for name, said in (("on", request.GET.get("on", "")), ("group", group)) if said})
    context = {
        "convention": found.status.treaty,
        "status": found.status,
        "protocols": found.protocols,
        "regions": _by_region(found.gaps),
        "total": len(found.gaps),
        "groups": list(groups()),
        "group": group,
        "downloads": downloads(query),
        "query": on_query(day),
        **dated(request, found.status),
    }
    return render(request, "texts/treaties/gaps.html", context)


def _by_region(found: Sequence[Gap]) -> list[tuple[str, list[Gap]]]:
    """The gaps by region in the reader's language; those of no State come last."""
    regions: dict[str, list[Gap]] = {}
    others: list[Gap] = []
    for one in sorted(found, key=lambda gap: named_in_order(gap.participant, gap.state)):
        region = one.state.region if one.state else None
        (regions.setdefault(said_in(region.names), []) if region else others).append(one)
    return [*sorted(regions.items()), *([(_("Others"), others)] if others else [])]
