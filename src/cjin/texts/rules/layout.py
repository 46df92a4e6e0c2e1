"""A text as the flat list of rows that its page shows: headings, chapeaux, units with their notes, contents."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Protocol

from cjin.texts.rules.marks import MARK
from cjin.texts.rules.naming import depth_of, is_container, shown_number

DEEPEST = 6
CLOSE_TO = " .,;:)]”\"'’»،؛"


class Unit(Protocol):
    """What the layout asks of a provision."""

    eid: Any
    kind: Any
    num: Any
    title: Any
    text: Any
    marked: Any
    heading_path: Any
    chapeau: Any
    preamble: Any


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of text, followed by the marker of a note where ``label`` is given; ``ref`` is the marker's own id."""

    text: str
    label: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a page. ``kind`` is heading, container, words (a container's own), chapeau, author, enacting,
    closing, recital or unit.

    ``key`` identifies the row in every language and version of a work and is its id on the page; ``level`` is that of
    a heading, ``depth`` the indent of a unit; ``notes`` are (label, text) of the notes first cited here.
    """

    kind: str
    key: str
    words: tuple[Words, ...] = ()
    number: str = ""
    title: str = ""
    level: int = 0
    depth: int = 0
    eid: str = ""
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the units of a text."""

    language: str
    author_line: str = ""
    enacting_clause: str = ""
    closing_formula: str = ""


class Markers:
    """Splits marked text at its note markers and gives every marker an id of its own."""

    def __init__(self, notes: Mapping[str, str]) -> None:
        self.notes = notes
        self.times: dict[str, int] = {}

    def words(self, marked: str) -> tuple[tuple[Words, ...], tuple[tuple[str, str], ...]]:
        """The stretches of a text, and the notes that are cited here for the first time."""
        pieces = MARK.split(marked)
        found: list[Words] = []
        first: list[tuple[str, str]] = []
        for place in range(0, len(pieces) - 1, 2):
            text, label, after = pieces[place], pieces[place + 1], pieces[place + 2]
            times = self.times[label] = self.times.get(label, 0) + 1
            if times == 1 and label in self.notes:
                first.append((label, self.notes[label]))
            close = not after or after[0] in CLOSE_TO
            found.append(
                Words(text.rstrip() if close else text, label, f"ref-{label}" + (f"-{times}" if times > 1 else ""))
            )
        if pieces[-1]:
            found.append(Words(pieces[-1]))
        return tuple(found), tuple(first)


def lay_out(units: Sequence[Unit], notes: Mapping[str, str], frame: Frame) -> list[Row]:
    """All rows of a text in reading order. A heading or chapeau stands once, above the first unit that it governs."""
    markers = Markers(notes)
    rows: list[Row] = []
    open_path: tuple[str, ...] = ()
    recitals = [unit for unit in units if unit.preamble]
    rows += _line("author", frame.author_line)
    for unit in recitals:
        rows += _unit_rows(unit, (), markers, frame)
    rows += _line("enacting", frame.enacting_clause)
    for chapeau, shared, governed in _governed([unit for unit in units if not unit.preamble]):
        for place, (unit, path) in enumerate(governed):
            kept = _common(open_path, path)
            levels = range(len(kept), len(path))
            above = [level for level in levels if level < shared] if place == 0 and chapeau else list(levels)
            rows += [_heading(path, level, unit.eid) for level in above]
            if place == 0 and chapeau:
                rows.append(Row("chapeau", f"c-{unit.eid}", words=markers.words(chapeau)[0]))
                rows += [_heading(path, level, unit.eid) for level in levels if level >= shared]
            open_path = path
            rows += _unit_rows(unit, path, markers, frame)
    rows += _line("closing", frame.closing_formula)
    return rows


def _line(kind: str, text: str) -> list[Row]:
    return [Row(kind, kind, words=(Words(text),))] if text else []


def _heading(path: tuple[str, ...], level: int, eid: str) -> Row:
    return Row("heading", f"h{level + 1}-{eid}", title=path[level], level=min(level + 2, DEEPEST))


def _unit_rows(unit: Unit, path: tuple[str, ...], markers: Markers, frame: Frame) -> Iterator[Row]:
    words, notes = markers.words(unit.marked or unit.text)
    number = shown_number(unit.kind, unit.num, unit.eid, frame.language)
    if is_container(unit.kind):
        level = min(len(path) + 2, DEEPEST)
        yield Row("container", unit.eid, number=number, title=unit.title, level=level, eid=unit.eid)
        if words:
            yield Row("words", f"{unit.eid}-words", words, eid=unit.eid, notes=notes)
        return
    kind = "recital" if unit.preamble else "unit"
    yield Row(kind, unit.eid, words, number, unit.title, depth=depth_of(unit.eid), eid=unit.eid, notes=notes)


def _governed(units: Iterable[Unit]) -> Iterator[tuple[str, int, list[tuple[Unit, tuple[str, ...]]]]]:
    """Runs of units under one chapeau: the chapeau, how many headings stand above it, the units with their headings.

    A chapeau stands below the headings that all of its units share, unless it governs one stretch of a single heading.
    """
    for chapeau, run in groupby(_with_paths(units), key=lambda one: str(one[0].chapeau or "")):
        governed = list(run)
        shared = governed[0][1]
        for _, path in governed:
            shared = _common(shared, path)
        yield chapeau, len(shared), governed


def _with_paths(units: Iterable[Unit]) -> Iterator[tuple[Unit, tuple[str, ...]]]:
    """Units with the headings above them; the name of an article, shown with its number, is taken off the path."""
    container, title = "", ""
    for unit in units:
        if is_container(unit.kind):
            container, title = unit.eid, unit.title
        path = tuple(unit.heading_path)
        inside = unit.eid == container or unit.eid.startswith(f"{container}__")
        yield unit, path[:-1] if container and inside and path and path[-1] == title else path


def _common(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    same = 0
    while same < min(len(one), len(other)) and one[same] == other[same]:
        same += 1
    return one[:same]


def align(left: Sequence[Row], right: Sequence[Row]) -> list[tuple[Row | None, Row | None]]:
    """Rows of two texts of a work beside each other by their keys, in the order of the first, none lost."""
    known = {row.key for row in left}
    by_key = {row.key: row for row in right}
    following: dict[str, list[Row]] = {}
    last = ""
    for row in right:
        if row.key in known:
            last = row.key
        else:
            following.setdefault(last, []).append(row)
    pairs: list[tuple[Row | None, Row | None]] = [(None, row) for row in following.get("", [])]
    for row in left:
        pairs.append((row, by_key.get(row.key)))
        pairs += [(None, other) for other in following.get(row.key, [])]
    return pairs
