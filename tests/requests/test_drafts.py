"""Drafts as files, and what they lack by what the node knows: basis, addressee, languages, offences."""

import json
from datetime import date
from typing import Any

import pytest

from cjin.core.rules.errors import Invalid
from cjin.directory.queries.entries import THE_NODE
from cjin.requests.queries.surroundings import addressees_of, basis_of, missing_in
from cjin.requests.rules.letter.data import read_file
from cjin.requests.rules.writing.completeness import Gap
from cjin.requests.rules.writing.drafts import FORMAT, Draft, as_data, read_draft
from cjin.requests.rules.writing.kinds import kind_named
from tests.requests.drafts import cases, complete

TODAY = date(2026, 3, 2)
TREATY = "xaa-xbb-mutual-assistance-2011"


def draft(**changes: Any) -> Draft:
    kind = kind_named("mutual-legal-assistance")
    answers = complete(kind, TREATY, ["bank-records"]) | {"languages": ["fr"]}
    answers["offences"] = [answers["offences"][0] | {"iccs": "0703"}]
    plain = as_data(Draft(kind, "XAA", "XBB", "xbb-ministry-of-justice", TREATY, answers))
    return read_draft(plain | changes, "draft")


def gaps(one: Draft) -> list[tuple[str, Gap]]:
    return [(missing.item, missing.gap) for missing in missing_in(one, THE_NODE, TODAY)]


@pytest.mark.usefixtures("demonstration")
def test_a_complete_request_for_bank_records_can_be_approved() -> None:
    assert gaps(draft()) == []
    assert [one.instrument for one in basis_of(draft(), TODAY).bases][:1] == [TREATY]
    bodies = [one.known.entry.body for one in addressees_of(draft(), THE_NODE, TODAY).competent]
    assert bodies == ["xbb-ministry-of-justice"]


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"basis": "uncac-2003"}, [("basis", Gap.NO_BASIS)]),
        ({"basis": ""}, [("basis", Gap.NO_BASIS)]),
        ({"addressee": "xaa-central-authority"}, [("addressee", Gap.NOT_COMPETENT)]),
        ({"addressee": "nobody"}, [("addressee", Gap.NOT_COMPETENT)]),
        (
            {"requested": "XCC", "addressee": "xcc-office-of-cooperation"},
            [("basis", Gap.NO_BASIS), ("languages", Gap.LANGUAGE)],
        ),
    ],
)
def test_a_wrong_treaty_a_dead_authority_a_wrong_language(
    changes: dict[str, Any], expected: list[tuple[str, Gap]]
) -> None:
    assert gaps(draft(**changes)) == expected


@pytest.mark.usefixtures("demonstration")
def test_an_authority_of_another_language_is_told() -> None:
    answers = dict(draft().answers) | {"languages": ["en"]}
    assert gaps(draft(answers=answers)) == [("languages", Gap.LANGUAGE)]


@pytest.mark.parametrize(("kind", "basis", "measures"), cases())
def test_a_draft_is_the_same_after_its_way_through_a_file(kind: Any, basis: str, measures: list[str]) -> None:
    one = Draft(kind, "XAA", "XBB", "xbb-ministry-of-justice", basis, complete(kind, basis, measures))
    assert read_file(json.dumps(as_data(one)).encode(), "d.json").draft == one


GIVEN = {"format": FORMAT, "kind": "extradition", "requesting": "XAA", "requested": "XBB"}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"format": "cjin-request/9"}, FORMAT),
        ({"kind": "friendship"}, "friendship"),
        ({"version": 9}, "version 9"),
        ({"requesting": "Nowhere"}, "requesting"),
        ({"answers": [1]}, "items and answers"),
        ({"basis": 7}, "a name"),
        ({"crown": 1}, "crown"),
        ({"answers": {"crown": "x"}}, "crown"),
    ],
)
def test_a_draft_that_is_none_says_where(changes: dict[str, Any], said: str) -> None:
    refused(json.dumps(GIVEN | changes).encode(), said)


@pytest.mark.parametrize(("content", "said"), [(b"{", "d.json"), (b"[" * 100_000, "d.json"), (b"[]", FORMAT)])
def test_a_file_that_cannot_be_read_says_so(content: bytes, said: str) -> None:
    refused(content, said)


def refused(content: bytes, said: str) -> None:
    with pytest.raises(Invalid) as caught:
        read_file(content, "d.json")
    assert any(said in str(fault) for fault in caught.value.faults), caught.value.faults


def test_a_draft_may_be_empty() -> None:
    assert read_file(json.dumps(GIVEN).encode(), "d.json").draft.answers == {}
