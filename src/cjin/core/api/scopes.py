"""What a token may be used for, besides what its person may do."""

from django.http import HttpRequest

from cjin.core.models import ApiToken
from cjin.core.permissions import check_within
from cjin.core.rules.duties import Duty


def check_scope(request: HttpRequest, duty: Duty) -> None:
    """Let a request pass that comes without a token, or with one that extends to this duty. Raises NotAllowed.

    Every operation that writes asks this first; the action asks for the person's own duty besides.
    """
    token = getattr(request, "auth", None)
    if isinstance(token, ApiToken):
        check_within(token.scopes, duty)
