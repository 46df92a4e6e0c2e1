"""What people do to their own accounts, told by the library that signs them in: each act becomes an audit row.

The library tells of an act when it is done, so its row stands in a transaction of its own, right after. A sign-in that
fails writes none: strangers could fill the audit with them, and the time that a row takes would tell which names exist.
"""

from collections.abc import Callable, Mapping
from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.socialaccount import signals as institution
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from cjin.core.actions.audit import record
from cjin.core.actions.people import STREAM
from cjin.core.models import User

type Told = tuple[User, Mapping[str, Any]]
"""The person whose account it is, and what the act was about."""


def listen() -> None:
    """Write a row for each act of the list from now on; asking twice changes nothing."""
    for signal, act, told in ACTS:
        signal.connect(_writer(act, told), weak=False, dispatch_uid=f"cjin {act}")


def _writer(act: str, told: Callable[..., Told]) -> Callable[..., None]:
    def write(request: HttpRequest | None = None, **said: Any) -> None:
        person, detail = told(request=request, **said)
        by = request.user if request is not None and isinstance(request.user, User) else person
        with transaction.atomic():
            record(stream=STREAM, act=act, by=by, obj=f"person/{person.pk}", detail=detail, now=timezone.now())

    return write


def _sign_in(*, request: HttpRequest, user: User, **_: Any) -> Told:
    records = request.session.get("account_authentication_methods", [])
    return user, {"with": [one.get("type") or one.get("method") for one in records]}


def _address(*, email_address: Any, **_: Any) -> Told:
    return email_address.user, {"email": email_address.email}


def _change_of_address(*, user: User, from_email_address: Any, to_email_address: Any, **_: Any) -> Told:
    before = from_email_address.email if from_email_address else None
    return user, {"from": before, "to": to_email_address.email}


def _authenticator(*, user: User, authenticator: Any, **_: Any) -> Told:
    return user, {"type": authenticator.type}


def _joined(*, sociallogin: Any, **_: Any) -> Told:
    return sociallogin.user, {"institution": sociallogin.account.provider}


def _parted(*, socialaccount: Any, **_: Any) -> Told:
    return socialaccount.user, {"institution": socialaccount.provider}


ACTS: tuple[tuple[Any, str, Callable[..., Told]], ...] = (
    (account.user_logged_in, "sign-in", _sign_in),
    (account.email_added, "add-email", _address),
    (account.email_confirmed, "confirm-email", _address),
    (account.email_changed, "change-email", _change_of_address),
    (account.email_removed, "remove-email", _address),
    (mfa.authenticator_added, "add-authenticator", _authenticator),
    (mfa.authenticator_reset, "renew-authenticator", _authenticator),
    (mfa.authenticator_removed, "remove-authenticator", _authenticator),
    (institution.social_account_added, "join-institution", _joined),
    (institution.social_account_removed, "part-from-institution", _parted),
)
