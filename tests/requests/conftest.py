"""A demonstration node, and the people who work on its requests."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.conf import LazySettings

from cjin.core.models import User
from cjin.directory.actions.shipping import load as load_directory
from cjin.reference.actions import load as load_reference
from cjin.requests.actions.shipping import load as load_treaties
from cjin.texts.actions.works import load_works
from tests.core.conftest import *  # noqa: F403 - people and their posts

type MakePerson = Callable[..., User]


@pytest.fixture
def demonstration(db: None, now: datetime, settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The made-up authorities and treaties of XAA, XBB and XCC. The search has none of its States."""
    monkeypatch.setattr("cjin.reference.actions.loading.index", lambda documents: 0)
    settings.CJIN_SAMPLES = "/nowhere"
    load_reference(now=now)
    load_works(now=now)
    load_directory(now=now)
    load_treaties(now=now)


@pytest.fixture
def writer(make_person: MakePerson) -> User:
    """Somebody who writes requests."""
    return make_person("writer", "requests.write")


@pytest.fixture
def head(make_person: MakePerson) -> User:
    """Somebody who approves and sends what others wrote."""
    return make_person("head", "requests.approve", "requests.write", "requests.send")
