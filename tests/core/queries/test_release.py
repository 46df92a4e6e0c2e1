"""Reading only what one may see: the query and the rule agree, in lists and in details."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cjin.core.models import Organization, SearchEntry, SearchText, User
from cjin.core.queries.readers import reader_of
from cjin.core.queries.release import visible_to
from cjin.core.rules.organizations import OrganizationKind
from cjin.core.rules.release import Reader, ReleaseLevel

pytestmark = pytest.mark.django_db
STATES = ["FRA", "KEN", "THA", "XKE"]
DAY = date(2026, 3, 2)
objects = st.tuples(
    st.sampled_from(ReleaseLevel), st.none() | st.integers(0, 2), st.frozensets(st.sampled_from(STATES), max_size=3)
)
readers = st.tuples(st.frozensets(st.integers(0, 2)), st.frozensets(st.sampled_from(STATES), max_size=3), st.booleans())


@pytest.fixture
def owners() -> list[Organization]:
    return [Organization.objects.create(name={"en": f"Body {n}"}, kind="government") for n in range(3)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
@given(st.lists(objects, max_size=8), readers)
def test_the_query_shows_exactly_what_the_rule_allows(
    owners: list[Organization],
    given: list[tuple[ReleaseLevel, int | None, frozenset[str]]],
    read_by: tuple[frozenset[int], frozenset[str], bool],
) -> None:
    reader = Reader(1, frozenset(owners[n].pk for n in read_by[0]), read_by[1], read_by[2])
    SearchEntry.objects.all().delete()
    made = [
        SearchEntry(
            kind="x",
            object_id=str(number),
            language="en",
            release=level,
            owner=None if owner is None else owners[owner],
            states=states,
        )
        for number, (level, owner, states) in enumerate(given)
    ]
    SearchEntry.objects.bulk_create(made)
    SearchText.objects.bulk_create([SearchText(entry=entry, title="", context="", text="", url="") for entry in made])
    allowed = {
        entry.object_id
        for entry in made
        if ReleaseLevel(entry.release).allows(reader, owner=entry.owner_id, states=entry.states)
    }
    assert {entry.object_id for entry in visible_to(SearchEntry.objects.all(), reader)} == allowed
    parts = visible_to(SearchText.objects.all(), reader, via="entry")
    assert {part.entry.object_id for part in parts.select_related("entry")} == allowed
    for entry in made:
        shown = visible_to(SearchEntry.objects.filter(pk=entry.pk), reader).exists()
        assert shown == (entry.object_id in allowed)
    assert visible_to(SearchEntry.objects.all(), reader).count() == len(allowed)


def test_a_reader_comes_from_the_posts_held_today(
    make_person: Callable[..., User], make_organization: Callable[..., Organization]
) -> None:
    ministry = make_organization("Ministry", state="KEN", owns_node=True)
    person = make_person("amina", organization=ministry, held_from=DAY, held_to=DAY)
    assert reader_of(person, today=DAY) == Reader(person.pk, frozenset({ministry.pk}), frozenset({"KEN"}), True)
    assert reader_of(person, today=DAY + timedelta(days=1)) == Reader(user_id=person.pk)


@pytest.mark.parametrize("level", ReleaseLevel)
@pytest.mark.parametrize("kind", OrganizationKind)
def test_only_a_government_body_reads_as_its_state(
    make_person: Callable[..., User], kind: OrganizationKind, level: ReleaseLevel
) -> None:
    body = Organization.objects.create(name={"en": "Body"}, kind=kind, state_code="KEN")
    reader = reader_of(make_person("amina", organization=body), today=DAY)
    SearchEntry.objects.create(kind="x", object_id="1", language="en", release=level, states=["KEN"])
    reads = level is ReleaseLevel.PUBLIC or (level is not ReleaseLevel.OWN and kind is OrganizationKind.GOVERNMENT)
    assert visible_to(SearchEntry.objects.all(), reader).exists() == reads
    assert reader.organization_ids == {body.pk}


def test_strangers_and_inactive_people_read_what_is_public(make_person: Callable[..., User]) -> None:
    inactive = make_person("amina", "texts.edit")
    inactive.is_active = False
    assert {reader_of(who) for who in (None, AnonymousUser(), inactive)} == {Reader.PUBLIC}


def test_a_request_is_read_for_its_person_with_one_query(
    make_person: Callable[..., User], django_assert_num_queries: Callable[..., object]
) -> None:
    person = make_person("amina", "texts.edit")
    request = RequestFactory().get("/")
    assert reader_of(request) is Reader.PUBLIC
    request.user = person
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        found = reader_of(request, today=DAY)
    assert found == reader_of(person, today=DAY)
