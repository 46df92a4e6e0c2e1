"""Evidence: hashes of what is sent, custody that tells what was altered, uses by consent, and the export."""

import json
from datetime import datetime
from hashlib import sha256, sha512
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cjin.core.models import User
from cjin.requests.actions.cases import act
from cjin.requests.models import Happened, Request
from cjin.requests.queries.cases import case_of
from tests.requests.cases.conftest import Does, said

CONTENT = b"Account 12345: statements of 2025\n" * 3000
UNTIL_BEGUN = (("register", {"authentic": True}), "acknowledge", "check-admissibility", "accept", "assign")


@pytest.fixture
def begun(incoming: Request, head: User, does: Does) -> Request:
    """A request of which one measure is being executed."""
    does(incoming, head, *UNTIL_BEGUN)
    return does(incoming, head, "begin-measure", measure="bank-records")


def sent(request: Request, **more: Any) -> dict[str, Any]:
    return {"revision": Request.objects.get(pk=request.pk).revision, **more}


def take(client: Client, request: Request, item: str = "1/2026") -> None:
    file = SimpleUploadedFile("statements.pdf", CONTENT)
    form = sent(request, measure="bank-records", item=item, description="Statements", medium="file", file=file)
    answer = client.post(f"/requests/{request.reference}/act/take-evidence", form)
    assert answer.status_code == 302, answer.content.decode()[:3000]


def hand(client: Client, request: Request, item: str = "1/2026", action: str = "sealed") -> None:
    form = sent(request, item=item, action=action, holder="An officer", place="Room 3")
    answer = client.post(f"/requests/{request.reference}/act/record-custody", form)
    assert answer.status_code == 302, answer.content.decode()[:3000]


def test_a_file_leaves_its_hashes_and_nothing_else(as_head: Client, begun: Request, settings: Any) -> None:
    take(as_head, begun)
    detail = Happened.objects.get(act="take-evidence").detail
    assert (detail["sha256"], detail["sha512"]) == (sha256(CONTENT).hexdigest(), sha512(CONTENT).hexdigest())
    assert detail["size"] == len(CONTENT)
    page = said(as_head, f"/requests/{begun.reference}/evidence")
    assert detail["sha256"] in page
    assert "it cannot leave" in page


def test_hashes_may_be_typed_and_have_to_be_right(as_head: Client, begun: Request) -> None:
    there = f"/requests/{begun.reference}/act/take-evidence"
    form = sent(begun, measure="bank-records", item="2", description="A disk", sha256="abc", sha512="")
    assert as_head.post(there, form).status_code == 422
    form |= {"sha256": "A" * 64, "sha512": "b" * 128}
    assert as_head.post(there, form).status_code == 302
    assert Happened.objects.get(act="take-evidence").detail["sha256"] == "a" * 64
    again = sent(begun, measure="bank-records", item="2", description="Another", sha256="c" * 64, sha512="d" * 128)
    answer = as_head.post(there, again)
    assert answer.status_code == 422
    assert "2 is taken already" in answer.content.decode()
    assert answer.context["form"].errors.keys() == {"item"}


def test_each_item_needs_custody_before_anything_leaves(
    as_head: Client, begun: Request, head: User, does: Does
) -> None:
    take(as_head, begun, "1")
    take(as_head, begun, "2")
    hand(as_head, begun, "1")
    assert "nothing is known of: 2" in said(as_head, f"/requests/{begun.reference}")
    hand(as_head, begun, "2")
    does(begun, head, "begin-measure", measure="search-and-seizure")
    form = sent(begun, measure="bank-records", **{"value-0-what": "frozen", "value-0-amount": "1200.50",
                "value-0-currency": "eur", "value-1-what": "frozen", "value-2-what": "frozen"})  # fmt: skip
    there = f"/requests/{begun.reference}/act/transmit-measure"
    assert as_head.post(there, form | {"value-0-currency": "EURO"}).status_code == 422
    assert as_head.post(there, form | {"value-0-currency": "XYQ"}).status_code == 422
    assert as_head.post(there, form).status_code == 302
    detail = Happened.objects.get(act="transmit-measure").detail
    assert detail["values"] == [{"what": "frozen", "amount": "1200.50", "currency": "EUR"}]
    assert "1200.50 EUR" in said(as_head, f"/requests/{begun.reference}")


def test_nothing_found_is_said_with_the_reason_and_no_value_is_asked_of_records(
    as_head: Client, begun: Request
) -> None:
    there = f"/requests/{begun.reference}/act/transmit-measure"
    form = said(as_head, there)
    assert 'name="nothing_found"' in form
    assert 'name="value-0-amount"' not in form
    answer = as_head.post(there, sent(begun, measure="bank-records", nothing_found="on"))
    assert answer.status_code == 422
    assert "No evidence was taken in" in answer.content.decode()
    whole = sent(begun, measure="bank-records", nothing_found="on", note="The bank keeps no such account.")
    assert as_head.post(there, whole).status_code == 302
    assert case_of(Request.objects.get()).measures["bank-records"] == "transmitted"


