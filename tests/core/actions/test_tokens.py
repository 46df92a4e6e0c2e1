"""Tokens."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from cjin.core.actions.tokens import create_token, note_use, revoke_token
from cjin.core.models import ApiToken, AuditDetail, AuditRow, User
from cjin.core.queries.tokens import token_for, tokens_of
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Conflict, Invalid, NotAllowed

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def amina(make_person: Callable[..., User]) -> User:
    return make_person("amina")


def test_a_secret_is_shown_once_and_finds_its_token(amina: User, now: datetime) -> None:
    made = create_token(person=amina, name="reports", expires=now + DAY, by=amina, now=now)
    found = token_for(made.secret, now=now)
    assert found == made.token
    assert found is not None
    assert (found.person, found.scopes) == (amina, ["read"])
    assert made.secret not in str(ApiToken.objects.values())
    assert not any(made.secret in detail.content for detail in AuditDetail.objects.all())


def test_a_token_ends_when_it_expires_is_revoked_or_its_person_goes(amina: User, now: datetime) -> None:
    made = create_token(person=amina, name="reports", expires=now + DAY, by=amina, now=now)
    assert token_for(made.secret, now=now + DAY) is None
    User.objects.update(is_active=False)
    assert token_for(made.secret, now=now) is None
    User.objects.update(is_active=True)
    assert token_for(made.secret, now=now) == made.token
    revoke_token(token=made.token, by=amina, now=now)
    assert token_for(made.secret, now=now) is None
    with pytest.raises(Conflict):
        revoke_token(token=made.token, by=amina, now=now)
    assert list(AuditRow.objects.filter(stream="tokens").values_list("act", flat=True)) == [
        "create-token",
        "revoke-token",
    ]


@pytest.mark.parametrize("raw", ["", "cjin_", "cjin_wrong", "Bearer x", "cjin_" + "x" * 500, "cjin_\ud800", "\0"])
def test_what_is_no_secret_finds_nothing(amina: User, now: datetime, raw: str) -> None:
    create_token(person=amina, name="reports", expires=now + DAY, by=amina, now=now)
    assert token_for(raw, now=now) is None


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"scopes": ["everything"]}, "scopes"),
        ({"scopes": []}, "scopes"),
        ({"name": " "}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"expires": timedelta(0)}, "expires"),
        ({"expires": timedelta(days=400)}, "expires"),
    ],
)
def test_what_is_no_token_is_refused_with_its_place(
    amina: User, now: datetime, change: dict[str, object], where: str
) -> None:
    values = {"name": "reports", "scopes": ["read"], "expires": DAY, **change}
    with pytest.raises(Invalid) as told:
        create_token(person=amina, by=amina, now=now, **{**values, "expires": now + values["expires"]})  # type: ignore[arg-type, operator]
    assert [fault.where for fault in told.value.faults] == [where]
    assert not ApiToken.objects.exists()


def test_a_name_is_free_again_after_revocation(amina: User, now: datetime) -> None:
    made = create_token(person=amina, name="reports", expires=now + DAY, by=amina, now=now)
    with pytest.raises(Conflict):
        create_token(person=amina, name="reports", expires=now + DAY, by=amina, now=now)
    revoke_token(token=made.token, by=amina, now=now)
    again = create_token(person=amina, name="reports", expires=now + DAY, by=amina, now=now)
    assert list(tokens_of(amina)) == [again.token]
    assert list(tokens_of()) == [again.token]


def test_only_an_administrator_keeps_the_tokens_of_others(
    amina: User, make_person: Callable[..., User], now: datetime
) -> None:
    bo, boss = make_person("bo"), make_person("boss", Duty.NODE_ADMINISTER)
    with pytest.raises(NotAllowed):
        create_token(person=amina, name="x", expires=now + DAY, by=bo, now=now)
    made = create_token(person=amina, name="x", expires=now + DAY, by=boss, now=now)
    with pytest.raises(NotAllowed):
        revoke_token(token=made.token, by=bo, now=now)
    revoke_token(token=made.token, by=boss, now=now)


def test_use_is_noted_but_not_each_time(
    amina: User, now: datetime, django_assert_num_queries: Callable[..., object]
) -> None:
    token = create_token(person=amina, name="x", expires=now + DAY, by=amina, now=now).token
    note_use(token=token, now=now)
    token.refresh_from_db()
    assert token.last_used_at == now
    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        note_use(token=token, now=now + timedelta(minutes=9))
    note_use(token=token, now=now + timedelta(minutes=10))
    token.refresh_from_db()
    assert token.last_used_at == now + timedelta(minutes=10)
