"""What every template may use: the node's name, the languages, and whether a search page exists."""

from django.conf import settings
from django.http import HttpRequest

from . import queries


def frame(request: HttpRequest) -> dict[str, object]:
    """``node_name``, ``languages`` as (code, own name) pairs and ``search_url``; listed in the settings' context processors."""
    return {
        "node_name": queries.node_name(),
        "languages": settings.LANGUAGES,
        "search_url": queries.url_or_none("search") or "/search",
    }
