"""The case: no sequence of acts reaches what the treaties forbid."""

import random
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cjin.requests.rules.case.events import Case, Event, after, linked, opened
from cjin.requests.rules.case.grounds import NONE_GIVEN
from cjin.requests.rules.case.guards import faults
from cjin.requests.rules.case.process import Direction, process

OUT, IN = Direction.OUTGOING, Direction.INCOMING
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
FORBIDDEN = {"bank-secrecy", "solely-fiscal"}
DECISIONS = ("refuse", "refuse-measure", "postpone", "postpone-measure")
ENDING = {
    "withdraw",
    "note-withdrawal",
    "lapse",
    "return-wrong-authority",
    "share-draft",
    "send-back",
    "refuse",
    "close",
}
MEASURES = ("records", "service")
ITEMS = ("e1", "e2", "e3")
GROUNDS = ("essential-interests", "nationality", "nationality", "discrimination", "ground-of-treaty")
PROSECUTED = ("submit-for-prosecution", "not-prosecuted")
TAKEN = ("take-evidence", "receive-evidence")
AFTER_THE_END = {"record-custody", "ask-use", "use-allowed", "use-refused", "record-use", "notify-exculpatory",
                 "disclose-exculpatory", "disclose-unannounced", "use-asked", "allow-use", "refuse-use",
                 "exculpatory-told"}  # fmt: skip
"""What is still done with evidence when a request is closed."""


def drawn(chance: random.Random, case: Case, at: datetime) -> Event:
    """Any act with any detail, sensible or not."""
    acts = process(case.direction).acts
    seldom = chance.random() < 0.97  # what ends a request, or sets it back
    near = [name for name, act in acts.items() if case.state in act.sources and not (seldom and name in ENDING)]
    act = chance.choice(near if near and chance.random() < 0.9 else list(acts))
    detail: dict[str, Any] = {
        "complete": chance.random() < 0.8,
        "signed": chance.random() < 0.5,
        "on_paper": chance.random() < 0.5,
        "reason": chance.choice(["", " ", "A reason", "Another"]),
        "ground": chance.choice([*sorted(FORBIDDEN), "", NONE_GIVEN, *GROUNDS]),
        "article": chance.choice(["", "article 4 (1)", "article 4 (1)"]),
        "conditions": chance.choice(["", "", "To be used in this proceeding only"]),
        "nothing_found": chance.random() < 0.5,
        "review": chance.choice(["", "2020-01-01", "2030-01-01"]),
        "can_keep": chance.random() < 0.7,
        "item": chance.choice([*case.evidence, *case.evidence, *ITEMS]),
        "day": chance.choice(["", "soon", "2026-04-01"]),
        "sha256": chance.choice(["", "a" * 64]),
        "sha512": chance.choice(["", "b" * 128]),
        "action": chance.choice(["", "sealed", "sealed", "handed over"]),
        "holder": "An officer",
        "place": "Room 3",
        "use": chance.choice(["another proceeding", "a third one", "stated-purpose"]),
        "note": chance.choice(["", "It goes on", "It goes on"]),
        "values": chance.choice([[], [{"what": "frozen", "amount": "12.50", "currency": "EUR"}]]),
    }
    if chance.random() < 0.5:
        detail["authentic"] = chance.random() < 0.8
    event = Event(
        act,
        at,
        chance.choice(["", "ann", "ben", "cai", "dua"]),
        chance.choice((*MEASURES, *MEASURES, "strange")),
        detail,
    )
    return replace(event, detail=detail | linked(case, event))


def altered(event: Event) -> Event:
    """An entry that somebody changed after it was written down."""
    return replace(event, detail={**event.detail, "holder": "Somebody else"})


MLA = "mutual-legal-assistance"
HASHES = {"sha256": "a" * 64, "sha512": "b" * 128}
SENT = ("send-answer", {"on_paper": True})
SEALED = {"action": "sealed", "holder": "An officer", "place": "Room 3"}


