"""What the parser finds: instruments with their provisions and notes, a role for every line, a log of every change."""

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What a line of the source is. Every line has exactly one role, so that nothing is lost unseen."""

    BLANK = "blank"
    FURNITURE = "furniture"
    FRONT = "front"
    TITLE = "title"
    AUTHOR = "author"
    PREAMBLE = "preamble"
    ENACTING = "enacting"
    CHAPEAU = "chapeau"
    HEADING = "heading"
    PROVISION = "provision"
    NOTE = "note"
    CLOSING = "closing"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Cleaning:
    """One change made to a line before reading it."""

    code: str
    line: int
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Warning:
    """Something that could not be decided, with its place: lines (first, last) of the source."""

    code: str
    message: str
    lines: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Note:
    """A note of the source under its label ("3", "k", "*")."""

    label: str
    text: str
    lines: tuple[int, int]


@dataclass(slots=True)
class Provision:
    """A unit that can be cited. ``kind`` is recital, paragraph, subparagraph, point, item or a container's name
    (article).

    ``text`` holds the unit's own words, without label, note markers or emphasis; its children's words are theirs.
    ``num`` is the label without punctuation, empty where the source gives none. ``marked`` is the text with the
    note markers
    of ``rules.marks`` in it.
    """

    id: str
    kind: str
    num: str
    parent: str | None
    text: str
    footnotes: list[str] = field(default_factory=list)
    heading_path: tuple[str, ...] = ()
    chapeau: str | None = None
    lines: tuple[int, int] = (0, 0)
    title: str = ""
    marked: str = ""


@dataclass(slots=True)
class Instrument:
    """One instrument found in a file: a resolution, a declaration, a treaty, a set of rules."""

    instrument_id: str
    title: str
    symbol: str = ""
    adopted: str = ""
    session: str = ""
    body: str = ""
    author_line: str = ""
    enacting_clause: str = ""
    closing_formula: str = ""
    notes: dict[str, Note] = field(default_factory=dict)
    preamble: list[Provision] = field(default_factory=list)
    operative: list[Provision] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)
    lines: tuple[int, int] = (0, 0)
    is_annex: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """The role of one line, and the unit (provision, note label, heading) that holds its words."""

    line: int
    role: Role
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """Everything that was read from one file."""

    instruments: tuple[Instrument, ...]
    cleaning: tuple[Cleaning, ...]
    placed: tuple[Placed, ...]
    warnings: tuple[Warning, ...] = ()
    language: str = "en"
