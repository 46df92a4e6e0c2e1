"""Whose token is this?"""

import hashlib
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cjin.core.models import ApiToken, User
from cjin.core.rules.errors import NotFound

PREFIX = "cjin_"


def digest_of(raw: str) -> str:
    """The digest under which a token is stored. The secret has 256 random bits, so a plain hash does."""
    return hashlib.sha256(raw.encode("utf-8", "replace")).hexdigest()


def token_for(raw: str, *, now: datetime) -> ApiToken | None:
    """The token with this secret, with its person, if it is in force now: not revoked, not expired, person active."""
    if not raw.startswith(PREFIX) or len(raw) > 100:
        return None
    in_force = ApiToken.objects.filter(revoked_at__isnull=True, expires_at__gt=now, person__is_active=True)
    return in_force.select_related("person").filter(digest=digest_of(raw)).first()


def tokens_of(person: User | None = None) -> QuerySet[ApiToken]:
    """Tokens that were not revoked, of one person or of all, by person and name."""
    found = ApiToken.objects.filter(revoked_at__isnull=True).select_related("person")
    return (found if person is None else found.filter(person=person)).order_by("person__username", "name")


def token_numbered(number: int) -> ApiToken:
    """The token with this number, whether in force or not. Raises NotFound."""
    found = ApiToken.objects.select_related("person").filter(pk=number).first()
    if found is None:
        raise NotFound(_("There is no token with the number %(number)d.") % {"number": number})
    return found
