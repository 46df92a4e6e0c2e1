"""No text takes long to read: every search reaches only so far, however long a sentence is."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjin.texts.rules.cited.citing import Citing
from cjin.texts.rules.cited.finding import Source, citations_of
from cjin.texts.rules.cited.unknown import unknown_names_in
from cjin.texts.rules.commitments.actors import actor_in
from cjin.texts.rules.commitments.lexicon import Vocabulary, vocabulary
from cjin.texts.rules.commitments.proposing import Unit, propose
from cjin.texts.rules.sentences import MOST, Span, sentences

LENGTH = 20_000
HOSTILE = (
    ("We call upon States ", "we "), ("", "the Commission "), ("We request ", "the Commission "),
    ("We call upon ", "States, "), ("", "As "), ("", "Model "), ("", "United Nations "), ("", "A. "), ("", "A.B. "),
    ("", "Nos. "), ("We request ", "a, b, "), ("", "A’B-"), ("", "Model Convention on the "),
    ("Convention ", " of the "),
    ("We request the Commission ", "at its tenth session "), ("We decide that ", "which that shall "),
    ("Requests the Commission to meet ", "every five years, beginning in 1994 "),
    ("We request ", "the other relevant "),
)  # fmt: skip


def filled(head: str, part: str) -> str:
    return (head + part * LENGTH)[:LENGTH]


class Counting:
    """A matcher that counts the characters that it is let look at."""

    def __init__(self, pattern: Any) -> None:
        self.pattern, self.seen = pattern, 0

    def search(self, text: str, start: int = 0, end: int | None = None) -> Any:
        reach = len(text) if end is None else min(end, len(text))
        self.seen += max(0, reach - start)
        return self.pattern.search(text, start, reach)


@pytest.fixture
def counted() -> tuple[Vocabulary, list[Counting]]:
    actors: Any = {name: Counting(pattern) for name, pattern in vocabulary("en").actors.items()}
    return replace(vocabulary("en"), actors=actors), list(actors.values())


@pytest.mark.parametrize(("head", "part"), HOSTILE)
def test_actors_are_looked_for_near_by(head: str, part: str, counted: tuple[Vocabulary, list[Counting]]) -> None:
    words, matchers = counted
    actor_in(filled(head, part).lower(), words)
    assert max(one.seen for one in matchers) <= 5000


@pytest.mark.parametrize(("head", "part"), HOSTILE)
def test_hostile_sentences_are_read(head: str, part: str) -> None:
    text = filled(head, part)
    for found in propose([Unit("para_1", text)], author="The General Assembly,"):
        assert found.span.end - found.span.start <= MOST
    for cited in citations_of(Source("own-work", [Citing("para_1", text)])):
        assert cited.span.of(text) == cited.words


def test_a_name_has_only_so_many_words() -> None:
    assert list(unknown_names_in("Lamp " * 4000)) == []
    (found,) = unknown_names_in("Lamp " * 4000 + "Declaration on Wells")
    assert found.span.end - found.span.start < 200
    (long,) = unknown_names_in("Lamp Declaration on Wells" + " and the Wells" * 4 + " Lamp" * 4000)
    assert long.span.end - long.span.start < 400


@pytest.mark.parametrize("part", ["A. ", "word ", "x", " ", "We go. ", "No. 5 "])
def test_sentences_are_in_order_and_never_endless(part: str) -> None:
    text = filled("", part)
    found = list(sentences(text))
    assert all(one.end - one.start <= MOST for one in found)
    assert "".join("".join(one.of(text) for one in found).split()) == "".join(text.split())


@given(st.text(alphabet="Aab. ;:!?\n”(", max_size=200))
def test_sentences_hold_every_sign_of_a_text(text: str) -> None:
    found = list(sentences(text))
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(isinstance(one, Span) and one.of(text).strip() for one in found)
