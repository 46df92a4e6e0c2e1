"""How much may be sent at once: what is larger is refused before it is read."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cjin.core.rules.errors import Invalid
from cjin.node.middleware.errors import API_ROOT, problem_response
from cjin.shell.views.errors import error_page

LARGEST = 64 * 1024 * 1024
"""Bytes of a request's body: the largest file that is read, with room for the form around it."""


def bounded(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Requests with a larger body are told so, by a page or a problem document."""

    def middleware(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) <= LARGEST:
            return get_response(request)
        said = _("This is too large: at most %(size)s MB can be sent at once.") % {"size": LARGEST // 1024**2}
        error = Invalid(said)
        return problem_response(error) if request.path.startswith(API_ROOT) else error_page(request, error)

    return middleware
