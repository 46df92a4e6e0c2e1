"""Names that an endpoint does not know are refused: a slip of the pen must not pass as if nothing had been said."""

import json
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from ninja import Schema

from cjin.core.api.cursors import Paging
from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.offering import offered

type View = Callable[..., Any]


def only(said: Iterable[str], known: Iterable[str], where: str) -> None:
    """Raises Invalid with every name that is none of the known ones, at its place (``body.relase``)."""
    names = list(known)
    faults = [
        Fault(f"{where}.{name[:60]}", f"there is no such field{offered(name, names)}")
        for name in said
        if name not in names
    ]
    if faults:
        raise Invalid("What was sent breaks a rule.", faults[:20])


def known_only(view: View) -> View:
    """For a router's operations: refuses unknown fields of what is written, and of the question for a list in pages.

    An endpoint that takes its whole body as one object checks that by ``only``, since it alone knows its fields.
    """

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **values: Any) -> Any:
        known = [name for key, value in values.items() for name in _names(key, value)]
        if any(isinstance(value, Paging) for value in values.values()):
            only(request.GET, known, "query")
        if request.method != "GET":
            only([*request.POST, *request.FILES], known, "form")
            only(_body(request, values), known, "body")
        return view(request, *args, **values)

    return checked


def _names(key: str, value: Any) -> Iterable[str]:
    return type(value).model_fields if isinstance(value, Schema) else (key,)


def _body(request: HttpRequest, values: dict[str, Any]) -> list[str]:
    """The fields of a JSON object whose fields are arguments of the endpoint."""
    if request.content_type != "application/json" or any(isinstance(value, dict) for value in values.values()):
        return []
    said = json.loads(request.body or "null")
    return list(said) if isinstance(said, dict) else []
