"""Where participants stand on a day, against questions asked as naively as can be; which file answers."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cjin.texts.rules.participation.changes import Kind, changes
from cjin.texts.rules.participation.records import Record
from cjin.texts.rules.participation.standing import (
    by_year,
    chosen,
    is_in_force,
    is_party,
    only_signed,
    was_listed,
)

DAYS = st.dates(date(1999, 1, 1), date(2003, 12, 31))
MAYBE = st.none() | DAYS


@st.composite
def records(draw: st.DrawFn) -> Record:
    consented = draw(MAYBE)
    return Record(
        "XVIII-12", draw(st.sampled_from(["A", "B", "C", "D"])), signed=draw(MAYBE), consented=consented,
        consent="accession" if consented else "", in_force=draw(MAYBE), ended=draw(MAYBE),
    )  # fmt: skip


@given(records(), DAYS)
def test_standing_is_what_happened_day_by_day(one: Record, asked: date) -> None:
    signed = consented = party = force = False
    day = date(1999, 1, 1)
    while day <= asked:
        signed = signed or day == one.signed
        consented = consented or day == one.consented
        party = (party or day == one.consented) and day != one.ended
        force = force or day == one.in_force
        day += timedelta(days=1)
    assert is_party(one, asked) == party
    assert is_in_force(one, asked) == (party and force)
    assert only_signed(one, asked) == (signed and not consented)
    assert not is_party(one, asked) or was_listed(one, asked)


@given(st.lists(records(), max_size=8), DAYS)
def test_the_last_year_tells_how_many_are_party(rows: list[Record], until: date) -> None:
    told = by_year(rows, until)
    assert (told[-1][3] if told else 0) == sum(is_party(one, until) for one in rows)
    assert all(total == before[3] + new - gone for before, (_, new, gone, total) in pairwise(told))
    assert told == by_year(list(reversed(rows)), until)


@given(st.lists(st.tuples(DAYS, st.integers(1, 9)), unique=True), MAYBE)
def test_the_file_that_answers(files: list[tuple[date, int]], day: date | None) -> None:
    found = chosen([(as_of, number, (as_of, number)) for as_of, number in files], day)
    if not files:
        assert found is None
        return
    assert found is not None
    able = [one for one in files if day is None or one[0] >= day]
    if day is None or not able:
        assert found == max(files)
    else:
        assert found[0] == min(one[0] for one in able)
        assert found[1] == max(one[1] for one in able if one[0] == found[0])


@given(
    st.lists(records(), unique_by=lambda one: one.participant), st.lists(records(), unique_by=lambda r: r.participant)
)
def test_changes_lead_from_one_file_to_the_other(older: list[Record], newer: list[Record]) -> None:
    was, now = ({one.participant: one for one in some} for some in (older, newer))
    found = changes(was, now)
    for change in found:
        if change.kind is Kind.GONE:
            del was[change.participant]
        else:
            assert isinstance(change.now, Record)
            was[change.participant] = change.now
    assert was == now
    assert changes(now, now) == []


def test_kinds_of_changes() -> None:
    day = date(2001, 1, 1)
    signed = Record("XVIII-12", "A", signed=day)
    party = replace(signed, consented=day, consent="accession")
    ended = replace(party, ended=day)

    def kind(was: Record | None, now: Record | None) -> Kind:
        pairs = ({"A": one} if one else {} for one in (was, now))
        (found,) = changes(*pairs)
        return found.kind

    assert kind(None, signed) == Kind.LISTED
    assert kind(None, party) == kind(signed, party) == Kind.PARTY
    assert kind(party, ended) == Kind.WITHDRAWN
    assert kind(signed, replace(signed, signed=date(2001, 1, 2))) == Kind.DAYS
    assert kind(party, None) == Kind.GONE


def test_who_withdrew_and_came_back_is_party_again_and_no_mere_signatory() -> None:
    again = Record(
        "XVIII-12", "X", "", date(2000, 1, 1), date(2013, 1, 1), "accession", date(2013, 2, 1), date(2012, 1, 1)
    )
    assert is_party(again, date(2013, 1, 1))
    assert not is_party(again, date(2012, 6, 1))
    left = Record(
        "XVIII-12", "Y", "", date(2000, 1, 1), date(2001, 1, 1), "ratification", date(2001, 2, 1), date(2012, 1, 1)
    )
    assert not is_party(left, date(2012, 1, 1))
    assert not only_signed(left, date(2012, 1, 1))
