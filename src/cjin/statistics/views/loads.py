"""Loads of unit records: the list, one of them with what became of its rows, the rows set apart."""

from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cjin.core.queries.readers import reader_of
from cjin.core.rules.errors import CjinError, NotFound
from cjin.statistics.models import Entry, Load
from cjin.statistics.queries.labels import say
from cjin.statistics.queries.loads import load_by_key, loads_for
from cjin.statistics.queries.publications import may_publish
from cjin.statistics.queries.readings import edits_figures, folder_of
from cjin.statistics.queries.schemes import scheme_by_slug
from cjin.statistics.rules.concepts import concepts
from cjin.statistics.rules.mapping import read_mapping
from cjin.statistics.rules.records.apart import many_apart
from cjin.statistics.rules.records.loading import APART
from cjin.statistics.views.inspecting import inspections
from cjin.statistics.views.schemes import editor

SIZE = 50
MOST_CODES = 200


@require_safe
def loads(request: HttpRequest) -> HttpResponse:
    """The loads that the reader may know of, the last first; what became of their rows for who edits figures."""
    page = Paginator(loads_for(request.user).order_by("-pk"), SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "may_edit": edits_figures(request.user),
        "previous": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "next": f"?page={page.next_page_number()}" if page.has_next() else "",
        "words": f"{page.start_index()}–{page.end_index()} / {page.paginator.count}",
    }
    return render(request, "statistics/loads/list.html", context)


@require_safe
def load(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What was read, what was set apart and why, which codes have no place."""
    one = load_by_key(f"{slug}@{number}", loads_for(request.user))
    may_edit = edits_figures(request.user)
    context: dict[str, Any] = {"load": one, "may_edit": may_edit, "unit": say(one.source.unit)}
    if may_edit:
        context |= _report(request, one)
    if may_publish(request.user):
        context["publish"] = reverse("statistics:publish", args=[one.key])
    return render(request, "statistics/loads/load.html", context)


def _report(request: HttpRequest, one: Load) -> dict[str, Any]:
    there, reasons = (folder_of(one) / APART).is_file(), one.report["reasons"]
    address = reverse("statistics:load-apart", args=[one.source.slug, one.number])
    return {
        "report": one.report,
        "inspections": inspections(one),
        "many_apart": many_apart(one.report["read"], one.report["apart"]),
        "reasons": [(why, count, one.report.get("places", {}).get(why, "")) for why, count in reasons.items()],
        "unmapped": [_without_place(request, one, name, codes) for name, codes in one.report["unmapped"].items()],
        "lost_zeros": one.report.get("lost_zeros", [])[:MOST_CODES],
        "coverage": [(_named(name), told) for name, told in one.report["coverage"].items()],
        "concepts": [_named(name) for name in one.report["concepts"]],
        "downloads": [{"label": APART, "url": address, "type": "text/csv"}] if there else [],
    }


def _named(concept: str) -> str:
    return say(concepts()[concept].name)


def _without_place(request: HttpRequest, one: Load, concept: str, codes: dict[str, int]) -> dict[str, Any]:
    """The codes of a concept that have no place, the most frequent first, each with its page in the scheme."""
    shown = list(codes.items())[:MOST_CODES]
    pages = _pages(request, one, [code for code, _count in shown]) if concept == "offence" else {}
    return {
        "name": _named(concept),
        "codes": [{"code": code, "count": count, "url": pages.get(code, "")} for code, count in shown],
        "more": len(codes) - len(shown),
        "rows": sum(codes.values()),
    }


def _pages(request: HttpRequest, one: Load, codes: list[str]) -> dict[str, str]:
    """The pages of codes in the scheme that a load's offences are in, where the reader may see it."""
    try:
        columns = read_mapping(one.mapping, one.key).columns
        scheme = scheme_by_slug(columns["offence"].scheme, reader_of(request))
    except (CjinError, KeyError):
        return {}
    there = Entry.objects.filter(scheme=scheme, code__in=codes).values_list("code", flat=True)
    return {code: reverse("statistics:entry", args=[scheme.slug, code]) for code in there}


@require_safe
def apart(request: HttpRequest, slug: str, number: int) -> FileResponse:
    """The rows that could not be read, each with its line and the reason."""
    editor(request)
    one = load_by_key(f"{slug}@{number}", loads_for(request.user))
    path = folder_of(one) / APART
    if not path.is_file():
        raise NotFound(_("Every row of %(key)s could be read.") % {"key": one.key})
    name = f"{slug}-{number}-{APART}"
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type="text/csv; charset=utf-8")
