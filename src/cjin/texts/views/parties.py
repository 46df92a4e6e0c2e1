"""Pages of treaties: who is party to each, on a map and in a table; a State's treaties; who misses which protocol."""

import csv
from collections.abc import Iterable
from io import StringIO
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from cjin.core.queries.readers import reader_of
from cjin.reference.queries.states import state as state_by_code
from cjin.shell.maps import sheet
from cjin.shell.rules.maps.drawing import Shade, draw

from ..models import Participation, Work
from ..queries.participation import Gap, Status, changes_of, gaps, of_state, status_of, treaties_here
from ..queries.reading import work_for
from ..queries.wording import said_in

COLUMNS = ("participant", "state", "signed", "consent", "consented", "in_force", "ended", "as_of")


@require_safe
def treaties(request: HttpRequest) -> HttpResponse:
    """The treaties of which a status is loaded, each with the day it is as of."""
    found = treaties_here()
    conventions = [treaty for treaty, _file, _n in found if any(gaps_of(treaty))]
    return render(request, "texts/treaties/list.html", {"found": found, "conventions": conventions})


def gaps_of(treaty: Work) -> Iterable[Work]:
    """The protocols of a treaty of which a status is loaded."""
    return gaps(treaty)[1]


@require_safe
def parties(request: HttpRequest, slug: str) -> HttpResponse:
    """Who is party to a treaty: a map, a timeline, the table, and what the newest file changed."""
    treaty = work_for(reader_of(request), slug)
    status = status_of(treaty)
    wanted = request.GET.get("format", "")
    if wanted == "json":
        return JsonResponse([_plain(one, status) for one in status.rows], safe=False)
    if wanted == "csv":
        return _csv(
            f"{slug}-parties.csv", COLUMNS, ([_plain(one, status)[name] for name in COLUMNS] for one in status.rows)
        )
    before, changes = changes_of(treaty)
    laid = sheet()
    years = status.by_year()
    context = {
        "treaty": treaty,
        "status": status,
        "svg": _svg(status),
        "sheet": laid,
        "years": years,
        "most": max((total for _year, _new, total in years), default=0),
        "before": before,
        "changes": changes,
        "downloads": [
            {"label": "CSV", "url": "?format=csv", "type": "text/csv"},
            {"label": "JSON", "url": "?format=json", "type": "application/json"},
        ],
    }
    return render(request, "texts/treaties/parties.html", context)


@require_safe
def of_a_state(request: HttpRequest, code: str) -> HttpResponse:
    """What a State signed and joined among the treaties of which a status is loaded."""
    state = state_by_code(code)
    return render(request, "texts/treaties/state.html", {"state": state, "found": of_state(state)})


@require_safe
def missing(request: HttpRequest, slug: str) -> HttpResponse:
    """Who is party to a convention and not to its protocols, by region."""
    convention = work_for(reader_of(request), slug)
    status, days, found = gaps(convention)
    regions: dict[str, list[Any]] = {}
    for one in found:
        region = one.state.region if one.state else None
        regions.setdefault(said_in(region.names) if region else _("Others"), []).append(one)
    if request.GET.get("format") == "csv":
        rows = (
            [
                one.participant,
                one.state.pk if one.state else "",
                "; ".join(work.slug for work in one.missing),
                status.file.as_of,
            ]
            for one in found
        )
        return _csv(f"{slug}-gaps.csv", ("participant", "state", "not_party_to", "as_of"), rows)
    context = {
        "convention": convention,
        "status": status,
        "protocols": days.items(),
        "regions": sorted(regions.items()),
        "total": len(found),
        "downloads": [{"label": "CSV", "url": "?format=csv", "type": "text/csv"}],
    }
    return render(request, "texts/treaties/gaps.html", context)


def _code(one: Gap) -> str:
    return str(one.state.pk) if one.state else ""


def _plain(one: Participation, status: Status) -> dict[str, Any]:
    return {
        "participant": one.participant,
        "state": one.state_id,
        "signed": one.signed,
        "consent": one.consent,
        "consented": one.consented,
        "in_force": one.in_force,
        "ended": one.ended,
        "as_of": status.file.as_of,
    }


def _csv(name: str, columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> HttpResponse:
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _cell(value: Any) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text


def _svg(status: Status) -> str:
    """The map: parties dark, those that only signed light, all others hatched."""
    shades = {}
    for level, words, rows in ((0, _("signed only"), status.signatories), (4, _("party"), status.parties)):
        for one in rows:
            if one.state:
                name = said_in(one.state.names)
                shades[one.state.pk] = Shade(
                    level, f"{name}: {words}", reverse("texts:of-a-state", args=[one.state.pk.lower()])
                )
    count = ngettext("%(count)s party", "%(count)s parties", len(status.parties)) % {"count": len(status.parties)}
    # The picture is made of our own numbers; every word in it is escaped where it is written.
    return mark_safe(draw(sheet(), shades, f"{said_in(status.treaty.title)}: {count}"))  # noqa: S308
