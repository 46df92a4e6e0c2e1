"""What a report says: nothing where nobody told, States and institutions apart, one and several, whole clauses."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from cjin.core.rules.identifiers import Language
from cjin.core.rules.multilingual import Multilingual
from cjin.cycles.rules.answers.replies import Reply
from cjin.cycles.rules.compiling.answers import spread
from cjin.cycles.rules.compiling.counting import Given
from cjin.cycles.rules.compiling.respondents import BOTH, INSTITUTIONS, STATES, homes, whom
from cjin.cycles.rules.compiling.tables import Need
from cjin.cycles.rules.form.questions import Kind, Question
from cjin.cycles.rules.report.action import MOST_QUOTED, quoted
from cjin.cycles.rules.report.checking import check
from cjin.cycles.rules.report.compilation import compilation
from cjin.cycles.rules.report.further import existing_for
from cjin.cycles.rules.report.material import Material, Talk
from cjin.cycles.rules.report.nouns import asked_words
from cjin.cycles.rules.report.opened import opened
from cjin.cycles.rules.report.parts import Report
from cjin.cycles.rules.report.phrases import inside
from cjin.cycles.rules.report.recounting import Facts
from cjin.cycles.rules.report.word import as_docx
from cjin.cycles.rules.report.writing import write
from tests.cycles.forms import every_kind
from tests.cycles.reports import DAY, material, plain

BODIES = ("KEN-1", "KEN-2")


def answered(value: Any) -> Reply:
    """A reply with a value."""
    return {"reply": "answered", "value": value}


def asked_of(keys: Sequence[str], *replies: dict[str, Reply], named: bool = False) -> Material:
    """A round to these respondents, of whom the first ones replied."""
    given = [Given(key, "north", named, answers) for key, answers in zip(keys, replies, strict=False)]
    return replace(material(), asked={"north": list(keys)}, given=given, names={key: f"The {key}" for key in keys})


def texts(report: Report, *phrases: str) -> list[str]:
    """The sentences that were made by these phrases, or all."""
    return [one.text for one in report.sentences if not phrases or one.phrase in phrases]


@pytest.mark.parametrize("language", Language.ALL)
def test_where_nobody_told_no_number_is_told(language: str) -> None:
    report = write(asked_of(["KEN", "FRA"]), language)
    assert not texts(report, "practice", "law", "section", "difficulties", "advanced", "not-reported")
    assert report.sentence("nothing/action/para-1")
    assert sum(one.key == "nothing/action/para-1" for one in report.sentences) == 1
    counted = [one.text for one in report.sentences if one.count and not one.count.of and "cell" not in one.phrase]
    assert counted == []


def test_a_compilation_tells_no_number_where_nobody_told() -> None:
    talk = Talk({"en": "A talk"}, DAY, DAY, frozenset({"corruption"}))
    report = compilation(asked_of(["KEN"], {"para-1": answered({"law": "planned"})}), talk, "A talk", "en", whole=True)
    assert not [one for one in texts(report) if "0 of 0" in one]
    assert report.sentence("nothing/action/para-2")
    assert texts(report, "law") == [
        "No State (0 of 1) reported that this was implemented or largely implemented in law."
    ]
    assert not texts(report, "practice")


def test_no_answer_that_is_no_silence_is_told_by_its_kind() -> None:
    report = write(asked_of(["KEN", "FRA"], {"para-1": {"reply": "withheld"}}, {}), "en")
    assert "One reply of 2 said: known, and withheld." in texts(report)
    assert report.sentence("nothing/action/para-1") is None


def test_what_is_said_of_the_law_stands_for_itself() -> None:
    state = {"para-1": answered({"law": "implemented", "practice": "planned"})}
    told = texts(write(asked_of(["KEN", "FRA"], state), "en"), "practice", "law")
    assert told == [
        "No State (0 of 1) reported that this was implemented or largely implemented in practice.",
        "One State (1 of 1) reported that this was implemented or largely implemented in law.",
    ]


def test_one_is_one() -> None:
    shared = {"para-1": answered({"practice": "implemented", "good_practice": True})}
    report = write(asked_of(["KEN", "FRA"], shared, named=True), "en")
    assert "By 2 March 2026, one State of 2 had replied (50 per cent)." in texts(report, "replied")
    assert texts(report, "named-one", "replied-named-one") == [
        "It is: The KEN.", "One State replied and agreed to be named: The KEN."
    ]  # fmt: skip


@pytest.mark.parametrize(("keys", "kind", "words"), [
    (["KEN"], STATES, "1 State"), (["KEN", "FRA"], STATES, "2 States"), ([], STATES, "0 States"),
    (BODIES, INSTITUTIONS, "2 institutions of 1 State"), (["KEN-1"], INSTITUTIONS, "1 institution of 1 State"),
    (["KEN", "FRA-1", "NOR-2"], BOTH, "1 State and 2 institutions of 2 States"),
    (["-4"], INSTITUTIONS, "1 institution"),
])  # fmt: skip
def test_states_and_institutions_are_counted_apart(keys: Sequence[str], kind: str, words: str) -> None:
    assert whom(keys) == kind
    assert asked_words(keys, "en") == words


@pytest.mark.parametrize(("number", "words"), [
    (1, "1 государство"), (3, "3 государства"), (5, "5 государств"), (11, "11 государств"), (21, "21 государство"),
])  # fmt: skip
def test_a_noun_goes_with_its_number(number: int, words: str) -> None:
    assert asked_words([f"X{n}" for n in range(number)], "ru") == words


def test_a_round_of_institutions_speaks_of_institutions() -> None:
    state = {"para-1": answered({"practice": "implemented"})}
    made = asked_of(BODIES, state)
    report = write(made, "en")
    told = " ".join(texts(report))
    assert "put to 2 institutions of 1 State from" in told
    assert "one institution of 2 had replied" in told
    assert "One institution (1 of 1) reported" in told
    assert not [one for one in texts(report) if "States" in one and "any State" not in one and "invited" not in one
                and "note verbale" not in one]  # fmt: skip
    assert homes(BODIES) == 1


@pytest.mark.parametrize("language", Language.ALL)
def test_of_a_mixed_round_states_and_institutions_stand_apart_and_the_checker_agrees(language: str) -> None:
    keys = ["KEN", "FRA", *BODIES]
    states = [{"para-1": answered({"practice": one})} for one in ("implemented", "planned", "largely")]
    made = asked_of(keys, *states)
    report = write(made, language)
    rows = {key: report.sentence(f"response/north/{key}") for key in ("states/asked", "institutions/replied")}
    assert [one.text for one in rows.values() if one] == ["2", "1"]
    pieces, said = opened(as_docx(report, round_="r", day=DAY))
    facts = replace(plain(made.given), asked=dict.fromkeys(keys, "north"), whom=BOTH)
    assert check(pieces, said, facts, report) == []
    assert check(pieces, said, replace(facts, whom=STATES), report)


def given_answers() -> Material:
    """Five States that answered what is no state of implementation."""
    said = [("yes", "a", ["a", "b"]), ("no", "a", ["b"]), ("yes", "b", ["b", "c"]), ("partly", "c", ["c"])]
    replies = [
        {"law": answered(law), "one": answered(one), "many": answered(many), "number": answered(7)}
        for law, one, many in said
    ]
    replies.append({"law": {"reply": "withheld"}, "number": {"reply": "nil"}})
    return asked_of(["KEN", "FRA", "BRA", "JPN", "NOR", "FJI"], *replies)


def test_what_was_chosen_is_told_by_how_many() -> None:
    report = write(given_answers(), "en")
    about_law = [one for one in report.sentences if one.key.startswith("value/law/")]
    assert [one.text for one in about_law] == [
        "Two States (2 of 4) answered: Yes.", "One State (1 of 4) answered: Partly.", "One State (1 of 4) answered: No."
    ]  # fmt: skip
    assert "One reply of 5 said: known, and withheld." in texts(report)
    number = report.sentence("answered/number")
    assert number is not None
    assert number.text == "Most States (4 of 5) answered this. Such answers are not added up across respondents."
    cells = {one.key: one.text for one in report.sentences if one.key.startswith("answers/many/")}
    assert [cells[f"answers/many/{code}/{name}"] for code in "abc" for name in ("n", "of")] == [
        "1",
        "4",
        "3",
        "4",
        "2",
        "4",
    ]


def test_the_body_has_three_options_at_most_and_the_annex_all() -> None:
    options = tuple(replace(every_kind().question("one").options[0], code=code) for code in "abcde")
    form = every_kind()
    question = replace(form.question("one"), options=options)
    sections = tuple(
        replace(part, questions=tuple(question if one.question == "one" else one for one in part.questions))
        for part in form.sections
    )
    said = [{"one": answered(code)} for code in "aabbcde"]
    made = replace(asked_of([f"X{n}" for n in range(7)], *said), form=replace(form, sections=sections))
    report = write(made, "en")
    assert [one.key for one in report.sentences if one.key.startswith("value/one/")] == [
        "value/one/a", "value/one/b", "value/one/c"
    ]  # fmt: skip
    assert len([one for one in report.sentences if one.key.startswith("answers/one/") and one.key.endswith("/n")]) == 5


@pytest.mark.parametrize("language", Language.ALL)
def test_the_checker_remakes_what_was_chosen_and_finds_another_option(language: str) -> None:
    made = given_answers()
    report = write(made, language)
    pieces, said = opened(as_docx(report, round_="r", day=DAY))
    facts = facts_with_options(made, language)
    assert check(pieces, said, facts, report) == []
    entry = next(one for one in said["sentences"].values() if one["key"] == "value/law/yes")
    entry["rule"]["codes"] = ["no"]
    assert [one.message for one in check(pieces, said, facts, report)] == ["the answer is not what is counted"]


def facts_with_options(made: Material, language: str) -> Facts:
    """What the checker is given where it knows the options."""
    from cjin.cycles.rules.compiling.answers import option_texts

    texts = {one.question: option_texts(one, language) for one in made.form.questions}
    options = {name: {code: inside(text) for code, text in said.items()} for name, said in texts.items()}
    asked = {key: group for group, keys in made.asked.items() for key in keys}
    return replace(plain(made.given), options=options, asked=asked)


def test_who_was_not_asked_is_not_counted_as_silent() -> None:
    said = [{"law": answered("no"), "why": {"reply": "answered", "text": {"en": "x"}}}, {"law": answered("yes")}, {}]
    made = asked_of(["KEN", "FRA", "NOR"], *said)
    found = spread(made.form.question("why"), made.given)
    assert (found.asked, found.replies["answered"].number, found.replies["not-reported"].number) == (1, 1, 0)
    assert "One State (1 of 1) answered this." in str(write(made, "en").sentence("answered/why"))


LONG = "Provide access to justice for all, in particular for those in need; " + "and so on, " * 40


@pytest.mark.parametrize(("text", "language", "quoted_as"), [
    ("Implement it", "en", "Implement it."), ("Implement it:", "en", "Implement it."), ("落实", "zh", "落实。"),
    ("word " * 90, "en", "word " * 90),
])  # fmt: skip
def test_a_provision_is_quoted_whole(text: str, language: str, quoted_as: str) -> None:
    asked = Question("one", Kind.TEXT, Multilingual({language: text}))
    assert quoted(asked, language).rstrip(" .") == quoted_as.rstrip(" .")
    assert "…" not in quoted(asked, language)


def test_a_long_provision_is_quoted_to_the_end_of_a_clause() -> None:
    said = quoted(Question("one", Kind.TEXT, Multilingual(en=LONG)), "en")
    assert len(said) <= MOST_QUOTED + 1
    assert said.endswith("and so on.")


def test_tools_are_found_by_the_topics_of_a_provision() -> None:
    made = material()
    need = Need("manual", "kyoto-2021/para_1", ("XAA",), (), ())
    assert [one.title for one in existing_for(need, made)] == ["A manual"]
    assert existing_for(replace(need, about="kyoto-2021/para_9"), made) == []


def test_the_checker_names_the_number_that_stands_before_a_paragraph() -> None:
    made = material()
    report = write(made, "en")
    pieces, said = opened(as_docx(report, round_="r", day=DAY))
    wrong = [replace(one, text=one.text.replace("1 January", "2 January")) for one in pieces]
    (found,) = [one for one in check(wrong, said, plain(made.given), report) if "January" in one.text]
    number = next(one.where for one in pieces if one.text.startswith("The form was put"))
    label = next(one.text for one in pieces if one.where == number and not one.mark)
    assert found.where == f"paragraph {label.strip(' .')}"
    assert found.message.startswith("the day on which the round opened is not what was written: “1 January 2026”")
    assert {one.where for one in pieces if one.text == "25"} == {"table 1, row 2, column 2", "table 1, row 2, column 3"}
