"""What must be so before an act: the guards of the process, each with what it says and the articles behind it."""

from collections.abc import Mapping
from datetime import datetime

from .against import Against, Guard
from .deciding import DECIDING
from .events import Case, Event
from .process import OTHER, process
from .proving import LIMITS, PROVING

GUARDS: Mapping[str, Guard] = {**DECIDING, **PROVING}
BEFORE = frozenset({
    "complete", "four-eyes", "consulted", "confidentiality-said", "measure-open", "measure-executing", "measure-begun",
    "measure-done", "custody", "genuine", "conditions-settled", "answer-sent", "prosecution-settled",
})  # fmt: skip
"""The guards that look at what was before, and not at what is told with the act."""
OCCASIONS = frozenset({"in-doubt", "oral", "costs-open", "conditions-open", "answer-owed", "prosecution-owed"})
"""The guards that say whether there is a reason for an act at all: without one it is not offered."""


def faults(case: Case, event: Event) -> list[Against]:
    """Everything that is against an act in this case; nothing where it may be done. Raises NotFound for no act."""
    act = process(case.direction).act(event.act)
    if case.state not in act.sources:
        known = ", ".join(sorted(act.sources))
        return [Against("state", f"this is done while a request is {known}; this one is {case.state}")]
    if not act.is_of(case.kind):
        return [Against("kind", "requests of this kind do not have this act")]
    if (act.of_measure or event.measure) and event.measure not in case.measures:
        return [Against("measure", f"“{event.measure[:60]}” is no measure of this request")]
    found = [against for name in act.guards for against in GUARDS[name](case, event)]
    if act.duty != OTHER and not event.by:
        found.append(Against("actor", "somebody has to do it"))
    return found


def breaches(case: Case, event: Event) -> list[Against]:
    """What the other State should have done otherwise, in the case before its act: told, and never stopped."""
    act = process(case.direction).act(event.act)
    return [against for name in act.should for against in GUARDS[name](case, event) if against.guard != "article"]


def has_occasion(case: Case, act: str, *, at: datetime) -> bool:
    """Whether there is a reason for an act that is done for one reason only."""
    event = Event(act, at)
    of = process(case.direction).act(act)
    return not any(list(GUARDS[name](case, event)) for name in of.guards if name in OCCASIONS)


def in_the_way(case: Case, act: str, *, by: str, at: datetime, complete: bool, measure: str = "") -> list[Against]:
    """What is against an act whatever is told with it: what has to be done or recorded first."""
    of = process(case.direction).act(act)
    event = Event(act, at, by, measure, {"complete": complete})
    found = [against for name in of.guards if name in BEFORE for against in GUARDS[name](case, event)]
    if "known-evidence" in of.guards and not case.evidence:
        found.append(Against("known-evidence", "there is no item of evidence yet"))
    if "use-asked" in of.guards and not any(case.asked.values()):
        found.append(Against("use-asked", "consent was not asked for any use"))
    if "noticed" in of.guards and not case.noticed:
        found.append(Against("noticed", "tell the other State before it is disclosed", LIMITS))
    return found


def measures_for(case: Case, act: str, *, by: str, at: datetime) -> list[str]:
    """The measures with which an act of measures can be done now."""
    return [name for name in case.measures if not in_the_way(case, act, by=by, at=at, complete=True, measure=name)]
