"""Figures of requests, against cases worked by hand; small groups are hidden and cannot be worked out."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjin.requests.rules.case.events import Event, after, opened
from cjin.requests.rules.case.process import Direction
from cjin.requests.rules.figures.counted import Counted, grounds_of, outcome, stages, values_of
from cjin.requests.rules.figures.hiding import FEWEST, hidden, in_fives
from cjin.requests.rules.figures.report import Row, figures, plain, sealed_in_fives
from cjin.requests.rules.figures.times import median, ninetieth, summed_up

OUT, IN = Direction.OUTGOING, Direction.INCOMING
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
GROUPS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 12), max_size=8)


@pytest.mark.parametrize(
    ("days", "middle", "most"),
    [
        ([1, 2, 3, 4, 5], 3, 5),
        ([9, 1, 5, 3, 7, 11], 6, 11),
        (list(range(1, 11)), 5.5, 9),
        (list(range(1, 101)), 50.5, 90),
        ([4] * 7, 4, 4),
        ([0, 0, 0, 0, 100], 0, 100),
    ],
)
def test_the_middle_and_nine_of_ten(days: list[int], middle: float, most: int) -> None:
    assert (median(days), ninetieth(days)) == (middle, most)


def test_of_four_nothing_is_summed_up() -> None:
    assert summed_up([1, 2, 3, 4]) is None


@given(st.lists(st.integers(0, 1000), min_size=1))
def test_nine_of_ten_do_not_exceed_it_and_it_is_the_smallest_such(days: list[int]) -> None:
    most = ninetieth(days)
    assert 10 * sum(day <= most for day in days) >= 9 * len(days)
    assert 10 * sum(day < most for day in days) < 9 * len(days)


@given(GROUPS)
def test_what_is_hidden_cannot_be_worked_out_from_the_total(groups: dict[str, int]) -> None:
    left_out = hidden(groups)
    assert {name for name, count in groups.items() if count < FEWEST} <= left_out
    together = sum(groups[name] for name in left_out)
    everything = left_out == set(groups)
    assert not left_out or everything or (len(left_out) >= 2 and together >= FEWEST)


def test_a_single_small_group_takes_the_smallest_other_with_it() -> None:
    assert hidden({"XBB": 3, "XCC": 9, "XDD": 20}) == {"XBB", "XCC"}
    assert hidden({"XBB": 1, "XCC": 1, "XDD": 20, "XEE": 7}) == {"XBB", "XCC", "XEE"}
    assert hidden({"XBB": 5, "XCC": 6}) == frozenset()


@given(GROUPS)
def test_sealed_ones_are_counted_in_whole_fives(sealed: dict[str, int]) -> None:
    told = in_fives(sealed)
    assert all(count % FEWEST == 0 and 0 < count <= sealed[name] for name, count in told.items())
    assert all(sealed[name] - told.get(name, 0) < FEWEST for name in sealed)


def at(*acts: tuple[str, float], **detail: str) -> list[Event]:
    return [Event(name, START + timedelta(days=day), "ann", "", detail) for name, day in acts]


def test_stages_are_counted_in_whole_days_from_the_first_act_to_the_one_that_ends_them() -> None:
    events = at(("opened", 0), ("submit", 1), ("send", 4.9), ("acknowledge", 7.5), ("accept", 10.9))
    events += at(("execute-measure", 30), ("execute-measure", 44.9), ("close", 50))
    assert stages(OUT, events) == {"writing": 4, "acknowledgement": 2, "decision": 6, "execution": 40, "whole": 50}
    incoming = at(("opened", 0), ("acknowledge", 2), ("accept", 9), ("transmit-measure", 29))
    assert stages(IN, incoming) == {"acknowledgement": 2, "decision": 9, "execution": 20}
    assert stages(OUT, at(("opened", 0))) == {}


def test_the_outcome_follows_from_the_decision_and_the_measures() -> None:
    case = opened(OUT, ["records", "search"])
    assert outcome(case, at(("opened", 0))) == "going-on"
    assert outcome(case, at(("accept", 0), ("refuse", 3))) == "refused"
    assert outcome(case, at(("refuse", 0), ("accept", 3))) == "going-on"
    assert outcome(replace(case, state="withdrawn"), []) == "withdrawn"
    assert outcome(replace(case, measures={"records": "executed", "search": "executed"}), []) == "executed"
    assert outcome(replace(case, measures={"records": "executed", "search": "refused"}), []) == "partly-executed"
    assert outcome(replace(case, measures={"records": "refused", "search": "refused"}), []) == "refused"
    assert outcome(replace(case, state="closed"), []) == "closed"


def test_grounds_and_values_are_taken_from_what_was_told() -> None:
    value = {"what": "frozen", "amount": "100.10", "currency": "EUR"}
    events = [
        Event("execute-measure", START, detail={"values": [value, value | {"what": "returned"}]}),
        Event("execute-measure", START, detail={"values": [value]}),
        *at(("refuse-measure", 1), ground="nationality"),
        *at(("refuse-measure", 2), ground="nationality"),
    ]
    assert values_of(events) == {("frozen", "EUR"): Decimal("200.20"), ("returned", "EUR"): Decimal("100.10")}
    assert grounds_of(events) == ("nationality",)


def one(other: str = "XBB", direction: Direction = OUT, **more: object) -> Counted:
    whole: dict[str, object] = {
        "direction": direction, "other": other, "kind": "extradition", "basis": "untoc-2000",
        "measures": (), "offences": ("0703",), "outcome": "executed", "grounds": (), "clarifications": 1,
        "days": {"whole": 10}, "values": {},
    }  # fmt: skip
    return Counted(**whole | more)  # type: ignore[arg-type]


def told(rows: list[Row], figure: str) -> dict[str, int | None]:
    return {row.group: row.count for row in rows if row.figure == figure}


def test_a_year_worked_by_hand() -> None:
    """Ten requests to XBB, six to XCC, three to XDD: XDD is hidden, and so is XCC, or the rest would tell."""
    every = [one()] * 10 + [one("XCC", outcome="refused", grounds=("nationality",))] * 6 + [one("XDD")] * 3
    rows = figures(every)
    assert told(rows, "total") == {"": 19}
    assert told(rows, "other") == {"XBB": 10, "XCC": None, "XDD": None}
    assert told(rows, "outcome") == {"executed": 13, "refused": 6}
    assert told(rows, "ground") == {"nationality": 6}
    (whole,) = (row for row in rows if row.figure == "days")
    assert (whole.group, whole.count, whole.median, whole.ninetieth) == ("whole", 19, 10, 10)
    (asked,) = (row for row in rows if row.figure == "clarifications")
    assert (asked.median, asked.ninetieth) == (1, 1)


def test_of_four_requests_nothing_is_told_but_that_they_are_few() -> None:
    rows = figures([one(direction=IN)] * 4)
    assert [plain(row) for row in rows] == [
        {"direction": "incoming", "figure": "total", "group": "", "count": "<5", "median": None, "ninetieth": None,
         "amount": None}
    ]  # fmt: skip


def test_four_sealed_requests_change_no_figure() -> None:
    every = [one()] * 8 + [one("XCC", values={("frozen", "EUR"): Decimal(5)})] * 7
    sealed = [
        one(name, kind="confiscation", days={"whole": 900}, values={("frozen", "USD"): Decimal(9)})
        for name in ("XBB", "XCC", "XEE", "XBB")
    ]
    assert sealed_in_fives(sealed) == {}
    assert figures(every, sealed_in_fives(sealed)) == figures(every)


def test_five_sealed_ones_are_in_the_total_and_in_no_small_group() -> None:
    every = [one()] * 8 + [one("XCC")] * 7
    sealed = [one("XBB", days={"whole": 900})] * 3 + [one("XEE")] * 3
    rows = figures(every, sealed_in_fives(sealed))
    assert told(rows, "total") == {"": 20}
    assert told(rows, "other") == {"XBB": 8, "XCC": 7}
    assert told(rows, "kind") == {"extradition": 20}
    assert next(row.ninetieth for row in rows if row.figure == "days") == 10
    assert told(figures([], sealed_in_fives([one()] * 5)), "total") == {"": 5}


def test_a_value_comes_from_five_requests_or_is_not_told() -> None:
    value = {("confiscated", "EUR"): Decimal("10.50")}
    assert told(figures([one(values=value)] * 5), "confiscated") == {"EUR": 5}
    assert next(row.amount for row in figures([one(values=value)] * 5) if row.figure == "confiscated") == Decimal(
        "52.50"
    )
    few = [one(values=value)] * 4 + [one()] * 3
    assert told(figures(few), "confiscated") == {"EUR": None}
    assert all(row.amount is None for row in figures(few))


COUNTED = st.builds(
    one,
    st.sampled_from(["XBB", "XCC", "XDD", "XEE"]),
    outcome=st.sampled_from(["executed", "refused", "going-on"]),
)


@given(st.lists(COUNTED, max_size=40), st.lists(COUNTED, max_size=20))
def test_nothing_under_five_is_ever_told(every: list[Counted], sealed: list[Counted]) -> None:
    rows = figures(every, sealed_in_fives(sealed))
    assert all(row.count is None or row.count >= FEWEST for row in rows)
    for row in rows:
        if row.figure == "total" and row.count is not None:
            for figure in ("other", "outcome"):
                shown = told(rows, figure)
                rest = row.count - sum(count for count in shown.values() if count)
                assert rest == 0 or rest >= FEWEST or not any(shown.values())
    open_ones = Counter(item.other for item in every)
    for group, count in told(rows, "other").items():
        assert count is None or (count - open_ones[group]) % FEWEST == 0


def test_what_is_told_stands_before_what_is_hidden_and_the_larger_first() -> None:
    rows = [
        row
        for row in figures([one()] * 6 + [one("XCC")] * 9 + [one("XDD")] * 8 + [one("XEE")] * 2)
        if row.figure == "other"
    ]
    assert [row.group for row in rows] == ["XCC", "XDD", "XBB", "XEE"]
    assert all(a.count is None or b.count is None or a.count >= b.count for a, b in pairwise(rows))


def test_a_case_that_is_refused_counts_as_refused() -> None:
    case = opened(IN, ["records"], authentic=True)
    events = [Event(name, START, "ann") for name in ("register", "acknowledge", "check-admissibility")]
    for event in events:
        case = after(case, event)
    assert outcome(case, events) == "going-on"
