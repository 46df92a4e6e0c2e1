"""A sealed request exists for its members only: every address of requests, every list, count, search, file and log."""

import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from cjin.core.models import User
from cjin.node.api import api
from cjin.requests.actions.cases import open_request, seal
from cjin.requests.models import Request
from cjin.requests.rules.case.process import Direction
from tests.requests.cases.conftest import a_draft

FILLED = {
    "act": "act", "step": "facts", "language": "fr", "form": "json", "number": "1", "ending": "pdf",
}  # fmt: skip
"""What stands in an address besides the reference."""
ELSEWHERE = (
    "/", "/requests/", "/requests/?over=yes", "/requests/?format=csv", "/requests/?format=json", "/requests/statistics",
    "/requests/statistics?format=json", "/requests/timetable", "/requests/attempts", "/search?q={reference}",
    "/search?q=secret+plan", "/api/v1/search?q={reference}", "/directory/", "/requests/basis",
)  # fmt: skip
BODIES: dict[str, Any] = {
    "Put an answer into a second language": {"source": "fr", "language": "en", "texts": {}},
    "Sign the answer to a request": {"languages": ["fr"]},
    "Sign the letter of a request": {"languages": ["fr"]},
    "Write passages in a language": [{"unit": "facts", "text": "Autre"}],
    "Change a draft": {"answers": {"facts": "Other"}},
}
"""By the summary of an operation of the API what it is sent; nothing for others."""
ACTS = ("submit", "register", "approve", "take-evidence", "dance")


def patterns() -> Iterator[str]:
    """The addresses of the namespace with a reference in them, as texts to be filled in."""
    _prefix, found = get_resolver().namespace_dict["requests"]
    assert found.url_patterns
    for one in found.url_patterns:
        assert isinstance(one, URLPattern)
        if "<str:reference>" in str(one.pattern):
            yield f"/requests/{one.pattern}"


def filled(pattern: str, reference: str) -> list[str]:
    """The address with a reference; that of acts once for each act."""
    acts = ACTS if "<str:act>" in pattern else ("",)
    values = FILLED | {"reference": reference}
    return [
        re.sub(r"<\w+:(\w+)>", lambda found, act=act: (values | {"act": act})[found[1]], pattern)  # type: ignore[misc]
        for act in acts
    ]


@pytest.fixture
def sealed(demonstration: None, writer: User, head: User) -> Request:
    """A sealed request with words that stand nowhere else, late and with everything that is ever counted."""
    now = timezone.now()
    draft = a_draft(facts="The secret plan of Zorbaland", urgent=True, **{"urgency-reason": "A secret plan"})
    made = open_request(draft=draft, direction=Direction.INCOMING, by=writer, now=now)
    seal(reference=made.reference, sealed=True, by=head, now=now)
    return Request.objects.get()


def said(client: Client, address: str, reference: str, **post: Any) -> tuple[int, str]:
    """The status and the text of an answer, without the reference that was asked for and tokens."""
    answer = client.post(address, post) if post else client.get(address)
    content = b"".join(answer) if answer.streaming else answer.content
    return answer.status_code, re.sub(r'value="\w{64}"', "", content.decode("utf-8", "replace").replace(reference, ""))


@pytest.mark.parametrize("who", ["outsider", "nobody", "reader"])
def test_every_address_answers_as_if_it_did_not_exist(
    client: Client, sealed: Request, outsider: User, make_person: Any, who: str, caplog: pytest.LogCaptureFixture
) -> None:
    if who != "nobody":
        client.force_login(outsider if who == "outsider" else make_person("reader", "texts.edit"))
    nowhere = "XAA-2026-22222222"
    addresses = list(patterns())
    assert len(addresses) > 8
    with caplog.at_level(logging.DEBUG):
        for pattern in addresses:
            for there, none in zip(filled(pattern, sealed.reference), filled(pattern, nowhere), strict=True):
                for post in ({}, {"revision": "1", "wish": "unseal", "reason": "x"}):
                    mine = said(client, there, sealed.reference, **post)
                    assert mine == said(client, none, nowhere, **post), there
                    assert mine[0] in (302, 403, 404, 405), (there, mine[0])
                    assert "Zorbaland" not in mine[1]
    messages = " ".join(record.getMessage() for record in caplog.records if record.name.startswith("cjin"))
    assert "Zorbaland" not in messages
    assert Request.objects.get().sealed
    assert Request.objects.get().revision == sealed.revision


@pytest.mark.parametrize("who", ["outsider", "nobody"])
def test_no_list_count_search_figure_or_file_tells_of_it(
    client: Client, sealed: Request, outsider: User, writer: User, who: str
) -> None:
    if who == "outsider":
        client.force_login(outsider)
    told = {}
    for address in ELSEWHERE:
        there = address.format(reference=sealed.reference)
        status, told[address] = said(client, there, "")
        assert status in (200, 302, 403, 404), (there, status)
        text = told[address].replace(f"q={sealed.reference}", "")
        text = re.sub(rf'value="{sealed.reference}"|“{sealed.reference}”|<bdi>{sealed.reference}</bdi>', "", text)
        assert "Zorbaland" not in text
        assert "A secret plan" not in text
        if "search" not in address:
            assert sealed.reference not in text, there
    Request.objects.all().delete()
    for address in ELSEWHERE:
        assert said(client, address.format(reference=sealed.reference), "")[1] == told[address], address


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every operation of the API on requests: method, address, and a body that passes its form."""
    for path, methods in api.get_openapi_schema()["paths"].items():
        if path.startswith("/api/v1/requests"):
            for method, operation in methods.items():
                yield method, path, BODIES.get(operation["summary"], {})


def asked(client: Client, method: str, address: str, body: Any, reference: str) -> tuple[int, str]:
    """The status and the text of an answer of the API, without the reference that was asked for."""
    sent = {} if method == "get" else {"data": json.dumps(body), "content_type": "application/json"}
    answer = getattr(client, method)(address, headers={"If-Match": "*"}, **sent)
    return answer.status_code, answer.content.decode().replace(reference, "")


@pytest.mark.parametrize("who", ["outsider", "nobody"])
def test_no_operation_of_the_api_knows_it(client: Client, sealed: Request, outsider: User, who: str) -> None:
    if who == "outsider":
        client.force_login(outsider)
    nowhere, of_one = "XAA-2026-22222222", 0
    for method, path, body in operations():
        there, none = (
            [path.format(reference=one, name=act, language="fr", letter="1", kind="extradition") for act in ACTS]
            for one in (sealed.reference, nowhere)
        )
        for mine, other in dict(zip(there, none, strict=True)).items():
            told = asked(client, method, mine, body, sealed.reference)
            assert "Zorbaland" not in told[1]
            if "{reference}" in path:
                of_one += 1
                assert told == asked(client, method, other, body, nowhere), (method, mine)
                assert told[0] in (401, 403, 404), (method, mine, told)
            else:
                assert sealed.reference not in told[1], (method, mine)
    assert of_one > 10
    assert Request.objects.get(pk=sealed.pk).revision == sealed.revision


def test_its_members_find_it_everywhere(client: Client, sealed: Request, head: User) -> None:
    client.force_login(head)
    for address in ("/requests/", f"/requests/{sealed.reference}", "/requests/?format=json"):
        assert sealed.reference in client.get(address).content.decode()
