"""The requests that a demonstration shows: once, and as whole as they say."""

from datetime import datetime

import pytest
from django.conf import LazySettings

from cjin.directory.queries.entries import THE_NODE
from cjin.requests.actions.demonstration import load
from cjin.requests.models import Request
from cjin.requests.queries.cases import draft_of
from cjin.requests.queries.surroundings import missing_in
from tests.core.conftest import *  # noqa: F403 - the moment of a test


@pytest.mark.usefixtures("demonstration")
def test_a_demonstration_has_requests_to_look_at(now: datetime, settings: LazySettings) -> None:
    load(now=now)
    load(now=now)
    outgoing, incoming = Request.objects.order_by("-direction")
    assert (outgoing.direction, outgoing.state) == ("outgoing", "draft")
    assert (incoming.direction, incoming.state) == ("incoming", "acknowledged")
    assert [one.item for one in missing_in(draft_of(outgoing), THE_NODE, now.date())] == ["urgency-reason"]
    assert missing_in(draft_of(incoming), THE_NODE, now.date()) == []


@pytest.mark.usefixtures("demonstration")
def test_a_node_with_work_of_its_own_gets_none(now: datetime, settings: LazySettings) -> None:
    settings.CJIN_SAMPLES = ""
    load(now=now)
    assert not Request.objects.exists()
