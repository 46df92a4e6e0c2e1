"""Seats by regional group, elections that fit them, the lot of the first members, the list of experts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.errors import Invalid
from cjin.directory.rules.experts import Expert, available, check_availability, geography
from cjin.directory.rules.seats import Quota, Seated, check_election, drawn, open_seats

COMMISSION = Quota(
    {
        "african-states": 12,
        "asia-pacific-states": 9,
        "latin-american-and-caribbean-states": 8,
        "western-european-and-other-states": 7,
        "eastern-european-states": 4,
    },
    3,
)
SMALL = Quota({"a": 2, "b": 1}, 3)


def seated(state: str, group: str, since: int, years: int = 3) -> Seated:
    return Seated(state, group, date(since, 1, 1), date(since + years, 1, 1))


def refused(members: list[Seated], elected: list[Seated]) -> list[str]:
    with pytest.raises(Invalid) as caught:
        check_election(SMALL, members, elected)
    return [str(fault) for fault in caught.value.faults]


def test_the_commission_has_forty_seats() -> None:
    assert COMMISSION.total == 40
    assert open_seats(COMMISSION, [], date(2026, 1, 1)) == COMMISSION.seats


def test_an_election_into_open_seats_fits() -> None:
    check_election(SMALL, [seated("XAA", "a", 2024)], [seated("XBB", "a", 2024), seated("XCC", "b", 2024)])
    check_election(SMALL, [seated("XAA", "a", 2021)], [seated("XAA", "a", 2024)])


@pytest.mark.parametrize(
    ("elected", "said"),
    [
        ([seated("XBB", "c", 2024)], "XBB: the group “c” has no seats here"),
        ([seated("XBB", "a", 2024, 4)], "XBB: a term is at most 3 years"),
        ([seated("XBB", "a", 2024, 0)], "XBB: the term ends before it begins"),
        ([seated("XAA", "a", 2025)], "XAA: holds a seat in this time already"),
        ([seated("XBB", "a", 2024), seated("XBB", "b", 2024)], "XBB: is elected twice"),
        ([seated("XBB", "a", 2024), seated("XCC", "a", 2025)], "a: 3 members for 2 seats on 2025-01-01"),
    ],
)
def test_an_election_that_breaks_a_rule_is_told(elected: list[Seated], said: str) -> None:
    assert said in refused([seated("XAA", "a", 2024)], elected)


MEMBERS = st.lists(
    st.builds(seated, st.sampled_from(["XAA", "XBB", "XCC", "XDD"]), st.sampled_from("ab"), st.integers(2020, 2024)),
    max_size=6,
)


@given(MEMBERS)
def test_whatever_is_elected_never_exceeds_the_seats(candidates: list[Seated]) -> None:
    members: list[Seated] = []
    for one in candidates:
        try:
            check_election(SMALL, members, [one])
        except Invalid:
            continue
        members.append(one)
    for year in range(2020, 2028):
        day = date(year, 6, 1)
        assert all(left >= 0 for left in open_seats(SMALL, members, day).values())
        here = [one.state for one in members if one.on(day)]
        assert len(here) == len(set(here))


@given(
    st.lists(st.integers(0, 25), unique=True).map(lambda found: [seated(f"X{chr(65 + n)}A", "a", 1992) for n in found]),
    st.text(),
)
def test_the_lot_takes_one_half_and_can_be_drawn_again(members: list[Seated], seed: str) -> None:
    first = drawn(members, seed)
    assert first == drawn(list(reversed(members)), seed)
    assert len(first) == len(members) // 2
    assert set(first) <= set(members)


def test_another_seed_draws_another_lot() -> None:
    members = [seated(f"X{chr(65 + n)}A", "a", 1992) for n in range(26)]
    assert drawn(members, "minutes of the first day") != drawn(members, "minutes of the second day")


ONE = Expert("A. Person", "XAA", "a", date(2024, 2, 29), date(2027, 3, 1), frozenset({"prisons"}), frozenset({"en"}))


def test_an_expert_is_available_for_three_years_at_least() -> None:
    check_availability(ONE)
    short = Expert("B. Person", "XBB", "b", date(2024, 3, 1), date(2027, 2, 28))
    with pytest.raises(Invalid, match="three years") as caught:
        check_availability(short)
    assert str(caught.value.faults[0]) == "B. Person: at least until 2027-03-01"


def test_who_is_available_on_a_day() -> None:
    assert available([ONE], date(2025, 1, 1), topics=["prisons"], language="en") == [ONE]
    assert available([ONE], date(2027, 3, 1)) == available([ONE], date(2025, 1, 1), topics=["police"]) == []
    assert available([ONE], date(2025, 1, 1), language="fr") == []


def test_the_report_tells_the_groups_below_their_part_first() -> None:
    shares = geography([ONE], {"a": 50, "b": 100})
    assert [(one.group, one.experts, round(one.due), round(one.missing)) for one in shares] == [
        ("b", 0, 67, 67),
        ("a", 1, 33, -67),
    ]
    assert [one.share for one in geography([], {"a": 1})] == [0.0]
