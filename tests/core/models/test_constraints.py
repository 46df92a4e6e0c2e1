"""What the database itself refuses, on both engines."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cjin.core.models import Organization, OutboxMessage, Post, PostHolding, SearchEntry, User
from cjin.core.rules.errors import Invalid

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 1)


@pytest.fixture
def person() -> User:
    return User.objects.create(username="amina", email="amina@example.org")


@pytest.fixture
def post() -> Post:
    body = Organization.objects.create(name={"en": "Ministry"}, kind="government")
    return Post.objects.create(organization=body, title={"en": "Focal point"})


def hold(person: User, post: Post, start: int, end: int | None) -> PostHolding:
    with transaction.atomic():
        return PostHolding.objects.create(
            person=person,
            post=post,
            held_from=DAY + timedelta(days=start),
            held_to=None if end is None else DAY + timedelta(days=end),
        )


periods = st.tuples(st.integers(0, 9), st.none() | st.integers(0, 9)).filter(lambda p: p[1] is None or p[0] <= p[1])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(periods, periods)
def test_a_post_is_not_held_twice_on_one_day(
    person: User, post: Post, one: tuple[int, int | None], other: tuple[int, int | None]
) -> None:
    days = [set(range(start, 99 if end is None else end + 1)) for start, end in (one, other)]
    try:
        hold(person, post, *one)
        if days[0] & days[1]:
            with pytest.raises(IntegrityError):
                hold(person, post, *other)
        else:
            hold(person, post, *other)
    finally:
        PostHolding.objects.all().delete()


def test_another_person_and_another_post_do_not_count(person: User, post: Post) -> None:
    other = User.objects.create(username="bo", email="bo@example.org")
    second = Post.objects.create(organization=post.organization, title={"en": "Second"})
    for who, what in ((person, post), (other, post), (person, second)):
        hold(who, what, 0, None)
    assert PostHolding.objects.count() == 3


def test_a_holding_is_not_moved_over_another(person: User, post: Post) -> None:
    hold(person, post, 0, 3)
    later = hold(person, post, 4, 6)
    later.held_from = DAY
    with pytest.raises(IntegrityError), transaction.atomic():
        later.save()


def test_a_holding_does_not_end_before_it_begins(person: User, post: Post) -> None:
    with pytest.raises(IntegrityError):
        hold(person, post, 3, 2)


def test_only_one_organization_runs_the_node() -> None:
    Organization.objects.create(name={"en": "a"}, kind="government", owns_node=True)
    Organization.objects.create(name={"en": "b"}, kind="government")
    with pytest.raises(IntegrityError), transaction.atomic():
        Organization.objects.create(name={"en": "c"}, kind="government", owns_node=True)


@pytest.mark.parametrize("values", [{"kind": "guild"}, {"kind": "government", "state_code": "fra"}])
def test_an_organization_has_a_known_kind_and_a_proper_state_code(values: dict[str, str]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Organization.objects.create(name={"en": "x"}, **values)


def test_a_release_level_is_one_of_the_four() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        SearchEntry.objects.create(kind="a", object_id="b", language="en", release="secret")


def test_a_set_of_states_is_stored_in_order_and_checked() -> None:
    made = SearchEntry.objects.create(kind="a", object_id="b", language="en", states=["KEN", "FRA", "KEN"])
    found = SearchEntry.objects.get(pk=made.pk)
    assert found.states == {"FRA", "KEN"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT states FROM core_searchentry")
        assert cursor.fetchone() == ("|FRA|KEN|",)
    with pytest.raises(Invalid):
        found.states = ["France"]


def test_a_message_has_one_end_and_a_lease_a_holder() -> None:
    now = "2026-01-01T00:00Z"
    message = OutboxMessage.objects.create(topic="t", key="k", payload={}, put_at=now, available_at=now)
    for values in ({"done_at": now, "dead_at": now}, {"lease_until": now}):
        with pytest.raises(IntegrityError), transaction.atomic():
            OutboxMessage.objects.filter(pk=message.pk).update(**values)


def test_a_post_has_duties_that_exist(post: Post) -> None:
    post.duties = ["texts.publish", "texts.edit", "texts.edit"]
    post.save()
    assert post.duties == ["texts.edit", "texts.publish"]
    post.duties = ["texts.burn"]
    with pytest.raises(ValueError, match=r"texts\.burn"):
        post.save()


def test_the_guards_stand_after_all_migrations() -> None:
    """A migration that rebuilds a table on SQLite drops its triggers: this is how we would notice."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'core_%'")
            names = {name for (name,) in cursor.fetchall()}
            assert {
                "core_audit_row_no_update",
                "core_audit_row_no_delete",
                "core_audit_row_no_replace",
                "core_audit_detail_no_update",
                "core_postholding_overlap_insert",
                "core_postholding_overlap_update",
                "core_searchentry_added",
                "core_searchentry_changed",
                "core_searchentry_removed",
            } <= names
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
            assert {"core_audit_row_guard", "core_audit_detail_guard"} <= {name for (name,) in cursor.fetchall()}
