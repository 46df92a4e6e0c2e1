"""Duties belong to posts, and posts are held from a day to a day."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from cjin.core.models import User
from cjin.core.permissions import can, check_can, check_within, duties_of
from cjin.core.rules.duties import READ, SCOPES, Duty
from cjin.core.rules.errors import NotAllowed

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)


@pytest.mark.parametrize(
    ("day", "held"),
    [(FIRST - timedelta(1), False), (FIRST, True), (LAST, True), (LAST + timedelta(1), False)],
)
def test_a_duty_lasts_as_long_as_the_post_is_held(make_person: Callable[..., User], day: date, held: bool) -> None:
    person = make_person("amina", Duty.TEXTS_EDIT, held_from=FIRST, held_to=LAST)
    assert (Duty.TEXTS_EDIT in duties_of(person, day)) == held
    assert can(person, Duty.TEXTS_EDIT, today=day) == held
    assert not can(person, Duty.TEXTS_PUBLISH, today=day)


def test_the_duties_of_several_posts_add_up(
    make_person: Callable[..., User], make_organization: Callable[..., object]
) -> None:
    person = make_person("amina", Duty.TEXTS_EDIT)
    other = make_person("bo", Duty.AUDIT_READ)
    other.holdings.update(person=person)
    assert duties_of(person, FIRST) == {Duty.TEXTS_EDIT, Duty.AUDIT_READ}


def test_nobody_else_has_duties(make_person: Callable[..., User]) -> None:
    superuser = User.objects.create(username="root", email="root@example.org", is_superuser=True, is_staff=True)
    inactive = make_person("amina", *Duty)
    inactive.is_active = False
    for person in (AnonymousUser(), superuser, inactive):
        assert duties_of(person, FIRST) == frozenset()
        with pytest.raises(NotAllowed):
            check_can(person, Duty.AUDIT_READ, today=FIRST)


def test_the_node_itself_may_do_anything() -> None:
    assert all(can(None, duty, today=FIRST) for duty in Duty)


def test_a_token_goes_no_further_than_its_scopes() -> None:
    check_within(["read", "texts.edit"], Duty.TEXTS_EDIT)
    with pytest.raises(NotAllowed):
        check_within(["read"], Duty.TEXTS_EDIT)
    assert {READ, *Duty} == SCOPES
