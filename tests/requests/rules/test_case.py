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
from cjin.requests.rules.case.grounds import NONE_GIVEN, grounds, grounds_of
from cjin.requests.rules.case.guards import BEFORE, GUARDS, OCCASIONS, breaches, faults, has_occasion
from cjin.requests.rules.case.process import Direction, gives, process, state_of, tone_of
from cjin.requests.rules.writing.kinds import kinds

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
            "sent without a signature": new.act == "send" and not (new.detail["signed"] or new.detail["on_paper"]),
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
        return self._last("accept", "transmit-measure", *DECISIONS) > self._last("send-answer")

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
    case = opened(IN, MEASURES, kind=MLA, basis="untoc-2000", confidential=True, authentic=True)
    case = go(case, "register", "acknowledge", "check-admissibility", "accept", "assign")
    assert against(case, "begin-measure", measure="records") == ["confidentiality-said"]
    case = go(case, ("say-confidentiality", {"can_keep": False}))
    assert against(case, "begin-measure", measure="records") == ["confidentiality-said"]
    case = go(case, "release-confidentiality", "send-answer")
    assert not has_occasion(case, "send-answer", at=START)
    case = go(case, "begin-measure", measure="records")
    case = go(case, ("take-evidence", {"item": "e1", **HASHES}), measure="records")
    assert against(case, "transmit-measure", measure="records") == ["custody"]
    case = go(case, ("record-custody", {"item": "e1", **SEALED}))
    case = go(case, "transmit-measure", measure="records")
    assert (case.state, case.measures) == ("partly-transmitted", {"records": "transmitted", "service": "open"})


def test_a_refusal_needs_a_consultation_a_reason_and_a_lawful_ground() -> None:
    case = opened(IN, ["records"], kind=MLA, basis="untoc-2000", authentic=True)
    case = go(case, "register", "acknowledge", "check-admissibility")
    assert against(case, "refuse", ground="bank-secrecy") == ["consulted", "reason", "lawful-ground"]
    case = go(case, "open-consultation", "end-consultation")
    assert case.state == "admissibility-check"
    assert against(case, "refuse", ground="solely-fiscal", reason="x") == ["lawful-ground"]
    said = faults(case, Event("refuse", START, "ann", "", {"ground": "bank-secrecy", "reason": "x"}))[0]
    assert "untoc-2000/art_18__para_8" in said.articles
    assert go(case, ("refuse", {"ground": "essential-interests"})).state == "refused"


def test_a_second_decision_needs_a_consultation_of_its_own() -> None:
    case = opened(IN, MEASURES, kind=MLA, basis="untoc-2000", authentic=True)
    case = go(case, "register", "acknowledge", "check-admissibility", "accept", "assign")
    case = go(case, "open-consultation", "end-consultation")
    case = go(case, ("refuse-measure", {"ground": "essential-interests"}), measure="records")
    assert against(case, "refuse-measure", measure="service", reason="x", ground="essential-interests") == ["consulted"]


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
    assert {guard for act in table.acts.values() for guard in (*act.guards, *act.should)} <= set(GUARDS)
    assert as_table(direction).count("\n") == len(table.acts) + 1
    assert all(f"| {name} |" in as_table(direction) for name in table.acts)


def test_forbidden_grounds_are_never_allowed_ones() -> None:
    assert set(grounds("forbidden")) == FORBIDDEN
    assert not set(grounds("allowed")) & FORBIDDEN
    assert all(articles for part in ("postponement", "forbidden") for articles in grounds(part).values())


@pytest.mark.parametrize("kind", sorted(kinds()))
@pytest.mark.parametrize(
    "basis", ["untoc-2000", "uncac-2003", "illicit-traffic-1988", "untoc-firearms-2001", "", "a-b"]
)
def test_grounds_are_those_of_the_kind_and_of_the_basis(kind: str, basis: str) -> None:
    found = grounds_of(kind, basis)
    slugs = {article.partition("/")[0] for articles in found.allowed.values() for article in articles}
    assert found.allowed
    assert slugs <= {basis, "untoc-2000" if basis.startswith("untoc") else basis}
    assert found.known == bool(slugs)
    assert found.known or "ground-of-treaty" in found.allowed


def test_an_extradition_is_not_refused_on_grounds_of_assistance() -> None:
    extradition = grounds_of("extradition", "uncac-2003").allowed
    assert set(extradition) == {"no-dual-criminality", "conditions-of-law", "nationality", "discrimination"}
    assert extradition["nationality"] == ("uncac-2003/art_44__para_11",)
    assistance = grounds_of(MLA, "uncac-2003").allowed
    assert "nationality" not in assistance
    assert "insufficient-evidence-or-value" not in assistance
    assert "insufficient-evidence-or-value" in grounds_of("confiscation", "uncac-2003").allowed


def refusable(kind: str, basis: str) -> Case:
    case = opened(IN, ["request"], kind=kind, basis=basis, authentic=True)
    return go(case, "register", "acknowledge", "check-admissibility", "open-consultation", "end-consultation")


def test_a_ground_of_a_treaty_of_the_node_names_its_article() -> None:
    case = refusable("extradition", "a-b-extradition")
    told = {"ground": "political-offence", "reason": "x"}
    assert against(case, "refuse", **told) == ["article"]
    assert go(case, ("refuse", {**told, "article": "article 3 (1) (a)"})).state == "refused"
    assert against(refusable("extradition", "untoc-2000"), "refuse", **told) == ["lawful-ground"]


