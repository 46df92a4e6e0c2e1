"""Days between which something holds."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.errors import Invalid
from cjin.reference.rules.periods import Period, first_day
from cjin.reference.rules.states import Standing, standing

DAYS = st.dates(min_value=date(1900, 1, 2), max_value=date(2200, 12, 30))


@given(since=DAYS, length=st.integers(1, 40_000))
def test_the_first_day_is_inside_and_the_day_of_the_end_is_not(since: date, length: int) -> None:
    until = since + timedelta(days=length)
    period = Period(since, until)
    assert period.covers(since)
    assert period.covers(until - timedelta(days=1))
    assert not period.covers(until)
    assert not period.covers(since - timedelta(days=1))


@given(since=DAYS, until=DAYS)
def test_a_period_has_at_least_a_day(since: date, until: date) -> None:
    if until <= since:
        with pytest.raises(Invalid):
            Period(since, until)
    else:
        assert Period(since, until).covers(since)


@given(day=DAYS)
def test_an_open_period_covers_every_day(day: date) -> None:
    assert Period().covers(day)
    assert Period(since=day).covers(day + timedelta(days=1))
    assert Period(until=day).covers(day - timedelta(days=1))


def test_a_bare_year_is_its_first_day() -> None:
    assert first_day(1971) == date(1971, 1, 1)
    assert first_day(date(2024, 12, 13)) == date(2024, 12, 13)
    assert first_day(None) is None


@pytest.mark.parametrize("value", ["2024-12-13", 71, 19711118, True, 3.5, datetime(2024, 1, 1), []])
def test_anything_else_is_no_day(value: object) -> None:
    with pytest.raises(Invalid):
        first_day(value)


@given(since=DAYS, length=st.integers(1, 9999), observer=st.none() | DAYS, day=DAYS)
def test_a_member_is_a_member_exactly_in_its_period(since: date, length: int, observer: date | None, day: date) -> None:
    until = since + timedelta(days=length)
    stands = standing(day, member_since=since, member_until=until, observer_since=observer)
    assert (stands is Standing.MEMBER) == (since <= day < until)
    assert (stands is Standing.FORMER) == (day >= until)


@given(observer=st.none() | DAYS, day=DAYS)
def test_who_is_no_member_observes_or_is_another(observer: date | None, day: date) -> None:
    stands = standing(day, member_since=None, member_until=None, observer_since=observer)
    assert stands is (Standing.OBSERVER if observer and observer <= day else Standing.OTHER)
