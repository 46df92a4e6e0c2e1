"""No character of a source is lost: each line has a role, and its words stand in the unit that it belongs to."""

import re
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjin.texts.rules.document import Document, Role
from cjin.texts.rules.marks import without_marks
from cjin.texts.rules.parse import parse, prepare
from cjin.texts.rules.source import Source
from tests.texts.inputs import names, needs_shared, read, real_texts

WORDS = re.compile(r"[^\W_]+")


def lost(source: Source, document: Document) -> list[tuple[int, str]]:
    """Words of provision lines that stand in no unit that covers the line."""
    have: dict[int, set[str]] = defaultdict(set)
    for instrument in document.instruments:
        for unit in [*instrument.preamble, *instrument.operative]:
            for line in range(unit.lines[0], unit.lines[1] + 1):
                have[line] |= set(WORDS.findall(f"{unit.text} {unit.title} {unit.num}"))
        for warning in instrument.warnings:
            if warning.code == "run-on-preamble":  # author line, recitals and enacting clause in one paragraph
                for line in range(warning.lines[0], warning.lines[1] + 1):
                    have[line] |= set(WORDS.findall(f"{instrument.author_line} {instrument.enacting_clause}"))
    missing = []
    for place, line in zip(document.placed, prepare(source).lines, strict=True):
        if place.role in (Role.PROVISION, Role.PREAMBLE):
            words = WORDS.findall(without_marks(line.text))
            missing += [(place.line, word) for word in words[3:] if not _kept(word, have[place.line])]
    return missing


def _kept(word: str, have: set[str]) -> bool:
    """A word broken at the line's end is joined with its other half; a glued note number leaves its word."""
    bare = re.sub(r"\d+$", "", word)
    return word in have or bare in have or not bare or any(word in other for other in have)


@needs_shared
@pytest.mark.parametrize("path", real_texts(), ids=names(real_texts()))
def test_every_line_of_a_real_text_is_placed_and_its_words_are_kept(path: Path) -> None:
    source, document = read(path)
    assert [place.line for place in document.placed] == [line.number for line in source.lines]
    assert lost(source, document) == []
    for place, line in zip(document.placed, source.lines, strict=True):
        assert (place.role is Role.BLANK) <= (not WORDS.search(line.raw)), line.raw
        if place.role is Role.FURNITURE:
            assert any(step.line == place.line for step in document.cleaning), line.raw


FRAGMENTS = st.sampled_from(
    [
        "Annex",
        "ANNEX II",
        "Article 5",
        "Rule 1",
        "1. ",
        "(a) ",
        "(i) ",
        "(ii) ",
        "a) ",
        "I. ",
        "A. TITLE",
        "1.1 ",
        "We, the people,",
        "The General Assembly,",
        "\nRecalling its work,",
        "Declare as follows:",
        "---",
        "<sup>1</sup>",
        "<sup>1</sup> A note.",
        "²",
        "*",
        "**",
        "60/177. Title",
        "64th plenary meeting",
        "\n16 December 2005",
        "word",
        "Some words that end.",
        "lower case words",
        "## Heading",
        "- ",
        "\t",
        "\n",
        "\n\n",
        "  ",
        "¹See",
        "&lt;",
        "<b>",
        "[x](y)",
        "[^1]: note",
        "\n\x00",
        "\u202e",
        "المادة 1",
        "第一条",
        "نعلن ما يلي:",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(FRAGMENTS, max_size=60).map(" ".join),
    st.lists(FRAGMENTS, max_size=60).map("\n".join),
)


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_any_text_is_read_without_error_and_each_line_has_one_role(text: str) -> None:
    source = Source.of_text(text)
    document = parse(source)
    assert [place.line for place in document.placed] == [line.number for line in source.lines]
    ids = [unit.id for i in document.instruments for unit in [*i.preamble, *i.operative]]
    assert len(ids) == len(set(ids))
    assert len({i.instrument_id for i in document.instruments}) == len(document.instruments)


@given(st.lists(FRAGMENTS, max_size=50).map("\n\n".join))
@settings(max_examples=200, deadline=None)
def test_the_words_of_a_provision_line_stand_in_its_provision(text: str) -> None:
    source = Source.of_text(text)
    assert lost(source, parse(source)) == []


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_a_child_names_a_parent_that_stands_before_it(text: str) -> None:
    for instrument in parse(Source.of_text(text)).instruments:
        seen: set[str] = set()
        for unit in [*instrument.preamble, *instrument.operative]:
            assert unit.parent is None or (unit.parent in seen and unit.id.startswith(unit.parent + "__"))
            seen.add(unit.id)
