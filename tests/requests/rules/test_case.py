"""The case: no sequence of acts reaches what the treaties forbid; each guard says what to do; states follow."""

import random
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.errors import NotFound
from cjin.requests.rules.case.diagram import as_table
from cjin.requests.rules.case.events import Case, Event, after, linked, opened
from cjin.requests.rules.case.guards import GUARDS, faults, grounds
from cjin.requests.rules.case.process import Direction, process, state_of

OUT, IN = Direction.OUTGOING, Direction.INCOMING
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
FORBIDDEN = {"bank-secrecy", "solely-fiscal"}
DECISIONS = ("refuse", "refuse-measure", "postpone", "postpone-measure")
ENDING = {"withdraw", "note-withdrawal", "lapse", "return-wrong-authority", "share-draft", "send-back", "refuse"}
MEASURES = ("records", "search")
ITEMS = ("e1", "e2", "e3")
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
        "reason": chance.choice(["", " ", "A reason", "Another"]),
        "ground": chance.choice([*sorted(FORBIDDEN), "", "essential-interests", "nationality", "discrimination"]),
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
        "note": "It goes on",
        "values": chance.choice([[], [{"what": "frozen", "amount": "12.50", "currency": "EUR"}]]),
    }
    if chance.random() < 0.5:
        detail["authentic"] = True
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


SEALED = {"action": "sealed", "holder": "An officer", "place": "Room 3"}


