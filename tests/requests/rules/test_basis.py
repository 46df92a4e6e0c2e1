"""Legal bases on small made-up facts, each worked out by hand, and what holds of all of them."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.catalogue import read
from cjin.requests.rules.basis.facts import Agreement, Bound, Declared, Facts, Question
from cjin.requests.rules.basis.instruments import WORDS, instruments
from cjin.requests.rules.basis.pairs import all_pairs
from cjin.requests.rules.basis.plain import told
from cjin.requests.rules.basis.reasoning import RECIPROCITY, Found, legal_basis
from cjin.requests.rules.kinds import Kind

A, B, C = "XAA", "XBB", "XCC"
AS_OF, DAY = date(2014, 6, 30), date(2014, 6, 30)
UNTOC, TIP, ARMS, UNCAC, DRUGS = (
    "untoc-2000",
    "untoc-trafficking-2000",
    "untoc-firearms-2001",
    "uncac-2003",
    "illicit-traffic-1988",
)
MLA, EXTRADITION = Kind.MUTUAL_LEGAL_ASSISTANCE, Kind.EXTRADITION


def since(year: int, **more: Any) -> Bound:
    return Bound(AS_OF, in_force=date(year, 1, 1), **more)


def known(bound: dict[str, dict[str, Bound]], **more: Any) -> Facts:
    """Facts with a status of every instrument, in which only what is given is bound."""
    return Facts(bound, {one.slug: AS_OF for one in instruments()}, **more)


def ask(facts: Facts, kind: Kind = MLA, offences: tuple[str, ...] = (), day: date = DAY) -> Found:
    return legal_basis(Question(A, B, kind, day, offences), facts)


def names(found: Found) -> list[str]:
    return [one.instrument for one in found.bases if one.instrument != RECIPROCITY]


def missing(found: Found, kind: str) -> list[dict[str, str]]:
    return [dict(one.about) for one in found.missing if one.kind == kind]


BOTH = {slug: {A: since(2005), B: since(2006)} for slug in (UNTOC, TIP, ARMS, UNCAC, DRUGS)}


@pytest.mark.parametrize(
    ("offence", "expected"),
    [
        ("", [UNTOC, TIP, ARMS, UNCAC, DRUGS]),
        ("0101", [UNTOC]),  # serious crime only
        ("0204", [UNTOC, TIP]),
        ("02041", [UNTOC, TIP]),
        ("090121", [UNTOC, ARMS]),
        ("07031", [UNTOC, UNCAC]),
        ("07032", [UNTOC, UNCAC]),
        ("07041", [UNTOC, UNCAC, DRUGS]),
        ("06012", [UNTOC, DRUGS]),
        ("060121", [UNTOC, DRUGS]),
        ("06011", [UNTOC]),  # personal consumption: not of article 3 (1)
        ("08061", [UNTOC, UNCAC]),
        ("0905", [UNTOC]),
    ],
)
def test_which_instruments_cover_an_offence(offence: str, expected: list[str]) -> None:
    assert names(ask(known(BOTH), offences=(offence,) if offence else ())) == expected


def test_several_offences_need_an_instrument_that_covers_all() -> None:
    assert names(ask(known(BOTH), offences=("07031", "06012"))) == [UNTOC]
    assert names(ask(known({UNCAC: BOTH[UNCAC]}), offences=("07031", "06012"))) == []


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (Kind.TRANSFER_OF_SENTENCED_PERSONS, [UNTOC, TIP, ARMS, UNCAC]),
        (Kind.JOINT_INVESTIGATION, [UNTOC, TIP, ARMS, UNCAC]),
        (Kind.FIREARMS_TRACING, [ARMS]),
        (Kind.TRAFFIC_BY_SEA, [DRUGS]),
        (Kind.CONFISCATION, [UNTOC, TIP, ARMS, UNCAC, DRUGS]),
        (Kind.CULTURAL_PROPERTY, []),
    ],
)
def test_which_instruments_offer_a_kind_of_help(kind: Kind, expected: list[str]) -> None:
    assert names(ask(known(BOTH), kind)) == expected


@pytest.mark.parametrize(
    ("bound", "kind", "about"),
    [
        ({A: since(2005)}, "not-party", {"state": B}),
        ({A: since(2005), B: since(2015)}, "not-yet-in-force", {"state": B, "since": "2015-01-01"}),
        ({A: since(2005), B: Bound(AS_OF, signed=date(2001, 1, 1))}, "signed-only", {"state": B}),
        ({A: since(2005), B: since(2006, ended=date(2014, 6, 30))}, "withdrawn", {"ended": "2014-06-30"}),
        ({A: since(2005), B: Bound(AS_OF, consented=date(2006, 1, 1))}, "no-day", {"state": B}),
        ({B: since(2006)}, "not-party", {"state": A}),
    ],
)
def test_why_an_instrument_is_no_basis(bound: dict[str, Bound], kind: str, about: dict[str, str]) -> None:
    found = ask(known({UNCAC: bound}), offences=("07031",))
    assert names(found) == []
    assert any(about.items() <= told.items() for told in missing(found, kind) if told.get("instrument") == UNCAC)
    assert [one.instrument for one in found.bases] == [RECIPROCITY]


def test_days_at_the_edge() -> None:
    facts = known({UNCAC: {A: since(2005), B: Bound(AS_OF, in_force=DAY)}})
    assert names(ask(facts, offences=("07031",))) == [UNCAC]
    ending = known({UNCAC: {A: since(2005), B: since(2006, ended=date(2014, 7, 1))}})
    assert names(ask(ending, offences=("07031",))) == [UNCAC]


def test_who_left_and_came_back_is_bound_again() -> None:
    back = Bound(AS_OF, consented=date(2013, 1, 1), in_force=date(2013, 2, 1), ended=date(2012, 1, 1))
    assert names(ask(known({UNCAC: {A: since(2005), B: back}}), offences=("07031",))) == [UNCAC]


def test_a_protocol_is_no_basis_without_its_convention() -> None:
    found = ask(known({TIP: BOTH[TIP], UNTOC: {A: since(2005)}}), offences=("0204",))
    assert names(found) == []
    assert missing(found, "without-parent") == [{"state": B, "instrument": TIP, "parent": UNTOC}]


def test_a_protocol_applies_the_articles_of_its_convention() -> None:
    protocol = ask(known(BOTH), offences=("0204",)).bases[1]
    assert protocol.citations == (
        f"{TIP}/art_5", f"{TIP}/art_1__para_2", f"{TIP}/art_1__para_3", f"{UNTOC}/art_18", f"{UNTOC}/art_18__para_15",
    )  # fmt: skip
    assert "through-protocol" in [one.kind for one in protocol.reasons]


def test_it_is_in_force_between_two_since_the_later_day() -> None:
    assert ask(known(BOTH), offences=("07031",)).bases[1].in_force_since == date(2006, 1, 1)


def test_a_successor_and_a_computed_day_are_told() -> None:
    facts = known({UNCAC: {A: since(2005, consent="succession"), B: since(2006, computed=True)}})
    reasons = [(one.kind, dict(one.about).get("state")) for one in ask(facts, offences=("07031",)).bases[0].reasons]
    assert ("succeeded", A) in reasons
    assert ("computed", B) in reasons


def treaty(name: str, year: int, bilateral: bool = True, **more: Any) -> Agreement:
    parties = {A: since(year), B: since(year)} | ({} if bilateral else {C: since(year)})
    return Agreement(name, bilateral, frozenset({MLA}), parties, **more)


def test_a_bilateral_treaty_goes_first_then_a_regional_one_then_the_conventions() -> None:
    agreements = [treaty("regional", 2012, bilateral=False), treaty("old", 1990), treaty("new", 2010)]
    found = ask(known(BOTH, agreements=agreements), offences=("07031",))
    assert [(one.instrument, one.rank) for one in found.bases] == [
        ("new", 1), ("old", 2), ("regional", 3), (UNTOC, 4), (UNCAC, 5), (RECIPROCITY, 6),
    ]  # fmt: skip
    chosen = [one for one in found.bases[3].conditions if one.kind == "only-if-both-choose"]
    assert [(dict(one.about)["governing"], one.citation) for one in chosen] == [("new", f"{UNTOC}/art_18__para_7")]


@pytest.mark.parametrize(
    ("agreement", "kind", "offence"),
    [
        (treaty("later", 2015), MLA, ""),
        (treaty("other-kind", 2000), EXTRADITION, ""),
        (treaty("drugs", 2000, offences=("06",)), MLA, "0101"),
        (Agreement("of-others", True, frozenset({MLA}), {A: since(2000), C: since(2000)}), MLA, ""),
        (Agreement("ended", True, frozenset({MLA}), {A: since(2000), B: since(2000, ended=DAY)}), MLA, ""),
    ],
)
def test_a_treaty_that_is_not_for_this_is_left_out(agreement: Agreement, kind: Kind, offence: str) -> None:
    found = ask(known(BOTH, agreements=[agreement]), kind, (offence,) if offence else ())
    assert agreement.instrument not in names(found)


def declared(topic: str, instrument: str = UNTOC) -> Declared:
    return Declared(B, instrument, topic, "words", AS_OF)


def test_what_the_requested_state_declared_on_extradition() -> None:
    def found(*topics: str) -> Found:
        return ask(known({UNTOC: BOTH[UNTOC]}, declared=[declared(topic) for topic in topics]), EXTRADITION, ("0905",))

    assert names(found()) == names(found("legal-basis")) == names(found("treaty-required")) == [UNTOC]
    assert missing(found(), "basis-not-known") == [{"state": B, "instrument": UNTOC}]
    assert missing(found("legal-basis"), "basis-not-known") == []
    assert "takes-as-basis" in [one.kind for one in found("legal-basis").bases[0].reasons]
    assert "treaty-needed" in [one.kind for one in found("treaty-required").bases[0].conditions]
    assert names(found("no-legal-basis")) == []
    assert [one.proposed for one in found("no-legal-basis").missing if one.kind == "no-basis-declared"] == [True]


def test_a_declaration_on_extradition_does_not_touch_other_help() -> None:
    facts = known({UNTOC: BOTH[UNTOC]}, declared=[declared("no-legal-basis"), declared("language")])
    found = ask(facts, offences=("0905",))
    assert names(found) == [UNTOC]
    touching = [(dict(one.about)["topic"], one.proposed) for one in found.bases[0].conditions if one.kind == "declared"]
    assert touching == [("language", True)]


def test_what_the_asking_state_declared_does_not_bind_the_other() -> None:
    facts = known({UNTOC: BOTH[UNTOC]}, declared=[Declared(A, UNTOC, "no-legal-basis", "words", AS_OF)])
    assert names(ask(facts, EXTRADITION, ("0905",))) == [UNTOC]


def test_an_instrument_without_a_status_is_told_as_unknown_and_never_guessed() -> None:
    found = ask(Facts(), offences=("0905",))
    assert [one.kind for one in found.missing] == ["no-status", "nothing-common"]
    assert found.as_of == DAY


def test_a_day_later_than_what_is_known_is_told() -> None:
    found = ask(known(BOTH), offences=("0905",), day=date(2026, 1, 1))
    assert missing(found, "later-than-known") == [{"instrument": UNTOC, "as_of": "2014-06-30"}]
    assert found.as_of == AS_OF


def test_every_sentence_has_words_and_every_citation_a_place() -> None:
    data = told(ask(known(BOTH, agreements=[treaty("new", 2010, conditions=("In two copies",))])))
    assert all(one["words"] for base in data["bases"] for one in (*base["conditions"], *base["reasons"]))
    assert "In two copies" in [one["words"] for one in data["bases"][0]["conditions"]]
    assert set(read(WORDS)) == {"conditions", "reasons", "missing"}


STATES = (A, B, C)
BOUND = st.builds(
    lambda year, lasts: since(year, ended=date(year + lasts, 1, 1) if lasts else None),
    st.integers(1995, 2020),
    st.none() | st.integers(1, 10),
)
FACTS = st.builds(
    lambda bound, topics: known(bound, declared=[Declared(*one, "words", AS_OF) for one in topics]),
    st.dictionaries(
        st.sampled_from([one.slug for one in instruments()]), st.dictionaries(st.sampled_from(STATES), BOUND)
    ),
    st.lists(
        st.tuples(
            st.sampled_from(STATES),
            st.sampled_from([UNTOC, UNCAC, DRUGS]),
            st.sampled_from(["legal-basis", "no-legal-basis", "treaty-required"]),
        ),
        max_size=4,
    ),
)


@given(
    FACTS,
    st.sampled_from(Kind),
    st.lists(st.sampled_from(["0101", "0204", "07031", "06", "09062"]), unique=True, max_size=2),
    st.dates(date(1995, 1, 1), date(2030, 1, 1)),
)
def test_all_pairs_say_what_each_pair_says_and_no_basis_is_without_force(
    facts: Facts, kind: Kind, offences: list[str], day: date
) -> None:
    for asking, asked, listed in all_pairs(STATES, kind, day, facts, offences):
        found = legal_basis(Question(asking, asked, kind, day, tuple(offences)), facts)
        assert tuple(names(found)) == listed
        for one in found.bases:
            if one.instrument == RECIPROCITY:
                continue
            mine, theirs = (facts.bound[one.instrument][state] for state in (asking, asked))
            assert one.in_force_since == max(mine.since(day), theirs.since(day))  # type: ignore[type-var]
            assert one.citations
        assert [one.rank for one in found.bases] == list(range(1, len(found.bases) + 1))
