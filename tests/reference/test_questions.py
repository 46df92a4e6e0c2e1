"""Questions about States on a day."""

from datetime import date, timedelta

import pytest
from django.db.models import QuerySet
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.errors import Invalid, NotFound
from cjin.reference.models import State
from cjin.reference.queries import states as queries
from cjin.reference.queries.topics import topic, topic_tree
from cjin.reference.rules.states import Standing
from cjin.reference.rules.topics import grow


def members(day: date) -> QuerySet[State]:
    return queries.listed(day=day, standing=Standing.MEMBER)


@pytest.mark.parametrize(
    ("day", "count"), [(date(1991, 12, 18), 166), (date(2000, 12, 4), 189), (date(2021, 12, 16), 193)]
)
def test_states_on_the_days_of_the_founding_texts(catalogue: None, day: date, count: int) -> None:
    assert members(day).count() == count


def test_a_state_is_a_member_from_its_first_day(catalogue: None) -> None:
    admitted = date(2011, 7, 14)
    assert members(admitted).filter(pk="SSD").exists()
    assert not members(admitted - timedelta(days=1)).filter(pk="SSD").exists()


def test_a_graduated_state_is_in_the_group_until_its_day(catalogue: None) -> None:
    def in_it(day: date) -> set[str]:
        return set(queries.members_of("ldc", day).values_list("state_id", flat=True))

    assert "BWA" in in_it(date(1994, 12, 18))
    assert "BWA" not in in_it(date(1994, 12, 19))
    assert "STP" in in_it(date(2024, 12, 12))
    assert "STP" not in in_it(date(2024, 12, 13))
    assert in_it(date(1970, 12, 31)) == set()


def test_membership_without_a_beginning_is_supposed_before_the_source_and_certain_after(catalogue: None) -> None:
    kenya = queries.members_of("african-states", date(1995, 1, 1)).get(state="KEN")
    assert not kenya.certain(date(1995, 1, 1))
    assert kenya.certain(date(2024, 9, 30))
    israel = queries.members_of("western-european-and-other-states", date(2001, 1, 1)).get(state="ISR")
    assert israel.certain(date(2001, 1, 1))


def test_nobody_is_in_a_regional_group_before_joining_the_united_nations(catalogue: None) -> None:
    for day in (date(1950, 1, 1), date(1991, 12, 18), date(2011, 7, 13)):
        regional = set()
        for slug in (
            "african-states",
            "asia-pacific-states",
            "eastern-european-states",
            "latin-american-and-caribbean-states",
            "western-european-and-other-states",
        ):
            regional |= set(queries.members_of(slug, day).values_list("state_id", flat=True))
        assert regional <= set(members(day).values_list("pk", flat=True))


def test_standings_part_all_states_on_every_day(catalogue: None) -> None:
    for day in (date(1945, 1, 1), date(1990, 10, 3), date(2012, 11, 29), date(2026, 1, 1)):
        parts = [
            set(queries.with_standing(State.objects.all(), one, day).values_list("pk", flat=True)) for one in Standing
        ]
        assert sum(map(len, parts)) == State.objects.count()
        assert len(set().union(*parts)) == State.objects.count()
        assert {one: len(part) for one, part in zip(Standing, parts, strict=True) if part} == dict(
            queries.standing_sizes(day)
        )


def test_former_members_and_observers(catalogue: None) -> None:
    assert queries.state("csk").standing(date(1993, 1, 1)) is Standing.FORMER
    assert queries.state("PSE").standing(date(2012, 11, 28)) is Standing.OTHER
    assert queries.state("PSE").standing(date(2012, 11, 29)) is Standing.OBSERVER


def test_what_is_not_there_is_refused(catalogue: None) -> None:
    with pytest.raises(NotFound):
        queries.state("XXX")
    with pytest.raises(Invalid):
        queries.state("Kenya")
    with pytest.raises(NotFound, match="ldc"):
        queries.members_of("nope", date(2020, 1, 1))
    with pytest.raises(NotFound):
        topic("nope")
    with pytest.raises(Invalid):
        queries.listed(day=date(2020, 1, 1), standing="king")


def test_lists_take_the_same_few_queries_however_long_they_are(
    catalogue: None, django_assert_num_queries: object
) -> None:
    day = date(2020, 1, 1)
    for states in (State.objects.filter(pk="KEN"), State.objects.all()):
        with django_assert_num_queries(2):  # type: ignore[operator]
            rows = [queries.plain(state, day) for state in queries.listed(day=day, states=states)]
        assert rows


def test_the_topic_tree_is_read_at_once_and_in_order(catalogue: None, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        tree = topic_tree()
    assert tree[0].topic.pk == "crime-prevention"
    walked = [one.pk for top in tree for _, one in top.walk()]
    assert len(walked) == len(set(walked)) == 80
    justice = next(top for top in tree if top.topic.pk == "criminal-justice")
    prisons = next(branch for branch in justice.narrower if branch.topic.pk == "prisons")
    assert "reintegration" in {branch.topic.pk for branch in prisons.narrower}


@given(st.lists(st.integers(min_value=0, max_value=8), max_size=9))
def test_a_tree_holds_every_topic_once(parents: list[int]) -> None:
    # Each topic lies below one that stands before it, as the catalogue asks for.
    topics = [(str(i), str(p % i) if i and p % (i + 1) else None, i) for i, p in enumerate(parents)]
    assert sorted(one for top in grow(topics) for _, one in top.walk()) == list(range(len(parents)))