@dataclass
class Told:
    """What happened, kept without the code that is tested: what the treaties forbid is looked for in it."""

    confidential: bool
    events: list[Event] = field(default_factory=list)
    altered: set[str] = field(default_factory=set)

    def broken(self, direction: Direction, new: Event) -> list[str]:
        """The rules that a new event breaks, by what happened before it."""
        incoming_start = direction is IN and new.act == "begin-measure" and self.confidential
        rules = {
            "a decision without a consultation": new.act in DECISIONS and not self._consulted(),
            "a decision without a reason": new.act in DECISIONS and not new.detail["reason"].strip(),
            "a forbidden ground": new.act in ("refuse", "refuse-measure") and new.detail["ground"] in FORBIDDEN | {""},
            "executed before it was said to be kept confidential": incoming_start and not self._may_start(),
            "evidence without custody left": new.act == "transmit-measure" and bool(self._without_custody(new)),
            "approved by who wrote it": new.act == "approve"
            and new.by in self._by("submit", "share-draft", "readdress"),
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
    case, told = opened(direction, MEASURES, kind=kind, confidential=confidential), Told(confidential)
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
        event = Event(name, START, by, measure, {"complete": True, "reason": "A reason", "note": "So it is", **detail})
        event = replace(event, detail={**event.detail, **linked(case, event)})
        assert faults(case, event) == [], (name, faults(case, event))
        case = after(case, event)
    return case


def against(case: Case, act: str, *, by: str = "ann", measure: str = "", **detail: Any) -> list[str]:
    return [one.guard for one in faults(case, Event(act, START, by, measure, detail))]


def test_the_way_of_a_request_that_is_answered() -> None:
    case = go(opened(OUT, ["records"]), "submit")
    assert against(case, "approve", complete=True) == ["four-eyes"]
    case = go(case, "approve", "send", by="ben")
    case = go(case, "confirm-delivery", "acknowledge", "ask-clarification", "answer-clarification")
    assert case.state == "acknowledged"
    case = go(case, "accept")
    case = go(case, "begin-measure", "execute-measure", measure="records")
    assert case.state == "executed"
    assert go(case, "evaluate", "close").is_over


def test_the_way_of_a_request_that_comes_in() -> None:
    case = opened(IN, MEASURES, confidential=True, authentic=True)
    case = go(case, "register", "acknowledge", "check-admissibility", "accept", "assign")
    assert against(case, "begin-measure", measure="records") == ["confidentiality-said"]
    case = go(case, ("say-confidentiality", {"can_keep": False}))
    assert against(case, "begin-measure", measure="records") == ["confidentiality-said"]
    case = go(case, "release-confidentiality")
    case = go(case, "begin-measure", measure="records")
    hashes = {"sha256": "a" * 64, "sha512": "b" * 128}
    case = go(case, ("take-evidence", {"item": "e1", **hashes}), measure="records")
    assert against(case, "transmit-measure", measure="records") == ["custody"]
    case = go(case, ("record-custody", {"item": "e1", **SEALED}))
    case = go(case, "transmit-measure", measure="records")
    assert (case.state, case.measures) == ("partly-transmitted", {"records": "transmitted", "search": "open"})


def test_a_refusal_needs_a_consultation_a_reason_and_a_lawful_ground() -> None:
    case = go(opened(IN, ["records"], authentic=True), "register", "acknowledge", "check-admissibility")
    assert against(case, "refuse", ground="bank-secrecy") == ["consulted", "reason", "lawful-ground"]
    case = go(case, "open-consultation", "end-consultation")
    assert case.state == "admissibility-check"
    assert against(case, "refuse", ground="solely-fiscal", reason="x") == ["lawful-ground"]
    said = faults(case, Event("refuse", START, "ann", "", {"ground": "bank-secrecy", "reason": "x"}))[0]
    assert "untoc-2000/art_18__para_8" in said.articles
    assert go(case, ("refuse", {"ground": "essential-interests"})).state == "refused"


def test_a_second_decision_needs_a_consultation_of_its_own() -> None:
    case = go(
        opened(IN, MEASURES, authentic=True), "register", "acknowledge", "check-admissibility", "accept", "assign"
    )
    case = go(case, "open-consultation", "end-consultation")
    case = go(case, ("refuse-measure", {"ground": "essential-interests"}), measure="records")
    assert against(case, "refuse-measure", measure="search", reason="x", ground="essential-interests") == ["consulted"]


def test_an_act_out_of_its_state_says_where_the_request_stands() -> None:
    (said,) = faults(opened(OUT, MEASURES), Event("send", START, "ann"))
    assert said.guard == "state"
    assert "this one is draft" in said.message
    assert against(opened(IN, MEASURES), "register") == ["authenticity-known"]
    assert against(go(opened(OUT, MEASURES), "submit"), "approve", by="", complete=True) == ["actor"]
    with pytest.raises(NotFound):
        faults(opened(OUT, MEASURES), Event("dance", START))


STATUSES = st.sampled_from(["open", "executing", "executed", "transmitted", "refused", "postponed"])


@given(st.dictionaries(st.sampled_from("abcd"), STATUSES, min_size=1), st.sampled_from(Direction))
def test_the_state_of_a_request_is_honest_about_its_measures(measures: dict[str, str], direction: Direction) -> None:
    state, said = state_of(direction, measures), set(measures.values())
    given_ones = said & {"executed", "transmitted"}
    assert (state in ("executed", "transmitted")) == (
        bool(given_ones) and said <= {"executed", "transmitted", "refused"}
    )
    assert (state == "refused") == (said == {"refused"})
    assert not (state.startswith("partly") and not given_ones)
    assert not (state == "postponed" and said & {"open", "executing"})


@pytest.mark.parametrize("direction", Direction)
def test_every_state_can_be_reached_and_left_and_the_table_tells_all(direction: Direction) -> None:
    table = process(direction)
    reached, left = {table.begins, "refused", "executing"}, {s for act in table.acts.values() for s in act.sources}
    reached |= {act.to for act in table.acts.values()} | {
        "executed",
        "transmitted",
        "partly-executed",
        "partly-transmitted",
    }
    assert left <= reached
    assert {guard for act in table.acts.values() for guard in act.guards} <= set(GUARDS)
    assert as_table(direction).count("\n") == len(table.acts) + 1
    assert all(f"| {name} |" in as_table(direction) for name in table.acts)


def test_forbidden_grounds_are_never_allowed_ones() -> None:
    assert set(grounds("forbidden")) == FORBIDDEN
    assert not set(grounds("allowed")) & FORBIDDEN
    assert all(articles for part in ("allowed", "forbidden") for articles in grounds(part).values())