@pytest.mark.parametrize("what", ["holder", "time", "person", "gone"])
def test_an_altered_entry_is_told_and_stops_what_would_leave(
    as_head: Client, begun: Request, writer: User, what: str
) -> None:
    take(as_head, begun)
    hand(as_head, begun)
    hand(as_head, begun, action="handed-over")
    row = Happened.objects.filter(act="record-custody").order_by("position")[0]
    match what:
        case "holder":
            Happened.objects.filter(pk=row.pk).update(detail=row.detail | {"holder": "Somebody else"})
        case "time":
            Happened.objects.filter(pk=row.pk).update(at=datetime.fromisoformat("2026-03-01T00:00:00+00:00"))
        case "person":
            Happened.objects.filter(pk=row.pk).update(by=writer)
        case _:
            row.delete()
    page = said(as_head, f"/requests/{begun.reference}/evidence")
    assert "An entry was altered after it was written" in page
    assert "altered" in said(as_head, f"/requests/{begun.reference}")
    form = said(as_head, f"/requests/{begun.reference}/act/transmit-measure")
    assert "find out why before it leaves: 1/2026" in form
    assert case_of(Request.objects.get()).broken == {"1/2026"}


def test_the_export_is_a_graph_of_the_investigation(as_head: Client, begun: Request) -> None:
    take(as_head, begun)
    hand(as_head, begun)
    answer = as_head.get(f"/requests/{begun.reference}/evidence?format=jsonld")
    assert answer.headers["Content-Type"].startswith("application/ld+json")
    data = json.loads(answer.content)
    nodes = {node["@id"]: node for node in data["@graph"]}
    assert len(nodes) == len(data["@graph"])
    kinds = sorted(node["@type"] for node in nodes.values())
    assert kinds.count("investigation:InvestigativeAction") == kinds.count("investigation:ProvenanceRecord") == 2
    assert kinds.count("observable:File") == kinds.count("investigation:Investigation") == 1
    prefixes = set(data["@context"])
    assert {name.partition(":")[0] for name in _names(data["@graph"])} <= prefixes
    assert {one["@id"] for one in _references(data["@graph"])} <= set(nodes)
    (file,) = (node for node in nodes.values() if node["@type"] == "observable:File")
    assert "Some words" in file["cjin:usedForOnly"]
    hashes = file["core:hasFacet"][1]["observable:hash"]
    assert [one["types:hashMethod"]["@value"] for one in hashes] == ["SHA256", "SHA512"]
    assert hashes[0]["types:hashValue"] == {"@type": "xsd:hexBinary", "@value": sha256(CONTENT).hexdigest()}


def _names(value: Any) -> set[str]:
    """Every name with a prefix that a graph uses: properties, types and identifiers."""
    if isinstance(value, list):
        return set().union(*map(_names, value), set())
    if not isinstance(value, dict):
        return set()
    own = {key for key in value if not key.startswith("@")} | {value[key] for key in ("@type", "@id") if key in value}
    return own.union(*map(_names, value.values()))


def _references(value: Any) -> list[dict[str, str]]:
    """Every node that is named and stands elsewhere."""
    if isinstance(value, list):
        return [one for part in value for one in _references(part)]
    if not isinstance(value, dict):
        return []
    return [value] if set(value) == {"@id"} else [one for part in value.values() for one in _references(part)]


def test_a_further_use_needs_consent(
    as_head: Client, outgoing: Request, head: User, writer: User, does: Does, now: datetime
) -> None:
    does(outgoing, writer, "submit")
    does(outgoing, head, "approve", ("send", {"on_paper": True}), "acknowledge", "accept")
    does(outgoing, head, "begin-measure", measure="bank-records")
    item = {"item": "1", "sha256": "a" * 64, "sha512": "b" * 128}
    act(reference=outgoing.reference, act="receive-evidence", by=head, now=now, measure="bank-records", detail=item)
    use = "Proceeding 12/2026 for tax fraud"
    there = f"/requests/{outgoing.reference}/act/"
    assert as_head.post(there + "ask-use", sent(outgoing, item="1", use=use)).status_code == 302
    refused = as_head.post(there + "record-use", sent(outgoing, item="1", use=use))
    assert refused.status_code == 422
    assert "ask for consent first" in refused.content.decode()
    page = said(as_head, f"/requests/{outgoing.reference}")
    assert "Answer on the further use" in page
    assert "waiting for" in page
    assert as_head.post(there + "use-allowed", sent(outgoing, item="1", use=use)).status_code == 302
    assert as_head.post(there + "record-use", sent(outgoing, item="1", use=use)).status_code == 302
    evidence = said(as_head, f"/requests/{outgoing.reference}/evidence")
    assert use in evidence
    assert "consented to" in evidence
    assert "Any other use needs consent first" in evidence
