"""What a letter is made of, before it is a document: heads, rows and closings, each in one language or side by side."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from .runs import Run

type Text = tuple[tuple[Run, ...], ...]
"""Paragraphs of runs."""


@dataclass(frozen=True, slots=True)
class Names:
    """What is known around a request, each name by language: States, the authority addressed and the ways to it, the
    instrument, the offences by their codes.

    ``fictional``: all of this is made up for a demonstration.
    """

    requesting: Mapping[str, str] = field(default_factory=dict)
    requested: Mapping[str, str] = field(default_factory=dict)
    addressee: Mapping[str, str] = field(default_factory=dict)
    ways: tuple[str, ...] = ()
    basis: Mapping[str, str] = field(default_factory=dict)
    offences: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    fictional: bool = False


@dataclass(frozen=True, slots=True)
class Occasion:
    """The letter at hand: its reference and revision, the day, whether it is a draft, and who signs it when."""

    reference: str
    revision: int
    day: date
    draft: bool = False
    signer: str = ""
    signed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One row in one language. ``mark`` says what is to be known of it: machine, certified, stale, missing, or "".

    ``unit`` is the unit of translation that it shows, if it is one; ``spoken`` the language of its text where it is
    another one.
    """

    language: str
    label: str
    text: Text
    article: tuple[Run, ...] = ()
    mark: str = ""
    mark_words: str = ""
    unit: str = ""
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """The same in each language. ``level``: 0 an answer, 1 the beginning of an entry of a list, 2 a part of it."""

    cells: tuple[Cell, ...]
    level: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under a heading, which stands in each language."""

    titles: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """The head of the letter in one language: who writes, marks such as URGENT, to whom, facts in two columns."""

    language: str
    state: str
    authority: str
    contact: Text
    marks: tuple[str, ...]
    kind: str
    to: str
    to_state: str
    to_authority: str
    facts: tuple[tuple[str, Text], ...]
    paragraphs: tuple[str, ...]
    role: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of the letter in one language."""

    language: str
    words: str
    signature: str
    signed: Text
    notes: Text


@dataclass(frozen=True, slots=True)
class Content:
    """A letter: ``languages`` in the order of its columns, ``source`` the one in which the answers are written."""

    title: str
    languages: tuple[str, ...]
    source: str
    reference: str
    draft: str
    day: date
    heads: tuple[Head, ...]
    sections: tuple[Section, ...]
    closings: tuple[Closing, ...]
