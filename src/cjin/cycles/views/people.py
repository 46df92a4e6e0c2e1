"""Who reads and who acts on the pages of follow-up."""

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cjin.core.models import User
from cjin.core.rules.errors import NotAllowed
from cjin.core.rules.identifiers import Language


def acting(request: HttpRequest) -> User:
    """The person who sent this. Raises NotAllowed for anybody who is not signed in."""
    if not isinstance(request.user, User):
        raise NotAllowed(_("Sign in first."))
    return request.user


def spoken() -> Language:
    """The reader's language."""
    return Language.of(get_language() or "en")
