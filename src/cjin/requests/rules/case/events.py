"""What happened to a request, and what follows from it: state is computed from events and stored nowhere else."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from ..evidence.custody import DIGEST, PREVIOUS, digest_of
from .process import BACK, MEASURES, STAY, Act, Direction, process, state_of

WRITE = "requests.write"
WAITING = frozenset({"clarification", "consultation"})
CHAINED = frozenset({"evidence", "custody"})
TOLD, INFORMATION = "spontaneous-information", "information"
"""The kind of request that tells something, and the item that stands for what it tells."""
EXTRADITION, NATIONALITY = "extradition", "nationality"
"""A State that does not extradite its national for that alone submits the case to its own authorities."""


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
    ``can_keep``: whether the asked one can keep it so, None before it said so; ``evidence``: what was done with each
    item, ``chains``: the digest of the last entry about it, ``broken``: items of which an entry was altered since;
    by item ``asked`` and ``uses``: the uses that consent was asked for, and that were consented to; ``noticed``: items
    of which it was told that they speak for an accused; ``left``: those that were transmitted.

    ``untold``: decisions that the asking State was not told yet; ``owes_prosecution``: extradition was refused because
    of the nationality of the person; ``conditions``: those of an acceptance, until the asking State has taken them;
    ``oral``: it was asked orally, and not confirmed in writing; ``costs``: extraordinary ones are not agreed on yet.
    """

    direction: Direction
    state: str
    kind: str = ""
    basis: str = ""
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
    left: frozenset[str] = frozenset()
    chains: Mapping[str, str] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()
    asked: Mapping[str, frozenset[str]] = field(default_factory=dict)
    uses: Mapping[str, frozenset[str]] = field(default_factory=dict)
    noticed: frozenset[str] = frozenset()
    untold: tuple[str, ...] = ()
    owes_prosecution: bool = False
    conditions: str = ""
    oral: bool = False
    costs: bool = False

    @property
    def is_over(self) -> bool:
        """Whether nothing more is to be done."""
        return self.state in process(self.direction).ends

    def held_for(self, measure: str) -> list[str]:
        """The items of a measure that were taken in and not transmitted yet."""
        return [item for item, one in self.of_measure.items() if one == measure and item not in self.left]


def opened(
    direction: Direction,
    measures: Iterable[str],
    *,
    kind: str = "",
    basis: str = "",
    confidential: bool = False,
    authentic: bool | None = None,
) -> Case:
    """A request at its beginning, with its measures open. Information without a request is an item from the start."""
    begins = process(direction).begins
    told: dict[str, tuple[str, ...]] = {INFORMATION: ()} if kind == TOLD else {}
    return Case(
        direction, begins, kind, basis, dict.fromkeys(measures, "open"), confidential=confidential,
        authentic=authentic, evidence=told,
    )  # fmt: skip


def linked(case: Case, event: Event) -> dict[str, str]:
    """What an entry of custody has besides: the digest of the entry before it, and its own. Nothing for other acts."""
    if process(case.direction).act(event.act).records not in CHAINED:
        return {}
    before = case.chains.get(str(event.detail.get("item", "")), "")
    digest = digest_of(event.act, event.at, event.by, event.measure, event.detail, before)
    return {PREVIOUS: before, DIGEST: digest}


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
        consulted=case.consulted and "consulted" not in (*act.guards, *act.should),
        left=case.left.union(case.held_for(event.measure)) if act.sets == "transmitted" else case.left,
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
        case "arrival":
            return replace(case, authentic=event.detail.get("authentic"))
        case "authenticity":
            return replace(case, authentic=bool(event.detail.get("authentic", case.authentic)))
        case "confirmation":
            return replace(case, authentic=True)
        case "evidence":
            of_measure = {**case.of_measure, item: event.measure}
            return _chained(replace(case, evidence={**case.evidence, item: ()}, of_measure=of_measure), item, event)
        case "custody":
            held = (*case.evidence.get(item, ()), str(event.detail.get("action", "")))
            return _chained(replace(case, evidence={**case.evidence, item: held}), item, event)
    return _used(_decided(case, act, event), act, item, str(event.detail.get("use", "")))


def _decided(case: Case, act: Act, event: Event) -> Case:
    """The case after a decision, or after what follows from one."""
    untold = (*case.untold, act.act) if case.direction is Direction.INCOMING else ()
    match act.records:
        case "acceptance":
            return replace(case, untold=untold, conditions=str(event.detail.get("conditions", "")).strip())
        case "conditions":
            return replace(case, conditions="")
        case "decision":
            of_national = case.kind == EXTRADITION and event.detail.get("ground") == NATIONALITY
            return replace(case, untold=untold, owes_prosecution=of_national)
        case "answer":
            return replace(case, untold=())
        case "prosecution":
            return replace(case, owes_prosecution=False)
        case "costs" | "costs-agreed":
            return replace(case, costs=act.records == "costs")
        case "oral" | "in-writing":
            return replace(case, oral=act.records == "oral")
    return case


def _used(case: Case, act: Act, item: str, use: str) -> Case:
    match act.records:
        case "asked-use":
            return replace(case, asked=_with(case.asked, item, use))
        case "use":
            return replace(case, uses=_with(case.uses, item, use))
        case "refused-use":
            left = case.uses.get(item, frozenset()) - {use}
            return replace(case, uses={**case.uses, item: left})
        case "notice":
            return replace(case, noticed=case.noticed | {item})
    return case


def _with(uses: Mapping[str, frozenset[str]], item: str, use: str) -> dict[str, frozenset[str]]:
    return {**uses, item: uses.get(item, frozenset()) | {use}}


def _chained(case: Case, item: str, event: Event) -> Case:
    """The case with one more entry about an item; one that does not fit the entries before it breaks the chain."""
    told = {name: str(event.detail.get(name, "")) for name in (PREVIOUS, DIGEST)}
    whole = told == linked(case, event)
    broken = case.broken if whole else case.broken | {item}
    return replace(case, chains={**case.chains, item: told[DIGEST]}, broken=broken)
