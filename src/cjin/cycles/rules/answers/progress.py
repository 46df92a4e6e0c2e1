"""How far a form is answered: which questions are asked with these answers, and which of them have a reply."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..form.questions import Form, Question, Section
from ..vocabulary import ANSWERED


@dataclass(frozen=True, slots=True)
class Progress:
    """Of so many questions ``asked``, how many replies there are by kind."""

    asked: int
    replies: Mapping[str, int]

    @property
    def replied(self) -> int:
        """How many have a reply of whatever kind."""
        return sum(self.replies.values())

    @property
    def missing(self) -> int:
        """How many have none."""
        return self.asked - self.replied

    @property
    def answered(self) -> int:
        """How many are answered."""
        return self.replies.get(ANSWERED, 0)


def given_in[Said: Mapping[str, Any]](form: Form, answers: Mapping[str, Said]) -> dict[str, Said]:
    """The answers that are given: those to questions that are still asked, also where what they wait for waits itself.

    The others are kept where they were typed, and nothing of them is told or counted.
    """
    found = dict(answers)
    while left := [one.question for one in form.questions if one.question in found and not _is_asked(one, found)]:
        for name in left:
            del found[name]
    return found


def _is_asked(question: Question, answers: Mapping[str, Mapping[str, Any]]) -> bool:
    return question.when is None or question.when.holds(answers)


def asked_in(section: Section, answers: Mapping[str, Mapping[str, Any]]) -> list[Question]:
    """The questions of a section that are asked with these answers, which are all given."""
    return [one for one in section.questions if _is_asked(one, answers)]


def progress_in(section: Section, answers: Mapping[str, Mapping[str, Any]]) -> Progress:
    """How far a section is answered, with answers that are all given."""
    asked = asked_in(section, answers)
    replies = Counter(answers[one.question]["reply"] for one in asked if one.question in answers)
    return Progress(len(asked), dict(replies))


def progress_of(form: Form, answers: Mapping[str, Mapping[str, Any]]) -> dict[str, Progress]:
    """How far each section is answered, by its name."""
    given = given_in(form, answers)
    return {one.section: progress_in(one, given) for one in form.sections}
