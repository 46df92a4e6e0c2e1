"""Source and structure beside each other: each line with its role and its unit, each unit with what is new above it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cjin.texts.rules.document import Provision, Role
from cjin.texts.rules.naming import depth_of, shown_number


@dataclass(frozen=True, slots=True)
class Step:
    """A change that cleaning made to a line."""

    line: int
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the source. ``named`` says that its role is told here: the line before had another role or unit."""

    number: int
    text: str
    role: str
    eid: str
    named: bool
    cleaned: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """A unit with the headings and the introductory line that begin above it."""

    eid: str
    unit: Provision
    number: str
    depth: int
    headings: tuple[str, ...]
    chapeau: str


def steps(cleaning: Sequence[Mapping[str, Any]], first: int, last: int) -> list[Step]:
    """The changes to the lines of one text, by line."""
    mine = [one for one in cleaning if first <= one["line"] <= last]
    return [Step(one["line"], str(one["was"]), str(one["now"])) for one in sorted(mine, key=lambda one: one["line"])]


def lines(
    source: Sequence[str],
    roles: Sequence[Sequence[str]],
    span: tuple[int, int],
    units: Sequence[Provision],
    cleaned: frozenset[int],
    far: Collection[int] = (),
) -> list[Shown]:
    """The lines of one text, and those ``far`` from it that hold its notes.

    A line belongs to the unit that the reader of the file placed it in, or else to the closest one that is there now.
    """
    first, last = span[0], min(span[1], len(source))
    known = {unit.id for unit in units}
    closest = _closest(units)
    shown: list[Shown] = []
    before = ("", "")
    away = {number for number in far if 1 <= number <= len(source)}
    for number in sorted(away.union(range(first, last + 1))):
        role, unit = roles[number - 1] if number <= len(roles) else (Role.BACK.value, "")
        name = unit if unit in known else closest[number] if role == Role.PROVISION or role == Role.PREAMBLE else ""
        eid = name.partition("/")[2]
        named = role != Role.BLANK and (role, eid) != before
        before = before if role == Role.BLANK else (role, eid)
        shown.append(Shown(number, source[number - 1], role, eid, named, number in cleaned))
    return shown


def _closest(units: Sequence[Provision]) -> defaultdict[int, str]:
    """The unit with the fewest lines around each line."""
    found: defaultdict[int, str] = defaultdict(str)
    for unit in sorted(units, key=lambda one: one.lines[0] - one.lines[1]):
        for line in range(unit.lines[0], unit.lines[1] + 1):
            found[line] = unit.id
    return found


def structure(units: Sequence[Provision], language: str) -> list[Placed]:
    """The units in order; headings and introductory lines stand above the first unit that they govern."""
    placed: list[Placed] = []
    path: tuple[str, ...] = ()
    chapeau = ""
    for unit in units:
        eid = unit.id.partition("/")[2]
        same = next(
            (n for n, pair in enumerate(zip(path, unit.heading_path, strict=False)) if pair[0] != pair[1]), None
        )
        shared = min(len(path), len(unit.heading_path)) if same is None else same
        above = tuple(heading for heading in unit.heading_path[shared:] if heading != unit.title)
        governs = unit.chapeau if unit.chapeau and unit.chapeau != chapeau else ""
        number = shown_number(unit.kind, unit.num, eid, language)
        placed.append(Placed(eid, unit, number, min(depth_of(eid), 3), above, governs))
        path, chapeau = unit.heading_path, unit.chapeau or ""
    return placed
