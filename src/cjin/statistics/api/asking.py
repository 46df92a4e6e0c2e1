"""Who asks."""

from django.http import HttpRequest

from cjin.core.api.scopes import check_scope
from cjin.core.models import User
from cjin.core.rules.duties import Duty

from ..views.schemes import editor


def editing(request: HttpRequest) -> User:
    """Who asks, where they, and their token, may edit figures. Raises NotAllowed."""
    check_scope(request, Duty.STATISTICS_EDIT)
    return editor(request)
