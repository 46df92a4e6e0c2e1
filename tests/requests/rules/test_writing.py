"""Completeness: a complete draft of every kind passes, each planted fault is found, nothing else is told."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.errors import Invalid, NotFound
from cjin.requests.rules.basis.instruments import instruments
from cjin.requests.rules.writing.answers import checked
from cjin.requests.rules.writing.completeness import Gap, Missing, Surroundings, asked, missing
from cjin.requests.rules.writing.kinds import Item, KindOfRequest, Type, kind_named, kinds
from tests.requests.drafts import around, cases, complete

CASES = cases()
NAMES = [f"{kind.kind} under {basis} {' '.join(measures)}".strip() for kind, basis, measures in CASES]
every_case = pytest.mark.parametrize(("kind", "basis", "measures"), CASES, ids=NAMES)


@every_case
def test_a_complete_draft_can_be_approved(kind: KindOfRequest, basis: str, measures: list[str]) -> None:
    answers = complete(kind, basis, measures)
    assert checked(kind, answers) == answers
    assert missing(kind, answers, around(basis)) == []


def planted(
    kind: KindOfRequest, basis: str, measures: list[str]
) -> list[tuple[dict[str, Any], Surroundings, str, Gap]]:
    """Each fault that can be planted in a complete draft, with where it has to be found and as what."""
    whole = complete(kind, basis, measures)
    free = around(basis)
    found: list[tuple[dict[str, Any], Surroundings, str, Gap]] = []
    needed = {name for one in measures for name in kind.measure(one).needs}
    for item in asked(kind, whole, basis):
        without = {name: value for name, value in whole.items() if name != item.item}
        if item.mandatory or item.item in needed:
            found.append((without, free, item.item, Gap.EMPTY))
        if item.must is not None:
            found.append((whole | {item.item: not item.must}, free, item.item, Gap.MUST))
        if item.ahead:
            found.append((whole | {item.item: "2026-03-01"}, free, item.item, Gap.PAST))
        if item.least is not None:
            found.append((whole | {item.item: item.least - 1}, free, item.item, Gap.LEAST))
        if item.type in (Type.OFFENCES, Type.PERSONS, Type.PROPERTY, Type.DOCUMENTS):
            found.append((whole | {item.item: [{"location" if item.type is Type.PERSONS else "value": "x"}]}, free,
                          item.item, Gap.PART_EMPTY))  # fmt: skip
    found.append((whole, around(basis, bases=set()), "basis", Gap.NO_BASIS))
    found.append((whole, around(basis, competent=False), "addressee", Gap.NOT_COMPETENT))
    found.append((whole, around(basis, languages={"ru"}), "languages", Gap.LANGUAGE))
    return found


@every_case
def test_each_planted_fault_is_found_where_it_is(kind: KindOfRequest, basis: str, measures: list[str]) -> None:
    for answers, surroundings, where, gap in planted(kind, basis, measures):
        found = missing(kind, answers, surroundings)
        assert (where, gap) in [(one.item, one.gap) for one in found], (where, gap)


@every_case
def test_a_planted_fault_raises_no_false_alarm(kind: KindOfRequest, basis: str, measures: list[str]) -> None:
    for answers, surroundings, where, gap in planted(kind, basis, measures):
        mine = {where, "facts"} if where == "measures" else {where}
        strange = [one for one in missing(kind, answers, surroundings) if one.item not in mine]
        assert not strange, (where, gap, strange)


def test_at_least_two_hundred_faults_are_planted() -> None:
    assert sum(len(planted(*case)) for case in CASES) >= 200


def test_every_item_that_a_treaty_asks_for_names_an_article() -> None:
    """The lists of contents: UNTOC 18 (15), UNCAC 46 (15), article 7 (10) of 1988; UNTOC 13 (3), UNCAC 55 (3)."""
    mutual = kind_named("mutual-legal-assistance")
    cited = {
        article for item in mutual.items() if item.mandatory or item.item == "persons" for article in item.articles
    }
    for letter in "abcdef":
        assert f"untoc-2000/art_18__para_15__subpara_{letter}" in cited
        assert f"uncac-2003/art_46__para_15__subpara_{letter}" in cited
        assert f"illicit-traffic-1988/art_7__para_10__subpara_{letter}" in cited
    confiscation = {article for item in kind_named("confiscation").items() for article in item.articles}
    for letter in "abc":
        assert f"untoc-2000/art_13__para_3__subpara_{letter}" in confiscation
        assert f"uncac-2003/art_55__para_3__subpara_{letter}" in confiscation
    measures = {article for one in mutual.measures for article in one.articles}
    for letter in "abcdefghi":
        assert f"untoc-2000/art_18__para_3__subpara_{letter}" in measures


def test_the_kinds_lead_to_a_basis_that_the_catalogue_offers() -> None:
    offered = {kind for one in instruments() for kind in one.offers}
    assert {kind.basis for kind in kinds().values()} - offered == {kind_named("return-of-cultural-object").basis}
    assert len(kinds()) >= 8


def test_service_alone_needs_no_facts() -> None:
    kind = kind_named("mutual-legal-assistance")
    assert "facts" not in {one.item for one in asked(kind, {"measures": ["service"]}, "uncac-2003")}
    assert "facts" in {one.item for one in asked(kind, {"measures": ["service", "records"]}, "uncac-2003")}
    assert "facts" in {one.item for one in asked(kind, {}, "uncac-2003")}


def test_a_coercive_measure_asks_for_the_offence_under_the_other_law() -> None:
    kind = kind_named("mutual-legal-assistance")
    answers = complete(kind, "uncac-2003", ["search-and-seizure"])
    answers["offences"] = [{k: v for k, v in answers["offences"][0].items() if k != "there"}]
    assert missing(kind, answers, around("uncac-2003")) == [
        Missing("offences", Gap.NOT_DUAL, (), "1: search-and-seizure")
    ]
    answers = complete(kind, "uncac-2003", ["records"]) | {"offences": answers["offences"]}
    assert missing(kind, answers, around("uncac-2003")) == []


def test_a_time_that_ends_before_it_begins_and_a_code_that_is_none() -> None:
    kind = kind_named("mutual-legal-assistance")
    answers = complete(kind, "uncac-2003", ["bank-records"]) | {"bank-records.to": "2025-01-01"}
    assert missing(kind, answers, around("uncac-2003")) == [Missing("bank-records.to", Gap.ORDER, (), "2026-01-01")]
    assert [
        one.gap for one in missing(kind, complete(kind, "uncac-2003", ["records"]), around("uncac-2003", offences=()))
    ] == [Gap.STRANGE_OFFENCE]


def test_what_is_unknown_of_an_authority_stops_nothing() -> None:
    kind = kind_named("spontaneous-information")
    assert missing(kind, complete(kind, "untoc-2000", []), around("untoc-2000", languages=None)) == []


@pytest.mark.parametrize(
    ("item", "value", "said"),
    [
        ("facts", 3, "a text"),
        ("facts", "x" * 50_001, "at most"),
        ("authority", "A\u202eB", "cannot be seen"),
        ("deadline", "soon", "no day"),
        ("urgent", "perhaps", "yes or no"),
        ("confidential", "a little", "none of"),
        ("measures", ["torture"], "torture"),
        ("measures", "records", "a list"),
        ("languages", ["English"], "at most 3"),
        ("languages", ["e1"], "no language"),
        ("offences", ["murder"], "entry 1: names and values"),
        ("offences", [{"colour": "red"}], "entry 1: “colour”"),
        ("persons", [{}] * 501, "at most 500"),
        ("crown", "x", "no item"),
    ],
)
def test_an_answer_of_another_form_is_told_with_its_item(item: str, value: Any, said: str) -> None:
    with pytest.raises(Invalid) as caught:
        checked(kind_named("mutual-legal-assistance"), {item: value})
    (fault,) = caught.value.faults
    assert fault.where == item
    assert said in fault.message


def test_what_is_empty_is_left_out() -> None:
    kind = kind_named("mutual-legal-assistance")
    given: dict[str, Any] = {"facts": "  ", "persons": [{}, {"name": " "}], "languages": [], "urgent": None}
    assert checked(kind, given) == {}


def test_a_kind_that_is_not_there_is_told() -> None:
    with pytest.raises(NotFound, match="extradition"):
        kind_named("friendship")
    with pytest.raises(NotFound):
        kind_named("extradition").measure("records")


ITEMS: list[tuple[KindOfRequest, Item]] = [
    (kind, item) for kind in kinds().values() for item in kind.items([one.measure for one in kind.measures])
]


@given(
    st.sampled_from(ITEMS),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
        max_leaves=8,
    ),
)
def test_whatever_is_answered_is_kept_in_plain_form_or_refused(place: tuple[KindOfRequest, Item], value: Any) -> None:
    kind, item = place
    try:
        once = checked(kind, {item.item: value})
    except Invalid:
        return
    assert checked(kind, once) == once
    missing(kind, once, around("untoc-2000"))


@pytest.mark.parametrize(
    ("item", "part", "kept"),
    [
        ("persons", {"born": "1999-99-99"}, False), ("persons", {"born": "1999-02-28"}, True),
        ("persons", {"born": "about 1975"}, True), ("offences", {"penalty_years": "-5 abc"}, False),
        ("offences", {"penalty_years": "10"}, True), ("offences", {"penalty_years": "life"}, True),
        ("offences", {"penalty_years": "2,5"}, True), ("offences", {"penalty_years": "10 or 12"}, False),
    ],
)  # fmt: skip
def test_days_and_years_are_what_they_look_like(item: str, part: dict[str, str], kept: bool) -> None:
    told = {item: [{"name": "A name"} | part]}
    try:
        assert checked(kind_named("mutual-legal-assistance"), told) == told
        assert kept
    except Invalid as refused:
        assert not kept, refused.faults  # noqa: PT017
