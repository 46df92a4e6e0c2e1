"""Comparison of two texts, unit by unit and word by word."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log

from rapidfuzz.distance import Indel

ALIKE = 0.5
"""So much of two units' words must be shared before one counts as a changed form of the other."""
CANDIDATES = 4
SAME_PLACE = 0.05
_TOKEN = re.compile(r"\s+|[\u3400-\u9fff\uf900-\ufaff]|[^\W\u3400-\u9fff\uf900-\ufaff]+|[^\w\s]")


class Change(StrEnum):
    """What became of a unit from the left text to the right one."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Compared:
    """A unit that takes part in a comparison: its identifier, its number as shown, its words."""

    eid: str
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words on one side; ``differs`` where the other side has others or none."""

    text: str
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Two units that belong together, or one that stands alone; joined pieces give each side's words back."""

    change: Change
    left: Compared | None
    right: Compared | None
    left_pieces: tuple[Piece, ...] = ()
    right_pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """The pairs in reading order, and how many there are of each change."""

    pairs: tuple[Pair, ...]

    @property
    def counts(self) -> dict[Change, int]:
        """How many pairs there are of each change, zero included."""
        counted = Counter(pair.change for pair in self.pairs)
        return {change: counted[change] for change in Change}

    @property
    def differing(self) -> int:
        """How many units were changed, added or removed."""
        return len(self.pairs) - self.counts[Change.UNCHANGED]


def compare(left: Sequence[Compared], right: Sequence[Compared], *, same_work: bool) -> Comparison:
    """Aligns the units of two texts and marks the words that differ.

    Texts of one work are aligned by identifier. Different instruments share no numbering: there equal words come first,
    then the most similar ones. Identifiers must be unique within a side. Near-linear in the number of units.
    """
    partners = _by_identifier(left, right) if same_work else _by_words(left, right)
    return Comparison(tuple(_pair(one, other) for one, other in _in_order(left, right, partners)))


def differences(left: str, right: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The two texts cut into pieces that are the same on both sides and pieces that differ."""
    ours, theirs = _TOKEN.findall(left), _TOKEN.findall(right)
    one: list[Piece] = []
    other: list[Piece] = []
    for code in Indel.opcodes(ours, theirs):
        mine = "".join(ours[code.src_start : code.src_end])
        yours = "".join(theirs[code.dest_start : code.dest_end])
        same = code.tag == "equal"
        _add(one, mine, not same)
        _add(other, yours, not same)
    return _smoothed(one), _smoothed(other)


def _add(pieces: list[Piece], text: str, differs: bool) -> None:
    if text:
        pieces.append(Piece(text, differs))


def _smoothed(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Neighbours of one kind joined; a blank between two marked words is marked with them."""
    joined: list[Piece] = []
    for place, piece in enumerate(pieces):
        blank = not piece.differs and not piece.text.strip() and 0 < place < len(pieces) - 1
        differs = piece.differs or blank
        if joined and joined[-1].differs == differs:
            joined[-1] = Piece(joined[-1].text + piece.text, differs)
        else:
            joined.append(Piece(piece.text, differs))
    return tuple(joined)


def _pair(left: Compared | None, right: Compared | None) -> Pair:
    if left is None or right is None:
        return Pair(
            Change.REMOVED if left else Change.ADDED,
            left,
            right,
            (Piece(left.text, differs=True),) if left and left.text else (),
            (Piece(right.text, differs=True),) if right and right.text else (),
        )
    if left.text == right.text:
        whole = (Piece(left.text),) if left.text else ()
        return Pair(Change.UNCHANGED, left, right, whole, whole)
    return Pair(Change.CHANGED, left, right, *differences(left.text, right.text))


def _by_identifier(left: Sequence[Compared], right: Sequence[Compared]) -> dict[int, int]:
    places = {unit.eid: place for place, unit in enumerate(right)}
    return {place: places[unit.eid] for place, unit in enumerate(left) if unit.eid in places}


def _by_words(left: Sequence[Compared], right: Sequence[Compared]) -> dict[int, int]:
    """Partners by equal words, then by similarity, best first; each unit has one at most."""
    ours, theirs = [_words(unit.text) for unit in left], [_words(unit.text) for unit in right]
    scored = sorted(_scored(ours, theirs, left, right), key=lambda one: (-one[0], one[1], one[2]))
    partners = _equal(left, right)
    taken = set(partners.values())
    for _, mine, yours in scored:
        if mine not in partners and yours not in taken:
            partners[mine] = yours
            taken.add(yours)
    return partners


def _equal(left: Sequence[Compared], right: Sequence[Compared]) -> dict[int, int]:
    """Partners with the same words: those with the same identifier first, then in reading order."""
    partners = {one: other for one, other in _by_identifier(left, right).items() if left[one].text == right[other].text}
    free: defaultdict[str, list[int]] = defaultdict(list)
    taken = set(partners.values())
    for place in reversed(range(len(right))):
        if place not in taken:
            free[right[place].text].append(place)
    for place, unit in enumerate(left):
        if place not in partners and free[unit.text]:
            partners[place] = free[unit.text].pop()
    return partners


def _scored(
    ours: Sequence[list[str]], theirs: Sequence[list[str]], left: Sequence[Compared], right: Sequence[Compared]
) -> Iterator[tuple[float, int, int]]:
    """Likely partners with their likeness. Rare words name the candidates, so that not every pair is measured."""
    where: defaultdict[str, list[int]] = defaultdict(list)
    for place, words in enumerate(theirs):
        for word in set(words):
            where[word].append(place)
    usual = max(12, len(theirs) // 20)
    for mine, words in enumerate(ours):
        shared: defaultdict[int, float] = defaultdict(float)
        for word in set(words):
            places = where.get(word, ())
            if len(places) <= usual:
                for place in places:
                    shared[place] += log(1 + len(theirs) / len(places))
        for yours in sorted(shared, key=lambda one: (-shared[one], one))[:CANDIDATES]:
            likeness = Indel.normalized_similarity(words, theirs[yours])
            if likeness >= ALIKE:
                yield likeness + (SAME_PLACE if left[mine].eid == right[yours].eid else 0), mine, yours


def _words(text: str) -> list[str]:
    return [token for token in _TOKEN.findall(text.casefold()) if token.isalnum()]


def _in_order(
    left: Sequence[Compared], right: Sequence[Compared], partners: dict[int, int]
) -> Iterator[tuple[Compared | None, Compared | None]]:
    """All units once, in the order of the left text; one that is only on the right follows its neighbour there."""
    owner = {yours: mine for mine, yours in partners.items()}
    following: defaultdict[int, list[int]] = defaultdict(list)
    last = -1
    for place in range(len(right)):
        if place in owner:
            last = owner[place]
        else:
            following[last].append(place)
    yield from ((None, right[place]) for place in following[-1])
    for mine, unit in enumerate(left):
        yield unit, right[partners[mine]] if mine in partners else None
        yield from ((None, right[place]) for place in following[mine])
