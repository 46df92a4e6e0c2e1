"""A password that somebody else made serves once: whoever signs in with it chooses another before anything else."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from cjin.core.rules.errors import NotAllowed
from cjin.node.middleware.errors import API_ROOT, problem_response

OPEN = ("account_change_password", "account_logout", "account_reauthenticate", "set_language", "health")


def own_password_first(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Until the password is changed, every page but the few that are needed for that leads to the change, and the
    change back to the page.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated or not request.user.must_change_password or _is_open(request.path):
            return get_response(request)
        said = _("Choose a password of your own first: the one you have was made to be used once.")
        if request.path.startswith(API_ROOT):
            return problem_response(NotAllowed(said))
        messages.info(request, said)
        there = request.get_full_path() if request.method in ("GET", "HEAD") else "/"
        return redirect(f"{reverse('account_change_password')}?{urlencode({REDIRECT_FIELD_NAME: there})}")

    return middleware


def _is_open(path: str) -> bool:
    return path.startswith(settings.STATIC_URL) or path == "/node.css" or path in [reverse(name) for name in OPEN]
