"""The checker: it agrees with every number of a report, finds what was changed, and trusts no manifest."""

import json
import random
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjin.core.rules.errors import Invalid
from cjin.core.rules.identifiers import Language
from cjin.cycles.rules.answers.replies import Reply, checked_all
from cjin.cycles.rules.compiling.counting import Rule, What, count
from cjin.cycles.rules.report.checking import Piece, check
from cjin.cycles.rules.report.editing import Edited, edited
from cjin.cycles.rules.report.manifest import manifest, mark_of, read_manifest
from cjin.cycles.rules.report.opened import opened
from cjin.cycles.rules.report.parts import Paragraph, Report, Sentence
from cjin.cycles.rules.report.phrases import quantifier, states_word
from cjin.cycles.rules.report.recounting import can_count, counted
from cjin.cycles.rules.report.remaking import remade
from cjin.cycles.rules.report.word import MANIFEST, as_docx
from cjin.cycles.rules.report.writing import write
from cjin.cycles.rules.vocabulary import codes
from tests.cycles.forms import every_kind, replies_to
from tests.cycles.reports import DAY, STATES, given_by, material, plain, with_part

ELSEWHERE = (What.RESPONSE, What.SILENT, What.NEED, What.URGENT, What.ENTRY)
"""What is counted of those asked, or of lists: the reports of the tests below hold it."""


DRAFT = write(material(), "en")
SAID = manifest(DRAFT, "r")
FACTS = plain(material().given)
ASKED = ("para-1", "para-2", "law", "one", "many")
STATED = st.fixed_dictionaries({}, optional={name: replies_to(every_kind().question(name)) for name in ASKED})


