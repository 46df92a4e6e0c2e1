"""Pages by cursor: every row once, in order, whatever the size of a page and whatever is inserted meanwhile."""

import json
from base64 import urlsafe_b64encode
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from cjin.core.api.cursors import Paging, page, part
from cjin.core.models import User
from cjin.core.rules.errors import Invalid

ORDER = ("-last_name", "first_name", "pk")


@pytest.fixture
def people(db: None) -> list[User]:
    names = [("ب", "b"), ("a", "b"), ("a", "a"), ("a", "a"), ("é", "'"), ("z", "%"), ("", "")]
    joined = datetime(2026, 1, 1, tzinfo=UTC)
    made = [
        User(username=f"u{n}", email=f"u{n}@example.org", last_name=last, first_name=first, date_joined=joined)
        for n, (last, first) in enumerate(names)
    ]
    return User.objects.bulk_create(made)


def walk(size: int) -> list[int]:
    found: list[int] = []
    cursor = ""
    for _ in range(50):
        one = page(User.objects.all(), Paging(limit=size, cursor=cursor), order=ORDER, shown=lambda user: user.pk)
        found += one["items"]
        if one["next"] is None:
            return found
        assert len(one["items"]) == size
        cursor = one["next"]
    raise AssertionError("the pages do not end")


@pytest.mark.parametrize("size", [1, 2, 3, 6, 7, 8])
def test_pages_hold_every_row_once_in_order(people: list[User], size: int) -> None:
    assert walk(size) == list(User.objects.order_by(*ORDER).values_list("pk", flat=True))


def test_a_row_added_before_the_cursor_moves_nothing(people: list[User]) -> None:
    first = page(User.objects.all(), Paging(limit=3), order=ORDER, shown=lambda user: user.pk)
    User.objects.create(username="new", email="new@example.org", last_name="\U0010fffd")
    second = page(User.objects.all(), Paging(limit=9, cursor=first["next"]), order=ORDER, shown=lambda user: user.pk)
    assert sorted(first["items"] + second["items"]) == sorted(user.pk for user in people)


def test_dates_go_through_a_cursor(people: list[User]) -> None:
    order = ("date_joined", "pk")
    first = page(User.objects.all(), Paging(limit=2), order=order, shown=lambda user: user.pk)
    second = page(User.objects.all(), Paging(limit=9, cursor=first["next"]), order=order, shown=lambda user: user.pk)
    assert first["items"] + second["items"] == [user.pk for user in people]


VALUE = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(exclude_categories=[]), max_size=5)
)
FOREIGN = st.lists(VALUE | st.lists(VALUE, max_size=2), min_size=1, max_size=4)
HALF_A_PAIR = urlsafe_b64encode(b'["\\ud800", "\\ud800", 1]').decode()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    st.text(max_size=40) | FOREIGN.map(lambda value: urlsafe_b64encode(json.dumps(value).encode()).decode()),
    st.sampled_from([("pk",), ("date_joined", "pk"), ORDER]),
)
@example(HALF_A_PAIR, ORDER)
@example("W0luZmluaXR5XQ", ("pk",))
@example(urlsafe_b64encode(b"[1" + b"0" * 400 + b"]").decode(), ("pk",))
def test_a_foreign_cursor_is_refused_or_finds_rows(db: None, cursor: str, order: tuple[str, ...]) -> None:
    try:
        found = page(User.objects.all(), Paging(limit=2, cursor=cursor), order=order, shown=lambda user: user.pk)
    except Invalid:
        return
    assert found == {"items": [], "next": None}, "nobody is there, whatever the cursor says"


@pytest.mark.parametrize("limit", [0, -1, 501])
def test_a_page_has_bounds(limit: int) -> None:
    with pytest.raises(ValidationError):
        Paging(limit=limit)


@given(st.lists(st.integers()), st.integers(1, 9))
def test_rows_that_stay_the_same_come_once_and_in_order(rows: list[int], size: int) -> None:
    found: list[int] = []
    cursor: str | None = ""
    while cursor is not None:
        one = part(iter(rows), Paging(limit=size, cursor=cursor))
        assert len(one["items"]) == size or one["next"] is None
        found, cursor = found + one["items"], one["next"]
    assert found == rows


@pytest.mark.parametrize("place", [[-1], [1.5], ["1"], [2**70], [1e30], [True, 1], [], {}, None])
def test_a_cursor_that_is_no_place_is_refused(place: object) -> None:
    cursor = urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")
    with pytest.raises(Invalid):
        part([1, 2, 3], Paging(cursor=cursor))
