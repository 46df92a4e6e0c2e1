"""ICCS: the tree and its search, a category's page, downloads."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from cjin.core.queries.readers import reader_of
from cjin.core.views.downloads import csv_file

from ..models import Description
from ..queries import classification as queries
from ..queries.covered import Covered, covering
from ..queries.labels import title_of
from ..queries.schemes import answering
from ..rules.classification import Category, iccs

_REFERENCE = re.compile(r"\((\d{2,6})\)")


@require_safe
def classification(request: HttpRequest) -> HttpResponse:
    """The whole tree, or the categories that a search finds; the same as CSV and JSON."""
    words = request.GET.get("q", "")[:200]
    found = queries.found(words) if words.strip() else None
    form = request.GET.get("format", "")
    if form in ("csv", "json"):
        chosen = list(iccs().categories.values()) if found is None else found
        return _as_csv(chosen) if form == "csv" else _as_json(chosen)
    context = {
        "words": words,
        "found": found,
        "tree": None if words.strip() else queries.tree(),
        "total": len(iccs().categories),
        "described": queries.has_descriptions(),
        "downloads": _downloads(words),
    }
    return render(request, "statistics/classification/list.html", context)


def _downloads(words: str) -> list[dict[str, str]]:
    here = reverse("statistics:classification")
    asked = {"q": words} if words.strip() else {}
    return [
        {"label": label, "url": f"{here}?{urlencode({**asked, 'format': form})}", "type": kind}
        for label, form, kind in (("CSV", "csv", "text/csv"), ("JSON", "json", "application/json"))
    ]


def plain(one: Category) -> dict[str, Any]:
    """A category as a file has it."""
    titles = {language: one.named(language) for language in queries.LANGUAGES}
    return {"code": one.code, "parent": one.parent, "level": one.level, "title": titles}


def _as_csv(found: Iterable[Category]) -> HttpResponse:
    rows = ([one.code, one.parent, one.level, one.named("en"), one.named("es")] for one in found)
    return csv_file("iccs-1.0.csv", ["code", "parent", "level", "en", "es"], rows)


def _as_json(found: Iterable[Category]) -> HttpResponse:
    content = {"classification": "ICCS", "version": "1.0", "categories": [plain(one) for one in found]}
    response = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = 'attachment; filename="iccs-1.0.json"'
    return response


@require_safe
def category(request: HttpRequest, code: str) -> HttpResponse:
    """One category: where it stands, what belongs to it and what does not, what divides it, what answers to it."""
    tree = iccs()
    one = tree[code]
    said = queries.descriptions(code)
    context = {
        "category": one,
        "path": [tree[above] for above in tree.path(code)[:-1]],
        "children": [tree[below] for below in tree.children[code]],
        "descriptions": [shown(said[language]) for language in queries.LANGUAGES if language in said],
        "described": bool(said) or queries.has_descriptions(),
        "variables": queries.variables(),
        "mechanisms": queries.mechanisms(code),
        "figures": [_figures(found) for found in covering(request.user, code)],
        "answering": answering(code, reader_of(request))[:200],
        "api": f"/api/v1/statistics/iccs/{code}",
    }
    return render(request, "statistics/classification/category.html", context)


def _figures(found: Covered) -> tuple[str, str]:
    """The title of an indicator with figures for a category, and where it shows them."""
    flow = found.held.flow
    asked = f"?{urlencode({found.dimension.lower(): found.code})}" if found.code else ""
    return title_of(flow), reverse("statistics:indicator", args=[flow.id]) + asked


def shown(said: Description) -> dict[str, Any]:
    """A description as a page has it: lists of inclusions and exclusions, each code a link to its category."""
    return {
        "language": said.language,
        "description": linked(said.description),
        "inclusions": [linked(part) for part in parts(said.inclusions)],
        "exclusions": [linked(part) for part in parts(said.exclusions)],
        "notes": [linked(line) for line in said.notes.splitlines() if line.strip()],
    }


def parts(text: str) -> list[str]:
    """The parts of a list that is written with semicolons."""
    return [part.strip(" .") for part in text.split(";") if part.strip(" .")]


def linked(text: str) -> SafeString:
    """A text in which each code of ICCS in brackets leads to its category."""

    def link(found: re.Match[str]) -> str:
        code = found[1]
        if code not in iccs():
            return found[0]
        return f'(<a class="symbol" href="{reverse("statistics:category", args=[code])}">{code}</a>)'

    return mark_safe(_REFERENCE.sub(link, escape(text)))  # noqa: S308 - escaped before links are put in
