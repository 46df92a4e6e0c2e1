"""What a report is made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from ..compiling.counting import Count, Given, Rule, Told, What, count_told, together, told_by
from ..compiling.respondents import of_kind, whom
from ..form.questions import Form, Question
from .parts import Sentence
from .phrases import sentence


@dataclass(frozen=True, slots=True)
class Talk:
    """A thematic discussion of the workplan; ``topics`` and ``sections`` of a form tell what it is about."""

    title: Mapping[str, str]
    begins: date
    ends: date
    topics: frozenset[str] = frozenset()
    sections: frozenset[str] = frozenset()

    def is_about(self, section: str, question: Question) -> bool:
        """Whether a question of a section belongs to it."""
        return section in self.sections or not self.topics.isdisjoint(question.topics)


@dataclass(frozen=True, slots=True)
class Asks:
    """A provision that asks for a part of the report: its output (``report``, ``needs-list`` …), symbol and number."""

    output: str
    symbol: str
    paragraph: str


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool or manual that exists: what it is called, of which type, and on which topics."""

    title: str
    type: str
    topics: tuple[str, ...]
    symbol: str = ""


@dataclass(frozen=True)
class Material:
    """A round as a report tells it.

    ``asked`` are the keys of respondents by regional group, ``groups`` and ``names`` what groups and States are
    called, ``given`` the replies that count, ``subject`` the title of the instrument that it is about.
    """

    title: str
    subject: str
    form: Form
    opens: date
    due: date
    cutoff: date
    asked: Mapping[str, Sequence[str]]
    groups: Mapping[str, str]
    names: Mapping[str, str]
    given: Sequence[Given]
    mandates: Sequence[Asks] = ()
    talks: Sequence[Talk] = ()
    tools: Sequence[Tool] = ()
    simulated: bool = False
    topics: Mapping[str, str] = field(default_factory=dict)
    note_verbale: date | None = None

    @property
    def all_asked(self) -> tuple[str, ...]:
        """Everybody who was asked."""
        return tuple(key for keys in self.asked.values() for key in keys)

    @cached_property
    def whom(self) -> str:
        """Whether States are asked, institutions or both."""
        return whom(self.all_asked)

    def say(
        self, phrase: str, language: str, *, about: str = "", count: Count | None = None, **facts: str | int
    ) -> Sentence:
        """A sentence about those who are asked."""
        return sentence(phrase, language, about=about, count=count, whom=self.whom, **facts)

    def count(self, what: What, *questions: str, codes: Sequence[str] = ()) -> Count:
        """Who is counted by a rule among the replies."""
        return count_told(Rule(what, questions, tuple(codes)), self.given, self._told_by(what, questions))

    def _told_by(self, what: What, questions: tuple[str, ...]) -> Told:
        """What each reply tells of some questions; each is read once."""
        found = self._told.get((what, questions))
        if found is None:
            each = [self._told_by(what, (one,)) for one in questions] if len(questions) > 1 else []
            found = together(each) if each else told_by(what, questions, self.given)
            self._told[what, questions] = found
        return found

    @cached_property
    def _told(self) -> dict[tuple[What, tuple[str, ...]], Told]:
        return {}

    def replied(self, *groups: str, kind: str = "") -> Count:
        """Who replied among those asked: of all groups or of some, of States and institutions or of one ``kind``."""
        wanted = set(groups or self.asked)
        who = tuple(one.key for one in self.given if one.group in wanted)
        among = tuple(key for group, keys in self.asked.items() if group in wanted for key in keys)
        if kind:
            return Count(Rule(What.RESPONSE, (), (*groups, kind)), of_kind(who, kind), of_kind(among, kind))
        return Count(Rule(What.RESPONSE, (), groups), who, among)

    def silent(self) -> Count:
        """Who was asked and did not reply."""
        gave = {one.key for one in self.given}
        return Count(Rule(What.SILENT), tuple(one for one in self.all_asked if one not in gave), self.all_asked)
