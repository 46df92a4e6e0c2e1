"""What is written down stands on its days, and what was known once can be asked for ever after."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cjin.core.models import AuditRow, Organization, Post, PostHolding, User
from cjin.core.rules.errors import Conflict, Invalid, NotAllowed, NotFound
from cjin.core.rules.release import Reader, ReleaseLevel
from cjin.directory.actions.recording import end_body, release_body, write_all, write_entry
from cjin.directory.actions.verifying import verify
from cjin.directory.models import Body, Version
from cjin.directory.queries.entries import THE_NODE, body_for, competent, due_on, history_of, known_on
from cjin.directory.rules.competence import Question, Unknown
from cjin.directory.rules.freshness import Freshness
from cjin.directory.rules.kinds import Function
from tests.directory.conftest import MLA, NIGHT, POST
from tests.directory.entries import DAY, body

AUTHORITIES = Reader(state_codes=frozenset({"XBB"}))


def says(day: date, at: datetime | None = None) -> str | None:
    """What the directory says of the body “one” on a day, as it was known at a moment."""
    found = known_on(THE_NODE, day, slug="one", at=at)
    assert len(found) <= 1
    return found[0].known.entry.source if found else None


def write(said: str, since: date, until: date | None, now: datetime) -> None:
    write_entry(entry=replace(body("one").entry, source=said), since=since, until=until, by=None, now=now)


FIRST = date(2020, 1, 1)
WRITINGS = st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 5), st.none() | st.integers(1, 3)), max_size=4)


@pytest.mark.django_db
@given(WRITINGS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_each_day_says_what_was_written_for_it_last_now_and_at_any_moment_before(writings) -> None:  # type: ignore[no-untyped-def]
    Body.objects.all().delete()
    days = [FIRST + timedelta(days=n) for n in range(9)]
    start = datetime(2026, 3, 2, tzinfo=UTC)
    expected: dict[date, str | None] = dict.fromkeys(days)
    moments = []
    for step, (said, begins, lasts) in enumerate(writings):
        now = start + timedelta(hours=step)
        since = FIRST + timedelta(days=begins)
        until = since + timedelta(days=lasts) if lasts else None
        write(said, since, until, now)
        expected |= {day: said for day in days if since <= day and (until is None or day < until)}
        moments.append((now, dict(expected)))
    assert {day: says(day) for day in days} == expected
    for now, then in moments:
        assert {day: says(day, now) for day in days} == then


@pytest.mark.usefixtures("kept")
def test_the_same_again_changes_nothing(now: datetime) -> None:
    rows, versions = AuditRow.objects.count(), Version.objects.count()
    found = write_all(entries=[body("one", MLA, channels=(POST, NIGHT)), body("two")], by=None, now=now)
    assert (found.new, found.changed, found.unchanged) == ([], [], ["one", "two"])
    assert (AuditRow.objects.count(), Version.objects.count()) == (rows, versions)


@pytest.mark.usefixtures("kept")
def test_a_check_says_what_would_change_and_writes_nothing(now: datetime) -> None:
    rows = AuditRow.objects.count()
    found = write_all(entries=[body("one"), body("three")], check=True, by=None, now=now)
    assert (found.new, found.changed) == (["three"], ["one"])
    assert AuditRow.objects.count() == rows
    assert not Body.objects.filter(slug="three").exists()


@pytest.mark.usefixtures("kept")
def test_a_file_with_one_fault_is_not_taken_at_all(now: datetime) -> None:
    strange = body("two")
    strange = replace(strange, entry=replace(strange.entry, state="XBB"))
    with pytest.raises(Conflict, match="another State"):
        write_all(entries=[body("three"), strange], by=None, now=now)
    assert not Body.objects.filter(slug="three").exists()


@pytest.mark.usefixtures("kept")
def test_a_body_that_ends_answers_until_its_last_day(now: datetime) -> None:
    end_body(slug="one", on=date(2025, 6, 1), by=None, now=now)
    question = Question("XAA", Function.MUTUAL_LEGAL_ASSISTANCE, date(2025, 5, 31))
    assert competent(THE_NODE, question).competent
    later = replace(question, day=date(2025, 6, 1))
    assert competent(THE_NODE, later).unknown is Unknown.NO_FUNCTION
    assert competent(THE_NODE, later, at=now - timedelta(seconds=1)).unknown is Unknown.NO_STATE
    with pytest.raises(Conflict):
        end_body(slug="one", on=date(2025, 7, 1), by=None, now=now)
    with pytest.raises(NotFound):
        end_body(slug="nobody", on=date(2025, 7, 1), by=None, now=now)
    assert [one.until for one in history_of(body_for(THE_NODE, "one"), THE_NODE)] == [date(2025, 6, 1)]


@pytest.mark.usefixtures("kept")
def test_a_file_that_tells_the_end_of_a_body_ends_it(now: datetime) -> None:
    ended = replace(body("one", MLA, channels=(POST, NIGHT)), until=date(2024, 1, 1))
    assert write_all(entries=[ended], by=None, now=now).changed == ["one"]
    assert known_on(THE_NODE, date(2024, 1, 1), slug="one") == []
    assert write_all(entries=[ended], by=None, now=now).unchanged == ["one"]


@pytest.mark.usefixtures("kept")
def test_nothing_is_told_before_it_is_released_and_restricted_ways_only_to_authorities(now: datetime) -> None:
    assert known_on(Reader.PUBLIC, DAY) == known_on(AUTHORITIES, DAY) == []
    release_body(slug="one", release=ReleaseLevel.PUBLIC, by=None, now=now)
    told = {reader: known_on(reader, DAY)[0].known.entry.channels for reader in (Reader.PUBLIC, AUTHORITIES)}
    assert told == {Reader.PUBLIC: (POST,), AUTHORITIES: (POST, NIGHT)}
    release_body(slug="one", release=ReleaseLevel.NAMED, states=["XBB"], by=None, now=now)
    assert known_on(Reader.PUBLIC, DAY) == []
    assert known_on(AUTHORITIES, DAY)[0].known.entry.channels == (POST, NIGHT)
    assert known_on(Reader(state_codes=frozenset({"XCC"})), DAY) == []
    with pytest.raises(NotFound):
        body_for(Reader.PUBLIC, "one")


@pytest.mark.usefixtures("kept")
def test_what_was_not_verified_for_180_days_is_due(now: datetime) -> None:
    assert due_on(THE_NODE, DAY) == []
    late = DAY + timedelta(days=181)
    assert [(one.body.slug, fresh) for one, fresh in due_on(THE_NODE, late)] == [
        ("one", Freshness.OLD),
        ("two", Freshness.OLD),
    ]
    verify(slug="two", on=late, by_name="Somebody", by=None, now=now + timedelta(days=200))
    assert [one.body.slug for one, _ in due_on(THE_NODE, late)] == ["one"]
    assert [one.body.slug for one, _ in due_on(THE_NODE, DAY - timedelta(days=1))] == ["one", "two"]


@pytest.mark.usefixtures("kept")
def test_a_verification_needs_a_day_that_has_come_and_somebody(now: datetime) -> None:
    with pytest.raises(Invalid) as caught:
        verify(slug="one", on=now.date() + timedelta(days=1), by_name=" ", by=None, now=now)
    assert [fault.where for fault in caught.value.faults] == ["on", "by_name"]


@pytest.mark.usefixtures("kept")
def test_who_holds_no_post_with_the_duty_writes_nothing(now: datetime) -> None:
    person = User.objects.create_user("reader", "reader@example.org")
    with pytest.raises(NotAllowed):
        write_all(entries=[body("three")], by=person, now=now)
    office = Organization.objects.create(name={"en": "Office"}, kind="government", owns_node=True)
    post = Post.objects.create(organization=office, title={"en": "Keeper"}, duties=["directory.edit"])
    PostHolding.objects.create(person=person, post=post, held_from=date(2020, 1, 1))
    write_all(entries=[body("three")], by=person, now=now)
    assert AuditRow.objects.filter(stream="directory", act="write-entry", obj="three", by=person).count() == 1


@pytest.mark.usefixtures("kept")
def test_more_bodies_take_no_more_queries(now: datetime, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    write_all(entries=[body(f"body-{n}", MLA) for n in range(30)], by=None, now=now)
    with django_assert_max_num_queries(2):
        assert len(known_on(THE_NODE, DAY)) == 32
