"""Searching provisions; a typed citation goes straight to what it cites."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cjin.core.queries.readers import reader_of
from cjin.core.queries.search import search as find
from cjin.core.rules.release import Reader
from cjin.core.rules.search import Hit, SearchResult
from cjin.reference.queries.topics import languages

from ..queries.reading import works_for
from ..queries.resolving import missed, resolve, titled
from ..rules.citing import Cited, parse
from ..rules.naming import path_in_words
from ..search import KIND
from . import tabs
from .answers import elsewhere, miss, title_of, work_card

SIZE = 20
FACETS = ("instrument", "year", "language")
MOST_OPTIONS = 30


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Provisions that answer a question, each as the sentence that does; without a question, how to ask."""
    question = " ".join(request.GET.get("q", "").split())[:500]
    asked = {name: request.GET.get(name, "")[:120] for name in FACETS}
    reader = reader_of(request)
    if not question:
        return render(request, "texts/search.html", {"query": "", "asked": asked})
    number = _page_number(request.GET.get("page", ""))
    first = number == 1 and not any(asked.values())
    cited = parse(question) if first else None
    if cited and (there := _cited(cited, reader)):
        return redirect(there)
    found = _found(question, asked, reader, number)
    context = {
        "query": question,
        "asked": asked,
        "result": found,
        "hits": hits_with_places(found.hits, reader),
        "filters": _filters(question, asked, found, reader),
        "permalink": request.build_absolute_uri(_address(question, asked)),
        "named": [work_card(work) for work in titled(cited, reader)] if cited else [],
        "elsewhere": elsewhere(question, reader) if first else [],
        "missed": [miss(one) for one in missed(cited, reader, _language())] if cited else [],
        **_pages(question, asked, found, number),
    }
    return render(request, "texts/search.html", context)


def _language() -> str:
    return (get_language() or "en").partition("-")[0]


def _cited(cited: Cited, reader: Reader) -> str | None:
    """The address of what is cited, None where it names nothing that may be read."""
    found = resolve(cited, reader, _language())
    return tabs.address(found.slug, found.eid, language=found.language) if found else None


def _found(question: str, asked: Mapping[str, str], reader: Reader, number: int) -> SearchResult:
    facets = {"kind": KIND, **{name: asked[name] for name in ("instrument", "year") if asked[name]}}
    known = {one.code for one in languages()}
    language = asked["language"] if asked["language"] in known else None
    return find(question, language=language, facets=facets, reader=reader, limit=SIZE, offset=(number - 1) * SIZE)


def _page_number(text: str) -> int:
    return max(1, min(int(text), 10_000)) if text.isdecimal() and len(text) < 6 else 1


def hits_with_places(hits: Iterable[Hit], reader: Reader) -> list[dict[str, Any]]:
    """Hits with the place that they cite."""
    places = [(hit, *hit.object_id.partition("/")[::2]) for hit in hits]
    titles = _titles({slug for _, slug, _ in places}, reader)
    return [
        {"hit": hit, "slug": slug, "title": titles.get(slug, slug), "place": path_in_words(eid)}
        for hit, slug, eid in places
    ]


def _address(question: str, asked: Mapping[str, str], **changes: object) -> str:
    query = {"q": question, **asked, **changes}
    return f"{reverse('search')}?{urlencode({name: value for name, value in query.items() if value})}"


def _filters(question: str, asked: Mapping[str, str], found: SearchResult, reader: Reader) -> list[dict[str, Any]]:
    titles = {
        "instrument": pgettext("filter", "Instrument"),
        "year": pgettext("filter", "Year"),
        "language": pgettext("filter", "Language"),
    }
    slugs = list(found.facet_counts.get("instrument", {}))[:MOST_OPTIONS]
    names: dict[str, Mapping[str, str]] = {
        "instrument": _titles({*slugs, asked["instrument"]}, reader),
        "language": {one.code: one.own_name for one in languages()},
    }
    filters = []
    for name, title in titles.items():
        counts = {value: count for value, count in found.facet_counts.get(name, {}).items() if value}
        if asked[name]:
            counts.setdefault(asked[name], 0)
        chosen = sorted(counts.items(), reverse=True) if name == "year" else list(counts.items())
        options = [
            {
                "label": names.get(name, {}).get(value, value),
                "count": count,
                "chosen": asked[name] == value,
                "url": _address(question, asked, **{name: "" if asked[name] == value else value}),
            }
            for value, count in chosen[:MOST_OPTIONS]
        ]
        if options:
            filters.append({"label": title, "options": options})
    return filters


def _titles(slugs: Iterable[str], reader: Reader) -> dict[str, str]:
    """The titles of instruments in the reader's language, else in English, else in any; one query."""
    works = works_for(reader).filter(slug__in=list(slugs)).only("slug", "title")
    return {work.slug: title_of(work) for work in works}


def _pages(question: str, asked: Mapping[str, str], found: SearchResult, number: int) -> dict[str, str]:
    """Addresses of the neighbouring pages, and what this one shows."""
    last = (number - 1) * SIZE + len(found.hits)
    reach = found.ranked or found.total
    return {
        "previous": _address(question, asked, page=number - 1 if number > 2 else "") if number > 1 else "",
        "next": _address(question, asked, page=number + 1) if last < reach and found.hits else "",
        "words": _("%(first)s–%(last)s") % {"first": (number - 1) * SIZE + 1, "last": last} if found.hits else "",
    }
