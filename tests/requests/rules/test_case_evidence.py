"""Evidence in a case: custody of each item, chains that tell what was altered, uses by consent, values."""

from dataclasses import replace
from datetime import timedelta

import pytest

from cjin.requests.rules.case.events import Case, Event, after, linked, opened
from cjin.requests.rules.case.guards import faults
from tests.requests.rules.test_case import IN, OUT, SEALED, START, against, altered, go


def received() -> Case:
    case = go(opened(OUT, ["records"]), "submit")
    case = go(case, "approve", "send", by="ben")
    case = go(go(case, "acknowledge", "accept"), "begin-measure", measure="records")
    return go(case, ("receive-evidence", {"item": "e1", "sha256": "a" * 64, "sha512": "b" * 128}), measure="records")


def test_evidence_is_used_for_what_was_stated_unless_consent_is_given() -> None:
    case = go(received(), ("record-use", {"item": "e1", "use": "stated-purpose"}))
    assert against(case, "record-use", item="e1", use="a tax case") == ["use-consented"]
    assert against(case, "use-allowed", item="e1", use="a tax case") == ["use-asked"]
    case = go(case, ("ask-use", {"item": "e1", "use": "a tax case"}))
    assert against(case, "record-use", item="e1", use="a tax case") == ["use-consented"]
    allowed = go(case, ("use-allowed", {"item": "e1", "use": "a tax case"}))
    go(allowed, ("record-use", {"item": "e1", "use": "a tax case"}))
    assert against(allowed, "record-use", item="e1", use="another") == ["use-consented"]
    refused = go(allowed, ("use-refused", {"item": "e1", "use": "a tax case"}))
    assert against(refused, "record-use", item="e1", use="a tax case") == ["use-consented"]


def test_what_speaks_for_an_accused_is_disclosed_after_notice_or_with_a_reason() -> None:
    assert against(received(), "disclose-exculpatory", item="e1") == ["noticed"]
    go(received(), ("notify-exculpatory", {"item": "e1"}), ("disclose-exculpatory", {"item": "e1"}))
    assert against(received(), "disclose-unannounced", item="e1") == ["reason"]
    said = faults(received(), Event("disclose-exculpatory", START, "ann", "", {"item": "e1"}))[0]
    assert "untoc-2000/art_18__para_19" in said.articles


def test_information_without_a_request_is_an_item_with_limits_of_its_own() -> None:
    case = go(opened(IN, ["request"], kind="spontaneous-information", authentic=True), "register", "acknowledge")
    assert against(case, "record-use", item="information", use="a tax case") == ["use-consented"]
    case = go(case, ("ask-use", {"item": "information", "use": "a tax case"}))
    case = go(case, ("use-allowed", {"item": "information", "use": "a tax case"}), "conclude")
    go(case, ("record-use", {"item": "information", "use": "a tax case"}))
    other = go(opened(IN, ["records"], kind="mutual-legal-assistance", authentic=True), "register", "acknowledge")
    assert against(other, "conclude") == ["kind"]
    assert against(other, "record-use", item="information", use="stated-purpose") == ["kind"]


def taken() -> Case:
    case = go(opened(IN, ["records"], authentic=True), "register", "acknowledge", "check-admissibility", "accept")
    case = go(go(case, "assign"), "begin-measure", measure="records")
    return go(case, ("take-evidence", {"item": "e1", "sha256": "a" * 64, "sha512": "b" * 128}), measure="records")


def test_each_item_needs_custody_of_its_own_and_nothing_altered_leaves() -> None:
    case = go(taken(), ("record-custody", {"item": "e1", **SEALED}))
    more = go(case, ("take-evidence", {"item": "e2", "sha256": "c" * 64, "sha512": "d" * 128}), measure="records")
    assert against(more, "transmit-measure", measure="records") == ["custody"]
    go(more, ("record-custody", {"item": "e2", **SEALED}))
    entry = Event("record-custody", START, "ann", "", {"item": "e1", **SEALED})
    entry = replace(entry, detail={**entry.detail, **linked(taken(), entry)})
    for wrong in (altered(entry), replace(entry, by="ben"), replace(entry, at=START + timedelta(seconds=1))):
        assert against(after(taken(), wrong), "transmit-measure", measure="records") == ["chain"]
    assert after(taken(), entry).broken == frozenset()


def test_an_entry_that_was_taken_out_breaks_what_follows() -> None:
    first = go(taken(), ("record-custody", {"item": "e1", **SEALED}))
    second = Event("record-custody", START, "ann", "", {"item": "e1", **SEALED, "action": "moved"})
    second = replace(second, detail={**second.detail, **linked(first, second)})
    assert after(first, second).broken == frozenset()
    assert after(taken(), second).broken == {"e1"}


@pytest.mark.parametrize(
    "value",
    [
        {"what": "frozen", "amount": "-1", "currency": "EUR"},
        {"what": "frozen", "amount": "0", "currency": "EUR"},
        {"what": "frozen", "amount": "1e9", "currency": "EUR"},
        {"what": "frozen", "amount": "10", "currency": "EURO"},
        {"what": "lost", "amount": "10", "currency": "EUR"},
        {"what": "frozen", "amount": "10"},
        {"what": "frozen", "amount": 10.5, "currency": "EUR"},
        "10 EUR",
    ],
)
def test_a_value_has_an_amount_and_a_currency(value: object) -> None:
    case = go(taken(), ("record-custody", {"item": "e1", **SEALED}))
    assert against(case, "transmit-measure", measure="records", values=[value]) == ["values"]
    good = {"what": "frozen", "amount": "10.50", "currency": "EUR"}
    assert against(case, "transmit-measure", measure="records", values=[good]) == []
