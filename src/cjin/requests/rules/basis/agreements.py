"""Bilateral and regional treaties between two States: those that govern a kind of help go before all others."""

from collections.abc import Iterable
from datetime import date

from .facts import Agreement, Facts, Question


def governing(question: Question, facts: Facts) -> list[Agreement]:
    """The agreements in force between the two for this help and all of the offences: bilateral first, newest first."""
    found = [one for one in facts.agreements if _governs(one, question)]
    return sorted(found, key=lambda one: (not one.bilateral, -_since(one, question).toordinal(), one.instrument))


def _governs(one: Agreement, question: Question) -> bool:
    states = (question.requesting, question.requested)
    return (
        question.kind in one.kinds
        and all(state in one.parties and one.parties[state].since(question.day) for state in states)
        and all(_covers(one.offences, offence) for offence in question.offences)
    )


def _covers(offences: Iterable[str], offence: str) -> bool:
    named = tuple(offences)
    return not named or any(offence.startswith(code) for code in named)


def _since(one: Agreement, question: Question) -> date:
    days = [one.parties[state].in_force for state in (question.requesting, question.requested)]
    return max(day for day in days if day)
