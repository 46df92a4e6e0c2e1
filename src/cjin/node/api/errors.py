"""Every error of the API as a problem document."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from cjin.core.rules.errors import CjinError, Fault, Invalid, NotAllowed, Unidentified
from cjin.node.middleware.errors import SENTENCES, problem_response
from cjin.node.problems import known
from cjin.node.traces import keep


def add_handlers(api: NinjaAPI) -> None:
    """Let the API answer with problem documents whatever goes wrong."""
    api.add_exception_handler(ValidationError, _validation)
    api.add_exception_handler(HttpError, _http)
    api.add_exception_handler(Exception, _any)


def _validation(_request: HttpRequest, error: Any) -> HttpResponse:
    faults = [Fault(_place(fault["loc"]), fault["msg"]) for fault in error.errors]
    return problem_response(Invalid("What was sent breaks a rule.", faults))


def _place(loc: tuple[str | int, ...]) -> str:
    """``body.title`` for the parts that the validator names; the name that our code gave the body is left out."""
    parts = [str(part) for part in loc]
    return ".".join(parts[:1] + parts[2:] if parts[0] == "body" and len(parts) > 2 else parts)


def _http(_request: HttpRequest, error: Any) -> HttpResponse:
    if error.status_code == Unidentified.status:
        return problem_response(Unidentified(str(error)))
    if isinstance(error.__cause__, CjinError):  # what the parser of bodies says comes wrapped
        return problem_response(error.__cause__)
    return problem_response(CjinError(str(error)), status=error.status_code)


def _any(request: HttpRequest, error: Any) -> HttpResponse:
    found = known(error)
    if found is None:
        keep(error)
    elif isinstance(found, NotAllowed) and not request.user.is_authenticated:
        found = Unidentified(SENTENCES[Unidentified.status])  # whoever shows a token may be allowed to
    return problem_response(found or CjinError(SENTENCES[500]))
