"""Tokens: made (the secret is shown once), used, revoked."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.actions.audit import record
from cjin.core.models import ApiToken, User
from cjin.core.permissions import Actor, check_can
from cjin.core.queries.tokens import PREFIX, digest_of
from cjin.core.rules.duties import READ, SCOPES, Duty
from cjin.core.rules.errors import Conflict, Fault, Invalid

STREAM = "tokens"
LONGEST = timedelta(days=366)
USE_NOTED_EVERY = timedelta(minutes=10)


@dataclass(frozen=True)
class NewToken:
    """A token just made. ``secret`` is nowhere else: show it once."""

    token: ApiToken
    secret: str


def create_token(
    *, person: User, name: str, scopes: Iterable[str] = (READ,), expires: datetime, by: User | None, now: datetime
) -> NewToken:
    """Make a token that acts for the person within the scopes until it expires, at most a year from now.

    Raises NotAllowed for somebody else's token without the duty to administer the node, Invalid with its faults,
    Conflict where the person has a token of this name.
    """
    _check_can_keep(by, person, now)
    wanted = sorted(set(scopes))
    _check(name, wanted, expires, now)
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken(
        person=person, name=name.strip(), scopes=wanted, digest=digest_of(secret), created_at=now, expires_at=expires
    )
    try:
        with transaction.atomic():
            token.save()
            record(
                stream=STREAM,
                act="create-token",
                by=by,
                obj=f"token/{token.pk}",
                detail={"person": person.pk, "name": token.name, "scopes": wanted, "expires": expires.isoformat()},
                now=now,
            )
    except IntegrityError as error:
        raise Conflict(_("There is a token with the name “%(name)s” already.") % {"name": token.name}) from error
    return NewToken(token, secret)


@transaction.atomic
def revoke_token(*, token: ApiToken, by: User | None, now: datetime) -> None:
    """End a token at once. Raises NotAllowed as above, Conflict where it was revoked before."""
    _check_can_keep(by, token.person, now)
    if not ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=now):
        raise Conflict(_("This token was revoked before."))
    record(stream=STREAM, act="revoke-token", by=by, obj=f"token/{token.pk}", now=now)


def note_use(*, token: ApiToken, now: datetime) -> None:
    """Remember when the token was last used, to ten minutes: so that reading does not write each time."""
    if token.last_used_at is None or token.last_used_at + USE_NOTED_EVERY <= now:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)


def _check_can_keep(by: Actor, person: User, now: datetime) -> None:
    if by != person:
        check_can(by, Duty.NODE_ADMINISTER, today=timezone.localdate(now))


def _check(name: str, scopes: list[str], expires: datetime, now: datetime) -> None:
    faults = [
        Fault("scopes", _("“%(scope)s” is not a scope.") % {"scope": scope}) for scope in scopes if scope not in SCOPES
    ]
    if not scopes:
        faults.append(Fault("scopes", _("At least one scope is needed.")))
    if not 0 < len(name.strip()) <= 100:
        faults.append(Fault("name", _("A name of 1 to 100 characters is needed.")))
    if not now < expires <= now + LONGEST:
        faults.append(Fault("expires", _("A token ends after now and within a year.")))
    if faults:
        raise Invalid(_("The token has faults."), faults)
