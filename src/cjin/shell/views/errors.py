"""Error pages: what happened, where, what to do next, nothing else."""

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
