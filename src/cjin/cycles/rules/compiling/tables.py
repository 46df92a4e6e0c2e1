"""The tables of a compilation: states of implementation by question and by topic, and the needs for tools."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..form.questions import Form, Kind, Question
from ..vocabulary import codes
from .changing import BOTH, NEW
from .counting import Count, Given, Rule, What, count, counts


@dataclass(frozen=True, slots=True)
class Line:
    """What was said to one question: replies by kind, states in law and in practice and how they changed, the rest."""

    question: Question
    replies: Mapping[str, Count]
    law: Mapping[str, Count]
    practice: Mapping[str, Count]
    difficulties: Mapping[str, Count]
    changes: Mapping[str, Count]
    practices: Count


def lines(form: Form, given: Sequence[Given]) -> list[Line]:
    """A line for each question about the state of implementation."""
    return [line(one, given) for one in about_states(form)]


def about_states(form: Form) -> list[Question]:
    """The questions about the state of implementation."""
    return [one for one in form.questions if one.kind is Kind.IMPLEMENTATION]


def line(question: Question, given: Sequence[Given]) -> Line:
    """What was said to one question."""
    name = (question.question,)
    states = codes("implementation")
    return Line(
        question,
        counts(What.REPLY, name, codes("replies"), given),
        counts(What.LAW, name, states, given),
        counts(What.PRACTICE, name, states, given),
        counts(What.DIFFICULTY, name, codes("difficulties"), given),
        {NEW: count(Rule(What.NEW, name, (NEW,)), given)} | counts(What.CHANGE, name, BOTH, given),
        count(Rule(What.GOOD_PRACTICE, name, ("yes",)), given),
    )


@dataclass(frozen=True, slots=True)
class Obstacles:
    """Under one topic how many told each difficulty, of how many, and how many have a good practice to share.

    Who told it of several provisions counts once.
    """

    difficulties: Mapping[str, int]
    of: int
    practices: int


def obstacles_by_topic(form: Form, told: Sequence[Line]) -> dict[str, Obstacles]:
    """The difficulties and good practices of each topic, by the lines of its questions."""
    by_name = {one.question.question: one for one in told}
    found = {}
    for topic, names in topics_of(form).items():
        mine = [by_name[name] for name in names]
        found[topic] = Obstacles(
            {code: _several(one.difficulties[code].who for one in mine) for code in codes("difficulties")},
            _several(one.practices.among for one in mine),
            _several(one.practices.who for one in mine),
        )
    return found


def _several(keys: Iterable[Iterable[str]]) -> int:
    return len(set().union(*keys))


def topics_of(form: Form) -> dict[str, list[str]]:
    """The questions about the state of implementation under each topic."""
    topics: dict[str, list[str]] = {}
    for question in about_states(form):
        for topic in question.topics:
            topics.setdefault(topic, []).append(question.question)
    return topics


def by_topic(form: Form, told: Sequence[Line]) -> dict[str, Mapping[str, int]]:
    """For each topic how often each state of implementation in practice was told, by the lines of its questions."""
    by_name = {one.question.question: one for one in told}
    return {
        topic: {code: sum(by_name[name].practice[code].number for name in names) for code in codes("implementation")}
        for topic, names in topics_of(form).items()
    }


@dataclass(frozen=True, slots=True)
class Need:
    """A tool that is needed: of which type, about what, by whom it was told."""

    type: str
    about: str
    who: tuple[str, ...]
    languages: tuple[str, ...]
    urgent: tuple[str, ...]


def needs(questions: Sequence[str], given: Sequence[Given]) -> list[Need]:
    """The needs for tools by type and subject, those told by most first."""
    found: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for one in given:
        for name in questions:
            for entry in one.answers.get(name, {}).get("value") or ():
                key = (str(entry["type"]), " ".join(str(entry["about"]).split()))
                found.setdefault(key, []).append((one.key, entry.get("language", ""), entry.get("urgency", "")))
    made = [
        Need(type_, about, tuple(dict.fromkeys(key for key, _, _ in said)),
             tuple(sorted({language for _, language, _ in said if language})),
             tuple(dict.fromkeys(key for key, _, urgency in said if urgency == "high")))
        for (type_, about), said in found.items()
    ]  # fmt: skip
    return sorted(made, key=lambda one: (-len(one.who), -len(one.urgent), one.type, one.about))
