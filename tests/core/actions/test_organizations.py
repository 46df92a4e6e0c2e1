"""Organizations and posts."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from cjin.core.actions.organizations import appoint, create_organization, create_post, end_holding
from cjin.core.models import AuditRow, Organization, Post, PostHolding, User
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Conflict, Invalid, NotAllowed
from cjin.core.rules.organizations import OrganizationKind

pytestmark = pytest.mark.django_db
type MakePerson = Callable[..., User]


def acts() -> list[str]:
    return list(AuditRow.objects.filter(stream="organizations").order_by("position").values_list("act", flat=True))


@pytest.fixture
def administrator(make_person: MakePerson) -> User:
    return make_person("administrator", Duty.NODE_ADMINISTER)


@pytest.fixture
def post(make_organization: Callable[..., Organization], now: datetime) -> Post:
    return create_post(
        organization=make_organization(), title={"fr": "Point focal"}, duties=["texts.edit"], by=None, now=now
    )


def test_an_administrator_makes_an_organization(administrator: User, now: datetime) -> None:
    made = create_organization(
        name={"en": "Institute"}, kind=OrganizationKind.INSTITUTE, state_code="ken", by=administrator, now=now
    )
    assert Organization.objects.get(pk=made.pk).state_code == "KEN"
    row = AuditRow.objects.get(obj=f"organization/{made.pk}")
    assert (row.act, row.by, row.at) == ("create-organization", administrator, now)


@pytest.mark.parametrize(
    ("name", "state"),
    [({}, None), ({"en": " "}, None), ({"de": "x"}, None), ({"en": "x"}, "Kenya"), ({"en": "x"}, "K1")],
)
def test_what_is_no_organization_is_refused_and_leaves_nothing(name: dict[str, str], state: str, now: datetime) -> None:
    with pytest.raises(Invalid):
        create_organization(name=name, kind=OrganizationKind.INSTITUTE, state_code=state, by=None, now=now)
    assert not Organization.objects.exists()
    assert acts() == []


def test_the_node_has_one_owner(make_organization: Callable[..., Organization]) -> None:
    make_organization(owns_node=True)
    with pytest.raises(Conflict):
        make_organization(owns_node=True)


def test_everybody_else_is_refused(make_person: MakePerson, post: Post, now: datetime) -> None:
    amina = make_person("amina", Duty.TEXTS_EDIT, Duty.TEXTS_PUBLISH, Duty.AUDIT_READ)
    holding = PostHolding.objects.get(person=amina)
    before = acts()
    today = now.date()
    for act in (
        lambda: create_organization(name={"en": "x"}, kind=OrganizationKind.INSTITUTE, by=amina, now=now),
        lambda: create_post(organization=post.organization, title={"en": "x"}, by=amina, now=now),
        lambda: appoint(person=amina, post=post, held_from=today, by=amina, now=now),
        lambda: end_holding(holding=holding, last_day=today, by=amina, now=now),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert acts() == before


def test_an_unknown_duty_is_told_by_name(post: Post, now: datetime) -> None:
    with pytest.raises(Invalid) as told:
        create_post(organization=post.organization, title={"en": "x"}, duties=["texts.burn"], by=None, now=now)
    assert "texts.burn" in str(told.value.faults[0])


def test_a_person_is_appointed_and_leaves(
    administrator: User, make_person: MakePerson, post: Post, now: datetime
) -> None:
    amina = make_person("amina")
    holding = appoint(person=amina, post=post, held_from=date(2026, 3, 1), by=administrator, now=now)
    with pytest.raises(Conflict):
        appoint(
            person=amina, post=post, held_from=date(2026, 5, 1), held_to=date(2026, 6, 1), by=administrator, now=now
        )
    with pytest.raises(Invalid):
        end_holding(holding=holding, last_day=date(2026, 2, 1), by=administrator, now=now)
    end_holding(holding=holding, last_day=date(2026, 4, 1), by=administrator, now=now)
    with pytest.raises(Conflict):
        end_holding(holding=holding, last_day=date(2026, 4, 2), by=administrator, now=now)
    appoint(person=amina, post=post, held_from=date(2026, 5, 1), by=administrator, now=now)
    assert acts()[-3:] == ["appoint", "end-holding", "appoint"]
    assert list(PostHolding.objects.filter(person=amina).order_by("held_from").values_list("held_to", flat=True)) == [
        date(2026, 4, 1),
        None,
    ]


def test_days_in_the_wrong_order_are_refused(make_person: MakePerson, post: Post, now: datetime) -> None:
    with pytest.raises(Invalid):
        appoint(person=make_person(), post=post, held_from=date(2026, 2, 2), held_to=date(2026, 2, 1), by=None, now=now)
