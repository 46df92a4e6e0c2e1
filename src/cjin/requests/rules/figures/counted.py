"""One request as it is counted: what it is about, how long its stages took, what came of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ..case.events import Case, Event
from ..case.process import DONE, Direction
from ..evidence.values import is_value

STAGES: Mapping[Direction, Sequence[tuple[str, frozenset[str], frozenset[str]]]] = {
    Direction.OUTGOING: (
        ("writing", frozenset({"opened"}), frozenset({"send"})),
        ("acknowledgement", frozenset({"send"}), frozenset({"acknowledge"})),
        ("decision", frozenset({"send"}), frozenset({"accept", "refuse"})),
        ("execution", frozenset({"send"}), frozenset({"execute-measure"})),
        ("whole", frozenset({"opened"}), frozenset({"close", "conclude"})),
    ),
    Direction.INCOMING: (
        ("acknowledgement", frozenset({"opened"}), frozenset({"acknowledge"})),
        ("decision", frozenset({"opened"}), frozenset({"accept", "refuse"})),
        ("execution", frozenset({"accept"}), frozenset({"transmit-measure"})),
        ("whole", frozenset({"opened"}), frozenset({"close", "conclude"})),
    ),
}
"""By direction each stage: the acts with which it begins and ends. Execution ends with the last measure."""
LASTING = frozenset({"execution"})
GOING_ON = "going-on"
DECISIONS = frozenset({"refuse", "refuse-measure", "postpone", "postpone-measure"})


@dataclass(frozen=True)
class Counted:
    """A request as figures see it. ``days`` by stage, ``values`` by what happened to them and their currency."""

    direction: Direction
    other: str
    kind: str
    basis: str
    measures: tuple[str, ...]
    offences: tuple[str, ...]
    outcome: str
    grounds: tuple[str, ...]
    clarifications: int
    days: Mapping[str, int] = field(default_factory=dict)
    values: Mapping[tuple[str, str], Decimal] = field(default_factory=dict)


def stages(direction: Direction, events: Sequence[Event]) -> dict[str, int]:
    """How many whole days each stage took that is over, from the first act that begins it to the one that ends it."""
    found = {}
    for stage, begins, ends in STAGES[direction]:
        started = next((one.at for one in events if one.act in begins), None)
        over = [one.at for one in events if started and one.act in ends and one.at >= started]
        if started and over:
            found[stage] = ((over[-1] if stage in LASTING else over[0]) - started).days
    return found


def outcome(case: Case, events: Sequence[Event]) -> str:
    """What came of a request: executed, partly-executed, refused, withdrawn, lapsed, returned, postponed, closed
    without any measure, or going on.
    """
    decided = [one.act for one in events if one.act in ("accept", "refuse")]
    if decided[-1:] == ["refuse"]:
        return "refused"
    if case.state in ("withdrawn", "lapsed", "returned", "postponed"):
        return case.state
    states = set(case.measures.values())
    if states & DONE:
        return "executed" if states <= DONE else "partly-executed"
    if states == {"refused"}:
        return "refused"
    return "closed" if case.is_over else GOING_ON


def grounds_of(events: Sequence[Event]) -> tuple[str, ...]:
    """The grounds that were named, each once."""
    told = [str(one.detail.get("ground", "")) for one in events if one.act in DECISIONS]
    return tuple(dict.fromkeys(ground for ground in told if ground))


def values_of(events: Sequence[Event]) -> dict[tuple[str, str], Decimal]:
    """What was frozen, confiscated and returned, by currency."""
    found: dict[tuple[str, str], Decimal] = {}
    for key, amount in _values(events):
        found[key] = found.get(key, Decimal(0)) + amount
    return found


def _values(events: Sequence[Event]) -> Iterator[tuple[tuple[str, str], Decimal]]:
    for event in events:
        told = event.detail.get("values", ())
        for one in filter(is_value, told if isinstance(told, list) else ()):
            yield (one["what"], one["currency"]), Decimal(one["amount"])
