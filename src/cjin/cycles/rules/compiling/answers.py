"""Answers to what is no state of implementation: how many chose each option, or only how many answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..form.questions import Form, Kind, Question
from ..vocabulary import codes, shown, word
from .counting import Count, Given, What, counts

CHOSEN = (Kind.CHOICE, Kind.MANY, Kind.THREE)
"""The kinds of which it is counted how many chose what."""
GIVEN = (Kind.NUMBER, Kind.DATE, Kind.TABLE, Kind.TEXT, Kind.EVIDENCE, Kind.MEASURES)
"""The kinds of which it is only told how many answered: what they say is not added up across States."""


@dataclass(frozen=True, slots=True)
class Spread:
    """What was said to one question: how many chose each option, and how many replied in which kind.

    Both are counted among those to whom the question was put; ``options`` are empty of what is not chosen.
    """

    question: Question
    asked: int
    options: Mapping[str, Count]
    replies: Mapping[str, Count]


def spreads(form: Form, given: Sequence[Given]) -> list[Spread]:
    """One for each question that asks neither for a state of implementation nor for needs or proposals."""
    return [spread(one, given) for one in form.questions if is_other(one)]


def spread(question: Question, given: Sequence[Given]) -> Spread:
    """What was said to one question."""
    name, when = (question.question,), question.when
    asked = [one for one in given if when is None or when.holds(one.answers)]
    options = counts(What.VALUE, name, options_of(question), asked)
    return Spread(question, len(asked), options, counts(What.REPLY, name, codes("replies"), asked))


def is_other(question: Question) -> bool:
    """Whether its answers are told by themselves."""
    return question.kind in (*CHOSEN, *GIVEN)


def options_of(question: Question) -> tuple[str, ...]:
    """The codes of what can be chosen; none of what is not chosen."""
    if question.kind is Kind.THREE:
        return codes("three")
    return tuple(one.code for one in question.options)


def option_texts(question: Question, language: str) -> dict[str, str]:
    """What the options are called."""
    if question.kind is Kind.THREE:
        return {code: word("three", code, language) for code in codes("three")}
    return {one.code: shown(one.text, language) for one in question.options}
