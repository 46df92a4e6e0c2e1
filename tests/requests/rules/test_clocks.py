"""Clocks and working days: against counting by hand, and what starts, stops, warns and comes again."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.errors import Invalid
from cjin.requests.rules.case.calendars import WorkingCalendar, read_calendar
from cjin.requests.rules.case.clocks import Running, Standing, clocks, running, with_settings
from cjin.requests.rules.case.events import Event
from cjin.requests.rules.case.process import Direction
from cjin.requests.rules.case.timetables import plain, read_hours

MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
PLAIN = WorkingCalendar()
IN, OUT = Direction.INCOMING, Direction.OUTGOING
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
CALENDARS = st.builds(
    WorkingCalendar,
    st.sampled_from([frozenset({5, 6}), frozenset({4, 5}), frozenset({6}), frozenset()]),
    st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=10),
)


@given(CALENDARS, st.datetimes(datetime(2026, 1, 1), datetime(2026, 11, 1)), st.integers(1, 30))
def test_so_many_working_days_lie_between(calendar: WorkingCalendar, moment: datetime, count: int) -> None:
    start = moment.replace(tzinfo=UTC)
    end = calendar.working_days_after(start, count)
    last = (end - timedelta(seconds=1)).date()
    between = [start.date() + timedelta(days=n) for n in range(1, (last - start.date()).days + 1)]
    assert sum(calendar.works(day) for day in between) == count
    assert calendar.works(last)


def test_a_friday_evening_in_another_zone_is_a_saturday() -> None:
    nairobi = WorkingCalendar(zone=ZoneInfo("Africa/Nairobi"))
    friday = datetime(2026, 3, 6, 22, 0, tzinfo=UTC)  # 1 o'clock on Saturday there
    assert nairobi.working_days_after(friday, 1).astimezone(UTC) == datetime(2026, 3, 9, 21, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"weekend": ["someday"]}, "no day of the week"),
        ({"weekend": ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]}, "some day"),
        ({"holidays": ["new year"]}, "is no day"),
        ({"zone": "Mars/Olympus"}, "time zone"),
        ({"zone": "../etc/passwd"}, "time zone"),
        ({"colour": "red"}, "not known"),
    ],
)
def test_a_calendar_that_is_not_right_is_told(data: dict[str, object], said: str) -> None:
    with pytest.raises(Invalid) as caught:
        read_calendar(data, "calendar")
    assert said in str(caught.value.faults[0])


def test_a_calendar_of_a_friday_and_saturday_weekend() -> None:
    calendar = read_calendar({"weekend": ["Friday", "Saturday"], "holidays": [date(2026, 3, 3)], "zone": "UTC"}, "c")
    assert calendar.working_days_after(MONDAY, 3) == datetime(2026, 3, 9, tzinfo=UTC)  # 4, 5 and 8 March


def happened(*acts: tuple[str, int] | tuple[str, int, str], **detail: str) -> list[Event]:
    """Acts with the hours after MONDAY when they happened, and the measure."""
    return [
        Event(one[0], MONDAY + timedelta(hours=one[1]), "ann", one[2] if len(one) > 2 else "", detail) for one in acts
    ]


def run(
    direction: Direction, events: list[Event], now: datetime, kind: str = "mutual-legal-assistance", **more: bool
) -> dict[str, Running]:
    found = running(direction, events, kind=kind, urgent=more.get("urgent", False), calendar=PLAIN, now=now)
    return {f"{one.clock.clock} {one.measure}".strip(): one for one in found}


def test_three_working_days_to_acknowledge_or_four_hours() -> None:
    events = happened(("opened", 0))
    assert run(IN, events, MONDAY)["acknowledge"].due == datetime(2026, 3, 6, tzinfo=UTC)
    assert run(IN, events, MONDAY, urgent=True)["acknowledge"].due == MONDAY + timedelta(hours=4)
    late = run(IN, events, MONDAY + timedelta(hours=4), urgent=True)["acknowledge"]
    assert late.standing is Standing.LATE
    assert "acknowledge" not in run(IN, [*events, *happened(("register", 1), ("acknowledge", 2))], MONDAY)


def test_a_clock_warns_before_it_is_due() -> None:
    events = happened(("opened", 0), ("acknowledge", 1))
    due = run(IN, events, MONDAY)["admissibility"].due
    assert due == datetime(2026, 3, 18, tzinfo=UTC)
    assert run(IN, events, due - timedelta(days=5, seconds=1))["admissibility"].standing is Standing.RUNNING
    assert run(IN, events, due - timedelta(days=5))["admissibility"].standing is Standing.SOON
    assert run(IN, events, due)["admissibility"].standing is Standing.LATE


def test_a_note_on_progress_is_due_again_and_again() -> None:
    events = happened(("opened", 0), ("acknowledge", 1), ("accept", 2))
    first = run(IN, events, MONDAY)["progress"].due
    assert first == datetime(2026, 5, 2, tzinfo=UTC)
    rests = running(IN, events, kind="x", urgent=False, calendar=PLAIN, now=MONDAY, state="transmitted")
    assert "progress" not in {one.clock.clock for one in rests}
    second = run(IN, events, first)["progress"]
    assert (second.due, second.standing) == (datetime(2026, 7, 1, tzinfo=UTC), Standing.RUNNING)


def test_a_postponement_is_looked_at_on_the_day_that_it_names() -> None:
    events = happened(("opened", 0)) + happened(("postpone", 5), review="2026-09-01")
    assert run(IN, events, MONDAY)["review"].due == datetime(2026, 9, 2, tzinfo=UTC)


def test_provisional_arrest_may_end_after_18_days_and_ends_after_40() -> None:
    events = happened(("begin-measure", 0, "provisional-arrest"))
    one = run(IN, events, MONDAY, "provisional-arrest")["provisional-arrest"]
    assert (one.due.date(), one.last and one.last.date()) == (date(2026, 3, 21), date(2026, 4, 12))
    assert one.clock.article == "coe-extradition-1957/art_16__para_4"
    assert "provisional-arrest" not in run(IN, events, MONDAY, "extradition")


def test_a_person_is_released_so_many_days_after_the_day_of_surrender() -> None:
    events = happened(("appoint-surrender", 5), day="2026-04-01")
    one = run(IN, events, MONDAY, "extradition")["surrender"]
    assert (one.due, one.last) == (datetime(2026, 4, 17, tzinfo=UTC), datetime(2026, 5, 2, tzinfo=UTC))
    again = [*events, *happened(("appoint-surrender", 200), day="2026-04-20")]
    assert run(IN, again, MONDAY, "extradition")["surrender"].due == datetime(2026, 5, 6, tzinfo=UTC)


def test_each_measure_has_its_own_clock() -> None:
    events = happened(("begin-measure", 0, "records"), ("begin-measure", 24, "expedited-preservation"))
    found = run(IN, events, MONDAY)
    assert found["preservation expedited-preservation"].due == datetime(2026, 5, 3, tzinfo=UTC)
    assert "preservation records" not in found
    going = [*events, *happened(("transmit-measure", 30, "records"))]
    assert "preservation expedited-preservation" in run(IN, going, MONDAY)
    done = [*going, *happened(("transmit-measure", 40, "expedited-preservation"))]
    assert "preservation expedited-preservation" not in run(IN, done, MONDAY)


def test_a_question_asked_again_starts_its_clock_anew() -> None:
    events = happened(("ask-clarification", 0), ("answer-clarification", 10), ("ask-clarification", 48))
    found = run(OUT, events, MONDAY)
    assert {name: one.started for name, one in found.items()} == dict.fromkeys(
        ("answer-clarification", "lapse"), MONDAY + timedelta(hours=48)
    )


def test_what_is_due_first_stands_first() -> None:
    found = running(OUT, happened(("send", 0)), kind="x", urgent=False, calendar=PLAIN, now=MONDAY)
    assert [one.clock.clock for one in found] == ["delivery", "acknowledgement"]
    assert [one.due for one in found] == sorted(one.due for one in found)


def test_a_node_sets_its_own_clocks_and_none_of_a_treaty() -> None:
    own = with_settings({"acknowledge": 1, "admissibility": 20})
    found = running(IN, happened(("opened", 0)), kind="x", urgent=False, calendar=PLAIN, now=MONDAY, of=own)
    assert found[0].due == datetime(2026, 3, 4, tzinfo=UTC)
    with pytest.raises(Invalid) as caught:
        with_settings({"surrender": 60, "tea": 1, "progress": 0})
    assert [str(one) for one in caught.value.faults] == [
        "surrender: comes from a treaty", "tea: there is no such clock", "progress: at least one day",
    ]  # fmt: skip


def test_every_clock_of_a_treaty_names_its_article_and_the_days_are_those_of_the_treaty() -> None:
    told = {(one.clock, one.days, one.last_days) for one in clocks() if one.article}
    assert told == {
        ("provisional-arrest", 18, 40), ("surrender", 15, 30), ("preservation", 60, 0), ("safe-conduct", 15, 0),
    }  # fmt: skip


@pytest.mark.parametrize("clock", ["tell-answer", "prosecution"])
def test_of_a_request_that_is_closed_nothing_is_told_any_more(clock: str) -> None:
    refused = [Event("refuse", MONDAY, "ann", "", {"ground": "nationality"})]
    now = MONDAY + timedelta(days=400)
    for state, there in (("refused", True), ("closed", False)):
        found = running(
            Direction.INCOMING, refused, kind="extradition", urgent=False, calendar=PLAIN, now=now, state=state
        )
        assert (clock in {one.clock.clock for one in found}) is there


def test_each_item_has_its_own_clock_for_an_answer_on_its_use() -> None:
    asked = [Event("ask-use", MONDAY, "ann", "", {"item": item}) for item in ("e1", "e2")]
    found = run(OUT, [*asked, Event("use-refused", MONDAY, "", "", {"item": "e1"})], MONDAY)
    assert set(found) == {"use-consent e2"}
    assert found["use-consent e2"].clock.waits_for_other("mutual-legal-assistance")
    assert not found["use-consent e2"].clock.waits_for_other("spontaneous-information")


def test_it_is_told_who_has_to_do_what_is_due() -> None:
    waiting = {(one.direction, one.clock) for one in clocks() if one.waits_for_other("extradition")}
    assert (OUT, "delivery") in waiting
    assert (OUT, "acknowledgement") in waiting
    assert (IN, "answer-clarification") in waiting
    assert not {(OUT, "answer-clarification"), (IN, "acknowledge"), (IN, "admissibility"), (OUT, "evaluate")} & waiting


def test_a_timetable_is_read_from_plain_data_and_told_as_such() -> None:
    told = {"calendar": {"weekend": ["friday"], "holidays": ["2026-12-25"], "zone": "Africa/Nairobi"},
            "clocks": {"acknowledge": {"days": 5, "urgent_hours": 2}, "progress": 30}}  # fmt: skip
    found = read_hours(told, "t")
    assert plain(found.calendar) == told["calendar"]
    acknowledge = next(one for one in found.clocks if one.clock == "acknowledge")
    assert (acknowledge.working_days, acknowledge.urgent_hours) == (5, 2)
    assert read_hours({}, "t").calendar.weekend == PLAIN.weekend


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ([], "are expected"),
        ({"colour": 1}, "are expected"),
        ({"clocks": []}, None),
        ({"clocks": ["a"]}, "are expected"),
        ({"clocks": {"acknowledge": "soon"}}, "a number of days"),
        ({"clocks": {"acknowledge": True}}, "a number of days"),
        ({"clocks": {"acknowledge": {"weeks": 1}}}, "a number of days"),
        ({"clocks": {"surrender": 60}}, "comes from a treaty"),
        ({"clocks": {"review": 60}}, "named each time"),
        ({"clocks": {"progress": {"urgent_hours": 4}}}, "knows no urgency"),
        ({"clocks": {"acknowledge": {"urgent_hours": 0}}}, "at least one hour"),
        ({"calendar": {"holidays": ["2026-02-30"]}}, "is no day"),
        ({"calendar": {"holidays": 5}}, "is no day"),
    ],
)
def test_a_timetable_that_is_not_right_is_told(told: object, said: str | None) -> None:
    if said is None:
        assert read_hours(told, "t").clocks == clocks()
        return
    with pytest.raises(Invalid) as caught:
        read_hours(told, "t")
    assert said in " ".join(map(str, caught.value.faults))