RULES = st.builds(
    lambda what, questions, chosen: Rule(what, tuple(sorted(questions)), tuple(sorted(chosen))),
    st.sampled_from([one for one in What if one not in ELSEWHERE]),
    st.sets(st.sampled_from(ASKED), min_size=1),
    st.sets(st.sampled_from([
        *codes("implementation"), *codes("difficulties"), *codes("replies"), "yes", "unnamed", "behind", "advanced",
        "reversed", "new", "unchanged", "a", "b", "no",
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


@pytest.mark.parametrize("language", Language.ALL)
def test_the_checker_agrees_with_every_number_and_finds_every_planted_one(language: str) -> None:
    report = write(material(), language)
    pieces, said = opened(as_docx(report, round_="r", day=DAY))
    facts = plain(material().given)
    assert check(pieces, said, facts, report) == []
    die = random.Random(language)
    numbered = [place for place, one in enumerate(pieces) if re.search(r"\d", one.text)]
    for _ in range(100):
        place = die.choice(numbered)
        wrong = _planted(pieces[place], die)
        found = check([*pieces[:place], wrong, *pieces[place + 1 :]], said, facts, report)
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
    assert check([*pieces, added], said, facts, report)[0].message == "no rule stands behind this number"
    mark = mark_of("counted")
    assert [one.where for one in check([one for one in pieces if one.mark != mark], said, facts, report)] == [
        "the whole document"
    ]


@pytest.mark.parametrize("language", Language.ALL)
def test_the_checker_finds_swapped_numbers_and_another_word_for_a_number(language: str) -> None:
    report = write(material(), language)
    said, facts = manifest(report, "r"), plain(material().given)
    counted_ = [one for one in report.sentences if one.count is not None and one.count.number != one.count.of]
    for change in (_swapped, partial(_reworded, language)):
        changed = [(one, change(one)) for one in counted_]
        changed = [(one, text) for one, text in changed if text != one.text]
        assert len(changed) >= 5
        for one, text in changed:
            found = check([Piece(mark_of(one.key), text, "here")], _only(said, one), facts, _alone(report, one))
            assert [wrong.where for wrong in found] == ["here"], text


def _only(said: Mapping[str, Any], one: Sentence) -> dict[str, Any]:
    mark = mark_of(one.key)
    return {**said, "sentences": {mark: said["sentences"][mark]}}


def _alone(report: Report, one: Sentence) -> Report:
    """A draft of this sentence alone."""
    return replace(report, heads=(), blocks=(Paragraph("p", (one,)),), annexes=())


def _swapped(one: Sentence) -> str:
    """The sentence with its first two numbers in each other's place."""
    numbers = list(re.finditer(r"\d+", one.text))
    if len(numbers) < 2:
        return one.text
    first, second = numbers[:2]
    return (one.text[: first.start()] + second[0] + one.text[first.end() : second.start()] + first[0]
            + one.text[second.end() :])  # fmt: skip


def _reworded(language: str, one: Sentence) -> str:
    """The sentence with the word for almost all in the place of its own."""
    assert one.count is not None
    own, other = (
        states_word(name, language)[1:] for name in (quantifier(one.count.number, one.count.of), "almost-all")
    )
    return one.text.replace(own, other)


def test_other_words_around_right_numbers_are_told_where_a_rule_counts() -> None:
    report, facts = write(material(), "en"), plain(material().given)
    said = manifest(report, "r")
    one = report.sentence("practice/para-1")
    assert one is not None
    denied = one.text.replace("reported that this was", "denied that this was")
    (wrong,) = check([Piece(mark_of(one.key), denied, "here")], _only(said, one), facts, _alone(report, one))
    assert wrong.message == f"other words than what is counted: “{one.text}” expected"
    plain_ = report.sentence("counted")
    assert plain_ is not None
    own_words, alone = [Piece(mark_of("counted"), "Own words.", "here")], _alone(report, plain_)
    assert check(own_words, _only(said, plain_), facts, alone) == []
    own = edited(report, [Edited("1", "introduction/counted", "In my view, 7 of 8.")])
    mine = next(one for one in own.sentences if one.phrase == "edited")
    found = check(
        [Piece(mark_of(mine.key), mine.text, "here")],
        _only(manifest(own, "r"), mine),
        facts,
        replace(report, heads=(), blocks=(), annexes=()),
    )
    assert [one.message for one in found] == ["no rule stands behind this number"]


def test_what_a_rule_counts_must_be_what_the_sentence_names() -> None:
    report, facts = write(material(), "en"), plain(material().given)
    said = manifest(report, "r")
    one = next(one for one in report.sentences if one.phrase == "difficulties" and one.count)
    entry = said["sentences"][mark_of(one.key)]
    other = next(code for code in codes("difficulties") if code not in entry["rule"]["codes"])
    for rule, message in (
        (entry["rule"] | {"codes": [other]}, "the difficulty is not what is counted"),
        (entry["rule"] | {"questions": ["para-9"]}, "the form has no question “para-9”"),
    ):
        wrong = {**said, "sentences": {mark_of(one.key): entry | {"rule": rule}}}
        told = check([Piece(mark_of(one.key), one.text, "x")], wrong, facts, _alone(report, one))
        assert [w.message for w in told] == [message]


def test_a_rule_or_a_fact_that_is_not_that_of_the_draft_is_told_where_the_sentence_fits_it() -> None:
    one = next(one for one in DRAFT.sentences if one.phrase == "practice" and one.count)
    mark, said = mark_of(one.key), json.loads(json.dumps(SAID))
    said["sentences"][mark]["rule"]["what"] = "law"
    text = remade(said["sentences"][mark], *counted(said["sentences"][mark]["rule"], FACTS), "en")
    pieces = [Piece(mark_of(other.key), other.text, "") for other in DRAFT.sentences if other.phrase]
    assert check(pieces, SAID, FACTS, DRAFT) == []
    changed = [Piece(mark, text, "here") if piece.mark == mark else piece for piece in pieces]
    assert [w.message for w in check(changed, said, FACTS, DRAFT)] == [
        f"the draft has another rule or other facts here: “{one.text}” expected"
    ]


@pytest.mark.parametrize("entry", [None, {"key": "", "phrase": "edited"}])
def test_a_sentence_that_the_document_denies_to_count_is_told(entry: dict[str, str] | None) -> None:
    one = next(one for one in DRAFT.sentences if one.phrase == "practice" and one.count)
    mark, said = mark_of(one.key), json.loads(json.dumps(SAID))
    del said["sentences"][mark]
    if entry is not None:
        said["sentences"][mark] = entry | {"key": one.key}
    pieces = [Piece(mark_of(other.key), other.text, "") for other in DRAFT.sentences if other.phrase]
    own = "Almost all States reported that this was implemented."
    changed = [Piece(mark, own, "here") if piece.mark == mark else piece for piece in pieces]
    assert [w.message for w in check(changed, read_manifest(said), FACTS, DRAFT)] == [
        "the document does not tell by which rule this was made"
    ]
    unmarked = [Piece("", own, "here") if piece.mark == mark else piece for piece in pieces]
    assert [(w.text, w.message) for w in check(unmarked, read_manifest(said), FACTS, DRAFT)] == [
        (one.text, "this sentence is not in the document")
    ]


def test_what_counts_may_be_gone_where_a_person_wrote_in_the_place_of_its_paragraph() -> None:
    block = next(one for one in DRAFT.blocks if isinstance(one, Paragraph) and one.key == "action/first/para-1")
    own = edited(DRAFT, [Edited("1", block.key, "In my view this was done.")])
    pieces = [Piece(mark_of(other.key), other.text, "") for other in own.sentences if other.phrase]
    assert check(pieces, manifest(own, "r"), FACTS, DRAFT, {block.key}) == []
    gone = [one.text for one in block.sentences if one.count is not None]
    assert [one.text for one in check(pieces, manifest(own, "r"), FACTS, DRAFT)] == gone != []


def test_the_checker_knows_every_rule_of_a_report() -> None:
    assert [one for one in What if not can_count(one, ("manual", "corruption")[: 2 * (one in (What.NEED, What.URGENT))])
            ] == []  # fmt: skip


@pytest.mark.parametrize("bad", [
    {}, [], None, "x", {"sentences": {}}, {"version": 1, "round": "r", "language": "xx", "sentences": {}},
    {"version": 1, "round": "r", "language": ["en"], "sentences": {}},
    {"version": 1, "round": "\ud800", "language": "en", "sentences": {}},
])  # fmt: skip
def test_a_manifest_that_is_none_is_refused(bad: Any) -> None:
    with pytest.raises(Invalid, match="damaged") as told:
        read_manifest(bad)
    assert told.value.faults


PARTS = st.sampled_from(["key", "phrase", "facts", "rule", "what", "questions", "codes", "language", "sentences"])


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5)
    | st.sampled_from(["practice", "need", "entry", "response", "value", "edited", "heading", "para-1", "proposals"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(PARTS | st.text(max_size=5), inner, max_size=4),
    max_leaves=6,
)  # fmt: skip


@settings(max_examples=150)
@given(st.integers(0, 10_000), PARTS, JUNK)
def test_a_damaged_manifest_is_refused_or_checked(place: int, part: str, junk: Any) -> None:
    said = json.loads(json.dumps(SAID))
    mark = list(said["sentences"])[place % len(said["sentences"])]
    entry = said["sentences"][mark]
    (entry["rule"] if part in ("what", "questions", "codes") and "rule" in entry else entry)[part] = junk
    with suppress(Invalid):
        piece = Piece(mark, next(one.text for one in DRAFT.sentences if mark_of(one.key) == mark), "here")
        read = read_manifest(said)
        told = [one.where for one in check([piece], read, FACTS, DRAFT)]
        assert ("here" in told) is (read["sentences"].get(mark) != SAID["sentences"][mark])


@pytest.mark.parametrize("file", [b"", b"nothing", b"PK\x03\x04"])
def test_what_is_no_report_is_refused(file: bytes) -> None:
    with pytest.raises(Invalid, match="no report"):
        opened(file)


@pytest.mark.parametrize("bad", [b"{}", b"[]", b'{"sentences":{"s1":{}}}', b"nothing", b"[" * 100_000, b"\xff"])
def test_a_file_with_a_damaged_manifest_is_refused(bad: bytes) -> None:
    with pytest.raises(Invalid):
        opened(
            with_part(as_docx(write(material(), "en"), round_="r", day=DAY), MANIFEST.removeprefix("/"), lambda _: bad)
        )


def test_bookmarks_of_others_are_passed_over() -> None:
    file = as_docx(write(material(), "en"), round_="r", day=DAY)
    inside = '</w:t></w:r><w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/><w:r><w:t>'
    other = with_part(file, "word/document.xml", lambda words: words.replace(b"per cent", f"p{inside}er cent".encode()))
    assert opened(other) == opened(file)
