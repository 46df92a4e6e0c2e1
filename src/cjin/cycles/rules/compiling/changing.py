"""How a state of implementation changed between two rounds: told in one way wherever it is told."""

from collections.abc import Mapping

from ..answers.replies import Reply
from ..vocabulary import LAW, PRACTICE

ORDER = ("not-started", "planned", "in-progress", "largely", "implemented")
"""States of implementation, each further than the one before; what has gone back stands apart."""
REGRESSED = "regressed"
NEW, ADVANCED, UNCHANGED, REVERSED = "new", "advanced", "unchanged", "reversed"
CHANGES = (NEW, ADVANCED, UNCHANGED, REVERSED)
BOTH = (ADVANCED, UNCHANGED, REVERSED)
"""The changes of those that told their state both times."""


def change(before: Reply | None, now: Reply | None) -> str:
    """How the state changed since a round that asked for it too; empty where that cannot be told.

    Like is compared with like: practice with practice, law with law where practice is told neither time. New is a
    state of who told none before.
    """
    then, told = _states(before), _states(now)
    scope = PRACTICE if PRACTICE in {*then, *told} else LAW
    if scope not in told or (then and scope not in then):
        return ""
    return _step(then[scope], told[scope]) if then else NEW


def change_of_law(before: Reply | None, now: Reply | None) -> str:
    """The same of the law alone; new is a law of who told none before."""
    then, told = _states(before), _states(now)
    if LAW not in told:
        return ""
    return _step(then[LAW], told[LAW]) if LAW in then else NEW


def _states(reply: Reply | None) -> dict[str, str]:
    """The states that a reply tells, in law and in practice."""
    value = reply.get("value") if reply else None
    return {scope: value[scope] for scope in (LAW, PRACTICE) if value.get(scope)} if isinstance(value, Mapping) else {}


def _step(before: str, now: str) -> str:
    """Who had gone back and now tells another state has moved on."""
    if now == REGRESSED:
        return REVERSED
    if before == REGRESSED:
        return ADVANCED
    difference = ORDER.index(now) - ORDER.index(before)
    return ADVANCED if difference > 0 else REVERSED if difference < 0 else UNCHANGED
