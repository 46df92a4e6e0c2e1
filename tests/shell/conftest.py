"""What tests of the shell share."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.utils import translation


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """A page in another language leaves that language in force; the next test begins without it."""
    yield
    translation.deactivate()


@pytest.fixture
def unlimited() -> Iterator[None]:
    """Nobody has tried anything yet: attempts that a test makes do not count against the next one."""
    cache.clear()
    yield
    cache.clear()