@dataclass
class Told:
    """What happened, kept without the code that is tested: what the treaties forbid is looked for in it."""

    confidential: bool
    kind: str = ""
    basis: str = ""
    events: list[Event] = field(default_factory=list)
    altered: set[str] = field(default_factory=set)

    def broken(self, direction: Direction, new: Event) -> list[str]:
        """The rules that a new event breaks, by what happened before it."""
        incoming_start = direction is IN and new.act == "begin-measure" and self.confidential
        ours = direction is IN
        rules = {
            "a decision without a consultation": ours and new.act in DECISIONS and not self._consulted(),
            "a decision without a reason": ours and new.act in DECISIONS and not new.detail["reason"].strip(),
            "a forbidden ground": ours
            and new.act in ("refuse", "refuse-measure")
            and new.detail["ground"] in FORBIDDEN | {"", NONE_GIVEN},
            "a ground of a treaty that nobody named": ours
            and new.act in ("refuse", "refuse-measure")
            and not self.basis
            and not new.detail["article"],
            "a consultation without words": new.act in ("open-consultation", "end-consultation")
            and not new.detail["note"],
            "what was not known to be genuine was begun or left": ours
            and new.act in ("accept", "begin-measure", "transmit-measure")
            and not self._is_genuine(),
            "conditions that nobody took": ours and new.act == "begin-measure" and self._conditions_wait(),
            "closed before the other State was told": ours and new.act == "close" and self._is_untold(),
            "a national neither extradited nor brought to justice": ours and new.act == "close" and self._owes(),
            "records that are none": ours
            and new.act == "transmit-measure"
            and new.measure == "records"
            and not self._taken("records")
            and not (new.detail["nothing_found"] and new.detail["note"]),
            "executed before it was said to be kept confidential": incoming_start and not self._may_start(),
            "evidence without custody left": new.act == "transmit-measure" and bool(self._without_custody(new)),
            "approved by who wrote it": new.act == "approve"
            and new.by in self._by("submit", "share-draft", "readdress"),
            "sent without a signature": new.act in ("send", "send-answer")
            and not (new.detail["signed"] or new.detail["on_paper"]),
            "an incomplete request went on": new.act in ("submit", "approve", "send") and not new.detail["complete"],
            "evidence without both hashes": new.act == "take-evidence"
            and not (new.detail["sha256"] and new.detail["sha512"]),
            "evidence whose custody was altered left": new.act == "transmit-measure"
            and bool(self._taken(new.measure) & self.altered),
            "custody of nobody": new.act == "record-custody" and not new.detail["action"],
            "a use without consent": new.act == "record-use" and not self._may_use(new),
            "consent that was not asked for": new.act == "use-allowed" and not self._asked(new),
            "disclosed without notice": new.act == "disclose-exculpatory"
            and not self._about("notify-exculpatory", new),
            "two items of one number": new.act in TAKEN and self._about(TAKEN, new),
        }
        return [name for name, broken in rules.items() if broken]

    def _last(self, *acts: str) -> int:
        return max((n for n, one in enumerate(self.events) if one.act in acts), default=-1)

    def _is_genuine(self) -> bool:
        said = [one.detail.get("authentic", True) for one in self.events if one.act == "register"]
        return bool(said and said[-1]) or self._last("confirm-authenticity") >= 0

    def _conditions_wait(self) -> bool:
        accepted = self._last("accept")
        told = accepted >= 0 and bool(self.events[accepted].detail["conditions"])
        return told and self._last("conditions-accepted") < accepted

    def _is_untold(self) -> bool:
        return self._last("accept", "add-conditions", "transmit-measure", *DECISIONS) > self._last("send-answer")

    def _owes(self) -> bool:
        refused = self._last("refuse", "refuse-measure")
        of_national = refused >= 0 and self.events[refused].detail["ground"] == "nationality"
        return self.kind == "extradition" and of_national and self._last(*PROSECUTED) < refused

    def _by(self, *acts: str) -> set[str]:
        return {one.by for one in self.events if one.act in acts}

    def _consulted(self) -> bool:
        decided = [n for n, one in enumerate(self.events) if one.act in DECISIONS]
        held = [n for n, one in enumerate(self.events) if one.act == "end-consultation"]
        return bool(held) and not (decided and decided[-1] > held[-1])

    def _may_start(self) -> bool:
        said = [one for one in self.events if one.act == "say-confidentiality"]
        return any(one.act == "release-confidentiality" for one in self.events) or bool(
            said and said[-1].detail["can_keep"]
        )

    def _about(self, acts: str | tuple[str, ...], new: Event) -> bool:
        return any(one.act in acts and one.detail["item"] == new.detail["item"] for one in self.events)

    def _asked(self, new: Event) -> bool:
        same = [one for one in self.events if one.detail["item"] == new.detail["item"]]
        return any(one.act == "ask-use" and one.detail["use"] == new.detail["use"] for one in same)

    def _may_use(self, new: Event) -> bool:
        """Whether the last answer about this use of this item was a consent."""
        said = [one for one in self.events if one.act in ("use-allowed", "use-refused")]
        mine = [one.act for one in said if all(one.detail[name] == new.detail[name] for name in ("item", "use"))]
        return new.detail["use"] == "stated-purpose" or mine[-1:] == ["use-allowed"]

    def _taken(self, measure: str) -> set[str]:
        return {one.detail["item"] for one in self.events if one.act in TAKEN and one.measure == measure}

    def _without_custody(self, new: Event) -> set[str]:
        taken = self._taken(new.measure)
        return taken - {one.detail["item"] for one in self.events if one.act == "record-custody"}


