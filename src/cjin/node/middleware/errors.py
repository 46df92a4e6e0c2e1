"""One place that turns an error into what the asker can use: a page for a browser, a problem document for a program."""

import json
import sys
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.defaults import server_error

from cjin.core.rules.errors import CjinError, Unavailable, Unidentified
from cjin.node.problems import MEDIA_TYPE, known, problem
from cjin.node.traces import keep
from cjin.shell.views.errors import error_page

API_ROOT = "/api/"
SENTENCES = {
    400: "The request cannot be read.",
    401: "This needs a token: send it as 'Authorization: Bearer …'.",
    403: "You may not do this.",
    404: "There is nothing here.",
    405: "This address does not answer to this method.",
    413: "More was sent than this node takes at once.",
    429: "Too many requests: wait a little.",
    500: "This is a fault in CJIN itself; it has been noted.",
}


class Errors:
    """Known errors of a page become its error page; every error answer below /api/ is a problem document.

    Stands outside the parts that refuse a request themselves, so that their answers have this form too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(API_ROOT) and response.status_code >= 400:
            return _as_problem(response)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The error page; None for a fault of ours, which goes on to ``fault``."""
        error = known(exception)
        return answer_with(request, error) if error else None


def answer_with(request: HttpRequest, error: CjinError) -> HttpResponse:
    """The error as a problem document below /api/, as a page elsewhere."""
    return problem_response(error) if request.path.startswith(API_ROOT) else error_page(request, error)


def fault(request: HttpRequest) -> HttpResponse:
    """The answer to a request that ended in an exception: 503 where something is out of reach, else 500 and a trace."""
    exception = sys.exc_info()[1]
    error = known(exception) if exception else None
    if exception is not None and not isinstance(error, Unavailable):
        keep(exception)
        error = None
    if request.path.startswith(API_ROOT):
        return problem_response(error or CjinError(SENTENCES[500]))
    return error_page(request, error) if error else server_error(request)


def problem_response(error: CjinError, status: int | None = None) -> JsonResponse:
    """A problem document (RFC 9457)."""
    body = problem(error)
    body["status"] = status = status or error.status
    answer = JsonResponse(body, status=status, content_type=MEDIA_TYPE, json_dumps_params={"ensure_ascii": False})
    if status == Unidentified.status:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def _as_problem(response: HttpResponse) -> HttpResponse:
    """Answers of the framework (a wrong method, host or address) in the form that all our errors have."""
    if response.headers.get("Content-Type", "").startswith(MEDIA_TYPE):
        return response
    sentence = SENTENCES.get(response.status_code, response.reason_phrase)
    body = {"type": "about:blank", "title": response.reason_phrase, "status": response.status_code, "detail": sentence}
    response.content = json.dumps(body).encode()
    response.headers["Content-Type"] = MEDIA_TYPE
    if response.has_header("Content-Length"):
        response.headers["Content-Length"] = str(len(response.content))
    return response
