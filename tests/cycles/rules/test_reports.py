"""The report: deterministic, within its budget, every number backed by a rule that another way of counting confirms."""

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjin.core.rules.errors import Invalid
from cjin.core.rules.identifiers import Language
from cjin.cycles.rules.answers.replies import Reply, checked_all
from cjin.cycles.rules.compiling.counting import Count, Given, Rule, What, changed, count
from cjin.cycles.rules.report.budget import within
from cjin.cycles.rules.report.checking import Facts, Piece, check, counted
from cjin.cycles.rules.report.editing import Edited, edited
from cjin.cycles.rules.report.manifest import manifest, mark_of
from cjin.cycles.rules.report.material import Asks, Material, Talk, Tool
from cjin.cycles.rules.report.opened import opened
from cjin.cycles.rules.report.parts import Heading, Paragraph, Report, Sentence, count_words, words_in
from cjin.cycles.rules.report.phrases import percent, quantifier
from cjin.cycles.rules.report.word import as_docx
from cjin.cycles.rules.report.writing import write
from cjin.cycles.rules.simulating import simulated
from cjin.cycles.rules.vocabulary import codes
from tests.cycles.forms import every_kind, replies_to

STATES = [f"X{a}{b}" for a in "ABCDE" for b in "ABCDEFGH"]
GROUPS = {"north": STATES[:25], "south": STATES[25:]}
DAY = date(2026, 3, 2)


def given_by(replies: Mapping[str, Mapping[str, Reply]], before: Mapping[str, Mapping[str, Reply]]) -> list[Given]:
    """Those who replied, every third of whom may be named."""
    group = {key: name for name, keys in GROUPS.items() for key in keys}
    return [
        Given(key, group[key], place % 3 == 0, answers, before.get(key, {}))
        for place, (key, answers) in enumerate(replies.items())
    ]


def material() -> Material:
    """A round to which thirty of forty States replied, as twenty of them did before."""
    form = every_kind()
    replies = {key: simulated(form, key, seed="now") for key in STATES[:30]}
    before = {key: simulated(form, key, seed="before") for key in STATES[:20]}
    return Material(
        title="Title of 2026", subject="Declaration of 2021", form=form,
        opens=date(2026, 1, 1), due=date(2026, 2, 1), cutoff=DAY, asked=GROUPS,
        groups={"north": "North", "south": "South"}, names={key: f"State {key}" for key in STATES},
        given=given_by(replies, before),
        mandates=tuple(Asks(one, "A/RES/76/181", "13") for one in ("report", "workplan")),
        talks=(Talk({"en": "A talk on 3 things"}, DAY, DAY),), tools=(Tool("A manual", "manual", ("corruption",)),),
        compared=True, simulated=True, note_verbale=date(2026, 1, 5),
    )  # fmt: skip


def plain(given: Sequence[Given]) -> Facts:
    """What the checker is given."""
    replies = [
        {"key": one.key, "group": one.group, "named": one.named, "answers": one.answers, "before": one.before}
        for one in given
    ]
    return Facts(replies, {key: group for group, keys in GROUPS.items() for key in keys}, {})


ELSEWHERE = (What.RESPONSE, What.SILENT, What.NEED, What.URGENT, What.ENTRY, What.VALUE)
"""What is counted of those asked, or of lists: the reports of the tests below hold it."""
STATED = st.fixed_dictionaries(
    {}, optional={name: replies_to(every_kind().question(name)) for name in ("para-1", "para-2")}
)
RULES = st.builds(
    lambda what, questions, chosen: Rule(what, tuple(sorted(questions)), tuple(sorted(chosen))),
    st.sampled_from([one for one in What if one not in ELSEWHERE]),
    st.sets(st.sampled_from(["para-1", "para-2"]), min_size=1),
    st.sets(st.sampled_from([
        *codes("implementation"), *codes("difficulties"), *codes("replies"), "yes", "unnamed", "behind", "advanced",
        "reversed", "new", "unchanged",
    ]), max_size=3),
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(st.tuples(STATED, STATED), max_size=3), RULES)
def test_two_ways_of_counting_agree(said: list[tuple[dict[str, Reply], dict[str, Reply]]], rule: Rule) -> None:
    form = every_kind()
    replies = {STATES[place]: checked_all(form, now) for place, (now, _) in enumerate(said)}
    before = {STATES[place]: checked_all(form, then) for place, (_, then) in enumerate(said)}
    given = given_by(replies, before)
    mine = count(rule, given)
    assert counted(rule.as_data(), plain(given)) == (mine.number, mine.of)
    assert set(mine.who) <= set(mine.among) or not rule.codes