def test_who_refuses_a_national_submits_the_case_or_says_why_not() -> None:
    case = go(refusable("extradition", "untoc-2000"), ("refuse", {"ground": "nationality"}))
    assert against(case, "close") == ["answer-sent", "prosecution-settled"]
    case = go(case, "send-answer")
    assert against(case, "submit-for-prosecution") == ["text-told"]
    assert go(case, "submit-for-prosecution", "close").is_over
    assert go(case, "not-prosecuted", "close").is_over
    other = go(refusable("extradition", "untoc-2000"), ("refuse", {"ground": "discrimination"}))
    assert not has_occasion(other, "submit-for-prosecution", at=START)


def test_what_the_other_state_did_against_the_treaty_is_written_down_and_marked() -> None:
    case = opened(OUT, ["records"], kind=MLA, basis="untoc-2000")
    case = go(go(case, "submit"), "approve", "send", "acknowledge", by="ben")
    refusal = Event("refuse", START, "ann", "", {"ground": "bank-secrecy"})
    assert faults(case, refusal) == []
    marked = breaches(case, refusal)
    assert [one.guard for one in marked] == ["consulted", "reason", "lawful-ground"]
    assert "untoc-2000/art_18__para_8" in marked[2].articles
    assert against(case, "refuse", ground="because") == ["ground-told"]
    right = {"ground": "essential-interests", "reason": "x"}
    assert breaches(go(case, "open-consultation", "end-consultation"), Event("refuse", START, "ann", "", right)) == []


def test_what_was_not_known_to_be_genuine_is_confirmed_before_it_goes_on() -> None:
    case = go(
        opened(IN, ["service"], kind=MLA), ("register", {"authentic": False}), "acknowledge", "check-admissibility"
    )
    assert against(case, "accept") == ["genuine"]
    assert against(case, "confirm-authenticity") == ["text-told"]
    case = go(case, "confirm-authenticity", "accept")
    assert not has_occasion(case, "confirm-authenticity", at=START)


def begun(measure: str) -> Case:
    case = opened(IN, [measure], kind=MLA, basis="untoc-2000", authentic=True)
    case = go(case, "register", "acknowledge", "check-admissibility", "accept", "assign")
    return go(case, "begin-measure", measure=measure)


def test_records_leave_with_evidence_or_with_the_word_that_nothing_was_found() -> None:
    case = begun("bank-records")
    assert against(case, "transmit-measure", measure="bank-records") == ["evidence-taken"]
    assert against(case, "transmit-measure", measure="bank-records", nothing_found=True) == ["evidence-taken"]
    case = go(case, ("transmit-measure", {"nothing_found": True, "note": "No such account"}), measure="bank-records")
    assert case.state == "transmitted"
    assert go(begun("service"), "transmit-measure", measure="service").state == "transmitted"


def test_what_was_transmitted_in_part_is_taken_up_again() -> None:
    case = go(begun("service"), "transmit-measure", measure="service")
    again = go(case, "take-up-again", measure="service")
    assert (again.state, again.measures) == ("executing", {"service": "executing"})
    assert against(again, "take-up-again", measure="service", reason="x") == ["state"]
    assert go(again, "transmit-measure", measure="service").state == "transmitted"


def test_conditions_are_taken_before_a_measure_is_begun() -> None:
    case = opened(IN, ["service"], kind=MLA, authentic=True)
    case = go(case, "register", "acknowledge", "check-admissibility", ("accept", {"conditions": "For this case only"}))
    case = go(case, "assign")
    assert against(case, "begin-measure", measure="service") == ["conditions-settled"]
    assert against(go(case, "conditions-accepted"), "begin-measure", measure="service") == []


def test_costs_are_agreed_on_once_they_were_told() -> None:
    case = begun("service")
    assert not has_occasion(case, "costs-agreed", at=START)
    case = go(case, "tell-costs")
    assert not has_occasion(go(case, "costs-agreed"), "costs-agreed", at=START)


def test_what_was_asked_orally_is_confirmed_in_writing() -> None:
    case = opened(IN, ["service"], kind=MLA)
    assert against(case, "confirmed-in-writing") == ["oral"]
    case = go(case, "note-oral", ("register", {"authentic": True}), "confirmed-in-writing")
    assert not case.oral


def test_an_item_number_that_is_taken_is_told_as_such() -> None:
    case = go(begun("records"), ("take-evidence", {"item": "A-1", **HASHES}), measure="records")
    assert against(case, "take-evidence", measure="records", item="A-1", **HASHES) == ["item-taken"]
    assert against(case, "take-evidence", measure="records", item="", **HASHES) == ["item-number"]
    assert against(case, "take-evidence", measure="records", item="A-2") == ["hashes"]


def test_every_measure_that_gives_something_is_one_and_every_state_has_its_look() -> None:
    known = {one.measure for kind in kinds().values() for one in kind.measures}
    assert {name for what in ("evidence", "property") for name in known if gives(what, name)}
    assert gives("property", "freezing")
    assert not gives("evidence", "freezing")
    assert tone_of("refused") == "stopped"
    assert process(OUT).marked("signable") == {"approved"}
    assert set(GUARDS) >= BEFORE | OCCASIONS
