"""A form that is sent after its session has ended: what was typed is not lost."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url

from cjin.node.middleware.errors import API_ROOT

ACCOUNTS = "/accounts/"


def nothing_lost(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Where a form is refused because nobody is signed in, the answer holds what was typed and leads to signing in."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method != "POST" or request.user.is_authenticated or request.path.startswith((API_ROOT, ACCOUNTS)):
            return response
        if not _asks_to_sign_in(response) or not getattr(request, "csrf_processing_done", False):
            return response  # a form that expired has a page of its own
        return render(request, "shell/errors/ended.html", status=403)

    return middleware


def _asks_to_sign_in(response: HttpResponse) -> bool:
    there = response.headers.get("Location", "")
    return response.status_code == 403 or there.startswith(resolve_url(settings.LOGIN_URL))
