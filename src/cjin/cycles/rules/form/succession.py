"""How the questions of one form follow those of another: a new version of it, or a form that asks the same."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .questions import Form, Question


@dataclass(frozen=True, slots=True)
class Follows:
    """A question and the one before it that a reply can be carried over from; ``why`` names the provisions or says
    that it is the same question.
    """

    question: str
    before: str
    why: str
    provisions: tuple[str, str] = ("", "")


SAME, RENAMED, PARALLEL, MEASURE = "same-question", "renamed", "parallel-provision", "measure"


def successor_of(before: Form, after: Form) -> dict[str, Follows]:
    """The questions of a new version whose replies carry over, by name: the same name or ``was``, and the same kind."""
    found = {}
    for question in after.questions:
        name = question.was or question.question
        old = before.by_name.get(name)
        if old is not None and old.kind is question.kind and _fits(old, question):
            found[question.question] = Follows(question.question, name, RENAMED if question.was else SAME)
    return found


def _fits(old: Question, new: Question) -> bool:
    """Whether every reply to the old question can be one to the new: its codes are still there."""
    return {one.code for one in old.options} <= {one.code for one in new.options}


def parallels_of(before: Form, after: Form, parallel: Mapping[str, Sequence[str]]) -> dict[str, Follows]:
    """The questions that ask about a provision which continues one of the form before; the first fitting one wins.

    ``parallel`` has, for a provision, those that it continues, the nearest first.
    """
    asked = {place: one for one in before.questions for place in one.about}
    found = {}
    for question in after.questions:
        for place, earlier in _pairs(question.about, parallel):
            old = asked.get(earlier)
            if old is not None and old.kind is question.kind:
                found[question.question] = Follows(question.question, old.question, PARALLEL, (place, earlier))
                break
    return found


def _pairs(about: Iterable[str], parallel: Mapping[str, Sequence[str]]) -> Iterable[tuple[str, str]]:
    return ((place, earlier) for place in about for earlier in (place, *parallel.get(place, ())))
