"""Counting replies: a rule says what is counted among whom, and the count keeps who was counted."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ..answers.replies import Reply
from ..vocabulary import ANSWERED, LAW, NOT_REPORTED, PRACTICE
from .changing import BOTH, NEW, change


@dataclass(frozen=True, slots=True)
class Given:
    """The reply that a respondent gave: who, of which regional group, whether they may be named, and the answers.

    ``before`` are the answers that the same respondent gave the time before, by the questions of this round; what was
    asked then and not answered stands there as not reported, and what was not asked does not stand there.
    """

    key: str
    group: str
    named: bool
    answers: Mapping[str, Reply]
    before: Mapping[str, Reply] = field(default_factory=dict)


class What(StrEnum):
    """What of a reply is counted."""

    RESPONSE = "response"
    """That they replied, among all who were asked; ``codes`` are regional groups."""
    SILENT = "silent"
    """That they were asked and did not reply."""
    UNNAMED = "unnamed"
    """That they replied and did not agree to be named."""
    REPLY = "reply"
    """The kind of reply to a question: an answer, or one of four kinds of none."""
    SAID = "said"
    """The kind of reply to a question, among those who gave any."""
    LAW = "law"
    PRACTICE = "practice"
    DIFFICULTY = "difficulty"
    GOOD_PRACTICE = "good-practice"
    MEASURE = "measure"
    """That a measure was told."""
    CHANGE = "change"
    """How the state of implementation changed since the round before, among those that told it both times."""
    NEW = "new"
    """That a state of implementation is told and none was in the round before, which asked for it too."""
    VALUE = "value"
    """The value of a choice, of several, or of yes, partly and no."""
    BEHIND = "behind"
    """That it is implemented, or largely so, in law and not yet in practice."""
    ENTRY = "entry"
    """An entry of a list of needs or proposals; ``codes`` are types."""
    NEED = "need"
    """A need of one type on one subject, which are the two ``codes``."""
    URGENT = "urgent"
    """A need of one type on one subject of which the urgency is high."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What is counted: replies to any of these questions that tell one of ``codes``; any code where none is named."""

    what: What
    questions: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """The rule as it is kept with a sentence."""
        return {"what": str(self.what), "questions": list(self.questions), "codes": list(self.codes)}


@dataclass(frozen=True, slots=True)
class Count:
    """Who was counted by a rule, among whom. Both are keys of respondents in order."""

    rule: Rule
    who: tuple[str, ...]
    among: tuple[str, ...]

    @property
    def number(self) -> int:
        """How many were counted."""
        return len(self.who)

    @property
    def of(self) -> int:
        """Among how many."""
        return len(self.among)


DONE = ("implemented", "largely")


type Told = Sequence[frozenset[str]]
"""The codes that each of some replies tells, in their order."""


def told_by(what: What, questions: Sequence[str], given: Sequence[Given]) -> Told:
    """What each reply tells of some questions."""
    told = _TELLERS[what]
    return _each_once(frozenset(told(one, questions)) for one in given)


def together(each: Sequence[Told]) -> Told:
    """What the same replies tell of several questions, from what they tell of each."""
    empty = frozenset[str]()
    return _each_once(empty.union(*told) for told in zip(*each, strict=True))


def _each_once(told: Iterable[frozenset[str]]) -> Told:
    """The same with equal ones kept once: there are tens of thousands, and few that differ."""
    known: dict[frozenset[str], frozenset[str]] = {}
    return [known.setdefault(codes, codes) for codes in told]


def count(rule: Rule, given: Sequence[Given]) -> Count:
    """Who is counted by a rule, among those of whom it can be told: who said nothing is never counted as a no."""
    return count_told(rule, given, told_by(rule.what, rule.questions, given))


def count_told(rule: Rule, given: Sequence[Given], told: Told) -> Count:
    """``count`` where what each reply tells is known already."""
    among = tuple(one.key for one, codes in zip(given, told, strict=True) if codes)
    if not rule.codes:
        return Count(rule, tuple(one.key for one, codes in zip(given, told, strict=True) if any(codes)), among)
    wanted = {codes for codes in set(told) if not codes.isdisjoint(rule.codes)}
    return Count(rule, tuple(one.key for one, codes in zip(given, told, strict=True) if codes in wanted), among)


