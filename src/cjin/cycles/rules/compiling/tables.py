"""The tables of a compilation: states of implementation by question and by topic, and the needs for tools."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..form.questions import Form, Kind, Question
from ..vocabulary import LAW, PRACTICE, codes
from .counting import Count, Given, Rule, What, count


@dataclass(frozen=True, slots=True)
class Line:
    """What was said to one question: replies by kind, states in law and in practice, difficulties."""

    question: Question
    replies: Mapping[str, Count]
    law: Mapping[str, Count]
    practice: Mapping[str, Count]
    difficulties: Mapping[str, Count]
    changes: Mapping[str, Count]


def lines(form: Form, given: Sequence[Given]) -> list[Line]:
    """A line for each question about the state of implementation."""
    return [line(one, given) for one in form.questions if one.kind is Kind.IMPLEMENTATION]


def line(question: Question, given: Sequence[Given]) -> Line:
    """What was said to one question."""
    name = (question.question,)

    def by(what: What, values: Iterable[str]) -> dict[str, Count]:
        return {code: count(Rule(what, name, (code,)), given) for code in values}

    states = codes("implementation")
    return Line(
        question, by(What.REPLY, codes("replies")), by(What.LAW, states), by(What.PRACTICE, states),
        by(What.DIFFICULTY, codes("difficulties")), by(What.CHANGE, ("new", "advanced", "unchanged", "reversed")),
    )  # fmt: skip


def by_topic(form: Form, given: Sequence[Given]) -> dict[str, Mapping[str, int]]:
    """For each topic how often each state of implementation in practice was told, over its questions."""
    topics: dict[str, list[str]] = {}
    for question in form.questions:
        for topic in question.topics if question.kind is Kind.IMPLEMENTATION else ():
            topics.setdefault(topic, []).append(question.question)
    return {topic: _states(names, given) for topic, names in topics.items()}


def _states(questions: Sequence[str], given: Sequence[Given]) -> Mapping[str, int]:
    found: Counter[str] = Counter()
    for name in questions:
        for one in given:
            value = one.answers.get(name, {}).get("value")
            state = (value.get(PRACTICE) or value.get(LAW)) if isinstance(value, Mapping) else None
            if state:
                found[state] += 1
    return {code: found[code] for code in codes("implementation")}


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
