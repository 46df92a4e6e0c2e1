"""Who asks: a program with a token, a person with a session, or anybody."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja.errors import AuthenticationError
from ninja.security import HttpBearer
from ninja.utils import check_csrf

from cjin.core.actions.tokens import note_use
from cjin.core.queries.tokens import token_for
from cjin.core.rules.duties import READ
from cjin.core.rules.errors import NotAllowed
from cjin.node.middleware.errors import SENTENCES

SAFE = ("GET", "HEAD", "OPTIONS")
ANYBODY = object()


class ByToken(HttpBearer):
    """A bearer token acts for its person within its scopes: ``read``, and the duties that it names."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """The token, with its person as the request's user. A token that is not in force is refused, not ignored."""
        now = timezone.now()
        found = token_for(token, now=now)
        if found is None:
            raise AuthenticationError(message="This token is not known, has expired or was revoked.")
        request.user = found.person
        if request.method in SAFE and READ not in found.scopes:
            raise NotAllowed(f"This token has not the scope {READ}.")
        if request.method not in SAFE and not set(found.scopes) - {READ}:
            raise NotAllowed("This token may only read.")
        note_use(token=found, now=now)
        return found


class Anybody:
    """Without a token: the person of the session (who must prove the form's secret to write), or the public."""

    def __call__(self, request: HttpRequest) -> Any:
        """Something true for whoever reads; what may be read or done is decided by the packages' permissions.

        Whoever writes must be known: that is said before anything that was sent is looked at.
        """
        if request.method in SAFE:
            return request.user if request.user.is_authenticated else ANYBODY
        if not request.user.is_authenticated:
            raise AuthenticationError(message=SENTENCES[401])
        if check_csrf(request):
            raise NotAllowed("Send the CSRF token of your session, or use a bearer token.")
        return request.user
