"""A password that somebody else made serves once: whoever signs in with it chooses another before anything else."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

OPEN = ("account_change_password", "account_logout", "account_reauthenticate", "set_language", "health")


def own_password_first(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Until the password is changed, every page but the few that are needed for that leads to the change."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and request.user.must_change_password and not _is_open(request.path):
            messages.info(request, _("Choose a password of your own first: the one you have was made to be used once."))
            return redirect("account_change_password")
        return get_response(request)

    return middleware


def _is_open(path: str) -> bool:
    return path.startswith(settings.STATIC_URL) or path == "/node.css" or path in [reverse(name) for name in OPEN]
