"""What tests of the shell share."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture
def unlimited() -> Iterator[None]:
    """Nobody has tried anything yet: attempts that a test makes do not count against the next one."""
    cache.clear()
    yield
    cache.clear()
