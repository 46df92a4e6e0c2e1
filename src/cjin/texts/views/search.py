"""Searching provisions; a typed citation goes straight to what it cites."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cjin.core.queries.readers import reader_of
from cjin.core.queries.search import search as find
from cjin.core.rules.release import Reader
from cjin.core.rules.search import Hit, SearchResult
from cjin.reference.queries.topics import languages

from ..queries.reading import readable
from ..queries.resolving import missed, resolve, titled
from ..rules.citing import Cited, parse
from ..rules.naming import path_in_words
from ..search import KIND
from . import tabs
from .answers import elsewhere, miss, work_card
from .search_filters import FACETS, filters, titles_of

SIZE = 20


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
        "filters": filters(asked, found, reader, lambda **changes: _address(question, asked, **changes)),
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
    facets = {"kind": KIND, **{name: asked[name] for name in FACETS if asked[name] and name != "language"}}
    known = {one.code for one in languages()}
    language = asked["language"] if asked["language"] in known else None
    return find(question, language=language, facets=facets, reader=reader, limit=SIZE, offset=(number - 1) * SIZE)


def _page_number(text: str) -> int:
    return max(1, min(int(text), 10_000)) if text.isdecimal() and len(text) < 6 else 1


def hits_with_places(hits: Iterable[Hit], reader: Reader) -> list[dict[str, Any]]:
    """Hits with the place that they cite, and whether they are a summary of ours and no words of a text."""
    places = [(hit, *hit.object_id.partition("/")[::2]) for hit in hits]
    slugs = {slug for _, slug, _ in places}
    titles = titles_of(slugs, reader)
    shown = readable(reader).filter(work__slug__in=slugs, is_current=True)
    texts = set(shown.values_list("work__slug", "language"))
    return [
        {
            "hit": hit, "slug": slug, "title": titles.get(slug, slug), "place": path_in_words(eid),
            "in_summary": hit.kind == KIND and (slug, hit.language) not in texts,
        }
        for hit, slug, eid in places
    ]  # fmt: skip


def _address(question: str, asked: Mapping[str, str], **changes: object) -> str:
    query = {"q": question, **asked, **changes}
    return f"{reverse('search')}?{urlencode({name: value for name, value in query.items() if value})}"


def _pages(question: str, asked: Mapping[str, str], found: SearchResult, number: int) -> dict[str, str]:
    """Addresses of the neighbouring pages, and what this one shows."""
    last = (number - 1) * SIZE + len(found.hits)
    reach = found.ranked or found.total
    return {
        "previous": _address(question, asked, page=number - 1 if number > 2 else "") if number > 1 else "",
        "next": _address(question, asked, page=number + 1) if last < reach and found.hits else "",
        "words": _("%(first)s–%(last)s") % {"first": (number - 1) * SIZE + 1, "last": last} if found.hits else "",
    }
