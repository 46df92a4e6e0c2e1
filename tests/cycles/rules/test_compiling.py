"""Compiling: counts in one go, series over rounds with their denominators, and what may be told by names."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given as cases
from hypothesis import strategies as st

from cjin.core.rules.catalogue import read
from cjin.cycles.rules.answers.replies import Reply
from cjin.cycles.rules.compiling.counting import Given, Rule, What, count, counts
from cjin.cycles.rules.compiling.crossing import middle, ties
from cjin.cycles.rules.compiling.matrix import matrix, told
from cjin.cycles.rules.compiling.naming import LEAST, may_name
from cjin.cycles.rules.compiling.series import CHANGES, Told, series, step, together
from cjin.cycles.rules.compiling.tables import lines, obstacles_by_topic
from cjin.cycles.rules.vocabulary import codes
from cjin.reference.rules.topics import read_topics
from cjin.statistics.rules.classification import iccs
from tests.cycles.forms import every_kind, replies_to

FORM = every_kind()
ASKED = ("para-1", "para-2")
STATES = [f"X{one}" for one in "ABCDEFGH"]
ANSWERS = st.fixed_dictionaries({}, optional={name: replies_to(FORM.question(name)) for name in ASKED})
GIVEN = st.lists(st.tuples(st.booleans(), ANSWERS, ANSWERS), max_size=8).map(
    lambda all_: [Given(STATES[place], "north", named, now, before) for place, (named, now, before) in enumerate(all_)]
)
ROUNDS = st.lists(st.dictionaries(st.sampled_from(STATES), ANSWERS), min_size=1, max_size=4)


def state(practice: str = "", **more: Any) -> Reply:
    """A reply about the state of implementation."""
    return {"reply": "answered", "value": ({"practice": practice} if practice else {}) | more}


def a_round(replies: Mapping[str, Mapping[str, Reply]], *questions: str) -> Told:
    """A round of States."""
    return Told(frozenset(questions or ASKED), {(key, ""): said for key, said in replies.items()})


def replied(*replies: tuple[bool, Reply | None]) -> list[Given]:
    """Replies to the first question, each with whether its State may be named."""
    return [
        Given(STATES[place], "north", named, {"para-1": said} if said else {})
        for place, (named, said) in enumerate(replies)
    ]


@cases(GIVEN, st.sampled_from([What.REPLY, What.LAW, What.PRACTICE, What.DIFFICULTY, What.CHANGE, What.GOOD_PRACTICE]))
def test_counts_in_one_go_are_the_counts_one_by_one(given: list[Given], what: What) -> None:
    wanted = (*codes("implementation"), *codes("difficulties"), *codes("replies"), "yes", *CHANGES)
    for questions in (("para-1",), ASKED):
        for code, found in counts(what, questions, wanted, given).items():
            assert found == count(Rule(what, questions, (code,)), given)


@cases(GIVEN)
def test_the_difficulties_of_a_topic_count_each_state_once(given: list[Given]) -> None:
    found = obstacles_by_topic(FORM, lines(FORM, given))["corruption"]
    for code, number in found.difficulties.items():
        expected = count(Rule(What.DIFFICULTY, ASKED, (code,)), given)
        assert (number, found.of) == (expected.number, expected.of)
    assert found.practices == count(Rule(What.GOOD_PRACTICE, ASKED, ("yes",)), given).number


@cases(ROUNDS)
def test_changes_are_told_of_those_who_told_both_times(rounds: list[dict[str, dict[str, Reply]]]) -> None:
    points = series("para-1", [a_round(one) for one in rounds])
    assert points[0] is not None
    assert sum(points[0].changes.values()) == 0
    for place, point in enumerate(points):
        assert point is not None
        now, before = (_who_told(rounds[at]) if at >= 0 else set() for at in (place, place - 1))
        assert point.both == len(now & before)
        assert sum(point.practice.values()) <= point.replies
        if place:
            assert point.changes["new"] == len(now - before)


def _who_told(replies: Mapping[str, Mapping[str, Reply]]) -> set[str]:
    return {
        key
        for key, said in replies.items()
        if (value := said.get("para-1", {}).get("value")) and (value.get("practice") or value.get("law"))
    }


@cases(ROUNDS)
def test_a_topic_is_the_sum_of_its_provisions(rounds: list[dict[str, dict[str, Reply]]]) -> None:
    every = {name: series(name, [a_round(one) for one in rounds]) for name in ASKED}
    for whole, one, other in zip(together(ASKED, every), *every.values(), strict=True):
        assert whole is not None
        assert one is not None
        assert other is not None
        assert whole.replies == one.replies + other.replies
        assert whole.both == one.both + other.both
        assert whole.practice == {code: one.practice[code] + other.practice[code] for code in one.practice}


def test_a_round_that_did_not_ask_is_passed_over() -> None:
    rounds = [
        a_round({"XA": {"para-1": state("planned")}, "XB": {"para-1": state("implemented")}}),
        a_round({"XA": {"para-2": state("largely")}}, "para-2"),
        a_round({"XA": {"para-1": state("largely")}, "XB": {"para-1": state("planned")}, "XC": {}}),
    ]
    first, middle_, last = series("para-1", rounds)
    assert first is not None
    assert middle_ is None
    assert last is not None
    assert last.changes == {"new": 0, "advanced": 1, "unchanged": 0, "reversed": 1}
    assert last.both == 2


def test_silence_is_not_a_state() -> None:
    (point,) = series("para-1", [a_round({"XA": {}, "XB": {"para-1": {"reply": "not-reported"}},
                                          "XC": {"para-1": {"reply": "withheld"}}})])  # fmt: skip
    assert point is not None
    assert point.replies == 1
    assert not any(point.practice.values())


@pytest.mark.parametrize(("before", "now", "change"), [
    ("", "planned", "new"), ("planned", "largely", "advanced"), ("largely", "planned", "reversed"),
    ("largely", "largely", "unchanged"), ("regressed", "planned", "advanced"), ("planned", "regressed", "reversed"),
])  # fmt: skip
def test_a_step_between_two_rounds(before: str, now: str, change: str) -> None:
    assert step(before, now) == change


@pytest.mark.parametrize(("unnamed", "open_"), [(0, True), (1, False), (2, False), (3, True), (4, True)])
def test_a_provision_is_told_by_names_where_no_reply_without_a_name_can_be_worked_out(
    unnamed: int, open_: bool
) -> None:
    given = replied(*[(True, state("planned"))] * 3, *[(False, state("implemented"))] * unnamed)
    assert may_name("para-1", given) is open_
    assert bool(matrix([FORM.question("para-1")], given).questions) is open_


def test_one_that_alone_tells_a_state_closes_a_provision_though_more_replied() -> None:
    silent: list[tuple[bool, Reply | None]] = [(False, None)] * 3
    assert may_name("para-1", replied((True, state("planned")), *silent))
    assert not may_name("para-1", replied((True, state("planned")), *silent, (False, state("planned"))))
    of_law = [(False, state(law="planned"))] * 3
    assert not may_name("para-1", replied(*of_law, (False, state("planned", law="planned"))))


@cases(GIVEN)
def test_by_names_only_those_that_agreed_and_nothing_to_subtract(given: list[Given]) -> None:
    found = matrix([FORM.question(name) for name in ASKED], given)
    assert {one.key for one in found.rows} == {one.key for one in given if one.named}
    for question in found.questions:
        name = question.question
        for code in codes("implementation"):
            among = count(Rule(What.PRACTICE, (name,), (code,)), given).of
            named = sum(row.cells[name] in codes("implementation") for row in found.rows)
            assert among - named == 0 or among - named >= LEAST


@pytest.mark.parametrize(("reply", "code"), [
    (None, "not-reported"), (state("planned"), "planned"), (state(law="planned"), "not-reported"),
    ({"reply": "withheld"}, "withheld"), ({"reply": "nil"}, "nil"),
])  # fmt: skip
def test_a_cell_is_a_state_or_the_kind_of_reply(reply: Reply | None, code: str) -> None:
    assert told(reply) == code


def test_the_ties_of_topics_to_figures_name_topics_and_categories_that_exist() -> None:
    assert set(ties()) <= {one.slug for one in read_topics(read("topics"))}
    assert all(iccs().under(code) for one in ties().values() for code in one.iccs)
    assert all(one.figures or one.iccs for one in ties().values())


def test_the_middle() -> None:
    assert middle([]) is None
    assert middle([4.0, 1.0, 3.0]) == 3.0
