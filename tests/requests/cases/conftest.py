"""A demonstration node with requests, and the people who work on them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from cjin.core.models import User
from cjin.requests.actions.cases import act, open_request
from cjin.requests.models import Request
from cjin.requests.rules.case.process import Direction
from cjin.requests.rules.writing.drafts import Draft
from cjin.requests.rules.writing.kinds import kind_named
from tests.core.conftest import *  # noqa: F403 - people and their posts
from tests.requests.drafts import complete

TREATY = "xaa-xbb-mutual-assistance-2011"
ASKED = ("open-consultation", {"note": "Can it be kept to one account?"})
ANSWERED = ("end-consultation", {"note": "Yes, to the first one."})
SENT = ("send-answer", {"on_paper": True})
type Does = Callable[..., Request]


@pytest.fixture
def outsider(make_person: Callable[..., User]) -> User:
    """Somebody who works on requests, and is no member of a sealed one."""
    return make_person("outsider", "requests.approve", "requests.write", "requests.send")


def a_draft(*measures: str, **answers: Any) -> Draft:
    """A complete draft from XAA to XBB."""
    kind = kind_named("mutual-legal-assistance")
    whole = complete(kind, TREATY, list(measures or ("bank-records",))) | {"languages": ["fr"]}
    whole |= {"offences": [whole["offences"][0] | {"iccs": "0703"}]}
    return Draft(kind, "XAA", "XBB", "xbb-ministry-of-justice", TREATY, whole | answers)


@pytest.fixture
def outgoing(demonstration: None, writer: User, now: datetime) -> Request:
    """A complete draft of the writer."""
    return open_request(draft=a_draft(), by=writer, now=now)


@pytest.fixture
def incoming(demonstration: None, writer: User, now: datetime) -> Request:
    """A request of XAA that came in."""
    return open_request(
        draft=a_draft("bank-records", "search-and-seizure"), direction=Direction.INCOMING, by=writer, now=now
    )


@pytest.fixture
def does(now: datetime) -> Does:
    """Does acts one after the other: names, or a name with its detail."""

    def do(request: Request, by: User, *acts: str | tuple[str, dict[str, Any]], measure: str = "") -> Request:
        for one in acts:
            name, detail = (one, {}) if isinstance(one, str) else one
            request = act(reference=request.reference, act=name, by=by, now=now, measure=measure, detail=detail)
        return request

    return do


@pytest.fixture
def as_head(client: Client, head: User) -> Client:
    """A browser in which the head is signed in."""
    client.force_login(head)
    return client


def said(client: Client, address: str, status: int = 200) -> str:
    """What a page says."""
    answer = client.get(address)
    assert answer.status_code == status, answer.content[:2000]
    return answer.content.decode()
