"""The router of requests, to which the modules beside it add their endpoints."""

from django.http import HttpRequest
from ninja import Router

from cjin.core.api.fields import known_only
from cjin.core.api.scopes import check_scope
from cjin.core.models import User
from cjin.core.rules.duties import Duty

from ..views.officers import officer

router = Router()
router.add_decorator(known_only)


def officer_for(request: HttpRequest, duty: Duty) -> User:
    """The person who sent this, whose token extends to this duty. Raises NotAllowed."""
    check_scope(request, duty)
    return officer(request)
