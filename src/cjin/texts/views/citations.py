"""The citations of an instrument, what all instruments cite, and both as files."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from cjin.core.api.cursors import Paging, part
from cjin.core.queries.readers import reader_of
from cjin.core.rules.errors import Invalid
from cjin.core.rules.release import Reader
from cjin.core.rules.tables import FORMATS, written

from ..models import Work
from ..queries.cited import RESOLVED, UNRESOLVED, Cite, Narrowed, cited_by, cites_of, cites_of_all
from ..queries.cited_sentences import in_sentences
from ..queries.cited_words import kind_named, state_named
from ..queries.cited_works import STATES, Counted, counted
from ..queries.instruments import ENGLISH
from ..queries.reading import readable, work_for
from ..queries.wording import short_title
from ..rules.cited.telling import COLUMNS
from ..rules.naming import path_in_words
from .filters import Counts, filters_shown
from .sorting import NAME, sort_heads, sorted_by

SIZE = 100
ASKED = ("kind", "state", "provision", "instrument")
BY = "cited-by"


@require_safe
def citations(request: HttpRequest, slug: str) -> HttpResponse:
    """What an instrument cites, or with ``show=cited-by`` who cites it, narrowed; ``format`` gives it as a file."""
    reader = reader_of(request)
    work = work_for(reader, slug)
    by = request.GET.get("show", "") == BY
    every = {False: cites_of(work, reader), True: cited_by(work, reader)}
    narrowed = _narrowed(request)
    found = sorted_by(request, narrowed.of(every[by], by=by), _orders())
    if request.GET.get("format", "") in FORMATS:
        return _file(request, found, f"{slug}-{BY if by else 'citations'}")
    context = {
        "work": work,
        "title": short_title(work),
        "by": by,
        "tabs": _tabs(slug, every, by),
        "orders": _order_tabs(request),
        "filters": _filters(request, every[by], by),
        "filtered": narrowed != Narrowed(),
        "all_address": _address(request, show=BY if by else "", **dict.fromkeys(ASKED, "")),
        "total": len(found),
        "unresolved": sum(not one.resolved for one in found),
        "has_english": _has_english(work, reader),
        **_page(request, found),
    }
    return render(request, "texts/citations.html", context)


@require_safe
def all_citations(request: HttpRequest) -> HttpResponse:
    """What all instruments cite, counted, what is not known here first; ``cited`` shows where one thing is cited."""
    reader = reader_of(request)
    thing = request.GET.get("cited", "")[:250]
    narrowed = _narrowed(request)
    every = [one for one in cites_of_all(reader) if not thing or thing in one.things]
    found = [one for one in every if _is_wanted(one, narrowed)]
    rows = counted(found, reader)
    state = request.GET.get("state", "")
    wanted_rows = [row for row in rows if state in ("", row.state)]
    shown = sorted(sorted_by(request, wanted_rows, _columns()), key=lambda row: STATES.index(row.state))
    if request.GET.get("format", "") in FORMATS:
        wanted = {row.key for row in shown}
        return _file(request, [one for one in found if wanted & set(one.things)], "citations")
    context = {
        "thing": _thing(found, thing),
        "rows": shown,
        "heads": sort_heads(request, _address, _columns()),
        "total": len(found),
        "filters": _filters_of_all(request, every, counted(every, reader)),
        "filtered": bool(state or thing or narrowed != Narrowed()),
        **_page(request, found if thing else []),
    }
    return render(request, "texts/all_citations.html", context)


def _orders() -> Mapping[str, Callable[[Cite], Any]]:
    return {
        "cited": lambda one: (short_title(one.cited[0]) if one.cited else one.key, one.cited_eid),
        "kind": lambda one: kind_named(one.kind),
    }


def _order_tabs(request: HttpRequest) -> list[dict[str, Any]]:
    """The orders that a list of citations can have, that of the text first."""
    said = {"": _("as in the text"), "cited": _("by what is cited"), "kind": _("by kind")}
    asked = request.GET.get(NAME, "").removeprefix("-")
    return [
        {
            "label": label,
            "url": _address(request, sort=key),
            "current": key == (asked if asked in said else ""),
        }
        for key, label in said.items()
    ]


def _columns() -> Mapping[str, Callable[[Counted], Any]]:
    return {
        "name": lambda row: short_title(row.work) if row.work else row.key,
        "count": lambda row: row.citations,
        "by": lambda row: row.instruments,
    }


def _is_wanted(one: Cite, narrowed: Narrowed) -> bool:
    return narrowed.kind in ("", one.kind) and narrowed.instrument in ("", one.work.slug)


def _thing(found: Sequence[Cite], key: str) -> str:
    """What is cited by its short name, or as it is written."""
    return next((short_title(work) for one in found for work in one.cited if work.slug == key), key)


def _narrowed(request: HttpRequest) -> Narrowed:
    return Narrowed(**{name: request.GET.get(name, "")[:160] for name in ASKED})


def _page(request: HttpRequest, found: Sequence[Cite]) -> dict[str, Any]:
    """One page of citations with their sentences, the address of the next, and the files of all of them."""
    try:
        page = part(found, Paging(limit=SIZE, cursor=request.GET.get("cursor", "")[:1000]))
    except Invalid:
        page = part(found, Paging(limit=SIZE, cursor=""))
    return {
        "sentences": in_sentences(page["items"]),
        "next": _address(request, cursor=page["next"]) if page["next"] else "",
        "previous": _address(request, cursor="") if request.GET.get("cursor") else "",
        "downloads": [
            {"label": one.upper(), "url": _address(request, format=one), "type": kind} for one, kind in FORMATS.items()
        ],
    }


def _address(request: HttpRequest, **changes: str) -> str:
    """This page with what is asked now and some changes; a page of it only where the change says so."""
    asked = {name: request.GET.get(name, "") for name in ("show", "cited", *ASKED, NAME)} | changes
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"?{query}" if query else request.path


def _tabs(slug: str, every: Mapping[bool, Sequence[Cite]], by: bool) -> list[dict[str, Any]]:
    here = reverse("texts:citations", args=[slug])
    labels = {False: _("What it cites (%(count)d)"), True: _("Who cites it (%(count)d)")}
    return [
        {
            "label": labels[one] % {"count": len(every[one])},
            "url": f"{here}?show={BY}" if one else here,
            "current": one == by,
        }
        for one in (False, True)
    ]


def _filters(request: HttpRequest, every: Sequence[Cite], by: bool) -> list[dict[str, Any]]:
    """Each filter counts what its options would leave beside what else is chosen."""
    narrowed = _narrowed(request)
    found = {name: replace(narrowed, **{name: ""}).of(every, by=by) for name in ASKED}
    states = Counter(RESOLVED if one.resolved else UNRESOLVED for one in found["state"])
    names = {RESOLVED: _("leads somewhere"), UNRESOLVED: _("leads nowhere here")}
    others = Counter(other for one in found["instrument"] for other in ([one.work.slug] if by else set(one.things)))
    titles = {work.slug: short_title(work) for one in every for work in (one.work, *one.cited)}
    places = Counter((one.cited_eid if by else one.eid) for one in found["provision"])
    return filters_shown(
        request,
        _address,
        {
            "state": (pgettext("filter", "Leads"), [(key, names[key], states[key]) for key in names if states[key]]),
            "kind": (pgettext("filter", "Kind"), _kinds(found["kind"])),
            "instrument": (
                _("Instrument that cites") if by else _("What is cited"),
                [(slug, titles.get(slug, slug), count) for slug, count in others.most_common()],
            ),
            "provision": (
                _("Provision"), [(eid, path_in_words(eid), count) for eid, count in places.items() if eid]
            ),
        },
    )  # fmt: skip


def _filters_of_all(request: HttpRequest, every: Sequence[Cite], rows: Sequence[Counted]) -> list[dict[str, Any]]:
    states = Counter(row.state for row in rows)
    held = [key for key in STATES if states[key]]
    citing = Counter(one.work.slug for one in every)
    titles = {one.work.slug: short_title(one.work) for one in every}
    return filters_shown(
        request,
        _address,
        {
            "state": (pgettext("filter", "State"), [(key, state_named(key), states[key]) for key in held]),
            "kind": (pgettext("filter", "Kind"), _kinds(every)),
            "instrument": (
                _("Instrument that cites"), [(slug, titles[slug], count) for slug, count in citing.most_common()]
            ),
        },
    )  # fmt: skip


def _kinds(found: Iterable[Cite]) -> Counts:
    return [(kind, kind_named(kind), count) for kind, count in Counter(one.kind for one in found).most_common()]


def _file(request: HttpRequest, found: Sequence[Cite], name: str) -> HttpResponse:
    form = request.GET["format"]
    body, kind = written(COLUMNS, [one.told() for one in found], form, "citations")
    response = HttpResponse(body, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response


def _has_english(work: Work, reader: Reader) -> bool:
    return readable(reader).filter(work=work, language=ENGLISH, is_current=True).exists()
