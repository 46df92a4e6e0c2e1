"""Single acts: each guard says what to do, grounds are those of the kind and the basis, states follow from measures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.errors import NotFound
from cjin.requests.rules.case.diagram import as_table
from cjin.requests.rules.case.events import Case, Event, opened
from cjin.requests.rules.case.grounds import grounds, grounds_of
from cjin.requests.rules.case.guards import BEFORE, GUARDS, OCCASIONS, breaches, faults, has_occasion
from cjin.requests.rules.case.process import Direction, gives, process, state_of, tone_of
from cjin.requests.rules.writing.kinds import kinds
from tests.requests.rules.test_case import FORBIDDEN, HASHES, IN, MEASURES, MLA, OUT, SEALED, SENT, START, against, go


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
    case = go(case, "release-confidentiality", SENT)
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


def test_conditions_are_added_with_a_reason_after_a_request_was_accepted() -> None:
    case = go(opened(IN, MEASURES, kind=MLA, authentic=True), "register", "acknowledge", "check-admissibility")
    case = go(case, ("accept", {"conditions": ""}), SENT, "assign")
    case = go(case, "begin-measure", measure="records")
    assert against(case, "add-conditions", conditions=" ", reason="") == ["conditions-told", "reason"]
    more = go(case, ("add-conditions", {"conditions": "Only here.", "reason": "It was forgotten."}))
    assert (more.state, more.untold) == ("executing", ("add-conditions",))
    assert against(more, "begin-measure", measure="service") == ["conditions-settled"]
    go(go(more, SENT, "conditions-accepted"), "begin-measure", measure="service")


def test_a_ground_of_a_treaty_of_the_node_names_its_article() -> None:
    case = refusable("extradition", "a-b-extradition")
    told = {"ground": "political-offence", "reason": "x"}
    assert against(case, "refuse", **told) == ["article"]
    assert go(case, ("refuse", {**told, "article": "article 3 (1) (a)"})).state == "refused"
    assert against(refusable("extradition", "untoc-2000"), "refuse", **told) == ["lawful-ground"]


@pytest.mark.parametrize("basis", ["terrorist-bombings-1997", "terrorist-financing-1999", "nuclear-terrorism-2005"])
def test_a_convention_that_leaves_assistance_to_other_treaties_leaves_their_grounds_too(basis: str) -> None:
    case = refusable(MLA, basis)
    assert against(case, "refuse", ground="essential-interests", reason="x") == ["article"]
    told = {"ground": "essential-interests", "reason": "x", "article": "article 4 of the treaty of 1980"}
    assert go(case, ("refuse", told)).state == "refused"
    assert go(case, ("refuse", {"ground": "discrimination", "reason": "x"})).state == "refused"
    assert against(refusable("extradition", basis), "refuse", ground="lapse-of-time", reason="x") == ["lawful-ground"]


def test_who_refuses_a_national_submits_the_case_or_says_why_not() -> None:
    case = go(refusable("extradition", "untoc-2000"), ("refuse", {"ground": "nationality"}))
    assert against(case, "close") == ["answer-sent", "prosecution-settled"]
    case = go(case, SENT)
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
