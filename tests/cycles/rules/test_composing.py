"""Composing a form: each edit gives a right form, and what is undone is as it was."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.errors import Conflict, Invalid, NotFound
from cjin.core.rules.identifiers import Slug
from cjin.core.rules.multilingual import Multilingual
from cjin.cycles.rules.form.composing import (
    ORDER,
    QUESTION,
    SECTION,
    TITLE,
    earlier_than,
    free_name,
    mark_of,
    moved,
    names_in,
    next_version,
    section_moved,
    too_early,
    waiting_for,
    with_new_section,
    with_question,
    with_section,
    without,
)
from cjin.cycles.rules.form.conditions import Condition
from cjin.cycles.rules.form.questions import Coded, Form, Kind, Question, Section
from cjin.cycles.rules.form.reading import read_form, written_form
from cjin.cycles.rules.form.succession import carried_over
from cjin.cycles.rules.form.wording import answers_in_words
from tests.cycles.forms import every_kind

EMPTY = Section("third", Multilingual(en="Third"), Multilingual(), ())
NAMES = [one.question for one in every_kind().questions]
SECTIONS = [one.section for one in every_kind().sections]
STEPS = st.sampled_from([-1, 1])
TEXT = Multilingual(en="What else?")


def order_of(form: Form) -> list[str]:
    return [one.question for one in form.questions]


@st.composite
def composed(draw: st.DrawFn) -> Form:
    """A form after some moves, with an empty section somewhere."""
    form = with_new_section(every_kind(), EMPTY)
    for name, step in draw(st.lists(st.tuples(st.sampled_from(NAMES), STEPS), max_size=12)):
        form = moved(form, name, step)
    for name, step in draw(st.lists(st.tuples(st.sampled_from([*SECTIONS, "third"]), STEPS), max_size=4)):
        form = section_moved(form, name, step)
    return form


@given(composed(), st.sampled_from(NAMES), STEPS)
def test_a_question_that_is_moved_there_and_back_stands_where_it_was(form: Form, name: str, step: int) -> None:
    there = moved(form, name, step)
    assert sorted(order_of(there)) == sorted(order_of(form))
    assert read_form(written_form(there)) == there
    if there != form:
        assert moved(there, name, -step) == form
        assert moved(there, name, -step) != there


@given(composed(), st.sampled_from([*SECTIONS, "third"]), STEPS)
def test_a_section_that_is_moved_there_and_back_stands_where_it_was(form: Form, name: str, step: int) -> None:
    there = section_moved(form, name, step)
    assert there == form or section_moved(there, name, -step) == form
    assert {one.section: one for one in there.sections} == {one.section: one for one in form.sections}


@given(composed(), st.sampled_from(NAMES))
def test_by_steps_a_question_comes_from_the_end_to_the_beginning_through_every_section(form: Form, name: str) -> None:
    for _step in range(len(NAMES) + len(form.sections)):
        form = moved(form, name, -1)
    assert form.sections[0].questions[0].question == name


@given(composed(), st.sampled_from([*((QUESTION, one) for one in NAMES), *((SECTION, one) for one in SECTIONS)]))
def test_what_others_wait_for_goes_only_where_they_are_told(form: Form, what: tuple[str, str]) -> None:
    part, name = what
    going = names_in(form, part, name)
    waiting = waiting_for(form, going)
    if waiting:
        with pytest.raises(Conflict, match=waiting[0].question):
            without(form, part, name)
    left = without(form, part, name, freeing=True)
    assert read_form(written_form(left)) == left
    assert set(order_of(left)) == set(order_of(form)) - set(going)
    assert all(left.question(one.question).when is None for one in waiting)
    assert (name in {one.section for one in left.sections}) == (part != SECTION and name in SECTIONS)


@given(composed(), st.sampled_from(NAMES), st.sampled_from([*SECTIONS, "third"]))
def test_a_question_that_is_renamed_keeps_its_place_and_those_that_wait_for_it(
    form: Form, name: str, section: str
) -> None:
    after = with_question(form, section, replace(form.question(name), question="renamed"), instead=name)
    assert read_form(written_form(after)) == after
    assert len(waiting_for(after, ["renamed"])) == len(waiting_for(form, [name]))
    if form.section_of[name] == section:
        assert order_of(after) == ["renamed" if one == name else one for one in order_of(form)]
    else:
        assert after.section(section).questions[-1].question == "renamed"
    assert with_question(after, form.section_of[name], form.question(name), instead="renamed").by_name == form.by_name


def test_a_new_question_comes_last_and_a_section_keeps_its_questions_when_its_words_change() -> None:
    form = with_question(every_kind(), "first", Question("more", Kind.TEXT, TEXT))
    assert [one.question for one in form.section("first").questions][-1] == "more"
    changed = with_section(form, Section("first", TEXT, Multilingual(), ()))
    assert changed.section("first").title == TEXT
    assert order_of(changed) == order_of(form)
    with pytest.raises(NotFound):
        with_question(form, "nowhere", Question("again", Kind.TEXT, TEXT))
    with pytest.raises(NotFound):
        moved(form, "nothing", 1)


@given(composed(), st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_the_mark_of_a_part_changes_with_that_part_alone(form: Form, name: str, other: str) -> None:
    changed = with_question(form, form.section_of[name], replace(form.question(name), text=TEXT), instead=name)
    assert mark_of(changed, QUESTION, name) != mark_of(form, QUESTION, name)
    assert other == name or mark_of(changed, QUESTION, other) == mark_of(form, QUESTION, other)
    assert mark_of(changed, ORDER) == mark_of(form, ORDER)
    assert mark_of(changed, TITLE) == mark_of(form, TITLE)
    assert mark_of(changed, SECTION, "first") == mark_of(form, SECTION, "first")
    swapped = moved(form, name, 1)
    assert (mark_of(swapped, ORDER) == mark_of(form, ORDER)) == (swapped == form)


@given(st.sets(st.sampled_from(["question-1", "question-2", "what-else", "what-else-2"])), st.booleans())
def test_a_name_made_from_a_text_is_free_and_fits_an_address(taken: set[str], latin: bool) -> None:
    text = TEXT if latin else Multilingual(ar="ماذا أيضاً؟")
    name = free_name(taken, text, "question")
    assert name == Slug.of(name)
    assert name not in taken
    assert name.startswith("what-else" if latin else "question")


def test_a_question_before_the_one_that_it_waits_for_is_told() -> None:
    form = every_kind()
    assert too_early(form) == []
    assert too_early(moved(form, "why", -1)) == ["why"]
    assert [one.question for one in earlier_than(form, "law")] == ["para-1", "para-2"]
    assert [one.question for one in earlier_than(form, "")] == NAMES


def test_what_a_question_can_be_answered_with_is_what_another_can_wait_for() -> None:
    form = every_kind()
    for question in form.questions:
        for code in answers_in_words(question, "ru"):
            waiting = Question("waiting", Kind.TEXT, TEXT, when=Condition(question.question, (code,)))
            read_form(written_form(with_question(form, "second", waiting)))
        waiting = Question("waiting", Kind.TEXT, TEXT, when=Condition(question.question, ("perhaps",)))
        with pytest.raises(Invalid, match="faults"):
            read_form(written_form(with_question(form, "second", waiting)))
    assert answers_in_words(form.question("one"), "ar")["a"] == "سؤال option a"


def test_a_new_section_has_a_name_that_no_page_and_no_other_section_has() -> None:
    form = every_kind()
    for title, name in (("Workbook", "workbook-2"), ("Act", "act-2"), ("Workbook", "workbook-3"), ("First", "first-2")):
        form = with_new_section(form, Section("", Multilingual(en=title), Multilingual(), ()))
        assert form.sections[-1].section == name
    assert len({one.section for one in form.sections}) == len(form.sections)


def test_the_next_version_carries_everything_over_and_tells_what_changed_since() -> None:
    before = every_kind()
    after = next_version(before)
    assert after.version == before.version + 1
    found = carried_over(before, after)
    assert [one.question for one in found.same] == NAMES
    assert (found.renamed, found.changed, found.new, found.dropped) == ((), (), (), ())
    after = with_question(after, "first", replace(after.question("law"), question="statute", was="law"), instead="law")
    one = after.question("one")
    after = with_question(after, "second", replace(one, options=(*one.options[1:], Coded("d", TEXT))), instead="one")
    table = after.question("table")
    assert table.grid
    less = replace(table, grid=replace(table.grid, rows=table.grid.rows[:1]))
    after = with_question(after, "second", less, instead="table")
    after = without(with_question(after, "second", Question("more", Kind.TEXT, TEXT)), QUESTION, "day")
    found = carried_over(before, after)
    assert [(now.question, old.question) for now, old in found.renamed] == [("statute", "law")]
    assert {now.question for now, _old in found.partly} == {"one", "table"}
    assert found.changed == ()
    assert [one.question for one in found.new] == ["more"]
    assert [one.question for one in found.dropped] == ["day"]
    assert next_version(after).question("statute").was == ""
