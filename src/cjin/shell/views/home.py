"""The home page, the five places, and the node's own colour."""

from babel.lists import format_list
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from .. import queries
from ..rules import dates
from ..rules.frame import Door, Holding


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this node holds in one sentence, the search box, doors with a live number each, what is new, what is due."""
    frame = queries.frame()
    signed_in = request.user.is_authenticated
    due, more_due = queries.lines(frame.due, request, newest_first=False) if signed_in else ([], 0)
    context = {
        "holdings": _holdings(frame.holdings, request),
        "doors": [shown for door in frame.doors if (shown := _door(door, request))["url"]],
        "planned": [door for door in frame.doors if not queries.url_or_none(door.url_name)],
        "examples": frame.examples,
        "shelves": [(one, queries.url_or_none(one.url_name), list(one.titles(request))) for one in frame.shelves],
        "news": queries.lines(frame.news, request, newest_first=True)[0],
        "due": due,
        "more_due": more_due,
    }
    return render(request, "shell/home.html", context)


def _holdings(holdings: tuple[Holding, ...], request: HttpRequest) -> str:
    """What the node holds as a list in the reader's language; nothing of which there is none."""
    language = get_language() or "en"
    counted = [(holding, holding.count(request)) for holding in holdings]
    said = [one.words % {"count": count, "shown": dates.number(count, language)} for one, count in counted if count]
    return format_list(said, locale=dates.locale_of(language)) if said else ""


def _door(door: Door, request: HttpRequest) -> dict[str, object]:
    url = queries.url_or_none(door.url_name)
    count = door.count(request) if door.count and url else None
    return {"door": door, "url": url, "count": count}


@require_safe
def place(request: HttpRequest, slug: str) -> HttpResponse:
    """What a place is for, and its pages; a place without pages says that it has none yet."""
    found = next((one for one in queries.frame().places if one.slug == slug), None)
    if found is None:
        raise Http404
    return render(request, "shell/place.html", {"here": found, "links": queries.links(found.entries, request.user)})


@require_safe
def planned(request: HttpRequest) -> HttpResponse:
    """The places that have no page at this node yet, each with what it is for."""
    places = [place for place in queries.frame().places if not queries.is_built(place)]
    return render(request, "shell/planned.html", {"planned": places})


@require_safe
@cache_control(public=True, max_age=300)
def colour(_request: HttpRequest) -> HttpResponse:
    """The node's colour as a custom property, in a stylesheet of its own because no page may carry a style."""
    return HttpResponse(f":root {{ --node: {queries.node_colour()}; }}\n", content_type="text/css; charset=utf-8")
