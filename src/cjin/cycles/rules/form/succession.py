"""How the questions of one form follow those of another: a new version of it, or a form that asks the same."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .questions import Form, Grid, Question


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
    return all(earlier <= later for earlier, later in zip(_codes(old), _codes(new), strict=True))


def _codes(question: Question) -> tuple[set[str], ...]:
    grid = question.grid or Grid((), ())
    return tuple({one.code for one in part} for part in (question.options, grid.rows, grid.columns))


@dataclass(frozen=True, slots=True)
class Carried:
    """What becomes of the questions of the version before: which answers carry over, and which do not."""

    same: tuple[Question, ...]
    renamed: tuple[tuple[Question, Question], ...]
    changed: tuple[tuple[Question, Question], ...]
    """Their kind or their codes changed, so that an answer before may be none now."""
    new: tuple[Question, ...]
    dropped: tuple[Question, ...]


def carried_over(before: Form, after: Form) -> Carried:
    """How each question of two versions of a form goes on; pairs are of the one now and the one before."""
    follows = successor_of(before, after)
    pairs = [(one, before.by_name.get(one.was or one.question)) for one in after.questions]
    linked = [(one, old) for one, old in pairs if old is not None]
    kept = {old.question for _one, old in linked}
    return Carried(
        tuple(one for one, _old in linked if one.question in follows and not one.was),
        tuple((one, old) for one, old in linked if one.question in follows and one.was),
        tuple((one, old) for one, old in linked if one.question not in follows),
        tuple(one for one, old in pairs if old is None),
        tuple(one for one in before.questions if one.question not in kept),
    )


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
