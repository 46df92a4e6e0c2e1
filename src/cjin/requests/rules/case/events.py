"""What happened to a request, and what follows from it: state is computed from events and stored nowhere else."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from .process import BACK, MEASURES, STAY, Act, Direction, process, state_of

WRITE = "requests.write"
WAITING = frozenset({"clarification", "consultation"})


@dataclass(frozen=True, slots=True)
class Event:
    """An act on a request: who did it when (``by`` a person, or the other State) and what was said with it."""

    act: str
    at: datetime
    by: str = ""
    measure: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """Where a request stands: its state, that of each measure, and what was recorded on the way.

    ``consulted``: a consultation was held since the last decision; ``confidential``: the asking State demands it;
    ``can_keep``: whether the asked one can keep it so, None before it said so; ``evidence``: custody events by item;
    ``uses``: by item the uses that were consented to.
    """

    direction: Direction
    state: str
    measures: Mapping[str, str] = field(default_factory=dict)
    before: str = ""
    authors: frozenset[str] = frozenset()
    complete: bool = False
    confidential: bool = False
    can_keep: bool | None = None
    authentic: bool | None = None
    consulted: bool = False
    evidence: Mapping[str, Sequence[str]] = field(default_factory=dict)
    of_measure: Mapping[str, str] = field(default_factory=dict)
    uses: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def is_over(self) -> bool:
        """Whether nothing more is to be done."""
        return self.state in process(self.direction).ends


def opened(
    direction: Direction, measures: Iterable[str], *, confidential: bool = False, authentic: bool | None = None
) -> Case:
    """A request at its beginning, with its measures open."""
    open_ones = dict.fromkeys(measures, "open")
    begins = process(direction).begins
    return Case(direction, begins, open_ones, confidential=confidential, authentic=authentic)


def after(case: Case, event: Event) -> Case:
    """The case after an event that ``guards.faults`` has nothing against."""
    act = process(case.direction).act(event.act)
    measures = {**case.measures, event.measure: act.sets} if act.sets else case.measures
    state, before = _moved(case, act, measures)
    changed = replace(
        case,
        state=state,
        before=before,
        measures=measures,
        authors=case.authors | {event.by} if act.duty == WRITE else case.authors,
        consulted=case.consulted and "consulted" not in act.guards,
    )
    return _recorded(changed, act, event)


def _moved(case: Case, act: Act, measures: Mapping[str, str]) -> tuple[str, str]:
    """Where the act leads, and where it returns to from there: what is asked or consulted about goes back."""
    if act.to == STAY:
        return case.state, case.before
    if act.to == BACK:
        return case.before, ""
    if act.to == MEASURES:
        return state_of(case.direction, measures), ""
    return act.to, case.state if act.to in WAITING else ""


def _recorded(case: Case, act: Act, event: Event) -> Case:
    item = str(event.detail.get("item", ""))
    match act.records:
        case "consultation":
            return replace(case, consulted=True)
        case "confidentiality":
            return replace(case, can_keep=bool(event.detail.get("can_keep")))
        case "waiver":
            return replace(case, confidential=False)
        case "evidence":
            of_measure = {**case.of_measure, item: event.measure}
            return replace(case, evidence={**case.evidence, item: ()}, of_measure=of_measure)
        case "custody":
            held = (*case.evidence.get(item, ()), str(event.detail.get("action", "")))
            return replace(case, evidence={**case.evidence, item: held})
        case "use":
            uses = case.uses.get(item, frozenset()) | {str(event.detail.get("use", ""))}
            return replace(case, uses={**case.uses, item: uses})
    return case
