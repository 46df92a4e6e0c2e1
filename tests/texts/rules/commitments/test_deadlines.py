"""Years, days and deadlines: what is out of range is none, and data come back as they were."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from cjin.core.rules.errors import Invalid
from cjin.texts.rules.annotations import RHYTHMS, Asked, read_annotations
from cjin.texts.rules.calendar import Asked as Due
from cjin.texts.rules.calendar import entries
from cjin.texts.rules.commitments.anchoring import anchored
from cjin.texts.rules.commitments.deadlines import Deadline, deadline_in
from cjin.texts.rules.commitments.proposing import Unit, propose
from cjin.texts.rules.commitments.rows import deadline_of, deadline_text
from cjin.texts.rules.commitments.sessions import LAST_SESSION, year_of
from cjin.texts.rules.commitments.years import FIRST, LAST, day_in, days_after, year_in
from cjin.texts.rules.export.calendar import Appointment, feed
from cjin.texts.rules.mandates import mandates_in
from tests.texts.following import mandates_of
from tests.texts.inputs import needs_shared

ASSEMBLY = "The General Assembly,"
REVIEWS = (("doha-draftres-2015", "para_13"), ("ares-76-181", "para_10"))
DAYS = st.dates(date(FIRST, 1, 1), date(LAST, 12, 31))
SESSIONS = st.integers(1, LAST_SESSION)
DEADLINES = st.one_of(
    DAYS.map(lambda day: Deadline("", day=day, year=day.year)),
    st.integers(FIRST, LAST).map(lambda year: Deadline("", year=year)),
    st.builds(
        lambda organ, number: Deadline("", organ=organ, session=number, year=year_of(organ, number)),
        st.sampled_from(["ga", "ccpcj", "ecosoc", "cop", "congress"]), SESSIONS,
    ),
    st.sampled_from(["ga", "ccpcj", "congress"]).map(lambda organ: Deadline("", organ=organ, following=True)),
    st.sampled_from(sorted(RHYTHMS)).map(lambda rhythm: Deadline("", recurring=rhythm)),
    st.builds(
        lambda rhythm, since: Deadline("", recurring=rhythm, since=since),
        st.sampled_from(sorted(RHYTHMS)), st.integers(FIRST, LAST),
    ),
    st.builds(
        lambda many, unit, after: Deadline("", within=f"P{many}{unit}", after=after),
        st.integers(1, 999), st.sampled_from("DWMY"), st.sampled_from(["", "entry-into-force", "adoption", "receipt"]),
    ),
)  # fmt: skip


@given(DEADLINES)
def test_a_deadline_comes_back_from_its_data_and_its_word(due: Deadline) -> None:
    assert Deadline.from_facts(due.facts()) == due
    assert Deadline.from_facts(deadline_of(deadline_text(due.facts()))) == due


@given(DEADLINES)
def test_confirming_takes_nothing_from_a_deadline(due: Deadline) -> None:
    asked = Asked(("states",), "request", deadline=due.facts())
    (kept,) = anchored(Unit("para_1", "Requests States to lend books."), [asked])
    assert kept.deadline == due
    told = [one.due_facts() for one in mandates_in([kept], {"para_1": "Requests States to provide data."})]
    assert all(told)


FACTS = ("since", "date", "year", "organ", "session", "recurring", "next", "within", "after")
VALUES = st.none() | st.booleans() | st.integers() | st.text(max_size=12) | st.dates().map(str)


@given(st.dictionaries(st.sampled_from(FACTS), VALUES))
def test_data_of_any_kind_are_a_deadline_or_none(facts: dict[str, Any]) -> None:
    found = Deadline.from_facts(facts)
    assert found is None or found.facts()


FIGURES = st.text("0123456789", min_size=1, max_size=5)
PHRASES = st.sampled_from([
    "by the end of {}", "by 31 December {}", "by {} March {}", "by {}", "{} as the target year", "in {}",
    "at its {}th session", "at its {}st special session", "to the {}nd Congress", "within {} days after adoption",
    "every five years, beginning in {}", "annually until {}", "the Commission on Lamps at its {}th session", "{}",
])  # fmt: skip


@given(st.lists(st.tuples(PHRASES, FIGURES, st.text(max_size=8)), max_size=6))
def test_no_figures_in_a_text_raise(parts: list[tuple[str, str, str]]) -> None:
    said = " ".join(phrase.replace("{}", figures) + other for phrase, figures, other in parts)
    text = f"Requests the Secretary-General to submit a report to the General Assembly {said}"
    found = mandates_in(propose([Unit("para_1", text)], author=ASSEMBLY), {"para_1": text})
    for one in found:
        assert one.due is None or one.due.year is None or FIRST <= one.due.year <= LAST


@pytest.mark.parametrize(
    "words",
    ["by the end of 0000", "by the end of 9999", "by 31 december 9999", "by 1 may 0000", "by 31 february 2003",
     "at its 0th session", "at its 999th session"],
)  # fmt: skip
def test_what_is_out_of_range_is_no_deadline(words: str) -> None:
    assert deadline_in(f"report to the general assembly {words}", organ="ga") is None


@pytest.mark.parametrize(
    "text", ["0000", "1899", "2201", "9999", "ga 0", "ga 00", "ga 999", "ga ٣", "2003-W01-1", "20030101", "2003-02-30",
             "9999-12-31", "0001-01-01"],
)  # fmt: skip
def test_a_word_out_of_range_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        deadline_of(text)
    assert day_in(text) is None
    assert year_in(text) is None


@pytest.mark.parametrize("deadline", [{"date": "9999-12-31"}, {"year": 0}, {"organ": "ga", "session": 0},
                                      {"within": "soon"}])  # fmt: skip
def test_annotations_out_of_range_are_refused(deadline: dict[str, Any]) -> None:
    entry = {
        "id": "para_1", "summary": "A.",
        "commitments": [{"actor": "states", "act": "request", "words": "requests", "deadline": deadline}],
    }  # fmt: skip
    with pytest.raises(Invalid):
        read_annotations({"work": "one", "provisions": [entry]}, "file")


def test_the_calendar_and_its_feed_leave_out_what_is_in_no_year() -> None:
    asked = [Due("one", "para_1", "states", "data", {"year": year}, 2000) for year in (0, 9999, -1, 2005)]
    assert [one.year for one in entries(asked, 2030)] == [2005]
    found = [Appointment(str(year), "A", "", "", year) for year in (0, 2005, 9999)]
    read = Calendar.from_ical(feed("Name", found, now=datetime(2026, 1, 1, tzinfo=UTC)))
    assert [str(one["UID"]) for one in read.walk("VEVENT")] == ["2005"]


def test_the_calendar_of_days_ends() -> None:
    assert days_after(date(2020, 12, 31), 30) == date(2021, 1, 30)
    assert days_after(date(9999, 12, 31), 30) is None


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("report to the commission on lamps at its sixty-first session", None),
        ("request the commission on lamps, at its sixty-first session, to meet", None),
        ("report to the lamp rights council at its tenth session", None),
        ("report to the counting commission at its tenth session", None),
        ("ask the commission at its tenth special session", None),
        ("ask the general assembly at its tenth emergency special session", None),
        ("ask the commission at its resumed fifteenth session", None),
        ("ask the commission at its fifteenth resumed session", None),
        ("report at the tenth session of the council of lamps to the general assembly", None),
        ("report to the working group at its next session", None),
        ("report to the third congress on lamps", None),
        ("ask the commission at its tenth session", ("ccpcj", 10)),
        ("ask the commission at its tenth regular session", ("ccpcj", 10)),
        ("tell the board of lamps and the general assembly at its sixty-first session", ("ga", 61)),
        ("report at the sixty-first session of the general assembly on the council of lamps", ("ga", 61)),
        ("report to it at its sixty-first session", ("ga", 61)),
        ("tell the conference of the parties at its tenth session", ("cop", 10)),
    ],
)  # fmt: skip
def test_a_session_is_of_the_body_that_is_named(words: str, due: tuple[str, int] | None) -> None:
    found = deadline_in(words, organ="ga")
    assert (found and (found.organ, found.session)) == due
    assert found is None or found.year == year_of(*due) if due else found is None


def test_a_rhythm_keeps_its_first_year() -> None:
    text = "Requests the Secretary-General to report to it every five years, beginning in 1994, on lamps;"
    (found,) = mandates_in(propose([Unit("para_12", text)], author=ASSEMBLY), {"para_12": text})
    assert found.due_facts() == {"recurring": "every-five-years", "since": 1994}
    due = Due("one", "para_12", found.addressee, found.output, found.due_facts(), 1990)
    assert [one.year for one in entries([due], 2005)] == [1994, 1999, 2004]


@pytest.mark.parametrize(
    ("end", "until"),
    [
        ("entitled “Preparations for the Fourteenth United Nations Congress on Lamps”", 2021),
        ("until the next congress", 2021),
        ("until the end of 2020", 2020),
        ("until the Fifteenth United Nations Congress", 2026),
        ("until the ninety-ninth congress", None),
        ("", None),
    ],
)  # fmt: skip
def test_what_is_due_at_every_session_ends_with_the_congress_that_is_named(end: str, until: int | None) -> None:
    text = f"Requests the Commission to review the implementation of the list under the standing item {end};"
    (found,) = mandates_in(propose([Unit("para_13", text)], author=ASSEMBLY), {"para_13": text}, adopted=2015)
    assert (found.due_facts(), found.until) == ({"recurring": "every-session"}, until)
    due = Due("one", "para_13", found.addressee, found.output, found.due_facts(), 2015, until=found.until)
    assert max(one.year for one in entries([due], 2028)) == (until or 2028)


@needs_shared
def test_the_reviews_of_the_founding_texts_end_with_the_next_congress() -> None:
    ends = {slug: next(m.until for m in mandates_of(slug) if m.eid == eid) for slug, eid in REVIEWS}
    assert ends == {"doha-draftres-2015": 2021, "ares-76-181": 2026}
