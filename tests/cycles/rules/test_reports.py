"""The report: deterministic, within its budget, and it names nobody who did not agree."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.identifiers import Language
from cjin.cycles.rules.answers.replies import Reply
from cjin.cycles.rules.compiling.counting import Count, Given, Rule, What, count
from cjin.cycles.rules.report.budget import within
from cjin.cycles.rules.report.editing import Edited, edited
from cjin.cycles.rules.report.parts import Heading, Paragraph, Report, Sentence, count_words, words_in
from cjin.cycles.rules.report.phrases import percent, quantifier
from cjin.cycles.rules.report.remaking import share_word
from cjin.cycles.rules.report.word import as_docx
from cjin.cycles.rules.report.writing import write
from tests.cycles.reports import DAY, STATES, given_by, material


def test_who_said_nothing_is_never_counted_as_not_having_done_it() -> None:
    silent = Given("XAA", "north", False, {"para-1": {"reply": "not-reported"}})
    nothing = Given("XAB", "north", False, {})
    for what in (What.LAW, What.PRACTICE, What.DIFFICULTY, What.CHANGE, What.NEW, What.BEHIND):
        assert count(Rule(what, ("para-1",), ("not-started",)), [silent, nothing]).of == 0
    told = count(Rule(What.REPLY, ("para-1",), ("not-reported",)), [silent, nothing])
    assert told.who == ("XAA", "XAB")


@pytest.mark.parametrize(("number", "of", "name"), [
    (0, 9, "none"), (1, 100, "one"), (1, 1, "one"), (2, 2, "two"), (3, 3, "all"), (9, 10, "almost-all"),
    (51, 100, "most"), (50, 100, "many"), (25, 100, "many"), (5, 100, "few"), (10, 100, "several"), (24, 100, "some"),
])  # fmt: skip
def test_the_word_for_a_number(number: int, of: int, name: str) -> None:
    assert quantifier(number, of) == name


@given(st.integers(0, 500), st.integers(1, 500))
def test_every_number_has_a_word_and_a_share(number: int, of: int) -> None:
    if number <= of:
        assert quantifier(number, of) == share_word(number, of)
        assert abs(percent(number, of) - 100 * number / of) <= 0.5


def test_the_same_material_gives_the_same_bytes_in_every_language() -> None:
    for language in Language.ALL:
        one, two = (as_docx(write(material(), language), round_="r", day=DAY) for _ in range(2))
        assert one == two


def test_the_report_tells_no_change_from_law_to_practice_and_none_of_what_was_not_asked() -> None:
    law = {"reply": "answered", "value": {"law": "implemented"}}
    both = {"reply": "answered", "value": {"law": "implemented", "practice": "planned"}}
    for before in ({"para-1": law}, {}):
        given_ = given_by({key: {"para-1": both} for key in STATES[:9]}, dict.fromkeys(STATES, before))
        report = write(replace(material(), given=given_), "en")
        assert not [one.text for one in report.sentences if one.phrase in ("advanced", "reversed")]
    then = {key: {"para-1": both if place < 4 else {"reply": "not-reported"}} for place, key in enumerate(STATES)}
    done = {"reply": "answered", "value": {"practice": "implemented"}}
    given_ = given_by({key: {"para-1": done} for key in STATES[:9]}, then)
    moved = write(replace(material(), given=given_), "en").sentence("advanced/para-1")
    assert moved is not None
    assert "4 of 4 States had moved on" in moved.text


def test_who_shares_a_practice_is_not_named_where_one_without_a_name_would_be_told() -> None:
    shared = {"para-1": {"reply": "answered", "value": {"practice": "implemented", "good_practice": True}}}
    silent: dict[str, Reply] = {"para-1": {"reply": "not-reported"}}
    for unnamed, told in ((1, False), (0, True)):
        given_ = [Given(STATES[0], "north", True, shared), *(
            Given(key, "north", False, shared if place < unnamed else silent) for place, key in enumerate(STATES[1:9])
        )]  # fmt: skip
        report = write(replace(material(), given=given_), "en")
        assert (report.sentence("named-one/para-1") is not None) is told


def test_a_report_keeps_to_its_words_and_what_is_too_much_stands_in_the_annex() -> None:
    whole = write(material(), "en")
    budget = whole.words - 100
    short = write(material(), "en", budget=budget)
    assert short.words <= budget
    gone = {one.key for one in whole.blocks if isinstance(one, Paragraph)} - {one.key for one in short.blocks}
    assert gone
    assert gone <= {one.key for one in short.annexes}
    assert len(list(short.sentences)) >= len(list(whole.sentences))


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 30)), max_size=20), st.integers(0, 300))
def test_what_may_go_goes_only_as_far_as_it_must(paragraphs: list[tuple[int, int]], budget: int) -> None:
    blocks = [
        Paragraph(f"p{n}", (Sentence(f"s{n}", " ".join(["word"] * words)),), spill=spill)
        for n, (spill, words) in enumerate(paragraphs)
    ]
    kept, spilled = within(budget, [Heading("h", "", 1), *blocks])
    fixed = words_in([one for one in blocks if not one.spill])
    assert words_in(kept) <= max(budget, fixed)
    assert {one.key for one in kept} | {one.key for one in spilled} >= {one.key for one in blocks}
    assert all(isinstance(one, Heading) or one.spill for one in spilled)


def test_no_state_is_named_that_did_not_agree() -> None:
    made = material()
    report = write(made, "en")
    text = " ".join(one.text for one in report.sentences)
    silent = [made.names[one.key] for one in made.given if not one.named]
    assert [one for one in silent if one in text] == []
    assert any(made.names[one.key] in text for one in made.given if one.named)


def test_edits_stay_through_making_it_anew_and_say_where_the_draft_has_changed() -> None:
    report = write(material(), "en")
    place = next(one for one in report.blocks if isinstance(one, Paragraph) and one.key.endswith("para-1"))
    edits = [Edited("1", place.key, "Own words.", place.text), Edited("2", place.key, "One more.", added=True),
             Edited("3", "gone/away", "Of a paragraph that is no more.", "words")]  # fmt: skip
    made = edited(report, edits)
    assert [one.text for one in _own(made)] == ["Own words.", "One more.", "Of a paragraph that is no more."]
    assert [one.stale for one in _own(made)] == [False, False, True]
    other = edited(write(replace(material(), given=material().given[:10]), "en"), edits)
    assert [one.text for one in _own(other)] == [one.text for one in _own(made)]
    assert _own(other)[0].stale
    left_out = edited(report, [Edited("4", place.key, "")])
    assert place.key not in {one.key for one in left_out.blocks}


def _own(report: Report) -> list[Paragraph]:
    return [one for one in report.blocks if isinstance(one, Paragraph) and one.edited]


def test_keys_of_sentences_are_their_own() -> None:
    keys = [one.key for one in write(material(), "en").sentences if one.phrase]
    assert len(keys) == len(set(keys))


def test_a_sentence_carries_whom_it_counts() -> None:
    made = material()
    one = write(made, "en").sentence("practice/para-1")
    assert one is not None
    assert isinstance(one.count, Count)
    told = {
        g.key
        for g in made.given
        if (g.answers.get("para-1", {}).get("value") or {}).get("practice") in ("implemented", "largely")
    }
    assert set(one.count.who) == told
    assert f"({len(told)} of {one.count.of})" in one.text


@pytest.mark.parametrize(("text", "words"), [("one two – three.", 3), ("", 0), ("第三段：落实", 3), ("（24 个）", 2)])
def test_words_are_counted(text: str, words: int) -> None:
    assert count_words(text) == words
