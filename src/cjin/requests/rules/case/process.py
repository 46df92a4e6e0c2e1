"""The process of a request as the catalogue has it: acts that lead from states to states."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from cjin.core.rules.catalogue import read
from cjin.core.rules.errors import Fault, Invalid, NotFound

FILE = "requests/process"
BACK, STAY, MEASURES = "back", "stay", "measures"
OTHER = "other"
"""Who acts where the act is the other State's."""


class Direction(StrEnum):
    """Whether this State asks or is asked."""

    OUTGOING = "outgoing"
    INCOMING = "incoming"


@dataclass(frozen=True, slots=True)
class Act:
    """What can be done: from which states, where it leads, who may, what must be so, what it records or sets.

    It is of requests of these ``kinds`` only, or of all ``other_than`` some. One ``of_letter`` is done by taking in a
    letter, and in no other way. What ``should`` be so binds the other State: what it did all the same is marked.
    """

    act: str
    sources: frozenset[str]
    to: str
    duty: str
    guards: tuple[str, ...] = ()
    of_measure: bool = False
    sets: str = ""
    records: str = ""
    kinds: frozenset[str] = frozenset()
    other_than: frozenset[str] = frozenset()
    of_letter: bool = False
    should: tuple[str, ...] = ()

    def is_of(self, kind: str) -> bool:
        """Whether requests of this kind have this act."""
        return kind not in self.other_than and (not self.kinds or kind in self.kinds)


@dataclass(frozen=True, slots=True)
class Process:
    """The acts of one direction, the state in which a request begins and those in which it is over.

    ``marks``: what a state lets be done (``writable``), by the name of the mark; ``tones``: how states look.
    """

    direction: Direction
    begins: str
    ends: frozenset[str]
    acts: Mapping[str, Act]
    marks: Mapping[str, frozenset[str]]
    tones: Mapping[str, str]

    def act(self, name: str) -> Act:
        """An act by its name. Raises NotFound."""
        if name not in self.acts:
            raise NotFound(f"“{name[:60]}” is no act on a request; there are: {', '.join(self.acts)}.")
        return self.acts[name]

    def marked(self, mark: str) -> frozenset[str]:
        """The states with a mark."""
        return self.marks.get(mark, frozenset())


@lru_cache(maxsize=2)
def process(direction: Direction) -> Process:
    """The process of outgoing or incoming requests. Raises Invalid where the table is wrong."""
    data = read(FILE)[str(direction)]
    acts = {one["act"]: _act(one) for one in data["acts"]}
    tones = {state: one["tone"] for state, one in data["states"].items() if "tone" in one}
    found = Process(direction, data["begins"], frozenset(data["ends"]), acts, _marks(data["states"]), tones)
    states = {found.begins, *(one.to for one in acts.values()), *_OF_MEASURES[direction].values()}
    strange = {*data["states"], *(state for one in acts.values() for state in one.sources)} - states
    if strange or len(acts) != len(data["acts"]):
        raise Invalid("The process is not right.", [Fault(FILE, f"no act leads to: {', '.join(sorted(strange))}")])
    return found


def _marks(states: Mapping[str, Mapping[str, Any]]) -> dict[str, frozenset[str]]:
    every = {mark for one in states.values() for mark in one.get("is", ())}
    return {mark: frozenset(name for name, one in states.items() if mark in one.get("is", ())) for mark in every}


def tone_of(state: str) -> str:
    """How a state of a request or of a measure looks: draft, open, active, warning, done or stopped."""
    tones = {name: tone for way in Direction for name, tone in process(way).tones.items()}
    return tones.get(state, "open" if state == "open" else "active")


def gives(what: str, measure: str) -> bool:
    """Whether a measure gives ``evidence``, or is about ``property``."""
    return measure in read(FILE)["gives"][what]


def is_about_property(kind: str, measures: Iterable[str]) -> bool:
    """Whether something is frozen, confiscated or returned by a request of this kind, or one of these measures."""
    return kind in read(FILE)["worth"] or any(gives("property", one) for one in measures)


def _act(data: Mapping[str, Any]) -> Act:
    return Act(
        data["act"], frozenset(data["from"]), data["to"], data["duty"], tuple(data.get("guards", ())),
        data.get("of") == "measure", data.get("sets", ""), data.get("records", ""),
        frozenset(data.get("kinds", ())), frozenset(data.get("other_than", ())),
        data.get("of") == "letter", tuple(data.get("should", ())),
    )  # fmt: skip


_OF_MEASURES = {
    Direction.OUTGOING: {"going": "executing", "partly": "partly-executed", "done": "executed", "refused": "refused",
                         "postponed": "postponed"},
    Direction.INCOMING: {"going": "executing", "partly": "partly-transmitted", "done": "transmitted",
                         "refused": "refused", "postponed": "postponed"},
}  # fmt: skip
DONE = frozenset({"executed", "transmitted"})


def state_of(direction: Direction, measures: Mapping[str, str]) -> str:
    """The state of a request that follows from its measures: done where all are, refused where none was given, partly
    done where one is, postponed where nothing goes on, else going on.
    """
    names = _OF_MEASURES[direction]
    said = set(measures.values())
    if said <= {"refused"}:
        return names["refused"]
    if said <= DONE | {"refused"}:
        return names["done"]
    if said & DONE:
        return names["partly"]
    return names["postponed"] if said <= {"postponed", "refused"} else names["going"]