def counts(what: What, questions: tuple[str, ...], codes: Sequence[str], given: Sequence[Given]) -> dict[str, Count]:
    """``count`` for each of some codes, in one go."""
    told = _TELLERS[what]
    who: dict[str, list[str]] = {code: [] for code in codes}
    among = []
    for one in given:
        said = set(told(one, questions))
        if said:
            among.append(one.key)
        for code in said:
            if code in who:
                who[code].append(one.key)
    every = tuple(among)
    return {code: Count(Rule(what, questions, (code,)), tuple(keys), every) for code, keys in who.items()}


def _unnamed(one: Given, _questions: Iterable[str]) -> Iterable[str]:
    yield "" if one.named else "unnamed"


def _replies(one: Given, questions: Iterable[str]) -> Iterable[str]:
    """The kinds of reply; a question without one was not reported."""
    for name in questions:
        yield str(one.answers[name]["reply"]) if name in one.answers else "not-reported"


def _said(one: Given, questions: Iterable[str]) -> Iterable[str]:
    return (kind for kind in _replies(one, questions) if kind != NOT_REPORTED)


def _values(one: Given, questions: Iterable[str]) -> Iterable[Any]:
    replies = [one.answers[name] for name in questions if name in one.answers]
    return [reply.get("value") for reply in replies if reply["reply"] == ANSWERED]


def _scope(scope: str) -> Callable[[Given, Iterable[str]], Iterable[str]]:
    def told(one: Given, questions: Iterable[str]) -> Iterable[str]:
        return [value[scope] for value in _stated(one, questions) if scope in value]

    return told


def _stated(one: Given, questions: Iterable[str]) -> list[Mapping[str, Any]]:
    """The states of implementation that were told; words alone tell none."""
    replies = [one.answers[name] for name in questions if name in one.answers]
    values = [reply.get("value") for reply in replies if reply["reply"] == ANSWERED]
    return [value for value in values if isinstance(value, dict)]


def _part(name: str) -> Callable[[Given, Iterable[str]], Iterable[str]]:
    """The codes of a part of the state of implementation; one without any stands for an empty one."""

    def told(one: Given, questions: Iterable[str]) -> Iterable[str]:
        for value in _stated(one, questions):
            yield from value.get(name) or ("",)

    return told


def _good_practice(one: Given, questions: Iterable[str]) -> Iterable[str]:
    for value in _stated(one, questions):
        yield "yes" if value.get("good_practice") else ""


def _behind(one: Given, questions: Iterable[str]) -> Iterable[str]:
    """Of those who told both."""
    for value in _stated(one, questions):
        if LAW in value and PRACTICE in value:
            yield "behind" if value[LAW] in DONE and value[PRACTICE] not in DONE else ""


def _changes(one: Given, questions: Iterable[str]) -> Iterable[str]:
    """Of what the round before asked too."""
    for name in questions:
        if name in one.before and (found := change(one.before[name], one.answers.get(name))):
            yield found


def _change(one: Given, questions: Iterable[str]) -> Iterable[str]:
    return (found for found in _changes(one, questions) if found in BOTH)


def _new(one: Given, questions: Iterable[str]) -> Iterable[str]:
    return (NEW if found == NEW else "" for found in _changes(one, questions))


def _value(one: Given, questions: Iterable[str]) -> Iterable[str]:
    for value in _values(one, questions):
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            yield from (str(code) for code in value if isinstance(code, str))


def _entries(one: Given, questions: Iterable[str]) -> Iterable[str]:
    for value in _values(one, questions):
        yield from (str(entry.get("type", "proposal")) for entry in value or () if isinstance(entry, Mapping))


_TELLERS: dict[What, Callable[[Given, Iterable[str]], Iterable[str]]] = {
    What.UNNAMED: _unnamed,
    What.BEHIND: _behind,
    What.REPLY: _replies,
    What.SAID: _said,
    What.LAW: _scope(LAW),
    What.PRACTICE: _scope(PRACTICE),
    What.DIFFICULTY: _part("difficulties"),
    What.GOOD_PRACTICE: _good_practice,
    What.MEASURE: _part("measures"),
    What.CHANGE: _change,
    What.NEW: _new,
    What.VALUE: _value,
    What.ENTRY: _entries,
}