def test_who_said_nothing_is_never_counted_as_not_having_done_it() -> None:
    silent = Given("XAA", "north", False, {"para-1": {"reply": "not-reported"}})
    nothing = Given("XAB", "north", False, {})
    for what in (What.LAW, What.PRACTICE, What.DIFFICULTY, What.CHANGE, What.BEHIND):
        assert count(Rule(what, ("para-1",), ("not-started",)), [silent, nothing]).of == 0
    told = count(Rule(What.REPLY, ("para-1",), ("not-reported",)), [silent, nothing])
    assert told.who == ("XAA", "XAB")


@pytest.mark.parametrize(("before", "now", "said"), [
    ("", "planned", "new"), ("planned", "planned", "unchanged"), ("planned", "largely", "advanced"),
    ("implemented", "planned", "reversed"), ("implemented", "regressed", "reversed"), ("regressed", "planned", "new"),
])  # fmt: skip
def test_how_a_state_changed(before: str, now: str, said: str) -> None:
    assert changed(before, now) == said


@pytest.mark.parametrize(("number", "of", "name"), [
    (0, 9, "none"), (1, 100, "one"), (1, 1, "one"), (2, 2, "two"), (3, 3, "all"), (9, 10, "almost-all"),
    (51, 100, "most"), (50, 100, "many"), (25, 100, "many"), (5, 100, "few"), (10, 100, "several"), (24, 100, "some"),
])  # fmt: skip
def test_the_word_for_a_number(number: int, of: int, name: str) -> None:
    assert quantifier(number, of) == name


@given(st.integers(0, 500), st.integers(1, 500))
def test_every_number_has_a_word_and_a_share(number: int, of: int) -> None:
    if number <= of:
        assert quantifier(number, of)
        assert abs(percent(number, of) - 100 * number / of) <= 0.5


def test_the_same_material_gives_the_same_bytes_in_every_language() -> None:
    for language in Language.ALL:
        one, two = (as_docx(write(material(), language), round_="r", day=DAY) for _ in range(2))
        assert one == two


@pytest.mark.parametrize("language", Language.ALL)
def test_the_checker_agrees_with_every_number_and_finds_every_planted_one(language: str) -> None:
    report = write(material(), language)
    pieces, said = opened(as_docx(report, round_="r", day=DAY))
    facts = plain(material().given)
    assert check(pieces, said, facts) == []
    die = random.Random(language)
    numbered = [place for place, one in enumerate(pieces) if re.search(r"\d", one.text)]
    for _ in range(100):
        place = die.choice(numbered)
        wrong = _planted(pieces[place], die)
        found = check([*pieces[:place], wrong, *pieces[place + 1 :]], said, facts)
        assert [one.where for one in found] == [wrong.where], wrong


def _planted(piece: Piece, die: random.Random) -> Piece:
    """The piece with one of its numbers changed."""
    number = die.choice(list(re.finditer(r"\d+", piece.text)))
    other = str(int(number[0]) + die.choice((1, 2, 10)))
    return replace(piece, text=piece.text[: number.start()] + other + piece.text[number.end() :])


def test_a_number_that_no_rule_stands_behind_and_a_sentence_that_is_gone_are_told() -> None:
    report = write(material(), "en")
    said = manifest(report, "r")
    pieces, _ = opened(as_docx(report, round_="r", day=DAY))
    facts = plain(material().given)
    added = Piece("", "It was 42 per cent.", "paragraph 900")
    assert check([*pieces, added], said, facts)[0].message == "no rule stands behind this number"
    mark = mark_of("counted")
    assert [one.where for one in check([one for one in pieces if one.mark != mark], said, facts)] == ["counted"]


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


@pytest.mark.parametrize("file", [b"", b"nothing", b"PK\x03\x04"])
def test_what_is_no_report_is_refused(file: bytes) -> None:
    with pytest.raises(Invalid, match="no report"):
        opened(file)
