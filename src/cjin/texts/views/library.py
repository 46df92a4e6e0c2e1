"""The list of instruments, on the page and as a file."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cjin.core.queries.readers import reader_of
from cjin.core.rules.release import Reader
from cjin.core.views.downloads import csv_file
from cjin.reference.models import Topic
from cjin.reference.queries.topics import languages

from ..models import Work
from ..queries.listing import SORTS, Wanted, facets, listed, page_of

COLUMNS = ("slug", "symbol", "annex", "adopted", "body", "place", "title", "languages", "texts", "address")
ASKED = ("body", "decade", "year", "language", "loaded", "topic")


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """Every known instrument, with or without text, by filters and in order; the same list as CSV and JSON."""
    wanted = _wanted(request)
    reader = reader_of(request)
    found = listed(wanted, reader)
    if request.GET.get("format") in ("csv", "json"):
        rows = (_plain(request, work) for work in found.iterator(chunk_size=500))
        return _as_csv(rows) if request.GET["format"] == "csv" else _as_json(rows)
    page = page_of(found, wanted, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    context = {
        "works": page.works,
        "total": page.total,
        "filters": _filters(wanted, reader),
        "filtered": any(getattr(wanted, name) for name in ASKED),
        "sorts": _sorts(wanted),
        "previous": _address(wanted, before=page.before) if page.before else "",
        "next": _address(wanted, after=page.after) if page.after else "",
        "downloads": [
            {"label": "CSV", "url": _address(wanted, format="csv"), "type": "text/csv"},
            {"label": "JSON", "url": _address(wanted, format="json"), "type": "application/json"},
        ],
    }
    return render(request, "texts/library.html", context)


def _wanted(request: HttpRequest) -> Wanted:
    asked = {name: request.GET.get(name, "")[:250] for name in ASKED}
    sort = request.GET.get("sort", "date")
    return Wanted(**asked, sort=sort if sort in SORTS else "date")


def _address(wanted: Wanted, **changes: str) -> str:
    """The list with what is asked now and some changes."""
    sort = "" if wanted.sort == "date" else wanted.sort
    query = {**{name: getattr(wanted, name) for name in ASKED}, "sort": sort, **changes}
    given = urlencode({name: value for name, value in query.items() if value})
    return reverse("texts:list") + (f"?{given}" if given else "")


def _filters(wanted: Wanted, reader: Reader) -> list[dict[str, Any]]:
    counts = {**facets(reader)}
    counts["year"] = _years(wanted, counts["year"])
    titles = {
        "loaded": pgettext("filter", "Text"),
        "decade": pgettext("filter", "Decade"),
        "year": pgettext("filter", "Year"),
        "body": pgettext("filter", "Adopted by"),
        "language": pgettext("filter", "Language"),
        "topic": pgettext("filter", "Topic"),
    }
    names: dict[str, Mapping[str, str]] = {
        "loaded": {"yes": _("loaded here"), "no": _("not loaded yet")},
        "decade": {"none": _("no date")},
        "language": {one.code: one.own_name for one in languages()},
        "topic": _topic_names() if counts["topic"] else {},
    }
    return [
        {"label": title, "options": [_option(wanted, name, value, names, count) for value, count in counts[name]]}
        for name, title in titles.items()
        if counts[name]
    ]


def _years(wanted: Wanted, counts: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """The years of the decade that is chosen, or the year that is; without either there is no such filter."""
    decade = wanted.decade[:-1] if len(wanted.decade) == 4 else None
    within = [(year, count) for year, count in counts if year[:-1] == decade or year == wanted.year]
    return within if wanted.year or len(within) > 1 else []


def _option(
    wanted: Wanted, name: str, value: str, names: Mapping[str, Mapping[str, str]], count: int
) -> dict[str, Any]:
    chosen = getattr(wanted, name) == value
    label = names.get(name, {}).get(value) or (f"{value}–{int(value) + 9}" if name == "decade" else value)
    changes = {name: "" if chosen else value} | ({"year": ""} if name == "decade" else {})
    address = _address(wanted, **changes)
    return {"label": label, "count": count, "chosen": chosen, "url": address}


def _topic_names() -> dict[str, str]:
    language = (get_language() or "en").partition("-")[0]
    return {one.pk: one.pref_label.get(language) or str(one) for one in Topic.objects.all()}


def _sorts(wanted: Wanted) -> list[dict[str, Any]]:
    names = {"date": _("Newest first"), "title": _("By title"), "symbol": _("By symbol")}
    return [
        {
            "label": names[name],
            "url": _address(wanted, sort="" if name == "date" else name),
            "current": wanted.sort == name,
        }
        for name in SORTS
    ]


def _plain(request: HttpRequest, work: Work) -> dict[str, Any]:
    texts = getattr(work, "texts", [])
    return {
        "slug": work.slug,
        "symbol": work.symbol,
        "annex": work.annex or None,
        "adopted": work.adopted.isoformat() if work.adopted else None,
        "body": work.body,
        "place": work.place,
        "title": dict(work.title),
        "languages": sorted({text.language for text in texts}),
        "texts": [f"{work.slug}@{text.language}.{text.number}" for text in texts],
        "address": request.build_absolute_uri(work.get_absolute_url()),
    }


def _as_csv(rows: Iterable[dict[str, Any]]) -> HttpResponse:
    """One instrument a line."""
    return csv_file("instruments.csv", COLUMNS, map(_flat, rows))


def _flat(row: dict[str, Any]) -> list[Any]:
    titles = row["title"]
    flat = {**row, "title": titles.get("en") or next(iter(titles.values()), "")}
    return [" ".join(value) if isinstance(value := flat[name], list) else value for name in COLUMNS]


def _as_json(rows: Iterable[dict[str, Any]]) -> HttpResponse:
    found = list(rows)
    content = {"total": len(found), "instruments": found}
    response = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = 'attachment; filename="instruments.json"'
    return response
