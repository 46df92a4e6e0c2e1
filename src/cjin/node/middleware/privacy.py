"""What a signed-in person sees stays with that person: no browser and no proxy keeps a copy."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers


def not_stored(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answers to signed-in people, to what is sent, and about accounts are marked ``private, no-store``."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        sent = request.method not in ("GET", "HEAD")
        if sent or request.user.is_authenticated or request.path.startswith("/accounts/"):
            add_never_cache_headers(response)
        return response

    return middleware