def walk(seed: int, steps: int) -> int:
    """One random sequence; how many acts were possible."""
    chance = random.Random(seed)
    direction = chance.choice([OUT, IN])
    confidential = chance.random() < 0.5
    kind = chance.choice(
        ["mutual-legal-assistance", "mutual-legal-assistance", "extradition", "spontaneous-information"]
    )
    basis = chance.choice(["", "untoc-2000"])
    case = opened(direction, MEASURES, kind=kind, basis=basis, confidential=confidential)
    told = Told(confidential, kind, basis)
    ends = process(direction).ends
    for step in range(steps):
        event = drawn(chance, case, START + timedelta(hours=step))
        if faults(case, event):
            continue
        assert case.state not in ends or event.act in AFTER_THE_END
        assert told.broken(direction, event) == [], (seed, event)
        if event.act in ("record-custody", *TAKEN) and chance.random() < 0.1:
            event = altered(event)
            told.altered.add(event.detail["item"])
        case = after(case, event)
        told.events.append(event)
        assert case.state, (seed, event)
    return len(told.events)


def test_no_random_sequence_reaches_what_is_forbidden() -> None:
    lengths = [walk(seed, 120) for seed in range(1_500)]
    assert sum(lengths) > 15 * len(lengths)  # they come far enough to mean something


@pytest.mark.slow
def test_a_hundred_thousand_sequences_never_reach_what_is_forbidden() -> None:
    assert sum(walk(seed, 60) for seed in range(100_000)) > 1_000_000


def go(case: Case, *acts: str | tuple[str, dict[str, Any]], by: str = "ann", measure: str = "") -> Case:
    """The case after acts that may all be done."""
    for one in acts:
        name, detail = (one, {}) if isinstance(one, str) else one
        told = {"complete": True, "signed": True, "reason": "A reason", "note": "So it is", **detail}
        event = Event(name, START, by, measure, told)
        event = replace(event, detail={**event.detail, **linked(case, event)})
        assert faults(case, event) == [], (name, faults(case, event))
        case = after(case, event)
    return case


def against(case: Case, act: str, *, by: str = "ann", measure: str = "", **detail: Any) -> list[str]:
    return [one.guard for one in faults(case, Event(act, START, by, measure, detail))]
