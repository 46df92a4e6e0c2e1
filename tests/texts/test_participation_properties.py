"""Files of participation in any order: what is told depends on what the files say and on their days alone."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cjin.core.rules.errors import Invalid
from cjin.reference.actions import load as load_reference
from cjin.texts.actions.participating import load_status
from cjin.texts.actions.works import load_works
from cjin.texts.queries.participation.standing import between, in_force_on
from cjin.texts.queries.participation.statuses import statuses
from cjin.texts.rules.participation.records import Record
from cjin.texts.rules.participation.treaties import completed, treaties

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
HEADER = ("mtdsg_no", "participant", "iso3", "signature_date", "consent_date", "consent_type", "withdrawal_date")
WHO = {"Albania": "ALB", "Algeria": "DZA", "Kenya": "KEN", "Viet Nam": "VNM", "Union of Dust": ""}
DAYS = st.dates(date(2000, 1, 1), date(2012, 12, 31))
MAYBE = st.none() | DAYS
few = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def records(draw: st.DrawFn) -> Record:
    who, consented = draw(st.sampled_from(sorted(WHO))), draw(MAYBE)
    return Record(
        draw(st.sampled_from(["XVIII-12", "XVIII-12-a", "XVIII-14"])), who, WHO[who], draw(MAYBE), consented,
        "accession" if consented else "", ended=draw(MAYBE) if consented else None,
    )  # fmt: skip


FILES = st.lists(records(), min_size=1, max_size=12, unique_by=lambda one: (one.mtdsg, one.participant))


@pytest.fixture
def known(db: None) -> None:
    load_reference(now=NOW)
    load_works(now=NOW)


@contextmanager
def put_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def put(rows: list[Record], as_of: date, *, older: bool = False) -> None:
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADER)
    writer.writerows(
        [one.mtdsg, one.participant, one.iso3, one.signed, one.consented, one.consent, one.ended] for one in rows
    )
    load_status(data=out.getvalue().encode(), name="a.csv", as_of=as_of, older=older, by=None, now=NOW)


def told(day: date | None = None) -> dict[str, list[tuple[object, ...]]]:
    return {
        one.treaty.slug: [
            (row.participant, row.state_id, row.signed, row.consented, row.in_force, row.ended) for row in one.listed
        ]
        for one in statuses(day)
    }


@few
@given(FILES, FILES)
def test_after_a_newer_file_its_treaties_are_as_it_alone_says(
    known: None, old: list[Record], new: list[Record]
) -> None:
    with put_back():
        put(new, date(2013, 6, 1))
        alone = told()
    with put_back():
        put(old, date(2013, 1, 1))
        put(new, date(2013, 6, 1))
        both = told()
    with put_back():
        put(new, date(2013, 6, 1))
        put(old, date(2013, 1, 1), older=True)
        turned = told()
    assert {slug: both[slug] for slug in alone} == alone
    assert turned == both


@few
@given(FILES, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(known: None, rows: list[Record], random: object) -> None:
    with put_back():
        put(rows, date(2013, 6, 1))
        one = told()
    random.shuffle(rows)  # type: ignore[attr-defined]
    with put_back():
        put(rows, date(2013, 6, 1))
        assert told() == one


@few
@given(FILES, DAYS)
def test_who_is_party_and_bound_on_a_day(known: None, rows: list[Record], day: date) -> None:
    """An oracle that goes through the rows as they were written."""
    party = {
        (treaties()[one.mtdsg].slug, one.participant)
        for one in rows
        if one.consented and one.consented <= day and not (one.ended and one.consented <= one.ended <= day)
    }
    force = {
        (treaties()[one.mtdsg].slug, one.iso3)
        for one in map(completed, rows)
        if one.iso3 and one.in_force and one.in_force <= day
        and (treaties()[one.mtdsg].slug, one.participant) in party
    }  # fmt: skip
    with put_back():
        put(rows, date(2013, 6, 1))
        found = {(one.treaty.slug, row.participant) for one in statuses(day) for row in one.parties}
        bound = {(slug, state) for state, some in in_force_on(day).items() for slug in some}
        shared = {one.treaty.slug for one, _other in between("ALB", "KEN", day)}
    assert found == party
    assert bound == force
    assert shared == {slug for slug, state in force if state == "ALB" and (slug, "KEN") in force}


@few
@given(FILES, FILES, DAYS, DAYS)
def test_a_day_is_answered_by_the_first_file_that_could_know_it(
    known: None, one: list[Record], other: list[Record], first: date, asked: date
) -> None:
    last = date(2013, 6, 1)
    with put_back():
        put(one, first)
        put(other, last)
        both = told(asked)
    files = [(first, one), (last, other)]
    for slug, rows in both.items():
        able = [(day, rows) for day, rows in files if any(treaties()[row.mtdsg].slug == slug for row in rows)]
        as_of, right = next((pair for pair in able if pair[0] >= asked), able[-1])
        with put_back():
            put(right, as_of)
            assert told(asked)[slug] == rows


@few
@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.xml", "a.txt"]))
def test_no_bytes_are_too_odd(known: None, data: bytes, name: str) -> None:
    with pytest.raises(Invalid):
        load_status(data=data, name=name, as_of=date(2013, 6, 1), by=None, now=NOW)
