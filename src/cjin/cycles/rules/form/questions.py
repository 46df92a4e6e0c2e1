"""What a form consists of."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from cjin.core.rules.errors import NotFound
from cjin.core.rules.multilingual import Multilingual

from .conditions import Condition


class Kind(StrEnum):
    """What is asked for."""

    IMPLEMENTATION = "implementation"
    """How far a commitment is implemented, in law and in practice, by which measures, with which difficulties."""
    CHOICE = "choice"
    MANY = "many"
    THREE = "three"
    """Yes, partly or no."""
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    TABLE = "table"
    MEASURES = "measures"
    NEEDS = "needs"
    PROPOSALS = "proposals"
    EVIDENCE = "evidence"


class Level(StrEnum):
    """How far an instrument obliges to what a question is about."""

    MANDATORY = "mandatory"
    CONSIDER = "consider"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class Coded:
    """A code and what it is called: an option of a choice, a row or a column of a table."""

    code: str
    text: Multilingual


@dataclass(frozen=True, slots=True)
class Grid:
    """A table to fill: rows and columns by their codes, and the table of ``statistics`` that has the same ones."""

    rows: tuple[Coded, ...]
    columns: tuple[Coded, ...]
    of: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a form.

    ``about`` are provisions (``kyoto-2021/para_61``), ``was`` its name in the version before, where it had another;
    ``least`` and ``most`` bound a number, ``whole`` has no fractions, ``words`` is the longest text wished.
    """

    question: str
    kind: Kind
    text: Multilingual
    guidance: Multilingual = field(default_factory=Multilingual)
    about: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    level: Level = Level.OPTIONAL
    when: Condition | None = None
    options: tuple[Coded, ...] = ()
    grid: Grid | None = None
    least: float | None = None
    most: float | None = None
    whole: bool = False
    words: int = 0
    was: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Questions that one agency can answer together. ``under`` is the greater heading that several stand under."""

    section: str
    title: Multilingual
    guidance: Multilingual
    questions: tuple[Question, ...]
    under: Multilingual = field(default_factory=Multilingual)


PAGES = ("act", "workbook", "national-report")
"""Names that no section has: those of the pages beside the sections of a reply."""
FOLLOW_UP = "follow-up"
"""The kind of a form that asks what came of an instrument."""


@dataclass(frozen=True)
class Form:
    """A form in one of its versions. ``instrument`` is the work that it is about, where it is about one."""

    form: str
    version: int
    kind: str
    title: Multilingual
    instrument: str
    sections: tuple[Section, ...]

    @property
    def is_follow_up(self) -> bool:
        """Whether it asks what came of an instrument, so that the instrument's title says what it is about."""
        return self.kind == FOLLOW_UP and bool(self.instrument)

    @property
    def questions(self) -> Iterator[Question]:
        """All questions in order."""
        return (question for section in self.sections for question in section.questions)

    @cached_property
    def by_name(self) -> dict[str, Question]:
        """Each question by its name."""
        return {one.question: one for one in self.questions}

    @cached_property
    def section_of(self) -> dict[str, str]:
        """The section in which each question stands."""
        return {one.question: section.section for section in self.sections for one in section.questions}

    def waiting_for(self, name: str) -> set[str]:
        """The questions that are asked only where this one was answered in a certain way, also by way of others."""
        found: set[str] = set()
        left = {name}
        while left:
            found |= left
            left = {one.question for one in self.questions if one.when and one.when.question in left} - found
        return found - {name}

    def section(self, name: str) -> Section:
        """A section by its name. Raises NotFound."""
        for one in self.sections:
            if one.section == name:
                return one
        raise NotFound(f"This form has no section “{name[:60]}”; it has {', '.join(s.section for s in self.sections)}.")

    def question(self, name: str) -> Question:
        """A question by its name. Raises NotFound."""
        if name not in self.by_name:
            raise NotFound(f"This form has no question “{name[:80]}”.")
        return self.by_name[name]
