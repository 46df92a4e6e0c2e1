"""Comparing texts: nothing is lost, nothing is invented, equal texts do not differ."""

import time

from hypothesis import given
from hypothesis import strategies as st

from cjin.texts.rules.comparison import Change, Compared, Piece, compare, differences

WORDS = st.text(st.sampled_from("abc xyz.,;（的法 ال’\n"), max_size=60)
TEXTS = st.lists(WORDS, max_size=8).map(
    lambda texts: [Compared(f"para_{place}", f"{place}.", text) for place, text in enumerate(texts)]
)


def joined(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces)


@given(WORDS, WORDS)
def test_the_pieces_of_a_side_are_its_text(left: str, right: str) -> None:
    ours, theirs = differences(left, right)
    assert joined(ours) == left
    assert joined(theirs) == right


@given(TEXTS, TEXTS)
def test_every_unit_stands_in_exactly_one_pair(left: list[Compared], right: list[Compared]) -> None:
    for same_work in (True, False):
        pairs = compare(left, right, same_work=same_work).pairs
        assert [pair.left for pair in pairs if pair.left] == left
        assert sorted(pair.right.eid for pair in pairs if pair.right) == sorted(unit.eid for unit in right)
        for pair in pairs:
            assert joined(pair.left_pieces) == (pair.left.text if pair.left else "")
            assert joined(pair.right_pieces) == (pair.right.text if pair.right else "")


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(units: list[Compared]) -> None:
    for same_work in (True, False):
        found = compare(units, units, same_work=same_work)
        assert found.differing == 0
        assert not any(piece.differs for pair in found.pairs for piece in pair.left_pieces + pair.right_pieces)


@given(TEXTS, TEXTS)
def test_the_counts_are_those_of_the_pairs(left: list[Compared], right: list[Compared]) -> None:
    found = compare(left, right, same_work=True)
    assert sum(found.counts.values()) == len(found.pairs)
    assert found.differing == len(found.pairs) - found.counts[Change.UNCHANGED]


def test_changed_words_are_marked_and_no_others() -> None:
    ours, theirs = differences("States shall report yearly.", "States may report yearly.")
    assert [piece.text.strip() for piece in ours if piece.differs] == ["shall"]
    assert [piece.text.strip() for piece in theirs if piece.differs] == ["may"]


def test_versions_of_a_work_are_aligned_by_identifier() -> None:
    left = [Compared("para_1", "1.", "one two"), Compared("para_2", "2.", "three four")]
    right = [Compared("para_2", "2.", "three five"), Compared("para_3", "3.", "new words")]
    changes = [(p.change, (p.left or p.right).eid) for p in compare(left, right, same_work=True).pairs]  # type: ignore[union-attr]
    assert changes == [
        (Change.REMOVED, "para_1"),
        (Change.CHANGED, "para_2"),
        (Change.ADDED, "para_3"),
    ]


def test_different_instruments_are_aligned_by_their_words() -> None:
    left = [Compared("para_1", "1.", "Adopt measures against bribery of officials"), Compared("para_2", "2.", "Meet")]
    right = [Compared("art_9", "", "Take measures against bribery of officials")]
    pairs = compare(left, right, same_work=False).pairs
    assert pairs[0].change is Change.CHANGED
    assert pairs[0].right is right[0]
    assert pairs[1].change is Change.REMOVED


def test_two_long_instruments_are_compared_within_two_seconds() -> None:
    left = [
        Compared(f"para_{n}", f"{n}.", " ".join(f"w{(n * 7 + k * k) % 4000}" for k in range(60))) for n in range(700)
    ]
    right = [Compared(f"para_{unit.eid}", unit.number, f"{unit.text} more") for unit in reversed(left)]
    began = time.process_time()
    found = compare(left, right, same_work=False)
    assert time.process_time() - began < 2
    assert found.counts[Change.CHANGED] == 700
