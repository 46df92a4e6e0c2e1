"""What people do to their own accounts stands in the audit."""

import json
import time
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from cjin.core.models import AuditDetail, AuditRow, User
from cjin.core.queries.audit import verified
from cjin.node import sign_in_acts

pytestmark = pytest.mark.django_db
PASSWORD = "a first password"


@pytest.fixture
def person() -> User:
    return User.objects.create_user("person", "person@example.org", PASSWORD)


@pytest.fixture
def signed_in(client: Client, person: User) -> Client:
    assert client.post("/accounts/login/", {"login": "person", "password": PASSWORD}).status_code == 302
    assert client.post("/accounts/reauthenticate/", {"password": PASSWORD}).status_code == 302
    return client


def acts(person: User) -> list[tuple[str, dict[str, Any]]]:
    rows = AuditDetail.objects.filter(row__obj=f"person/{person.pk}", row__by=person).order_by("row__position")
    return [(one.row.act, json.loads(one.content)) for one in rows.select_related("row")]


def test_a_sign_in_is_recorded_and_a_failed_one_is_not(client: Client, person: User) -> None:
    client.post("/accounts/login/", {"login": "person", "password": "wrong"})
    client.post("/accounts/login/", {"login": "nobody", "password": "wrong"})
    assert not AuditRow.objects.exists()
    client.post("/accounts/login/", {"login": "person", "password": PASSWORD})
    assert acts(person) == [("sign-in", {"with": ["password"]})]


def test_changes_of_addresses_are_recorded(signed_in: Client, person: User) -> None:
    new = {"email": "new@example.org"}
    signed_in.post("/accounts/email/", {"action_add": "", **new})
    signed_in.post("/accounts/email/", {"action_primary": "", **new})
    EmailAddress.objects.create(user=person, email="old@example.org")
    signed_in.post("/accounts/email/", {"action_remove": "", "email": "old@example.org"})
    told = dict(acts(person))
    assert told["add-email"] == new
    assert told["change-email"]["to"] == "new@example.org"
    assert told["remove-email"] == {"email": "old@example.org"}


@pytest.mark.django_db(transaction=True)
def test_authenticators_that_come_and_go_are_recorded(signed_in: Client, person: User) -> None:
    page = signed_in.get("/accounts/2fa/totp/activate/")
    code = format_hotp_value(hotp_value(page.context["form"].secret, int(time.time()) // 30))
    assert signed_in.post("/accounts/2fa/totp/activate/", {"code": code}).status_code == 302
    assert Authenticator.objects.filter(user=person).count() == 2
    signed_in.post("/accounts/2fa/recovery-codes/generate/")
    signed_in.post("/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user=person).exists()
    told = [(act, detail["type"]) for act, detail in acts(person) if act.endswith("authenticator")]
    assert sorted(told) == [
        ("add-authenticator", "recovery_codes"),
        ("add-authenticator", "totp"),
        ("remove-authenticator", "recovery_codes"),
        ("remove-authenticator", "totp"),
        ("renew-authenticator", "recovery_codes"),
    ]


def test_a_change_of_password_is_recorded_once(signed_in: Client, person: User) -> None:
    new = "a better one, mine"
    change = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert signed_in.post("/accounts/password/change/", change).status_code == 302
    assert [act for act, _ in acts(person)] == ["sign-in", "change-password"]
    assert all(not result.findings for result in verified())


def test_every_act_is_told_under_a_name_of_its_own() -> None:
    names = [act for _, act, _ in sign_in_acts.ACTS]
    assert len(set(names)) == len(names)
    before = [len(signal.receivers) for signal, _, _ in sign_in_acts.ACTS]
    sign_in_acts.listen()
    assert [len(signal.receivers) for signal, _, _ in sign_in_acts.ACTS] == before
