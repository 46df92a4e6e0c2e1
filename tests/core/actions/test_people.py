"""People: one-time passwords, and their own."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator

from cjin.core.actions.people import (
    activate_person,
    create_first_administrator,
    create_person,
    deactivate_person,
    issue_one_time_password,
    one_time_password,
    reset_authenticators,
)
from cjin.core.models import AuditDetail, AuditRow, Organization, User
from cjin.core.permissions import duties_of
from cjin.core.queries.readers import reader_of
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Conflict, Invalid, NotAllowed

pytestmark = pytest.mark.django_db


def test_the_first_administrator_runs_the_node_and_there_is_one(now: datetime) -> None:
    made = create_first_administrator(username="admin", email="admin@example.org", organization="Node", now=now)
    assert duties_of(made.person, now.date()) == frozenset(Duty)
    assert reader_of(made.person, today=now.date()).is_owner_of_node
    assert made.person.must_change_password
    assert not made.person.is_superuser
    with pytest.raises(Conflict):
        create_first_administrator(username="b", email="b@example.org", organization="Other", now=now)
    assert User.objects.count() == Organization.objects.count() == 1


def test_a_failed_first_administrator_leaves_nothing(now: datetime) -> None:
    with pytest.raises(Invalid):
        create_first_administrator(username="admin", email="no address", organization="Node", now=now)
    assert not User.objects.exists()
    assert not Organization.objects.exists()
    assert not AuditRow.objects.exists()


def test_a_one_time_password_is_shown_once_and_stored_as_a_hash(now: datetime) -> None:
    made = create_person(username="amina", email="Amina@EXAMPLE.org", by=None, now=now)
    stored = User.objects.get(username="amina")
    assert stored.email == "Amina@example.org"
    assert stored.check_password(made.password)
    assert made.password not in stored.password
    assert not any(made.password in detail.content for detail in AuditDetail.objects.all())


def test_one_time_passwords_differ_and_are_easy_to_copy() -> None:
    made = {one_time_password() for _ in range(50)}
    assert len(made) == 50
    assert not set("".join(made)) & set("01ilo")
    assert {len(password) for password in made} == {23}


@pytest.mark.parametrize(
    ("username", "email"), [("", "a@example.org"), ("a b", "a@example.org"), ("a", ""), ("a", "x@")]
)
def test_what_is_no_account_is_refused_with_its_place(username: str, email: str, now: datetime) -> None:
    with pytest.raises(Invalid) as told:
        create_person(username=username, email=email, by=None, now=now)
    assert {fault.where for fault in told.value.faults} <= {"username", "email"}
    assert not User.objects.exists()


def test_a_name_and_an_address_are_taken_once(now: datetime) -> None:
    create_person(username="amina", email="amina@example.org", by=None, now=now)
    for username, email in (("amina", "other@example.org"), ("other", "amina@example.org")):
        with pytest.raises(Conflict):
            create_person(username=username, email=email, by=None, now=now)
    assert AuditRow.objects.filter(act="create-person").count() == 1


def test_only_an_administrator_makes_people_and_passwords(make_person: Callable[..., User], now: datetime) -> None:
    amina, boss = make_person("amina"), make_person("boss", Duty.NODE_ADMINISTER)
    with pytest.raises(NotAllowed):
        create_person(username="x", email="x@example.org", by=amina, now=now)
    with pytest.raises(NotAllowed):
        issue_one_time_password(person=boss, by=amina, now=now)
    made = issue_one_time_password(person=amina, by=boss, now=now)
    amina.refresh_from_db()
    assert amina.check_password(made.password)
    assert amina.must_change_password


@pytest.fixture
def boss(make_person: Callable[..., User]) -> User:
    return make_person("boss", Duty.NODE_ADMINISTER)


def acts(person: User) -> list[str]:
    return list(AuditRow.objects.filter(obj=f"person/{person.pk}").order_by("position").values_list("act", flat=True))


def test_whoever_leaves_signs_in_no_more_until_let_in_again(
    make_person: Callable[..., User], boss: User, now: datetime
) -> None:
    amina = make_person("amina", Duty.TEXTS_EDIT)
    deactivate_person(person=amina, by=boss, now=now)
    amina.refresh_from_db()
    assert (amina.is_active, duties_of(amina, now.date())) == (False, frozenset())
    with pytest.raises(Conflict):
        deactivate_person(person=amina, by=boss, now=now)
    activate_person(person=amina, by=boss, now=now)
    with pytest.raises(Conflict):
        activate_person(person=amina, by=boss, now=now)
    assert acts(amina) == ["deactivate-person", "activate-person"]


def test_somebody_is_left_who_administers_the_node(make_person: Callable[..., User], boss: User, now: datetime) -> None:
    gone = make_person("gone", Duty.NODE_ADMINISTER, held_to=now.date() - timedelta(days=1))
    with pytest.raises(Conflict, match="administers"):
        deactivate_person(person=boss, by=None, now=now)
    deactivate_person(person=gone, by=boss, now=now)
    deputy = make_person("deputy", Duty.NODE_ADMINISTER)
    deactivate_person(person=boss, by=deputy, now=now)
    assert acts(boss) == ["deactivate-person"]


def test_lost_authenticators_are_taken_away(make_person: Callable[..., User], boss: User, now: datetime) -> None:
    amina = make_person("amina")
    for person in (amina, boss):
        Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
    assert reset_authenticators(person=amina, by=boss, now=now) == 1
    assert list(Authenticator.objects.values_list("user", flat=True)) == [boss.pk]
    assert acts(amina) == ["reset-authenticators"]


@pytest.mark.parametrize("act", [deactivate_person, activate_person, reset_authenticators])
def test_only_an_administrator_helps_or_stops_people(
    make_person: Callable[..., User], boss: User, act: Callable[..., object], now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        act(person=boss, by=make_person("amina", Duty.AUDIT_READ), now=now)
    assert not acts(boss)
