"""A version that came into use while somebody composed it: the answer leads to the version that can be changed."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from cjin.core.rules.errors import Conflict

from ...queries.forms import form_version


class InUse(Conflict):
    """A version that is in use is not changed any more."""

    def __init__(self) -> None:
        super().__init__(_("This version is in use and stays as it is."))


def leads_on(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of composing that says where to go on instead, with what was typed, where the version is in use."""

    @wraps(view)
    def answer(request: HttpRequest, form: str, version: int, **more: Any) -> HttpResponse:
        try:
            return view(request, form, version, **more)
        except InUse as error:
            context = {"error": error, "message": error.message, "newest": form_version(form), "version": version}
            return render(request, "cycles/forms/in_use.html", context, status=error.status)

    return answer
