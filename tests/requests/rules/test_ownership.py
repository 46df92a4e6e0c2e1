"""Statements of ownership: what the standard asks, who owns what, and what is refused."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.errors import Invalid
from cjin.requests.rules.ownership import MOST, Owner, read_ownership


def statement(record: str, kind: str, **details: Any) -> dict[str, Any]:
    return {
        "statementId": f"statement-{record}", "recordId": record, "recordType": kind, "recordStatus": "new",
        "declarationSubject": "company", "publicationDetails": {"bodsVersion": "0.4"},
        "recordDetails": {"isComponent": False} | details,
    }  # fmt: skip


COMPANY = statement("company", "entity", entityType={"type": "registeredEntity"}, name="Harbour Holding")
PERSON = statement("person", "person", personType="knownPerson", names=[{"type": "legal", "fullName": "A. Person"}])
OWNS = statement(
    "owns", "relationship", subject="company", interestedParty="person",
    interests=[{"type": "shareholding", "share": {"minimum": 25, "maximum": 50}}, {"type": "votingRights"}],
)  # fmt: skip


def test_who_owns_what() -> None:
    told = read_ownership(json.dumps([COMPANY, PERSON, OWNS]))
    assert told == [Owner("A. Person", "Harbour Holding", ("shareholding", "votingRights"), "25–50")]


def test_an_owner_who_is_not_known_is_told_by_the_reason() -> None:
    hidden = OWNS | {"recordDetails": OWNS["recordDetails"] | {"interestedParty": {"reason": "unknown"}}}
    assert read_ownership(json.dumps([COMPANY, hidden]))[0].name == "unknown"


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ([COMPANY, OWNS], "there is no record “person”"),
        ([COMPANY | {"recordType": "firm"}], "recordType is one of"),
        ([{name: value for name, value in COMPANY.items() if name != "recordId"}], "recordId is missing"),
        ([COMPANY | {"publicationDetails": {"bodsVersion": "0.2"}}], "version 0.2"),
        ([COMPANY | {"recordDetails": {"entityType": {"type": "club"}}}], "entityType.type is one of"),
        ([PERSON | {"recordDetails": {"personType": "ghost"}}], "personType is one of"),
        ([COMPANY | {"recordStatus": "gone"}], "recordStatus is one of"),
        ([COMPANY] * (MOST + 1), "at most"),
        ([], "a list of BODS"),
        ({"statements": []}, "a list of BODS"),
        (["text"], "a list of BODS"),
    ],
)
def test_what_breaks_the_standard_is_told(broken: Any, said: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_ownership(json.dumps(broken))
    assert said in " ".join(map(str, refused.value.faults))


NAMES = st.sampled_from([*COMPANY, "subject", "interests", "share", "names"])
PARTS = st.sampled_from(["name", "names", "entityType", "personType", "subject", "interestedParty", "interests"])
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(NAMES, part, max_size=4),
    max_leaves=20,
)


@given(
    st.lists(anything, max_size=3),
    st.sampled_from([COMPANY, PERSON, OWNS]),
    st.sampled_from([*COMPANY]),
    anything,
    PARTS,
)
def test_whatever_comes_is_read_or_refused(
    more: list[Any], one: dict[str, Any], name: str, value: Any, named: str
) -> None:
    details = one["recordDetails"] | {named: value}
    for data in (
        more,
        [COMPANY, PERSON, OWNS, one | {name: value}],
        [one | {"recordDetails": value}],
        [COMPANY, PERSON, OWNS, one | {"recordDetails": details}],
    ):
        with suppress(Invalid):
            assert all(isinstance(owner, Owner) for owner in read_ownership(json.dumps(data)))
