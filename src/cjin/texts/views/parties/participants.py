"""Who is party to a treaty: a map, a curve, the table, what was said, and what the newest file changed."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from cjin.core.queries.readers import reader_of
from cjin.core.views.downloads import csv_file
from cjin.shell.maps import sheet
from cjin.shell.rules.charts.figures import Lines, Point, Series
from cjin.shell.rules.maps.drawing import Shade, draw
from cjin.shell.views.charts import chart_context, picture

from ...queries.participation import plain
from ...queries.participation.files import changes_of
from ...queries.participation.statuses import Status, status_of
from ...queries.reading import work_for
from ...queries.wording import said_in, state_names
from .asked import dated, day_asked, downloads, named_in_order, on_query
from .statements import statements_on

OPTIONAL = ("signed", "in_force", "ended")
"""Columns that are shown where any row has something in them."""


@require_safe
def parties(request: HttpRequest, slug: str) -> HttpResponse:
    """Who is party to a treaty on a day, as a page, CSV and JSON."""
    day = day_asked(request)
    status = status_of(work_for(reader_of(request), slug), day)
    wanted = request.GET.get("format", "")
    if wanted in ("csv", "json"):
        rows = [plain.participant(one, status.day) for one in status.listed]
        if wanted == "json":
            return JsonResponse(rows, safe=False)
        return csv_file(f"{slug}-parties.csv", plain.COLUMNS, (row.values() for row in rows))
    before, changes = changes_of(status.treaty) if day is None else (None, [])
    context = {
        "treaty": status.treaty,
        "status": status,
        "rows": sorted(status.listed, key=lambda one: named_in_order(one.participant, one.state)),
        "columns": [name for name in OPTIONAL if any(getattr(one, name) for one in status.listed)],
        "any_computed": any(one.computed for one in status.listed),
        "before": before,
        "changes": changes,
        "names": state_names() if changes else {},
        "downloads": downloads(on_query(day)),
        "query": on_query(day),
        **_drawn(status),
        **statements_on(request, status.treaty, day),
        **dated(request, status),
    }
    return render(request, "texts/treaties/parties.html", context)


@require_safe
def curve(request: HttpRequest, slug: str) -> HttpResponse:
    """The number of parties over the years, as SVG."""
    status = status_of(work_for(reader_of(request), slug), day_asked(request))
    return picture(request, _curve(status))


def _drawn(status: Status) -> dict[str, Any]:
    """The map and the curve."""
    lines = _curve(status)
    address = reverse("texts:parties-curve", args=[status.treaty.slug])
    return {
        "svg": _map(status),
        "sheet": sheet(),
        "years": list(reversed(status.by_year())),
        "chart": chart_context(lines, address, on_query(status.asked)) if lines else None,
    }


def _curve(status: Status) -> Lines | None:
    """A curve by steps: how many parties there were at the end of each year. None where nobody joined yet."""
    points = tuple(
        Point(float(year), float(total), str(year), str(total)) for year, _new, _gone, total in status.by_year()
    )
    title = said_in(status.treaty.title)
    return Lines(title, _("parties"), (Series(_("parties"), points),), stepped=True) if points else None


def _map(status: Status) -> SafeString:
    """The map: parties dark, those that only signed light, all others hatched."""
    shades = {}
    for level, words, rows in ((0, _("signed only"), status.signatories), (4, _("party"), status.parties)):
        for one in rows:
            if one.state:
                address = reverse("texts:of-a-state", args=[one.state.pk.lower()])
                shades[one.state.pk] = Shade(level, f"{said_in(one.state.names)}: {words}", address)
    count = ngettext("%(count)s party", "%(count)s parties", len(status.parties)) % {"count": len(status.parties)}
    # The picture is made of our own numbers; every word in it is escaped where it is written.
    return mark_safe(draw(sheet(), shades, f"{said_in(status.treaty.title)}: {count}"))  # noqa: S308
