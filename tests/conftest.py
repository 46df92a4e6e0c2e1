"""What every test may use."""

from datetime import UTC, datetime

import pytest


@pytest.fixture
def now() -> datetime:
    """A fixed moment: actions and rules take time as an argument, so no test reads the clock."""
    return datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
