"""How questions go on from version to version: by name, step by step, each old question in one new one at most."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.errors import Invalid
from cjin.cycles.rules.form.composing import next_version
from cjin.cycles.rules.form.questions import Form
from cjin.cycles.rules.form.reading import read_form
from cjin.cycles.rules.form.succession import carried_over, chained, parallels_of, successor_of


def asked(name: str, kind: str = "implementation", **more: Any) -> dict[str, Any]:
    return {"question": name, "kind": kind, "text": {"en": name}} | more


def form(*questions: dict[str, Any], version: int = 1, name: str = "f") -> Form:
    section = {"section": "s", "title": {"en": "s"}, "questions": list(questions)}
    said = {"form": name, "version": version, "kind": "follow-up", "title": {"en": "t"}, "sections": [section]}
    return read_form(said)


def options(*codes: str) -> list[dict[str, Any]]:
    return [{"code": one, "text": {"en": one}} for one in codes]


def before_of(found: Any) -> dict[str, str]:
    return {name: one.before for name, one in found.items()}


FIRST = form(asked("a"))
RENAMED = form(asked("b", was="a"), asked("a"), version=2)


def test_a_question_is_followed_through_every_version_between() -> None:
    third = next_version(RENAMED)
    assert before_of(chained([FIRST, RENAMED, third])) == {"b": "a"}
    assert chained([FIRST, RENAMED, third])["b"].why == "renamed"
    assert before_of(chained([third, RENAMED, FIRST])) == {"a": "b"}, "also from a later version back to an earlier one"
    assert chained([third])["b"].why == "same-question"


def test_a_name_that_another_question_goes_on_with_is_new() -> None:
    assert before_of(successor_of(FIRST, RENAMED)) == {"b": "a"}
    told = carried_over(FIRST, RENAMED)
    assert [(now.question, old.question) for now, old in told.renamed] == [("b", "a")]
    assert [one.question for one in told.new] == ["a"]
    assert told.same == told.changed == told.dropped == ()
    swapped = form(asked("a", was="b"), asked("b", was="a"), version=3)
    assert before_of(successor_of(RENAMED, swapped)) == {"a": "b", "b": "a"}


def test_two_questions_that_go_on_with_one_are_a_fault() -> None:
    with pytest.raises(Invalid) as caught:
        form(asked("b", was="a"), asked("c", was="a"), asked("d"), version=2)
    assert [one.where for one in caught.value.faults] == ["question b", "question c"]


def test_an_old_name_that_was_left_from_an_earlier_version_does_no_harm() -> None:
    second = form(asked("b", was="a"), version=2)
    third = form(asked("b", was="a"), version=3)
    assert before_of(chained([FIRST, second, third])) == {"b": "a"}


def test_an_answer_that_did_not_fit_between_carries_over_no_more() -> None:
    first, second, third = (
        form(asked("a", "choice", options=options(*codes)), version=number)
        for number, codes in enumerate(("xy", "vw", "xyw"), 1)
    )
    assert chained([first, second, third]) == {}
    assert before_of(chained([second, third])) == {"a": "a"}


def test_a_question_that_was_not_asked_for_a_while_goes_on_under_its_name() -> None:
    pause, again = form(asked("c"), version=2), form(asked("a"), asked("c"), version=3)
    assert before_of(chained([FIRST, pause, again])) == {"a": "a"}
    assert chained([FIRST, pause, form(asked("a", "text"), version=3)]) == {}
    taken = form(asked("a", was="c"), version=3)
    assert chained([FIRST, pause, taken, form(asked("a", was=""), version=4)]) == {}


@st.composite
def histories(draw: st.DrawFn) -> list[Form]:
    """Versions of a form in which questions are renamed, added and dropped."""
    versions = [form(asked("a"), asked("b"), asked("c"))]
    for number in range(2, draw(st.integers(2, 5)) + 1):
        old = [one.question for one in versions[-1].questions]
        names = draw(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=4, unique=True))
        claims = draw(st.lists(st.sampled_from([*old, "", ""]), min_size=len(names), max_size=len(names)))
        free = {one for one in claims if claims.count(one) == 1}
        versions.append(form(
            *(asked(name, was=was if was in free and was != name else "")
              for name, was in zip(names, claims, strict=True)),
            version=number,
        ))  # fmt: skip
    return versions


@given(histories())
def test_no_old_question_goes_on_in_two_and_the_way_back_is_the_same(versions: list[Form]) -> None:
    found = before_of(chained(versions))
    assert len(set(found.values())) == len(found)
    assert before_of(chained(versions[::-1])) == {old: name for name, old in found.items()}
    for before, after in pairwise(versions):
        told = carried_over(before, after)
        steps = before_of(successor_of(before, after))
        pairs = {one.question: one.question for one in told.same}
        pairs |= {now.question: old.question for now, old in told.renamed}
        assert pairs == steps
        assert {one.question for one in told.new} == {one.question for one in after.questions} - steps.keys()
        assert {one.question for one in told.dropped} == before.by_name.keys() - set(steps.values())


def test_another_question_on_the_same_provision_hides_none() -> None:
    before = form(asked("how-far", about=["doha/p5"]), asked("words", "text", about=["doha/p5"]), name="doha")
    after = form(asked("k", about=["kyoto/p9"]), asked("say", "text", about=["kyoto/p9"]), name="kyoto")
    found = parallels_of(before, after, {"kyoto/p9": ["doha/p5"]})
    assert before_of(found) == {"k": "how-far", "say": "words"}


def test_a_choice_with_other_options_is_not_offered() -> None:
    before = form(asked("c", "choice", about=["x/p1"], options=options("a", "b")), name="one")
    other = form(asked("d", "choice", about=["x/p1"], options=options("y", "z")), name="two")
    wider = form(asked("d", "choice", about=["x/p1"], options=options("a", "b", "z")), name="two")
    assert parallels_of(before, other, {}) == {}
    assert before_of(parallels_of(before, wider, {})) == {"d": "c"}
