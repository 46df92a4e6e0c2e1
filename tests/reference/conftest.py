"""States, groups and topics as the catalogue has them."""

from datetime import datetime

import pytest

from cjin.reference.actions import load


@pytest.fixture
def catalogue(db: None, now: datetime) -> None:
    """The catalogue, loaded."""
    load(now=now)
