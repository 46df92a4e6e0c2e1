"""A request of the demonstration with its letter in French and Arabic."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from cjin.core.models import User
from cjin.directory.actions.recording import write_entry
from cjin.directory.queries.entries import THE_NODE, known_on
from cjin.directory.rules.entries import Key
from cjin.directory.rules.kinds import KeyUse
from cjin.requests.actions.cases import act, open_request
from cjin.requests.actions.letters import DEMONSTRATION_KEY, key_place
from cjin.requests.models import Request, Wording
from cjin.requests.queries.cases import draft_of
from cjin.requests.rules.letter.keys import demonstration_pem
from cjin.requests.rules.letter.units import units
from cjin.requests.rules.writing.drafts import Draft
from cjin.requests.rules.writing.kinds import kind_named
from tests.core.conftest import *  # noqa: F403 - people and their posts
from tests.requests.letters.samples import ANSWERS, TREATY, in_arabic


@pytest.fixture(scope="session")
def home_with_key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a key that is good by the clock of the machine: making one takes a while."""
    home = tmp_path_factory.mktemp("home")
    yesterday = datetime.now(UTC) - timedelta(days=1)
    (home / DEMONSTRATION_KEY).write_text(demonstration_pem("Demonstration node", yesterday))
    (home / DEMONSTRATION_KEY).chmod(0o600)
    return home


@pytest.fixture(autouse=True)
def own_home(settings: LazySettings, home_with_key: Path) -> None:
    """No test signs with the key of a node."""
    settings.CJIN_HOME = str(home_with_key)


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


def known_key(now: datetime, body: str, **days: Any) -> None:
    """The directory knows the key of the demonstration as that of a body."""
    pem = Path(key_place(now).file).read_text()
    certificate = pem[pem.index("-----BEGIN CERTIFICATE") :]
    known = known_on(THE_NODE, now.date(), slug=body)[0].known
    entry = replace(known.entry, keys=(Key(KeyUse.SIGNING, certificate, **days),))
    write_entry(entry=entry, since=known.since, until=None, by=None, now=now)
