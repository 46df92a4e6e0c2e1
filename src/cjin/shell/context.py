"""What the frame around every page needs to know."""

from django.conf import settings
from django.http import HttpRequest

from . import queries


def frame(_request: HttpRequest) -> dict[str, dict[str, object]]:
    """One name, ``frame``, not in the way of a page's own context: ``node_name``, ``languages``, ``search_url``."""
    return {
        "frame": {
            "node_name": queries.node_name(),
            "languages": settings.LANGUAGES,
            "search_url": queries.url_or_none("search") or "/search",
        }
    }
