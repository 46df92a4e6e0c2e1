"""Replies: one plain form, whatever came in; no answer is of four different kinds."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.errors import Invalid
from cjin.cycles.rules.answers.progress import asked_in, given_in, progress_of
from cjin.cycles.rules.answers.replies import canonical, checked, checked_all
from cjin.cycles.rules.form.reading import read_form
from cjin.cycles.rules.vocabulary import NO_ANSWERS
from tests.cycles.forms import all_replies, every_kind
from tests.cycles.rules.test_forms import JSON

QUESTIONS = st.sampled_from(sorted(every_kind().by_name))


@given(all_replies())
def test_a_reply_in_its_plain_form_stays_as_it_is(said: dict[str, Any]) -> None:
    form = every_kind()
    kept = checked_all(form, said)
    assert checked_all(form, kept) == kept
    assert json.loads(canonical(kept)) == kept


@given(QUESTIONS, JSON)
def test_anything_is_a_reply_or_has_faults(name: str, said: Any) -> None:
    try:
        checked(every_kind().question(name), said)
    except Invalid as error:
        assert error.faults  # noqa: PT017 - it may also be right


@given(QUESTIONS, JSON)
def test_any_value_is_one_or_has_faults(name: str, value: Any) -> None:
    question = every_kind().question(name)
    try:
        kept = checked(question, {"reply": "answered", "value": value})
    except Invalid as error:
        assert error.faults  # noqa: PT017 - it may also be right
    else:
        assert kept is None or checked(question, kept) == kept


@pytest.mark.parametrize("kind", NO_ANSWERS)
def test_what_is_no_answer_has_no_value(kind: str) -> None:
    question = every_kind().question("law")
    assert checked(question, {"reply": kind, "text": {"en": "why"}}) == {"reply": kind, "text": {"en": "why"}}
    with pytest.raises(Invalid) as caught:
        checked(question, {"reply": kind, "value": "yes"})
    assert caught.value.faults[0].where == "value"


def test_the_four_kinds_of_no_answer_and_silence_are_counted_apart() -> None:
    form = every_kind()
    replies = {name: {"reply": kind} for name, kind in zip(("one", "many", "day", "table"), NO_ANSWERS, strict=True)}
    progress = progress_of(form, replies)["second"]
    assert progress.replies == dict.fromkeys(NO_ANSWERS, 1)
    assert (progress.answered, progress.replied, progress.missing) == (0, 4, progress.asked - 4)


@pytest.mark.parametrize(("said", "asked"), [("yes", False), ("no", True), ("partly", True)])
def test_a_condition_decides_what_is_asked(said: str, asked: bool) -> None:
    section = every_kind().section("first")
    names = [one.question for one in asked_in(section, {"law": {"reply": "answered", "value": said}})]
    assert ("why" in names) is asked


@pytest.mark.parametrize(("name", "value", "where"), [
    ("number", 1.5, "value"), ("number", -1, "value"), ("number", "12", "value"), ("number", True, "value"),
    ("share", float("inf"), "value"), ("day", "2026-02-30", "value"), ("day", "20260301", "value"),
    ("one", "d", "value"), ("many", "a", "value"), ("table", {"0101": {"m": -1}}, "value: 0101, m"),
    ("table", {"9999": {}}, "value"), ("para-1", {"law": "done"}, "value: law"), ("measures", ["No"], "value"),
    ("share", 10**400, "value"), ("share", -(10**400), "value"), ("share", float("nan"), "value"),
    ("number", 10**400, "value"), ("table", {"0101": {"m": 10**400}}, "value: 0101, m"), ("share", 10**15, "value"),
    ("tools", [{"type": "manual"}], "value: entry 1, about"), ("proposals", [{}], "value: entry 1"),
])  # fmt: skip
def test_a_wrong_value_is_refused_with_its_place(name: str, value: Any, where: str) -> None:
    with pytest.raises(Invalid) as caught:
        checked(every_kind().question(name), {"reply": "answered", "value": value})
    assert caught.value.faults[0].where.startswith(where)


@pytest.mark.parametrize("text", ["a\u202eb", "a\x00b", "\ud800"])
def test_signs_that_cannot_be_seen_are_refused(text: str) -> None:
    with pytest.raises(Invalid):
        checked(every_kind().question("why"), {"text": {"en": text}})


CHAIN = {
    "form": "chain", "version": 1, "kind": "survey", "title": {"en": "Chain"}, "sections": [
        {"section": section, "title": {"en": section}, "questions": [
            {"question": f"{section}-{n}", "kind": "three", "text": {"en": "?"}} | (
                {"when": {"question": f"{before}-{n}", "is": ["yes"]}} if before else {}
            ) for n in range(2)
        ]} for section, before in (("c", "b"), ("b", "a"), ("a", ""))
    ],
}  # fmt: skip


@given(
    st.dictionaries(st.sampled_from([f"{one}-{n}" for one in "abc" for n in range(2)]), st.sampled_from(["yes", "no"]))
)
def test_what_is_given_is_asked_with_what_is_given(said: dict[str, str]) -> None:
    form = read_form(CHAIN)
    answers = {name: {"reply": "answered", "value": one} for name, one in said.items()}
    given = given_in(form, answers)
    assert given_in(form, given) == given
    assert given.items() <= answers.items()
    for n in range(2):
        way = [f"{one}-{n}" for one in "abc"]
        for place, name in enumerate(way):
            expected = name in said and all(said.get(one) == "yes" for one in way[:place])
            assert (name in given) is expected
    progress = progress_of(form, answers)
    assert sum(one.replied for one in progress.values()) == len(given)
    assert all(one.replied <= one.asked for one in progress.values())
