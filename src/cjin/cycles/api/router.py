"""The router of cycles, to which the modules beside it add their endpoints."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from cjin.core.api.fields import known_only
from cjin.core.api.scopes import check_scope
from cjin.core.models import User
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Unidentified

router = Router()
router.add_decorator(known_only)

type Data = dict[str, Any]


def person(request: HttpRequest, duty: Duty | None = None) -> User:
    """Who sent this; with a ``duty``, a token must extend to it. Raises Unidentified, NotAllowed."""
    if duty is not None:
        check_scope(request, duty)
    if not isinstance(request.user, User):
        raise Unidentified("Sign in, or send a token.")
    return request.user
