"""What may be sent at all: what is too large, or holds a sign that no database does, is refused before it is read."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cjin.core.rules.errors import Invalid
from cjin.node.middleware.errors import answer_with

LARGEST = 64 * 1024 * 1024
"""Bytes of a request's body: the largest file that is read, with room for the form around it."""


def bounded(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Requests with a larger body are told so, by a page or a problem document."""

    def middleware(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) <= LARGEST:
            return get_response(request)
        said = _("This is too large: at most %(size)s MB can be sent at once.") % {"size": LARGEST // 1024**2}
        return answer_with(request, Invalid(said))

    return middleware


def without_nul(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Requests with NUL in their path or their question are answered with 400."""

    def middleware(request: HttpRequest) -> HttpResponse:
        asked = request.META.get("QUERY_STRING", "")
        if any("\0" in part for part in (request.path, request.path_info, asked)) or "%00" in asked:
            raise BadRequest("NUL in the address")
        return get_response(request)

    return middleware
