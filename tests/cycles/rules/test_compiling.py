"""Compiling: counts in one go, series over rounds with their denominators, and what may be told by names."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given as cases
from hypothesis import strategies as st

from cjin.core.rules.catalogue import read
from cjin.cycles.rules.answers.replies import Reply
from cjin.cycles.rules.compiling.changing import BOTH, CHANGES, change
from cjin.cycles.rules.compiling.counting import Given, Rule, What, count, counts
from cjin.cycles.rules.compiling.crossing import middle, ties
from cjin.cycles.rules.compiling.matrix import matrix, told
from cjin.cycles.rules.compiling.naming import LEAST, may_name, may_name_counted, named_in
from cjin.cycles.rules.compiling.series import Told, series, together
from cjin.cycles.rules.compiling.tables import by_topic, line, lines, obstacles_by_topic
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


@cases(GIVEN, st.sampled_from([
    What.REPLY, What.LAW, What.PRACTICE, What.DIFFICULTY, What.CHANGE, What.NEW, What.GOOD_PRACTICE,
]))  # fmt: skip
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
        assert sum(point.practice.values()) <= point.replies
        if place:
            told = [_told_when(rounds[place - 1].get(key, {}), rounds[place].get(key, {})) for key in STATES]
            assert (point.both, point.changes["new"]) == (told.count("both"), told.count("new"))


def _told_when(before: Mapping[str, Reply], now: Mapping[str, Reply]) -> str:
    """Whether the first question was told like with like, for the first time, or neither."""
    then, told = (
        {scope for scope in ("law", "practice") if scope in (said.get("para-1", {}).get("value") or {})}
        for said in (before, now)
    )
    if "practice" in then & told or (then == told == {"law"}):
        return "both"
    return "new" if told and not then else ""


@cases(st.lists(st.tuples(ANSWERS, ANSWERS), max_size=6))
def test_results_and_series_tell_the_same_changes(said: list[tuple[dict[str, Reply], dict[str, Reply]]]) -> None:
    silent: dict[str, Reply] = {name: {"reply": "not-reported"} for name in ASKED}
    given = [Given(STATES[at], "north", True, now, silent | then) for at, (then, now) in enumerate(said)]
    rounds = [a_round({STATES[at]: pair[which] for at, pair in enumerate(said)}) for which in (0, 1)]
    every = {name: series(name, rounds) for name in ASKED}
    for name in ASKED:
        point, found = every[name][1], line(FORM.question(name), given)
        assert point is not None
        assert point.changes == {code: one.number for code, one in found.changes.items()}
        assert {found.changes[code].of for code in BOTH} == {point.both}
    whole = together(ASKED, every)[1]
    assert whole is not None
    assert by_topic(FORM, lines(FORM, given))["corruption"] == whole.practice


def test_a_topic_in_practice_does_not_count_what_was_told_of_the_law() -> None:
    given = replied((True, state(law="implemented")))
    assert not any(by_topic(FORM, lines(FORM, given))["corruption"].values())


def test_of_what_the_round_before_did_not_ask_no_change_is_told() -> None:
    found = line(FORM.question("para-1"), replied((True, state("planned"))))
    assert {(one.number, one.of) for one in found.changes.values()} == {(0, 0)}


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


def test_the_changes_of_the_law_are_its_own() -> None:
    rounds = [
        a_round({"XA": {"para-1": state("planned", law="implemented")}, "XB": {"para-1": state("planned")}}),
        a_round({"XA": {"para-1": state("largely", law="planned")}, "XB": {"para-1": state(law="planned")}}),
    ]
    point = series("para-1", rounds)[1]
    assert point is not None
    assert point.changes == {"new": 0, "advanced": 1, "unchanged": 0, "reversed": 0}
    assert point.of_law == {"new": 1, "advanced": 0, "unchanged": 0, "reversed": 1}
    assert point.as_data()["of_both_law"] == 1


def test_silence_is_not_a_state() -> None:
    (point,) = series("para-1", [a_round({"XA": {}, "XB": {"para-1": {"reply": "not-reported"}},
                                          "XC": {"para-1": {"reply": "withheld"}}})])  # fmt: skip
    assert point is not None
    assert point.replies == 1
    assert not any(point.practice.values())


@pytest.mark.parametrize(("before", "now", "code"), [
    (state(), state("planned"), "new"), (None, state("regressed"), "new"), (None, state(law="planned"), "new"),
    (state("planned"), state("largely"), "advanced"), (state("largely"), state("planned"), "reversed"),
    (state("largely"), state("largely"), "unchanged"), (state("regressed"), state("planned"), "advanced"),
    (state("planned"), state("regressed"), "reversed"), (state("planned"), {"reply": "nil"}, ""),
    (state(law="implemented"), state("planned", law="implemented"), ""),
    (state("planned"), state(law="implemented"), ""), (state(law="planned"), state(law="implemented"), "advanced"),
    (state("planned", law="implemented"), state("largely", law="planned"), "advanced"),
])  # fmt: skip
def test_like_is_compared_with_like(before: Reply | None, now: Reply, code: str) -> None:
    assert change(before, now) == code


@pytest.mark.parametrize(("unnamed", "open_"), [(0, True), (1, False), (2, False), (3, True), (4, True)])
def test_a_provision_is_told_by_names_where_no_reply_without_a_name_can_be_worked_out(
    unnamed: int, open_: bool
) -> None:
    told = [state("implemented"), state("planned")] * 2
    given = replied(*[(True, state("planned"))] * 3, *((False, one) for one in told[:unnamed]))
    assert may_name("para-1", given) is open_
    assert bool(matrix([FORM.question("para-1")], given).questions) is open_


@pytest.mark.parametrize(("same", "other"), [
    (state("regressed"), state("planned")), (state(law="planned"), state(law="largely")),
    ({"reply": "withheld"}, {"reply": "nil"}),
])  # fmt: skip
def test_where_all_without_a_name_tell_the_same_nothing_is_told_by_names(same: Reply, other: Reply) -> None:
    named = [(True, state("planned"))] * 3
    assert not may_name("para-1", replied(*named, *[(False, same)] * 4))
    assert may_name("para-1", replied(*named, *[(False, same)] * 3, (False, other)))


def test_where_all_without_a_name_moved_alike_nothing_is_told_by_names() -> None:
    now = [state("planned"), state("largely"), state("largely")]
    moved = [Given(STATES[at], "north", False, {"para-1": one}, {"para-1": state("not-started")})
             for at, one in enumerate(now)]  # fmt: skip
    assert not may_name("para-1", moved)
    back = Given("XH", "north", False, {"para-1": state("regressed")}, {"para-1": state("planned")})
    assert may_name("para-1", [*moved, back])


def test_a_change_of_the_law_that_one_alone_tells_is_told_by_nobodys_name() -> None:
    now = [state("planned", law="planned"), state("largely", law="planned"), state("planned", law="largely")]
    before = [state("planned", law="implemented"), state("planned"), state("largely")]
    given = [Given(STATES[at], "north", False, {"para-1": told}, {"para-1": then})
             for at, (told, then) in enumerate(zip(now, before, strict=True))]  # fmt: skip
    assert not may_name("para-1", given)


def test_a_count_names_nobody_where_it_counts_all_without_a_name() -> None:
    told = [state("planned", good_practice=True), state("largely", good_practice=True), state("largely")]
    named = [(True, state("planned", good_practice=True))]
    rule = Rule(What.GOOD_PRACTICE, ("para-1",), ("yes",))
    given = replied(*named, *((False, one) for one in told))
    assert named_in(count(rule, given), given) == ["XA"]
    every = replied(*named, *((False, one) for one in told[:2] * 2))
    assert may_name("para-1", every)
    assert named_in(count(rule, every), every) == []
    one = replied(*named, (False, told[0]))
    assert not may_name_counted(count(rule, one), one)
    assert may_name_counted(count(Rule(What.UNNAMED, (), ("unnamed",)), one), one)


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
