"""A request of the demonstration with its letter in French and Arabic."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from cjin.core.models import User
from cjin.requests.actions.cases import act, open_request
from cjin.requests.models import Request, Wording
from cjin.requests.queries.cases import draft_of
from cjin.requests.rules.letter.units import units
from cjin.requests.rules.writing.drafts import Draft
from cjin.requests.rules.writing.kinds import kind_named
from tests.core.conftest import *  # noqa: F403 - people and their posts
from tests.requests.letters.samples import ANSWERS, TREATY, in_arabic


@pytest.fixture(autouse=True)
def own_home(settings: LazySettings, tmp_path: Path) -> None:
    """Keys are made anew for each test."""
    settings.CJIN_HOME = str(tmp_path)


def worded(request: Request, now: datetime, status: str = "human") -> None:
    """Every unit of a request gets an Arabic wording."""
    for unit in units(draft_of(request)):
        Wording.objects.create(
            request=request, language="ar", unit=unit.unit, text=in_arabic(unit), status=status,
            source_sha256=unit.sha256, at=now,
        )  # fmt: skip


@pytest.fixture
def request_(demonstration: None, writer: User, now: datetime) -> Request:
    made = open_request(draft=a_draft(), by=writer, now=now)
    worded(made, now)
    return made


@pytest.fixture
def approved(request_: Request, writer: User, head: User, now: datetime) -> Request:
    act(reference=request_.reference, act="submit", by=writer, now=now)
    return act(reference=request_.reference, act="approve", by=head, now=now)


def a_draft(**answers: Any) -> Draft:
    kind = kind_named("mutual-legal-assistance")
    return Draft(kind, "XAA", "XBB", "xbb-ministry-of-justice", TREATY, ANSWERS | answers)
