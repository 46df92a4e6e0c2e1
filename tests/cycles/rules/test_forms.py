"""Forms as data: what is written is read as the same form; what is wrong is told with its place."""

import copy
from string import ascii_lowercase
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.catalogue import names, read
from cjin.core.rules.errors import Invalid
from cjin.core.rules.identifiers import Language
from cjin.core.rules.multilingual import Multilingual
from cjin.cycles.rules.form.conditions import Condition
from cjin.cycles.rules.form.making import MOST, Asking, follow_up
from cjin.cycles.rules.form.reading import read_form, written_form
from cjin.cycles.rules.form.succession import carried_over, parallels_of, successor_of
from tests.cycles.forms import DEFINITION, every_kind

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=10,
)


def test_a_form_is_written_as_it_was_read() -> None:
    form = every_kind()
    assert read_form(written_form(form)) == form
    assert written_form(read_form(written_form(form))) == written_form(form)


@given(JSON)
def test_anything_is_a_form_or_has_faults(data: Any) -> None:
    with pytest.raises(Invalid) as caught:
        read_form(data)
    assert caught.value.faults


@given(st.data())
def test_a_form_that_was_damaged_is_told(data: st.DataObject) -> None:
    broken = copy.deepcopy(DEFINITION)
    part = data.draw(st.sampled_from([broken, broken["sections"][0], broken["sections"][0]["questions"][1]]))
    name = data.draw(st.sampled_from(sorted(part)))
    part[name] = data.draw(JSON)
    try:
        form = read_form(broken)
    except Invalid as error:
        assert error.faults  # noqa: PT017 - it may also be right
    else:
        assert read_form(written_form(form)) == form


@pytest.mark.parametrize("length", [1, 2, 5])
def test_conditions_that_go_in_a_circle_are_told_with_their_way(length: int) -> None:
    asked = [
        {
            "question": f"q{n}",
            "kind": "three",
            "text": {"en": "?"},
            "when": {"question": f"q{(n + 1) % length}", "is": ["yes"]},
        }
        for n in range(length)
    ]
    with pytest.raises(Invalid, match="circle") as caught:
        read_form(DEFINITION | {"sections": [{"section": "s", "title": {"en": "S"}, "questions": asked}]})
    assert "→" in caught.value.faults[0].message


def test_yes_and_no_of_a_condition_need_no_quotes_in_a_file() -> None:
    told = yaml.safe_load("{question: law, is: [yes, no]}")
    changed = copy.deepcopy(DEFINITION)
    changed["sections"][1]["questions"][0]["when"] = told
    assert read_form(changed).by_name["one"].when == Condition("law", ("yes", "no"))


def test_a_condition_on_what_is_not_asked_or_cannot_be_answered_is_told() -> None:
    broken = copy.deepcopy(DEFINITION)
    broken["sections"][0]["questions"][3]["when"] = {"question": "nobody", "is": ["yes"]}
    broken["sections"][1]["questions"][0]["when"] = {"question": "law", "is": ["perhaps"]}
    with pytest.raises(Invalid) as caught:
        read_form(broken)
    told = " ".join(map(str, caught.value.faults))
    assert "nobody" in told
    assert "perhaps" in told


TWO_THOUSAND = [{"question": f"q-{number}", "kind": "text", "text": {"en": "?"}} for number in range(2_000)]
BOMB: Any = ["x"]
for _level in range(40):
    BOMB = [BOMB] * 9


def _sections(number: int, questions: Any) -> list[dict[str, Any]]:
    return [{"section": f"s-{one}", "title": {"en": "S"}, "questions": questions} for one in range(number)]


@pytest.mark.parametrize(("change", "told"), [
    ({"sections": _sections(2, TWO_THOUSAND)}, "at most 2000 questions in all its sections"),
    ({"sections": _sections(2_000, TWO_THOUSAND)}, "at most 2000 questions in all its sections"),
    ({"sections": _sections(1, [one | {"about": ["a/b"] * 2_000} for one in TWO_THOUSAND])}, "at most 50000 entries"),
    ({"sections": _sections(1, [one | {"text": {"en": "x" * 9_000}} for one in TWO_THOUSAND])}, "too long"),
    ({"sections": _sections(1, [one | {"text": {str(n): "" for n in range(999)}} for one in TWO_THOUSAND])}, "100"),
    ({"title": {str(number): "x" for number in range(101)}}, "at most 100 names"),
    ({str(number): "x" for number in range(101)}, "at most 100 names"),
    ({"kind": BOMB}, "is none of"), ({"instrument": BOMB}, "short text"), ({"sections": BOMB}, "names and values"),
])  # fmt: skip
def test_a_form_whose_parts_stand_for_each_other_ends_soon(change: Any, told: str) -> None:
    with pytest.raises(Invalid) as caught:
        read_form(DEFINITION | change)
    assert told in " ".join(map(str, caught.value.faults))
    assert len(caught.value.faults) <= 200


