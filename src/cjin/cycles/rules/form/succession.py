"""How the questions of one form follow those of another: a new version of it, or a form that asks the same."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

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
    """The questions of the version beside another whose replies carry over: the question is the same and takes them.

    ``before`` may also be the later of the two.
    """
    links = _linked(before, after)
    found = {}
    for question in after.questions:
        old = before.by_name.get(links.get(question.question, ""))
        if old is not None and _takes_over(old, question):
            found[question.question] = _follows(question.question, old.question)
    return found


def chained(versions: Sequence[Form]) -> dict[str, Follows]:
    """The questions of the last of some versions whose replies carry over from the first, a version after another.

    One that is not asked for a while goes on under its name, unless another one has had it meanwhile.
    """
    first = versions[0]
    names = {one: one for one in first.by_name}
    resting: dict[str, str] = {}
    for before, after in pairwise(versions):
        links, steps = _linked(before, after), successor_of(before, after)
        resting |= {name: names[name] for name in names.keys() - set(links.values())}
        resting = {name: old for name, old in resting.items() if name not in links}
        names = {name: names[step.before] for name, step in steps.items() if step.before in names}
        for name in resting.keys() & after.by_name.keys():
            old = resting.pop(name)
            if _takes_over(first.by_name[old], after.by_name[name]):
                names[name] = old
    return {name: _follows(name, old) for name, old in names.items()}


def _follows(name: str, old: str) -> Follows:
    return Follows(name, old, SAME if name == old else RENAMED)


def _linked(before: Form, after: Form) -> dict[str, str]:
    if before.version > after.version:
        return {old: name for name, old in _links(after, before).items()}
    return _links(before, after)


def _links(before: Form, after: Form) -> dict[str, str]:
    """For questions of a version, their names in the version before. A name that another one goes on with is new."""
    said = {one.question: one.was for one in after.questions if one.was in before.by_name}
    gone_on = set(said.values())
    same = {one.question for one in after.questions if one.question in before.by_name} - gone_on
    return {name: name for name in same} | said


def _takes_over(old: Question, new: Question) -> bool:
    """Whether some replies to the old question can be one to the new: it has some of its codes."""
    pairs = zip(_codes(old), _codes(new), strict=True)
    return old.kind is new.kind and all(not earlier or earlier & later for earlier, later in pairs)


def _takes_all(old: Question, new: Question) -> bool:
    """Whether all of them can: its codes are still there."""
    return all(earlier <= later for earlier, later in zip(_codes(old), _codes(new), strict=True))


def _codes(question: Question) -> tuple[set[str], ...]:
    grid = question.grid or Grid((), ())
    return tuple({one.code for one in part} for part in (question.options, grid.rows, grid.columns))


@dataclass(frozen=True, slots=True)
class Carried:
    """What becomes of the questions of the version before: which answers carry over, and which do not."""

    same: tuple[Question, ...]
    renamed: tuple[tuple[Question, Question], ...]
    partly: tuple[tuple[Question, Question], ...]
    """Some of their codes are gone, and with them the answers that had them."""
    changed: tuple[tuple[Question, Question], ...]
    """Their kind or all their codes changed, so that an answer before is none now."""
    new: tuple[Question, ...]
    dropped: tuple[Question, ...]


def carried_over(before: Form, after: Form) -> Carried:
    """How each question of two versions of a form goes on; pairs are of the one now and the one before."""
    follows, links = successor_of(before, after), _links(before, after)
    linked = [(one, before.by_name[links[one.question]]) for one in after.questions if one.question in links]
    kept = set(links.values())
    whole = [(one, old) for one, old in linked if one.question in follows and _takes_all(old, one)]
    return Carried(
        tuple(one for one, old in whole if one.question == old.question),
        tuple((one, old) for one, old in whole if one.question != old.question),
        tuple((one, old) for one, old in linked if one.question in follows and not _takes_all(old, one)),
        tuple((one, old) for one, old in linked if one.question not in follows),
        tuple(one for one in after.questions if one.question not in links),
        tuple(one for one in before.questions if one.question not in kept),
    )


def parallels_of(before: Form, after: Form, parallel: Mapping[str, Sequence[str]]) -> dict[str, Follows]:
    """The questions that ask about a provision which continues one of the form before; the first fitting one wins.

    ``parallel`` has, for a provision, those that it continues, the nearest first.
    """
    asked: dict[str, list[Question]] = {}
    for one in before.questions:
        for place in one.about:
            asked.setdefault(place, []).append(one)
    found = {}
    for question in after.questions:
        pairs = ((place, earlier, old) for place, earlier in _pairs(question.about, parallel)
                 for old in asked.get(earlier, ()) if _takes_over(old, question))  # fmt: skip
        if (first := next(pairs, None)) is not None:
            place, earlier, old = first
            found[question.question] = Follows(question.question, old.question, PARALLEL, (place, earlier))
    return found


def _pairs(about: Iterable[str], parallel: Mapping[str, Sequence[str]]) -> Iterable[tuple[str, str]]:
    return ((place, earlier) for place in about for earlier in (place, *parallel.get(place, ())))
