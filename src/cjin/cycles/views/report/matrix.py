"""The matrix of States by provisions: those that agreed to be named or published their reply, in the order of names."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cjin.texts.views.filters import filters_shown

from ...models import Round
from ...queries.forms import form_of
from ...queries.named import matrix_of, rows_of
from ...queries.overview import response_of
from ...rules.compiling.tables import about_states
from ...rules.vocabulary import NOT_APPLICABLE, NOT_REPORTED, WITHHELD, codes, shown, word
from ..people import spoken
from .results import as_file, check_format, downloads, round_to_compile, tabs

FACETS = ("section", "region")
SIGNS = {
    "not-started": "○", "planned": "◔", "in-progress": "◑", "largely": "◕", "implemented": "●", "regressed": "↓",
    NOT_REPORTED: "–", WITHHELD: "×", NOT_APPLICABLE: "∕",
}  # fmt: skip
"""A shape for each state of implementation, and signs for the replies that tell none."""


@require_safe
def matrix(request: HttpRequest, slug: str) -> HttpResponse:
    """A row for each named State, a column for each provision; of a section and a regional group, or of all."""
    round_ = round_to_compile(request, slug)
    data = _asked(request, round_)
    context = {
        "round": round_,
        "data": data,
        "rows": [(one["name"], cells(one["practice"].values())) for one in data["rows"]],
        "legend": [(SIGNS[one], said(one, spoken())) for one in SIGNS],
        "filters": filters_shown(request, lambda _r, **c: _address(request, **c), _options(round_)),
        "downloads": downloads("matrix", _address(request).removeprefix("?")),
        "tabs": tabs(round_, "matrix"),
    }
    return render(request, "cycles/report/matrix.html", context)


def _asked(request: HttpRequest, round_: Round) -> dict[str, Any]:
    section, region = (request.GET.get(name, "")[:80] for name in FACETS)
    return matrix_of(round_, spoken(), section=section, group=region)


def _address(request: HttpRequest, **changes: str) -> str:
    now = {name: request.GET.get(name, "")[:80] for name in FACETS} | changes
    return "?" + urlencode({name: said for name, said in now.items() if said})


def _options(round_: Round) -> dict[str, Any]:
    form = form_of(round_)
    asked = {form.section_of[one.question] for one in about_states(form)}
    sections = [(one.section, shown(one.title, spoken()), None) for one in form.sections if one.section in asked]
    return {
        "section": (_("Section"), sections),
        "region": (_("Regional group"), [(one.group, one.name, None) for one in response_of(round_, spoken())[:-1]]),
    }


def cells(told: Iterable[str]) -> SafeString:
    """The cells of a row: thousands of them stand on a page, so that each is written once."""
    return mark_safe("".join(_cell(one, spoken()) for one in told))  # noqa: S308 - every part is escaped


@lru_cache(maxsize=256)
def _cell(code: str, language: str) -> str:
    words = said(code, language)
    return format_html(
        '<td class="told" title="{}"><span aria-hidden="true">{}</span><span class="unseen">{}</span></td>',
        words, SIGNS.get(code, SIGNS[NOT_REPORTED]), words,
    )  # fmt: skip


def said(code: str, language: str) -> str:
    """A state of implementation, or a reply that tells none, in words."""
    return word("implementation" if code in codes("implementation") else "replies", code, language)


@require_safe
def file(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """The matrix as CSV, XLSX or JSON: a row for each named State."""
    check_format(ending)
    data = _asked(request, round_to_compile(request, slug))
    columns = ("key", "name", "group", *(one["question"] for one in data["provisions"]))
    return as_file(columns, rows_of(data, spoken()), ending, f"{slug}-matrix")