def test_a_form_of_as_many_questions_as_there_can_be_is_read() -> None:
    form = read_form(DEFINITION | {"sections": _sections(1, TWO_THOUSAND)})
    assert len(form.by_name) == 2_000


def test_replies_carry_over_to_a_new_version_where_the_question_still_takes_them() -> None:
    later = copy.deepcopy(DEFINITION) | {"version": 2}
    later["sections"][0]["questions"][0] |= {"question": "paragraph-1", "was": "para-1"}
    later["sections"][1]["questions"][0]["options"] = later["sections"][1]["questions"][0]["options"][:2]
    found = successor_of(every_kind(), read_form(later))
    assert found["paragraph-1"].before == "para-1"
    assert set(found) == {one.question for one in read_form(later).questions}
    told = carried_over(every_kind(), read_form(later))
    assert [one.question for one, _old in told.partly] == ["one"], "an option is gone, so a reply may not fit any more"
    later["sections"][1]["questions"][0]["options"] = [{"code": code, "text": {"en": code}} for code in ("x", "y")]
    assert "one" not in successor_of(every_kind(), read_form(later))


def test_a_provision_that_continues_another_takes_its_reply_over() -> None:
    after = read_form(DEFINITION | {"form": "other", "sections": [
        {"section": "s", "title": {"en": "S"}, "questions": [
            {"question": "five", "kind": "implementation", "text": {"en": "?"}, "about": ["doha-2015/para_5"]},
        ]},
    ]})  # fmt: skip
    found = parallels_of(every_kind(), after, {"doha-2015/para_5": ["kyoto-2021/para_9", "kyoto-2021/para_2"]})
    assert found["five"].before == "para-2"
    assert found["five"].provisions == ("doha-2015/para_5", "kyoto-2021/para_2")


def test_a_follow_up_form_has_a_section_a_heading_and_cuts_long_ones_at_paragraphs_with_parts() -> None:
    under, first, second = (Multilingual(en=one) for one in ("Under", "First", "Second"))
    headed = [
        Asking(f"para_{n}", Multilingual(en=f"words {n}"), 3, (under, first if n < 3 else second)) for n in range(1, 6)
    ]
    form = follow_up("work", Multilingual(en="Work"), headed)
    assert [(one.title["en"], one.under.get("en"), len(one.questions)) for one in form.sections[:-1]] == [
        ("First", "Under", 2), ("Second", "Under", 3),
    ]  # fmt: skip
    bare = [Asking("para_1", Multilingual(en="one"), 4), *(
        Asking(f"para_2__subpara_{letter}", Multilingual(en=letter), 4) for letter in ascii_lowercase[:MOST]
    )]  # fmt: skip
    long = follow_up("work", Multilingual(en="Work"), bare)
    assert [len(one.questions) for one in long.sections[:-1]] == [1, MOST]
    assert long.sections[1].title["en"] == "Paragraph 2"
    assert read_form(written_form(long)) == long


def test_an_instrument_that_asks_nothing_makes_no_form() -> None:
    with pytest.raises(Invalid, match="No form"):
        follow_up("work", Multilingual(en="Work"), [])


@pytest.mark.parametrize("name", names("cycles/forms"))
def test_the_forms_of_the_catalogue_are_right_and_in_six_languages(name: str) -> None:
    form = read_form(read(name))
    for one in (form, *form.sections):
        assert set(one.title) == set(Language.ALL)
    for question in form.questions:
        assert set(question.text) == set(Language.ALL), question.question


def test_every_word_of_a_cycle_stands_in_six_languages() -> None:
    for section, said in read("cycles/words").items():
        for code, words in said.items():
            assert set(words) == set(Language.ALL), (section, code)
    for part in ("words", "meanings", "headings", "columns", "phrases"):
        for name, words in read("cycles/report")[part].items():
            assert set(words) == set(Language.ALL), (part, name)
