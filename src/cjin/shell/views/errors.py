"""Error pages: what happened, where, what to do next, nothing else."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cjin.core.rules.errors import CjinError, Invalid, NotFound

TEMPLATES = {403: "403.html", 404: "404.html", 503: "shell/errors/unavailable.html"}


def error_page(request: HttpRequest, error: CjinError) -> HttpResponse:
    """The page for an error of our family, with its status; faults are listed with their places."""
    context = {
        "error": error,
        "message": "" if isinstance(error, NotFound) else error.message,
        "faults": error.faults if isinstance(error, Invalid) else (),
    }
    template = TEMPLATES.get(error.status, "shell/errors/refused.html")
    return render(request, template, context, status=error.status)


class ErrorPages:
    """Middleware that turns an error of our family, raised by a page, into its error page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for a CjinError; anything else is a fault of ours and goes on to be logged."""
        return error_page(request, exception) if isinstance(exception, CjinError) else None
